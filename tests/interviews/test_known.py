"""The other forms of a listed name, and finding them in a text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.anonymise.known import Entry, forms
from interviews.anonymise.matching import matches
from interviews.anonymise.naming.words import folded
from interviews.identifiers import TYPES

LIST = [
    Entry("Dr Fionnuala Keane-Hobbs", "person", "P1"),
    Entry("Beverley Trethewey", "person", "P2"),
    Entry("Julian Bassett", "person", "P3"),
    Entry("Will Garside", "person", "P4"),
    Entry("Kowalczyk", "person", "P5"),
    Entry("Royal Cornwall Hospitals NHS Trust", "organisation", "O1"),
    Entry("St James's Hospital", "organisation", "O2"),
    Entry("Praze-an-Beeble", "place", "L1"),
    Entry("TR27 6ZQ", "postcode"),
]
FORMS = forms(LIST)


def found(text: str) -> list[tuple[str, str]]:
    """The sure ones."""
    return [(text[m.start : m.end], m.form.entity) for m in matches(text, FORMS) if m.score >= 0.5]


@pytest.mark.parametrize(
    ("words", "entity"),
    [
        ("Fionnuala Keane-Hobbs", "P1"),
        ("fionnuala keane hobbs", "P1"),
        ("Nuala", "P1"),
        ("doctor keane", "P1"),
        ("HOBBS", "P1"),
        ("keen hobs", "P1"),
        ("Bev", "P2"),
        ("Mrs Trethewey", "P2"),
        ("trethowey", "P2"),
        ("bev trethowey", "P2"),
        ("T, R, E, T, H", "P2"),
        ("J. B.", "P3"),
        ("JB", "P3"),
        ("J Bassett", "P3"),
        ("Bassitt", "P3"),
        ("koval chick", "P5"),
        ("Kowalchyk", "P5"),
        ("Royal Cornwall", "O1"),
        ("the Royal Cornwall Hospital", "O1"),
        ("RCHT", "O1"),
        ("rcht", "O1"),
        ("r c h t", "O1"),
        ("saint james", "O2"),
        ("St James", "O2"),
        ("praze", "L1"),
        ("tr27 6zq", "TR27 6ZQ"),
    ],
)
def test_form_is_found_in_a_sentence(words, entity):
    hits = found(f"so then {words} rang us up again")

    assert [(folded(hit)[-1], whose) for hit, whose in hits] == [(folded(words)[-1], entity)]


def test_possessive_stays_outside():
    assert found("that was Trethewey's idea, not Bassett’s") == [("Trethewey", "P2"), ("Bassett", "P3")]


def test_a_name_that_is_an_ordinary_word_is_doubtful_alone_and_sure_beside_its_surname():
    alone = matches("they said he will come", FORMS)
    beside = found("they said will garside would come")

    assert [match.score < 0.5 for match in alone] == [True]
    assert beside == [("will garside", "P4")]


@pytest.mark.parametrize(
    "text",
    [
        "she was keen on it and he hobs about the praise for the royal family",
        "the chick said well no be a basic person",
        "gp at the ot jb's mate and it",
        "we hosted the trust at the hospital and the general meeting",
        "there is a job to be had and I can hope for it",
    ],
)
def test_ordinary_words_are_nobody(text):
    assert found(text.replace("jb's", "")) == []


def test_initials_need_capitals_where_the_text_has_them():
    assert found("The JB said so") == [("JB", "P3")]
    assert found("The jb said So") == []


def test_a_written_name_that_is_somebody_elses_is_not_a_misspelling():
    assert matches("Karen came", forms([Entry("Kieran Moss", "person")])) == []


def test_nothing_is_found_without_a_list_or_words():
    assert matches("Sarah", ()) == []
    assert matches("", FORMS) == []
    assert forms([Entry("  ", "person")]) == ()


def test_forms_keep_their_capitals_so_that_a_word_can_be_told_from_a_name():
    will = {form.words for form in FORMS if form.entity == "P4" and form.weight < 0.5}

    assert "Will" in will
    assert not any(words.islower() for words in will)


ENTRIES = st.lists(
    st.builds(Entry, st.text(max_size=30), st.sampled_from([*TYPES, "other"]), st.text(max_size=5)), max_size=6
)


@given(ENTRIES)
@settings(max_examples=200, deadline=None)
def test_each_entry_has_its_own_form_and_weights_are_shares(entries):
    made = forms(entries)

    for entry in entries:
        if entry.form.strip():
            assert any((form.words, form.type, form.entity) == (entry.form, entry.type, entry.whose) for form in made)
    assert all(0 < form.weight <= 1 and form.words.strip() for form in made)


@given(ENTRIES, st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_matches_lie_in_the_text_in_order_and_never_overlap(entries, text):
    ends = 0
    for match in matches(text, forms(entries)):
        assert ends <= match.start < match.end <= len(text)
        assert 0 < match.score <= 1
        ends = match.end


@given(st.sampled_from(LIST), st.sampled_from(["{}", "so {} said", "{}, then", "({})"]))
def test_an_entrys_own_form_is_always_found(entry, frame):
    text = frame.format(entry.form)

    assert [match.form.entity for match in matches(text, FORMS)] == [entry.whose]
