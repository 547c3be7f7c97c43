"""What the reading page shows: each turn cut into flat stretches, with the extracts that touch it.

Pure: text positions in, values out; interviews.markup makes HTML of them. All offsets are code points.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from interviews.spans import layers, segments, spread
from interviews.turns import Turn

STRONGEST = 3  # depths beyond look the same


@dataclass(frozen=True, slots=True)
class Mark:
    """An extract as the words show it. `names` are its codes; `hue` is that of the first one, 0 for none."""

    id: UUID
    start: int
    end: int
    hue: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between two boundaries; `over` are the places of the covering marks in the list of their turn."""

    start: int
    end: int
    over: tuple[int, ...]

    @property
    def depth(self) -> int:
        return min(len(self.over), STRONGEST)


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A turn, ready to be drawn. `number` counts from 1; `lanes` keep overlapping stripes apart, one for each mark."""

    number: int
    turn: Turn
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    lanes: tuple[int, ...]


def shown(turns: Sequence[Turn], marks: Sequence[Mark], first: int = 1) -> Iterator[ShownTurn]:
    """The turns with their marks, numbered from `first`. Of two marks that begin together the longer comes first."""
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.id))
    per_turn = spread([(mark.start, mark.end, mark) for mark in ordered], [(turn.start, turn.end) for turn in turns])
    for number, (turn, spans) in enumerate(zip(turns, per_turn, strict=True), first):
        yield _shown(number, turn, spans)


def touched(turns: Sequence[Turn], start: int, end: int) -> range:
    """The places of the turns, which stand in order, that have words of the span."""
    first = bisect_right(turns, start, key=lambda turn: turn.end)
    last = bisect_left(turns, end, key=lambda turn: turn.start)
    return range(first, max(first, last))


def _shown(number: int, turn: Turn, spans: Sequence[tuple[int, int, Mark]]) -> ShownTurn:
    numbered = [(start, end, place) for place, (start, end, _) in enumerate(spans)]
    return ShownTurn(
        number=number,
        turn=turn,
        stretches=tuple(Stretch(*segment) for segment in segments(numbered, turn.start, turn.end)),
        marks=tuple(mark for _, _, mark in spans),
        lanes=tuple(layers([(start, end) for start, end, _ in spans])),
    )
