"""Answers without a label after labelled questions: they get the label of one respondent.

Labels lie between turns, so no word of what was said is changed.
"""

import re
from collections.abc import Collection, Sequence

from interviews.readers.spoken import ANSWERS, ASKS
from interviews.turns import find_turns, propose_interviewers

LEAST = 2  # questions with an answer below them, and at least this share of all
SHARE = 0.5

_NUMBERED = re.compile(r"^(?=Q(?:uestion)?[ ]?\d{1,3}[.:)]?[ \t])", re.MULTILINE)
_LABEL = re.compile(r"[^\W\d_][^\n:.?!]{0,40}:\s")
_ASKING = {"q", "question"}


def with_answers(text: str, speakers: Collection[str] = ()) -> tuple[str, tuple[str, ...]]:
    """The text with labels for the answers that have none, and a notice that says so."""
    text = _numbered_questions(text)
    turns = find_turns(text, speakers)
    names = {turn.speaker for turn in turns if turn.speaker}
    asking = {*propose_interviewers(turns), *(name for name in names if name.casefold() in _ASKING)}
    if not names or names - asking:
        return text, ()
    places = [place for turn in turns if turn.speaker and (place := _answer(text, turn.start, turn.end))]
    if len(places) < LEAST or len(places) < SHARE * sum(bool(turn.speaker) for turn in turns):
        return text, ()
    if sum(bool(_LABEL.match(text, place)) for place in places) >= SHARE * len(places):
        return text, ()  # they have labels of a kind nobody knows ("matron on duty:"), which a person is asked for
    return _labelled(text, places), (_notice(len(places)),)


def _answer(text: str, start: int, end: int) -> int:
    """Where the answer begins below a question, 0 where there is none."""
    between = r"\n\s*\n\s*" if re.search(r"\n\s*\n", text[start:end]) else r"\n\s*"
    breaks = [start + found.end() for found in re.finditer(between, text[start:end])]
    if len(breaks) > 1 and not _asks(text[start : breaks[0]]) and _asks(text[breaks[0] : breaks[1]]):
        return breaks[1]
    return breaks[0] if breaks else 0


def _asks(words: str) -> bool:
    return words.rstrip().endswith("?")


def _labelled(text: str, places: Sequence[int]) -> str:
    pieces, done = [], 0
    for place in places:
        pieces += [text[done:place].rstrip(), f"\n\n{ANSWERS}: "]
        done = place
    return "".join([*pieces, text[done:]])


def _numbered_questions(text: str) -> str:
    """“Q1. What changed?” is asked by the interviewer, where several questions have numbers and no answer has."""
    if len(_NUMBERED.findall(text)) <= LEAST or re.search(r"^A(?:nswer)? ?\d{1,3}[.:)]?[ \t]", text, re.MULTILINE):
        return text
    if {turn.speaker for turn in find_turns(_NUMBERED.sub("\n", text)) if not turn.speaker.startswith("Q")} - {""}:
        return text
    return _NUMBERED.sub(f"{ASKS}: ", text)


def _notice(count: int) -> str:
    return f"{count} answers had no speaker; they were given the label “{ANSWERS}”. Check that one person gave them."
