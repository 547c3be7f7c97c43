"""Reading gold transcripts, and judging what was found in them."""

import pytest

from bench.frame import Figure
from bench.gold import GoldError, read
from bench.scoring import judge
from interviews.identifiers import Found

RAW = """# style: cased
# note: one

A: With ⟦Dr Sarah Whitlock|person|sarah⟧ of ⟦the Royal Cornwall|organisation|rch⟧? ⟦Will|none⟧ she come?

B: ⟦Sarah|person|sarah⟧'s away.
"""


def judged(*words: str):
    transcript = read("one", RAW)
    starts = [(transcript.text.index(each), len(each)) for each in words]
    return judge(transcript, [Found(start, start + length, "person", 1.0) for start, length in starts])


def test_marks_are_read_with_their_places_in_the_bare_text():
    transcript = read("one", RAW)

    assert transcript.text.startswith("A: With Dr Sarah Whitlock of the Royal Cornwall? Will she come?\n\nB: Sarah's")
    assert [(mark.words, mark.type, mark.entity) for mark in transcript.marks] == [
        ("Dr Sarah Whitlock", "person", "sarah"),
        ("the Royal Cornwall", "organisation", "rch"),
        ("Sarah", "person", "sarah"),
    ]
    assert all(transcript.text[mark.start : mark.end] == mark.words for mark in (*transcript.marks, *transcript.decoys))
    assert [decoy.words for decoy in transcript.decoys] == ["Will"]


def test_a_transcript_without_capitals_is_lower_whatever_it_says():
    assert read("one", "# style: headed\n\na: well ⟦sarah|person|s⟧ said").style == "lower"
    assert read("one", "# style: headed\n\nA: Well ⟦Sarah|person|s⟧ said").style == "cased"


@pytest.mark.parametrize("raw", ["⟦Sarah|person⟧", "⟦Sarah|human|s⟧", "⟦|person|s⟧", "⟦Sarah|person|s", "⟦a ⟦b|none⟧⟧"])
def test_a_mark_that_is_not_well_formed_is_refused_without_its_words(raw):
    with pytest.raises(GoldError) as refused:
        read("one", f"# style: cased\n\n{raw}")

    assert "Sarah" not in str(refused.value)


def test_a_title_and_a_leading_the_need_not_be_covered():
    assert judged("Sarah Whitlock", "Royal Cornwall").marks == (True, True, False)


def test_a_mark_that_is_covered_in_part_is_missed():
    assert judged("Whitlock", "Royal Corn").marks == (False, False, False)


def test_two_spans_may_cover_one_mark():
    assert judged("Sarah", "Whitlock").marks[0]


def test_an_entity_counts_only_when_all_its_marks_are_found():
    assert dict(judged("Sarah Whitlock", "the Royal Cornwall").whole()) == {"person": False, "organisation": True}


def test_a_span_is_right_when_it_touches_a_mark_and_little_else():
    assert judged("With Dr Sarah Whitlock of the").spans == (True,)
    assert judged("Royal Cornwall? Will she").spans == (True,)
    assert judged("Royal Cornwall? Will she come").spans == (False,)
    assert judged("away").spans == (False,)


def test_a_decoy_is_masked_when_any_letter_of_it_is():
    assert judged("Cornwall? W").decoys == (True,)
    assert judged("Cornwall").decoys == (False,)


def test_a_figure_may_have_a_least_value():
    assert Figure("recall", 0.93, "share", at_least=0.93).holds
    assert not Figure("recall", 0.9299, "share", at_least=0.93).holds
    assert Figure("recall", 0.5, "share").cells() == ("recall", "", "0.500", "")
    assert Figure("speed", 150, goal=200).cells() == ("speed", "≤ 200 ms", "150 ms", "holds")
    assert Figure("recall", 0.5, "share", at_least=0.9).cells() == ("recall", "≥ 0.9", "0.500", "MISSED")
