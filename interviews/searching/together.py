"""Which codes stand together: where extracts with them overlap, or lie in the same turn. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from interviews.spans import Span


class Coded(NamedTuple):
    """A code on a stretch of a text."""

    text: UUID
    start: int
    end: int
    code: UUID


class Place(NamedTuple):
    """Where two codes stand together: the words that bear both, or the turn."""

    text: UUID
    span: Span


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes, the smaller id first, and the places in the order of the words; a place counts once."""

    codes: tuple[UUID, UUID]
    places: tuple[Place, ...]

    @property
    def texts(self) -> int:
        return len({place.text for place in self.places})


def overlapping(coded: Iterable[Coded]) -> list[Pair]:
    """Two codes stand together where words bear both."""
    found: dict[tuple[UUID, UUID], set[Place]] = {}
    for text, rows in _by_text(coded).items():
        under: list[Coded] = []
        for row in sorted(set(rows), key=lambda each: (each.start, each.end, each.code)):
            under = [each for each in under if each.end > row.start]
            for each in under:
                if each.code != row.code:
                    found.setdefault(_pair(each, row), set()).add(Place(text, Span(row.start, min(each.end, row.end))))
            under.append(row)
    return _pairs(found)


def in_turns(coded: Iterable[Coded], turns: Mapping[UUID, Sequence[Span]]) -> list[Pair]:
    """Two codes stand together where some words of a turn bear the one, and some the other. `turns` are in order."""
    found: dict[tuple[UUID, UUID], set[Place]] = {}
    for text, rows in _by_text(coded).items():
        there = turns.get(text, ())
        ends = [turn.end for turn in there]
        codes: dict[Span, set[UUID]] = {}
        for row in rows:
            place = bisect_right(ends, row.start)
            while place < len(there) and there[place].start < row.end:
                codes.setdefault(there[place], set()).add(row.code)
                place += 1
        for turn, met in codes.items():
            for one, other in combinations(sorted(met), 2):
                found.setdefault((one, other), set()).add(Place(text, turn))
    return _pairs(found)


def _by_text(coded: Iterable[Coded]) -> dict[UUID, list[Coded]]:
    rows: dict[UUID, list[Coded]] = {}
    for row in coded:
        rows.setdefault(row.text, []).append(row)
    return rows


def _pair(one: Coded, other: Coded) -> tuple[UUID, UUID]:
    return (one.code, other.code) if one.code < other.code else (other.code, one.code)


def _pairs(found: Mapping[tuple[UUID, UUID], set[Place]]) -> list[Pair]:
    pairs = [Pair(codes, tuple(sorted(places))) for codes, places in found.items()]
    return sorted(pairs, key=lambda pair: (-len(pair.places), pair.codes))
