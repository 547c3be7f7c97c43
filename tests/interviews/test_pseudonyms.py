"""Replacements: readable, one for one, stable."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.anonymise.pseudonyms import (
    DEFAULTS,
    FIELDS,
    TOLD_APART,
    Pattern,
    PatternError,
    Thing,
    letters,
    propose,
    standing,
)
from interviews.identifiers import TYPES


def test_usual_replacements():
    things = [
        Thing("person", ("Fionnuala", "Dr Keane")),
        Thing("person", ("Bev", "Mrs Trethewey")),
        Thing("organisation", ("Royal Cornwall Hospitals NHS Trust",)),
        Thing("organisation", ("Tolvean", "Tolvean Road Surgery")),
        Thing("organisation", ("Kernow CCG",)),
        Thing("organisation", ("Nidd Valley CCG",)),
        Thing("organisation", ("Tynebank Council",)),
        Thing("organisation", ("Deloitte",)),
        Thing("place", ("Hayle",)),
        Thing("place", ("Welbeck Road",)),
        Thing("title", ("medical director",)),
        Thing("postcode", ("TR27 6ZQ",)),
        Thing("postcode", ("B13 7YX",)),
        Thing("nhs_number", ("999 054 3720",)),
        Thing("age", ("ninety-one",)),
    ]

    assert propose(things) == [
        "Dr A",
        "Person B",
        "[hospital Trust A]",
        "[GP practice A]",
        "[CCG A]",
        "[CCG B]",
        "[council A]",
        "[organisation A]",
        "[place A]",
        "[road A]",
        "[job title A]",
        "[postcode]",
        "[postcode]",
        "[NHS number]",
        "[age over 89]",
    ]


def test_every_type_has_a_replacement():
    assert set(DEFAULTS) == set(TYPES)


def test_mr_and_mrs_are_not_told():
    assert propose([Thing("person", ("Mrs Hallam",)), Thing("person", ("Sir Anthony",))]) == ["Person A", "Person B"]


def test_letters_go_on_after_z():
    assert [letters(number) for number in (0, 25, 26, 27, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_no_letter_means_two_people_whatever_their_titles():
    assert propose([Thing("person", ("Dr X",))], taken=["Person A"]) == ["Dr B"]


def test_words_that_the_texts_have_already_are_not_given():
    things = [Thing("person", ("Bev",)), Thing("postcode", ("B13 7YX",)), Thing("postcode", ("B14 7YX",))]

    assert propose(things, taken=["person  A", "[Postcode]"]) == ["Person B", "[postcode 2]", "[postcode 2]"]


def test_what_looks_like_a_replacement_in_the_texts_is_found():
    texts = ["Then Person B said that Dr Angry and dr c were in [place D], not at [ha].", "the person in charge"]

    assert standing(texts) == {"Person B", "dr c", "[place D]"}


def test_a_replacement_that_stands_is_kept_and_not_given_again():
    things = [Thing("person", ("Bev",)), Thing("person", ("Dr Keane",), "Person A"), Thing("person", ("Will",))]

    assert propose(things) == ["Person B", "Person A", "Person C"]


def test_a_study_may_choose_its_own_pattern():
    pattern = Pattern({"person": "[P{number}]", "organisation": "<{kind} {number}>", "phone": "(phone {letter})"})
    things = [
        Thing("person", ("Dr Bell",)),
        Thing("person", ("Bev",)),
        Thing("organisation", ("Kernow CCG",)),
        Thing("phone", ("01632 960 155",)),
        Thing("phone", ("01632 960 156",)),
    ]

    assert propose(things, pattern) == ["[P1]", "[P2]", "<CCG 1>", "(phone A)", "(phone B)"]


@pytest.mark.parametrize(
    ("templates", "told"),
    [
        ({"person": "Person"}, "needs {letter} or {number}"),
        ({"place": "[{town} {letter}]"}, "{town}, which means nothing here"),
        ({"place": "[place {letter"}, "curly bracket"),
        ({"place": "[place {}]"}, "means nothing here"),
        ({"place": "[place {letter:>9}]"}, "means nothing here"),
        ({"postcode": "  "}, "is empty"),
        ({"postcode": "x" * 81}, "at most 80"),
        ({"postcode": "two\nlines"}, "one line"),
        ({"planet": "[{letter}]"}, "no type “planet”"),
    ],
)
def test_a_pattern_that_cannot_work_is_refused_in_one_sentence(templates, told):
    with pytest.raises(PatternError, match=r"^[A-Z][^\n]*\.$") as refused:
        Pattern(templates)

    assert told in str(refused.value)


WORDS = st.sampled_from(["Dr Keane", "Bev", "Kernow CCG", "Hayle", "Welbeck Road", "medical director", "0117", "X"])
THINGS = st.lists(
    st.builds(Thing, st.sampled_from([*TYPES, "other"]), st.lists(WORDS, max_size=3).map(tuple)), max_size=60
)
TAKEN = st.sets(st.sampled_from(["Person A", "Dr B", "[place A]", "[postcode]", "[CCG A]", "[organisation b]"]))
PATTERNS = st.sampled_from([Pattern(), Pattern({"person": "P{number}", "place": "[{kind} {number}]"})])


@given(THINGS, PATTERNS, TAKEN)
@settings(max_examples=150, deadline=None)
def test_different_things_have_different_replacements_that_stand_nowhere_else(things, pattern, taken):
    made = propose(things, pattern, taken)
    apart = [words.casefold() for thing, words in zip(things, made, strict=True) if thing.type in TOLD_APART]

    assert len(made) == len(things)
    assert len(set(apart)) == len(apart)
    assert not {words.casefold() for words in made} & {words.casefold() for words in taken}


@given(THINGS, THINGS, PATTERNS, TAKEN)
@settings(max_examples=150, deadline=None)
def test_things_added_at_the_end_change_nothing(things, more, pattern, taken):
    assert propose([*things, *more], pattern, taken)[: len(things)] == propose(things, pattern, taken)


@given(THINGS, THINGS, PATTERNS, TAKEN)
@settings(max_examples=150, deadline=None)
def test_things_added_anywhere_change_nothing_that_stands(things, more, pattern, taken):
    first = propose(things, pattern, taken)
    kept = [Thing(thing.type, thing.words, words) for thing, words in zip(things, first, strict=True)]

    assert propose([*more, *kept], pattern, taken)[len(more) :] == first


@given(st.dictionaries(st.sampled_from([*TYPES, "other"]), st.text(max_size=20)))
def test_any_pattern_either_works_or_is_refused(templates):
    try:
        pattern = Pattern(templates)
    except PatternError:
        return
    assert all(propose([Thing(kind, ("Bev",))], pattern) for kind in TYPES)


@given(st.sampled_from(TYPES), st.sampled_from(FIELDS))
def test_every_field_may_be_used_in_every_type(type, field):
    assert propose([Thing(type, ("Bev",))], Pattern({type: f"<{{{field}}} {{letter}}>"}))[0].endswith("A>")


@given(THINGS, PATTERNS)
@settings(max_examples=100, deadline=None)
def test_what_was_proposed_is_recognised_in_a_text(things, pattern):
    made = propose([thing for thing in things if thing.type in TYPES], pattern)

    found = {words.casefold() for words in standing([" and ".join(made)], pattern)}
    assert {words.casefold() for words in made} <= found
