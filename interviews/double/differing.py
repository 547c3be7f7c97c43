"""Where two coders differ: for each code what one marked and the other did not, or not with the same ends. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Marked:
    """A coding, and the place of its extract in code points."""

    coding: UUID
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Differing:
    """Codings with one code that overlap one another. With `first` or `second` empty, that coder saw nothing there."""

    start: int
    end: int
    first: tuple[Marked, ...]
    second: tuple[Marked, ...]


def differing(first: Iterable[Marked], second: Iterable[Marked]) -> list[Differing]:
    """What the two did differently with one code, in reading order. Where they marked the same there is nothing."""
    found = (_difference(group) for group in _overlapping([*((m, 0) for m in first), *((m, 1) for m in second)]))
    return [each for each in found if _places(each.first) != _places(each.second)]


def _overlapping(marks: Sequence[tuple[Marked, int]]) -> Iterator[list[tuple[Marked, int]]]:
    group: list[tuple[Marked, int]] = []
    until = 0
    for mark, whose in sorted(marks, key=lambda each: (each[0].start, each[0].end, each[1], each[0].coding)):
        if group and mark.start >= until:
            yield group
            group = []
        group.append((mark, whose))
        until = max(until, mark.end) if len(group) > 1 else mark.end
    if group:
        yield group


def _difference(group: Sequence[tuple[Marked, int]]) -> Differing:
    first, second = (tuple(mark for mark, whose in group if whose == side) for side in (0, 1))
    return Differing(min(mark.start for mark, _ in group), max(mark.end for mark, _ in group), first, second)


def _places(marks: Iterable[Marked]) -> set[tuple[int, int]]:
    return {(mark.start, mark.end) for mark in marks}
