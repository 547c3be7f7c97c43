"""Turns, labels and printed forms after the words were changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.carrying import Swaps, labels_after, printed_after, turns_after
from interviews.edits import Edit, rewrite
from interviews.turns import Turn, compose, find_turns

WORDS = st.text("ab Ž🙂é", min_size=1, max_size=12).map(str.strip).filter(bool)
LABELS = st.sampled_from(["Interviewer", "Dr Mae Holt", "P1", "Nurse Ó Ríona", "Speaker 2"])


def edits_of(text: str, swaps: dict[str, str]) -> list[Edit]:
    """Every occurrence of these words replaced."""
    found = [
        Edit(place, place + len(old), new)
        for old, new in swaps.items()
        for place in range(len(text))
        if text.startswith(old, place)
    ]
    return sorted(found, key=lambda edit: edit.start)


@st.composite
def transcripts(draw) -> tuple[str, tuple[Turn, ...], list[Edit]]:
    """A labelled text, and a plan that replaces some labels and some stretches of the words spoken."""
    text = compose(draw(st.lists(st.tuples(LABELS, WORDS), min_size=1, max_size=6)))
    turns = find_turns(text, speakers=("Interviewer", "Dr Mae Holt", "P1", "Nurse Ó Ríona", "Speaker 2"))
    plan = []
    for turn in turns:
        if draw(st.booleans()) and turn.speaker == "Dr Mae Holt":
            start = text.rindex(turn.speaker, 0, turn.start)
            plan.append(Edit(start, start + len(turn.speaker), draw(st.sampled_from(["Dr A", "[Person B]"]))))
        places = sorted(draw(st.lists(st.integers(turn.start, turn.end), min_size=2, max_size=2)))
        if draw(st.booleans()):  # some only put words in, at the very end too
            plan.append(Edit(*places, draw(st.sampled_from(["[town A]", "x", "🙂🙂"]))))
    return text, turns, plan


@given(transcripts())
def test_the_turns_are_those_that_would_be_found_in_the_new_words(case) -> None:
    text, turns, plan = case
    new = rewrite(text, plan)
    after = tuple(turn for _, turn in turns_after(text, new, turns, plan))
    assert after == find_turns(new, speakers=[turn.speaker for turn in after])


@given(transcripts())
def test_turns_stay_in_order_and_within_the_text(case) -> None:
    text, turns, plan = case
    new = rewrite(text, plan)
    after = [turn for _, turn in turns_after(text, new, turns, plan)]
    assert len(after) == len(turns)
    places = [place for turn in after for place in (turn.start, turn.end)]
    assert places == sorted(places)
    assert all(0 <= turn.start < turn.end <= len(new) for turn in after)


def test_a_turn_whose_words_are_all_gone_is_gone() -> None:
    text = "Interviewer: And?\n\nP1: Um.\n\nInterviewer: Thank you."
    turns = find_turns(text)
    plan = [Edit(turns[1].start, turns[1].end, "")]
    new = rewrite(text, plan)
    assert [turn.speaker for _, turn in turns_after(text, new, turns, plan)] == ["Interviewer", "Interviewer"]


def test_a_label_written_otherwise_than_the_speaker_is_renamed_too() -> None:
    text = "Interviewer: And?\n\nDr Holt: Well.\n\nDR  HOLT: Yes.\n\nInterviewer: Thank you."
    turns = find_turns(text, speakers=["Dr Holt"])
    plan = edits_of(text, {"Dr Holt": "Dr A", "DR  HOLT": "Dr A"})
    pairs = turns_after(text, rewrite(text, plan), turns, plan)
    assert [new.speaker for _, new in pairs] == ["Interviewer", "Dr A", "Dr A", "Interviewer"]
    assert labels_after(pairs) == {"dr holt": "Dr A"}


@pytest.mark.parametrize(
    ("label", "old", "new", "speaker"),
    [
        ("Dr Holt", "Dr Holt", "[Person A]", "Person A"),
        ("Dr Holt (GP)", "Dr Holt", "Dr A", "Dr A (GP)"),
        ("Leeds manager", "Leeds", "[town A]", "[town A] manager"),
    ],
)
def test_a_label_reads_as_it_will_be_found(label: str, old: str, new: str, speaker: str) -> None:
    text = f"Interviewer: And?\n\n{label}: Well.\n\nInterviewer: So?\n\n{label}: Yes."
    turns = find_turns(text, speakers=[label])
    plan = edits_of(text, {old: new})
    pairs = turns_after(text, rewrite(text, plan), turns, plan)
    assert [after.speaker for _, after in pairs] == ["Interviewer", speaker, "Interviewer", speaker]
    assert find_turns(rewrite(text, plan), speakers=[speaker]) == tuple(after for _, after in pairs)


def test_words_are_swapped_whole_and_in_any_case() -> None:
    text = "Mae of Leeds, Maeve and Mae"
    swaps = Swaps(text, [*edits_of(text, {"Leeds": "[town A]"}), Edit(0, 3, "Dr A")])
    assert swaps("mae met Maeve at LEEDS, mae") == "Dr A met Maeve at [town A], Dr A"


def test_words_that_became_different_things_become_them_in_turn() -> None:
    text = "Mae and Mae"
    assert Swaps(text, [Edit(0, 3, "Dr A"), Edit(8, 11, "the doctor")])("Mae … Mae") == "Dr A … the doctor"


@pytest.mark.parametrize(
    ("published", "printed"),
    [
        ("", ""),
        ("We went with Mae to Leeds on Monday.", "We went with Dr A to [town B] on Monday."),
        ("We went … to Leeds on Monday.", "We went … to [town B] on Monday."),
        ("We went with [a colleague] to Leeds on Monday.", "We went with [a colleague] to [town B] on Monday."),
        ("We went with Mae to [Leeds] on Monday.", "We went with Dr A to [town B] on Monday."),
        ("We went with [Holt, their manager] to … on Monday.", "We went with [Dr A, their manager] to … on Monday."),
        ("We went with M… to Leeds on Monday.", ""),  # a part of the name only: it fits no more
    ],
)
def test_a_printed_form_holds_the_new_words_or_goes(published: str, printed: str) -> None:
    text = "We went with Mae to Leeds on Monday. Holt drove."
    plan = [Edit(13, 16, "Dr A"), Edit(20, 25, "[town B]"), Edit(37, 41, "Dr A")]
    quote = rewrite(text[:36], plan[:2])
    assert printed_after(published, quote, Swaps(text, plan[:2]), Swaps(text, plan)) == printed
