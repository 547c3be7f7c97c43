"""The words kept for search, where hits stand, and that PostgreSQL and we find the same."""

from itertools import pairwise

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from interviews import rewriting
from interviews.edits import Edit
from interviews.models import SpokenTurn
from interviews.query import QueryError, parse, terms
from interviews.searching.frequencies import families
from interviews.searching.lexemes import lexemes, patterns
from interviews.searching.places import fitting, found, hits, lines, stretch, united
from interviews.searching.together import Coded, in_turns, overlapping
from interviews.searching.words import LONGEST_PIECE, pieces, plain, words
from interviews.spans import Span
from interviews.turns import Turn, find_turns
from tests import factories

# The words


def test_words_are_runs_of_letters_and_digits():
    assert [each.word for each in words("We’ve co-produced 3.5% – “well…and” A&E, Café")] == (
        "We ve co produced 3 5 well and A E Café".split()  # noqa: SIM905
    )


@given(st.text(max_size=300))
def test_words_stand_where_they_say(text):
    assert len(plain(text)) == len(text)
    assert all(text[each.start : each.end] == each.word for each in words(text))


@given(st.text(alphabet="ab \n", max_size=80), st.integers(1, 3))
def test_pieces_lose_no_words(text, times):
    text *= 200 * times
    turn = Turn(0, len(text), "R", interviewer=False)
    made = list(pieces(text, [turn]))
    assert "".join(text[each.start : each.end] for each in made) == text
    assert all(each.end - each.start <= LONGEST_PIECE for each in made)


# PostgreSQL and we

TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            [
                "the",
                "commissioning",
                "Commissioners",
                "organised",
                "organisation",
                "budgets;",
                "budget",
                "“shared”",
                "co-production",
                "don’t",
                "A&E",
                "3.5",
                "2nd",
                "naïve",
                "ÉCOLE",
                "well…and",
                "it",
                "you",
                "know",
                "5e5",
                "0x1f",
                "1e",
            ]
        ),
        max_size=30,
    ).map(" ".join),
)
TYPED = st.one_of(
    st.sampled_from(
        ["budget", "commission", "organis*", '"you know"', "it", "co-production", "A&E", "3.5", '"the bud*"', "don't"]
    ),
    st.text(min_size=1, max_size=20),
)


def places_of(known, said):
    met = lexemes(each.word for each in said)
    return found(said, {term: fitting(each, met) for term, each in known.items()})


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@example("5e5 1e5 0x1f 12th x2", "5e5")
@example("²³ m² ½", "m")
@example("a" * 300 + " budget", "budget")
@given(TEXTS, TYPED)
def test_a_term_has_places_exactly_where_postgresql_finds_it(text, typed):
    text = text.replace("\x00", "").encode(errors="ignore").decode()
    try:
        tree = parse(typed.replace("\x00", "").encode(errors="ignore").decode()).tree
    except QueryError:
        return
    if tree is None:
        return
    known, said = patterns(tree), words(text)
    there = places_of(known, said)
    for term in terms(tree):
        config = "english" if known[term].stems else "simple"
        with connection.cursor() as cursor:
            asked = "SELECT to_tsvector(%s::regconfig, %s) @@ to_tsquery('simple', %s)"
            cursor.execute(asked, [config, plain(text), known[term].tsquery])
            assert cursor.fetchone() == (bool(there[term]),)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said", "expected"),
    [
        ("budget", "Budgets and the budgeting of it", ["Budgets", "budgeting"]),
        ('"budget"', "Budgets and the budget of it", ["budget"]),
        ("organis*", "Organisation, organised, organ", ["Organisation", "organised"]),
        ("collaborat*", "They collaborate; collaboration", ["collaborate", "collaboration"]),
        ('"you know"', "You know, you never know", ["You know"]),
        ("it", "It is in it", ["It", "it"]),
        ("co-production", "Co-production and co production", ["Co-production", "co production"]),
        ("room -table", "The same room", ["room"]),
        ("budget OR trust", "trust the budget", ["trust", "budget"]),
        ('"same room" room', "the same room", ["same room"]),
    ],
)
def test_hits_are_the_places_of_what_is_looked_for(typed, said, expected):
    tree = parse(typed).tree
    there = places_of(patterns(tree), words(said))
    assert [said[span.start : span.end] for span in hits(tree, there)] == expected


# Lines and extracts

SAID = "We sat in the same room. It was awkward at first! “Was it?” Then the memory clinic took the budget as well."


def test_a_line_has_about_sixty_characters_on_either_side():
    at = SAID.index("awkward")
    (line,) = lines(SAID, [Span(at, at + 7)])
    assert (line.left, line.hit, line.right) == (
        "We sat in the same room. It was ",
        "awkward",
        " at first! “Was it?” Then the memory clinic took the budget…",
    )


@pytest.mark.parametrize(
    ("extent", "words"),
    [
        ("hit", "awkward"),
        ("sentence", "It was awkward at first!"),
        ("words", "room. It was awkward at first! “Was"),
        ("turn", SAID),
    ],
)
def test_what_becomes_the_extract(extent, words):
    at = SAID.index("awkward")
    span = stretch(SAID, Span(at, at + 7), extent, 3)
    assert SAID[span.start : span.end] == words


