"""Who speaks where: finding the turns of a transcript by its speaker labels.

A text is one string that includes the labels ("Interviewer: Could you…\\n\\nRespondent: Well…"). A turn is the
stretch of spoken words between two labels; labels, time stamps beside them and blank lines lie between turns.
All offsets are Unicode code points.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from interviews.labels.heads import PARAGRAPH, find_heads
from interviews.labels.shapes import LINE, Head
from interviews.labels.words import ASKS_WHEN_OTHER_ANSWERS, INTERVIEWER_WORDS, stem
from tracers.names import fold

ASKING_SHARE = 10  # who asks does so in at least one turn in so many

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Turn:
    """The words of one speaker, from `start` up to `end`; `at` is in seconds from the start of the recording."""

    start: int
    end: int
    speaker: str
    interviewer: bool
    at: float | None = None


def find_turns(text: str, speakers: Collection[str] = (), interviewers: Collection[str] = ()) -> tuple[Turn, ...]:
    """The turns in their order. Labels given are always recognised; others when they look and recur like speakers."""
    heads = find_heads(text, (*speakers, *interviewers))
    turns = _between(text, heads) if heads else _paragraphs(text)
    return mark_interviewers(tuple(turns), interviewers)


def mark_interviewers(turns: Iterable[Turn], interviewers: Collection[str]) -> tuple[Turn, ...]:
    return tuple(replace(turn, interviewer=asks(turn.speaker, interviewers)) for turn in turns)


def asks(speaker: str, interviewers: Iterable[str]) -> bool:
    """Whether this label is one of those who ask, whatever its case and spaces."""
    return bool(speaker.strip()) and fold(speaker) in {fold(name) for name in interviewers}


def compose(spoken: Iterable[tuple[str, str]]) -> str:
    """One text out of (speaker, words); words without a speaker stand alone."""
    return "\n\n".join(f"{speaker}: {words}" if speaker else words for speaker, words in spoken)


def propose_interviewers(turns: Sequence[Turn], text: str = "") -> tuple[str, ...]:
    """Who seems to ask: by the label, otherwise, when the text is given, who asks most."""
    names = tuple(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    stems = {name: stem(name) for name in names}
    named = tuple(name for name in names if stems[name] in INTERVIEWER_WORDS)
    if named:
        return named
    others = set(stems.values())
    asking = tuple(name for name in names if ASKS_WHEN_OTHER_ANSWERS.get(stems[name], set()) & others)
    return asking or _who_asks_most(turns, names, text)


def _between(text: str, heads: Sequence[Head]) -> Iterator[Turn]:
    edges = [*(head.start for head in heads), len(text)]
    if lead := _trimmed(text, 0, edges[0]):
        yield Turn(*lead, speaker="", interviewer=False)
    for head, until in zip(heads, edges[1:], strict=True):
        if words := _trimmed(text, head.end, until):
            yield Turn(*words, speaker=head.speaker, interviewer=False, at=head.at)


def _paragraphs(text: str) -> Iterator[Turn]:
    pattern = PARAGRAPH if _BLANK_LINE.search(text.strip()) else LINE
    for found in pattern.finditer(text):
        if words := _trimmed(text, *found.span()):
            yield Turn(*words, speaker="", interviewer=False)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    part = text[start:end]
    words = part.strip()
    if not words:
        return None
    start += len(part) - len(part.lstrip())
    return start, start + len(words)


def _who_asks_most(turns: Sequence[Turn], names: Sequence[str], text: str) -> tuple[str, ...]:
    """The most questions among the words: who asks says less between two questions than who answers."""
    if len(names) < 2:
        return ()
    spoken = {name: [text[turn.start : turn.end] for turn in turns if turn.speaker == name] for name in names}
    rates = {name: _questions(parts) for name, parts in spoken.items()}
    best = max(names, key=lambda name: rates[name])
    asking = sum("?" in part for part in spoken[best])
    return (best,) if asking * ASKING_SHARE >= len(spoken[best]) and asking else ()


def _questions(parts: Sequence[str]) -> float:
    words = sum(len(part.split()) for part in parts)
    return sum(part.count("?") for part in parts) / words if words else 0.0
