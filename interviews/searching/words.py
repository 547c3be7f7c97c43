"""The words of a text as search counts them, and the pieces in which a text is kept for it. Pure.

A word is a run of letters and digits: “co-production” is two, “don’t” is two, whatever the shape of the apostrophe. The
database gets exactly these words, so that its places and ours are the same under any locale.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from interviews.turns import Turn

LONGEST_WORD = 200  # PostgreSQL leaves out words of some 2,000 bytes, and would count differently from there on
LONGEST_PIECE = 6_000  # characters; a vector holds 16,000 places and a megabyte at most
_ODD = "²³¹¼-¾\u2070-\u209c\u2150-\u218b\u2460-\u24ff\u2776-\u2793"  # digits to Python, but not everywhere
_SIGN = re.compile(rf"[\W_{_ODD}]")
_TOO_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_WORD = re.compile(r"\S+")


class Word(NamedTuple):
    """A word and where it stands, in code points."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A turn, or a part of a very long one. `number` is that of the turn on the reading page, from 1."""

    number: int
    start: int
    end: int
    speaker: str
    asks: bool


def plain(text: str) -> str:
    """The same length, with a blank for everything that is not part of a word."""
    return _TOO_LONG.sub(lambda long: " " * len(long[0]), _SIGN.sub(" ", text))


def words(text: str) -> list[Word]:
    return [Word(found[0], found.start(), found.end()) for found in _WORD.finditer(plain(text))]


def pieces(text: str, turns: Sequence[Turn]) -> Iterator[Piece]:
    """The turns, those of extraordinary length cut at a blank."""
    for number, turn in enumerate(turns, 1):
        for start, end in _cut(text, turn.start, turn.end):
            yield Piece(number, start, end, turn.speaker, turn.interviewer)


def _cut(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    while end - start > LONGEST_PIECE:
        blank = text.rfind(" ", start + LONGEST_PIECE // 2, start + LONGEST_PIECE)
        there = blank + 1 if blank > 0 else start + LONGEST_PIECE
        yield start, there
        start = there
    if start < end:
        yield start, end
