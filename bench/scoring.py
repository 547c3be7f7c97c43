"""Found identifiers judged against marked ones.

- A mark is **found** when every letter and digit of its identifying words lies in found spans, whatever their types
  (masking hides it then). Not identifying are a title before a name (Dr, Mrs …), a leading "the", and of, and, the … in
  the midst: people differ in whether they mark them. A mark of nothing but these counts whole.
- A found span is **right** when it touches a mark and covers at most two words besides that are in no mark.
- A decoy is **masked** when a found span touches any letter of it.
- An entity is found whole when every one of its marks in the transcript is found.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.gold import Mark, Transcript
from interviews.identifiers import Found

MOST_WORDS_BESIDES = 2
_WORD = re.compile(r"[^\W_]+")
_TITLES = frozenset(
    [
        "dr",
        "doctor",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "prof",
        "professor",
        "sister",
        "nurse",
        "sir",
        "dame",
        "lady",
        "lord",
        "canon",
        "father",
        "rev",
        "reverend",
        "councillor",
        "cllr",
        "mister",
        "missus",
        "the",
    ]
)
_LINKS = frozenset(["the", "of", "and", "a", "an", "at", "in", "for", "on", "dot", "s"])


@dataclass(frozen=True)
class Judged:
    """One transcript: for every mark whether it was found, for every found span whether it is right, for every decoy
    whether it was masked."""

    transcript: Transcript
    found: tuple[Found, ...]
    marks: tuple[bool, ...]
    spans: tuple[bool, ...]
    decoys: tuple[bool, ...]

    def whole(self) -> Iterator[tuple[str, bool]]:
        """Each entity's type, and whether all its marks were found."""
        entities: dict[tuple[str, str], bool] = {}
        for mark, found in zip(self.transcript.marks, self.marks, strict=True):
            key = (mark.type, mark.entity)
            entities[key] = entities.get(key, True) and found
        return ((of_type, whole) for (of_type, _), whole in entities.items())


def judge(transcript: Transcript, found: Sequence[Found]) -> Judged:
    covered = _covered(len(transcript.text), found)
    marked = _covered(len(transcript.text), transcript.marks)
    return Judged(
        transcript,
        tuple(found),
        tuple(all(covered[i] for i in identifying(mark)) for mark in transcript.marks),
        tuple(_is_right(transcript.text, span, marked) for span in found),
        tuple(any(covered[i] for i in _letters(decoy)) for decoy in transcript.decoys),
    )


def identifying(mark: Mark) -> list[int]:
    """The positions in the text that must be covered."""
    words = list(_WORD.finditer(mark.words))
    telling = words[next((i for i, word in enumerate(words) if word[0].lower() not in _TITLES), 0) :]
    telling = [word for word in telling if word[0].lower() not in _LINKS] or words
    return [mark.start + i for word in telling for i in range(word.start(), word.end())]


def hits(judged: Judged) -> Iterator[tuple[int, Mark]]:
    """Which found span (its place) touches which mark by an identifying letter."""
    for mark in judged.transcript.marks:
        letters = identifying(mark)
        for place, span in enumerate(judged.found):
            if any(span.start <= i < span.end for i in letters):
                yield place, mark


def _is_right(text: str, span: Found, marked: Sequence[bool]) -> bool:
    words = [(span.start + word.start(), word) for word in _WORD.finditer(text[span.start : span.end])]
    besides = [word[0].lower() for start, word in words if not any(marked[start : start + len(word[0])])]
    return any(marked[span.start : span.end]) and sum(word not in _TITLES for word in besides) <= MOST_WORDS_BESIDES


def _letters(mark: Mark) -> list[int]:
    return [mark.start + i for i, c in enumerate(mark.words) if c.isalnum()]


def _covered(length: int, spans: Iterable[Found | Mark]) -> list[bool]:
    covered = [False] * length
    for span in spans:
        covered[span.start : span.end] = [True] * (span.end - span.start)
    return covered


def share(truths: Iterable[bool]) -> float:
    """How many of them hold, 1.0 of none."""
    truths = list(truths)
    return sum(truths) / len(truths) if truths else 1.0
