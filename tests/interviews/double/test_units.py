from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.agreement import agreement
from interviews.double.comparing import Kept, compare
from interviews.double.differing import Marked, differing
from interviews.double.showing import beside
from interviews.double.units import Unit, judged, judged_characters, sentences, spoken, touched
from interviews.turns import Turn, find_turns
from tests.factories import WORDS

TURNS = find_turns(WORDS, interviewers=("Interviewer",))


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, [(0, len(text))])]


def test_interviewers_are_left_out():
    assert [WORDS[start:end][:9] for start, end in spoken(TURNS)] == ["Well, we ", "Then the "]


def test_a_turn_is_cut_into_sentences():
    assert [WORDS[start:end] for start, end in sentences(WORDS, spoken(TURNS))] == [
        "Well, we sat in the same room, so you couldn’t just pass people on.",
        "It was, you know, awkward at first.",
        "Then the memory clinic took the budget as well.",
        "That changed everything for us here.",
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Yes. No? “Perhaps!” Well…", ["Yes.", "No?", "“Perhaps!”", "Well…"]),
        ("Dr. Hale came, e.g. on Monday. He left.", ["Dr. Hale came, e.g. on Monday.", "He left."]),
        ("It was … you know … hard. So", ["It was … you know … hard.", "So"]),
        ("One line\n\nanother", ["One line", "another"]),
        ("", []),
    ],
)
def test_where_a_sentence_ends(text, parts):
    assert cut(text) == parts


@given(st.text(alphabet="ab A.?!\n”", max_size=60))
def test_sentences_lose_no_letter_and_never_overlap(text):
    found = sentences(text, [(0, len(text))])
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    assert all(one[1] <= two[0] for one, two in pairwise(found))


def test_touching_is_having_a_character():
    assert touched([(0, 5), (5, 9), (12, 20)], [(5, 6), (9, 12)]) == {1}
    assert touched([(0, 5), (5, 9), (12, 20)], [(4, 13)]) == {0, 1, 2}


stretches = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda p: (p[0], p[0] + p[1])), max_size=6)
UNITS = [(0, 7), (9, 20), (20, 33), (36, 45)]


@given(stretches, stretches)
def test_units_are_judged_as_if_looked_at_one_by_one(first, second):
    def covers(marks, start, end):
        return any(low < end and start < high for low, high in marks)

    slow = [(covers(first, *unit), covers(second, *unit)) for unit in UNITS]
    letters = [(n, n + 1) for start, end in UNITS for n in range(start, end)]
    slow_letters = [(covers(first, *unit), covers(second, *unit)) for unit in letters]
    for found, one_by_one in (
        (judged(UNITS, first, second), slow),
        (judged_characters(UNITS, first, second), slow_letters),
    ):
        assert {key: found[key] for key in found if found[key]} == {
            key: one_by_one.count(key) for key in set(one_by_one)
        }


KEPT = Kept(
    1,
    [(0, 100), (100, 200), (200, 300)],
    [(0, 50), (50, 100), (100, 200), (200, 300)],
    {"x": [(0, 10)], "y": [(100, 120)]},
    {"x": [(60, 70)]},
)


def test_codes_are_compared_one_by_one_and_together():
    found = compare(KEPT, Unit.TURN)
    assert [(row.code, row.both, row.first, row.second, row.neither) for row in found.rows] == [
        ("x", 1, 0, 0, 2),
        ("y", 0, 1, 0, 2),
    ]
    assert (found.overall.both, found.overall.first, found.overall.neither, found.overall.units) == (1, 1, 4, 6)
    assert (found.units, found.uncoded) == (3, 1)
    assert compare(KEPT, Unit.SENTENCE).rows[0].both == 0
    letters = compare(KEPT, Unit.CHARACTER)
    assert (letters.units, letters.uncoded, letters.rows[0].first, letters.rows[0].second) == (300, 260, 10, 10)


def test_text_that_neither_coded_can_be_left_out():
    found = compare(KEPT, Unit.TURN, leave_out=True)
    assert found.overall.units == 4
    assert compare(KEPT, Unit.CHARACTER, leave_out=True).overall.units == 80


def test_without_any_code_there_is_nothing_to_compare():
    found = compare(Kept(1, [(0, 9)], [(0, 9)], {}, {}), Unit.TURN)
    assert found.rows == []
    assert found.overall.agreement == agreement({})


def marks(*places):
    return [Marked(n, *place) for n, place in enumerate(places)]


def test_what_both_marked_alike_is_no_difference():
    assert differing(marks((0, 5)), marks((0, 5))) == []


def test_other_ends_and_marks_of_one_alone_are_differences():
    found = differing(marks((0, 5), (50, 60)), marks((3, 9), (20, 30)))
    assert [(each.start, each.end, len(each.first), len(each.second)) for each in found] == [
        (0, 9, 1, 1),
        (20, 30, 0, 1),
        (50, 60, 1, 0),
    ]


def test_marks_that_only_meet_are_apart():
    assert [(each.start, each.end) for each in differing(marks((0, 5)), marks((5, 9)))] == [(0, 5), (5, 9)]


@given(stretches, stretches)
def test_every_mark_is_in_one_difference_or_agreed_on(first, second):
    ours, theirs = marks(*first), marks(*second)
    found = differing(ours, theirs)
    told = [mark for each in found for mark in each.first]
    assert len(told) == len(set(told))
    agreed = set(ours) - set(told)
    assert {(mark.start, mark.end) for mark in agreed} <= set(second)


def test_the_words_are_shown_twice():
    start = WORDS.index("the same room")
    one, other = beside(WORDS, TURNS, [(start, start + 13)], [])
    assert [piece.words for piece in one.pieces if piece.marked] == ["the same room"]
    assert "".join(piece.words for piece in one.pieces) == "".join(piece.words for piece in other.pieces)
    assert other.marks == 0
    assert "Interviewer" not in one.pieces[0].words


def test_of_long_turns_a_part_is_shown_cut_at_blanks():
    words = "word " * 400
    one, _ = beside(words, [Turn(0, len(words), "", interviewer=False)], [(1000, 1004)], [])
    shown = "".join(piece.words for piece in one.pieces)
    assert len(shown) < 400
    assert set(shown.split()) == {"word"}
