"""Changes of a text: applied, carried over to what stands on the text, and taken back.

An edit replaces a stretch of the text by words; a stretch of no length puts words in. Edits come in the order of the
text and do not overlap. All positions are code points of the text before the change.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from interviews.spans import Span

_PARTS = re.compile(r"\w+|\s|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `words` in the place of text[start:end]."""

    start: int
    end: int
    words: str

    @property
    def growth(self) -> int:
        return len(self.words) - (self.end - self.start)


def check(edits: Sequence[Edit], length: int) -> None:
    """Raises ValueError unless the edits are in order, do not overlap and lie within a text of this length."""
    if any(edit.start > edit.end for edit in edits) or any(one.end > other.start for one, other in pairwise(edits)):
        raise ValueError("The edits overlap or are out of order.")
    if edits and not 0 <= edits[0].start <= edits[-1].end <= length:
        raise ValueError("An edit lies outside the text.")


def rewrite(text: str, edits: Sequence[Edit]) -> str:
    """The text after the change. Raises ValueError for edits that do not hold."""
    check(edits, len(text))
    pieces: list[str] = []
    done = 0
    for edit in edits:
        pieces += [text[done : edit.start], edit.words]
        done = edit.end
    return "".join([*pieces, text[done:]])


class Carrier:
    """Carries spans over a change: `Carrier(edits)(span)`.

    A boundary inside a replaced stretch moves outward, so that what stands there now is covered whole; at its edge it
    stays at its edge. Words put in exactly at a boundary stay outside, unless `widely`. The span may come out empty.
    """

    def __init__(self, edits: Sequence[Edit], *, widely: bool = False) -> None:
        self.starts = [edit.start for edit in edits]
        self.ends = [edit.end for edit in edits]
        self.shifts = list(accumulate((edit.growth for edit in edits), initial=0))
        self.widely = widely

    def __call__(self, span: Span) -> Span:
        return Span(self._start(span.start), self._end(span.end))

    def _start(self, place: int) -> int:
        before = bisect_left(self.starts, place)  # edits that begin before the place
        if before and self.ends[before - 1] > place:
            return self.starts[before - 1] + self.shifts[before - 1]
        return place + self.shifts[before if self.widely else self._after_insertions(place)]

    def _end(self, place: int) -> int:
        before = bisect_left(self.starts, place)
        if before and self.ends[before - 1] > place:
            return self.ends[before - 1] + self.shifts[before]
        return place + self.shifts[self._after_insertions(place) if self.widely else before]

    def _after_insertions(self, place: int) -> int:
        """How many edits are over at the place, those that only put words in there included."""
        return bisect_right(self.ends, place)


def stored(edits: Iterable[Edit]) -> list[list[int]]:
    """As SourceText.edits keeps them: where, and how long the new words are, but no words."""
    return [[edit.start, edit.end, len(edit.words)] for edit in edits]


def taken_back(kept: Iterable[Sequence[int]], old: str) -> list[Edit]:
    """The inverse of edits that were stored; `old` is the text before them."""
    grown = 0
    edits = []
    for start, end, length in kept:
        edits.append(Edit(start + grown, start + grown + length, old[start:end]))
        grown += length - (end - start)
    return edits


def changes(old: str, new: str, *, start: int = 0) -> list[Edit]:
    """What was changed, word by word, where `old` begins at `start` of its text."""
    ours, theirs = _PARTS.findall(old), _PARTS.findall(new)
    head = _shared(ours, theirs)
    tail = _shared(ours[head:][::-1], theirs[head:][::-1])
    places = list(accumulate(map(len, ours), initial=0))[head : len(ours) - tail + 1]
    ours, theirs = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    edits: list[Edit] = []
    steps = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    for number, (kind, first, last, begin, end) in enumerate(steps):
        here, there = places[first], places[last]
        if kind == "delete":  # what stands on both sides of it stays
            least = places[steps[number - 1][1]] if number else 0
            most = places[steps[number + 1][2]] if number + 1 < len(steps) else len(old)
            shift = _to_a_space(old, here, there, least, most)
            edits.append(Edit(start + here + shift, start + there + shift, ""))
        elif kind != "equal":
            edits.append(Edit(start + here, start + there, "".join(theirs[begin:end])))
    return edits


def _to_a_space(old: str, start: int, end: int, least: int, most: int) -> int:
    """Words that are deleted go with the space before them: of “was[, so], odd” and “was,[ so,] odd” the second.

    How far the stretch moves, within `least` and `most`, so that the same words are left.
    """
    left = right = 0
    while start - left > least and old[start - left - 1] == old[end - left - 1]:
        left += 1
    while end + right < most and old[start + right] == old[end + right]:
        right += 1
    return next((shift for shift in range(-left, right + 1) if old[start + shift].isspace()), 0)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many parts are the same at the beginning."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