@given(st.text(alphabet="ab. !\n", min_size=1, max_size=60), st.data(), st.integers(0, 9))
def test_an_extract_holds_its_hit_and_nothing_outside(said, data, around):
    there = words(said)
    if not there:
        return
    hit = data.draw(st.sampled_from(there))
    for extent in ("hit", "sentence", "words", "turn"):
        span = stretch(said, Span(hit.start, hit.end), extent, around)
        assert 0 <= span.start <= hit.start < hit.end <= span.end <= len(said)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9))))
def test_united_stretches_cover_the_same_and_never_overlap(given_spans):
    spans = [Span(start, start + length) for start, length in given_spans]
    made = united(spans)
    assert all(one.end <= other.start for one, other in pairwise(made))
    assert {p for each in made for p in range(each.start, each.end)} == {
        p for each in spans for p in range(each.start, each.end)
    }


# Counting


def test_words_are_counted_with_their_forms_and_without_small_ones():
    counted = [("trust", "trust", 3), ("trusted", "trust", 5), ("the", "", 90), ("ve", "ve", 9), ("i", "i", 9)]
    (family,) = families(counted)
    assert (family.word, family.times, family.others) == ("trusted", 8, (("trust", 3),))
    assert families(counted, without={"trust"}) == []


def coded(*rows: tuple[int, int, int]) -> list[Coded]:
    return [Coded(1, *row) for row in rows]


def test_codes_stand_together_where_words_bear_both():
    (pair,) = overlapping(coded((0, 10, 1), (5, 20, 2), (20, 30, 1)))
    assert pair.codes == (1, 2)
    assert [place.span for place in pair.places] == [Span(5, 10)]


def test_two_coders_of_the_same_words_are_one_place():
    (pair,) = overlapping(coded((0, 10, 1), (0, 10, 1), (0, 10, 2)))
    assert len(pair.places) == 1


def test_codes_of_one_turn_stand_together_though_their_words_do_not():
    rows = coded((0, 5, 1), (6, 9, 2), (12, 15, 2))
    assert overlapping(rows) == []
    (pair,) = in_turns(rows, {1: [Span(0, 10), Span(11, 20)]})
    assert [place.span for place in pair.places] == [Span(0, 10)]


ROWS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8), st.integers(1, 4)), max_size=14)


@given(ROWS)
def test_overlaps_are_those_that_trying_every_two_finds(rows):
    spans = coded(*((start, start + length, code) for start, length, code in rows))
    expected = {
        (one.code, other.code, max(one.start, other.start), min(one.end, other.end))
        for one in spans
        for other in spans
        if one.code < other.code and one.start < other.end and other.start < one.end
    }
    assert {
        (*pair.codes, place.span.start, place.span.end) for pair in overlapping(spans) for place in pair.places
    } == (expected)


# What is kept, and what goes


def kept(source) -> list[str]:
    return list(SpokenTurn.objects.filter(source=source).order_by("start").values_list("words", flat=True))


def test_the_turns_of_a_source_are_kept_when_it_comes_in(study):
    source = factories.source(study)
    text = source.latest_text
    assert kept(source) == [text.text[turn.start : turn.end] for turn in text.spoken]
    assert list(source.spoken_turns.values_list("number", "asks")) == [(1, True), (2, False), (3, True), (4, False)]


def test_words_that_are_taken_out_are_not_kept(study, alice):
    source = factories.source(study)
    start = factories.WORDS.index("memory clinic")
    change = [Edit(start, start + len("memory clinic"), "[clinic 1]")]
    rewriting.rewrite(source, change, by=alice, reason="", seal=True)
    assert not SpokenTurn.objects.filter(words__contains="memory clinic").exists()
    assert {turn.text.version for turn in SpokenTurn.objects.all()} == {2}
    rewriting.step_back(source, by=alice)
    assert SpokenTurn.objects.filter(words__contains="memory clinic").count() == 1


def test_the_words_of_a_removed_source_go_with_it(study, alice):
    source = factories.source(study)
    source.remove(by=alice)
    assert not SpokenTurn.objects.exists()


def test_who_asks_is_known_after_it_was_changed(study, alice):
    source = factories.source(study)
    source.revise(by=alice, tracers=[], participations=[], interviewers=["Respondent"])
    assert list(source.spoken_turns.values_list("asks", flat=True)) == [False, True, False, True]


def test_a_text_without_turns_is_kept_by_its_paragraphs(study):
    source = factories.source(study, words="One paragraph about trust.\n\nAnother about money.")
    assert kept(source) == ["One paragraph about trust.", "Another about money."]


def test_a_huge_turn_is_kept(study):
    words = "Respondent: " + "budget " * 60_000 + "x" * 50_000 + " trust"
    turns = find_turns(words, ("Respondent",))
    assert len(turns) == 1
    source = factories.source(study, words=words)
    assert "".join(kept(source)).endswith("trust")
