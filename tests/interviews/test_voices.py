"""Speakers get other labels: the words stay, and reading the text again gives the same turns."""

from hypothesis import given
from hypothesis import strategies as st

from interviews.intake.voices import heard, rename
from interviews.turns import Turn, compose, find_turns

NAMES = ("Interviewer", "Respondent", "P1", "Ward manager", "SPEAKER 2")
NEW = ("Interviewer", "Commissioner", "P9", "Lead (north)")
TEXT = """Interviewer: How did it go?

P1 (manager): Well. P1: is what they call me.

[00:12:31] P2: And me.

P1: Yes."""


def words(text: str, turns: tuple[Turn, ...]) -> list[str]:
    return [text[turn.start : turn.end] for turn in turns]


def test_everybody_is_heard_with_turns_and_first_words():
    turns = find_turns(TEXT, ["P1", "P2"], ["Interviewer"])
    assert [(voice.speaker, voice.turns, voice.asks) for voice in heard(TEXT, turns)] == [
        ("Interviewer", 1, True),
        ("P1", 2, False),
        ("P2", 1, False),
    ]
    assert heard(TEXT, turns)[1].sample == "Well. P1: is what they call me."


def test_a_label_changes_before_its_turns_and_nowhere_else():
    turns = find_turns(TEXT, ["P1", "P2"], ["Interviewer"])
    text, renamed = rename(TEXT, turns, {"P1": "Provider lead"})
    assert text.startswith("Interviewer: How did it go?\n\nProvider lead (manager): Well. P1: is what they call me.")
    assert text.endswith("[00:12:31] P2: And me.\n\nProvider lead: Yes.")
    assert words(text, renamed) == words(TEXT, turns)
    assert renamed[2].at == 751.0


def test_two_speakers_become_one_and_ask_where_one_of_them_did():
    turns = find_turns(TEXT, ["P1", "P2"], ["P2"])
    _, renamed = rename(TEXT, turns, {"P2": "P1"})
    assert {turn.speaker for turn in renamed} == {"Interviewer", "P1"}
    assert {turn.interviewer for turn in renamed if turn.speaker == "P1"} == {True}


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(("Yes.", "It is so?", "Naïve 😀 words"))), min_size=1),
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(NEW)),
)
def test_no_word_changes_and_the_text_reads_the_same_again(spoken, names):
    text = compose(spoken)
    turns = find_turns(text, NAMES)
    new, renamed = rename(text, turns, names)
    assert words(new, renamed) == words(text, turns)
    assert [turn.speaker for turn in renamed] == [names.get(turn.speaker, turn.speaker) for turn in turns]
    again = find_turns(new, {turn.speaker for turn in renamed})
    assert [(turn.start, turn.end, turn.speaker) for turn in again] == [
        (turn.start, turn.end, turn.speaker) for turn in renamed
    ]
