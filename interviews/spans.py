"""Spans of a text that overlap: flat stretches for highlighting, turns for showing, lanes for margin stripes.

A span goes from `start` up to, not including, `end`, in code points.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise


@dataclass(frozen=True, slots=True, order=True)
class Span:
    start: int
    end: int

    def __len__(self) -> int:
        return max(0, self.end - self.start)


def segments[T](spans: Sequence[tuple[int, int, T]], start: int, end: int) -> list[tuple[int, int, tuple[T, ...]]]:
    """The range cut at every boundary: (start, end, who covers it in the order given). Uncovered stretches have ()."""
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for index, (first, last, _) in enumerate(spans):
        first, last = max(first, start), min(last, end)
        if first < last:
            opening.setdefault(first, []).append(index)
            closing.setdefault(last, []).append(index)
    flat: list[tuple[int, int, tuple[T, ...]]] = []
    covering: list[int] = []
    for here, there in pairwise(sorted({start, end, *opening, *closing})):
        for index in closing.get(here, ()):
            del covering[bisect_left(covering, index)]
        for index in opening.get(here, ()):
            insort(covering, index)
        flat.append((here, there, tuple(spans[index][2] for index in covering)))
    return flat


def spread[T](spans: Iterable[tuple[int, int, T]], turns: Sequence[tuple[int, int]]) -> list[list[tuple[int, int, T]]]:
    """For each turn (ordered, disjoint) the spans that touch it, cut to it, in the order given."""
    ends = [end for _, end in turns]
    per_turn: list[list[tuple[int, int, T]]] = [[] for _ in turns]
    for start, end, whose in spans:
        index = bisect_right(ends, start)
        while index < len(turns) and turns[index][0] < end:
            first, last = max(start, turns[index][0]), min(end, turns[index][1])
            if first < last:
                per_turn[index].append((first, last, whose))
            index += 1
    return per_turn


def layers(spans: Sequence[tuple[int, int]]) -> list[int]:
    """A lane (0, 1, …) for each span, so that spans which overlap never share one and no lane is wasted."""
    lanes = [0] * len(spans)
    free: list[int] = []
    busy: list[tuple[int, int]] = []  # (end, lane)
    for index in sorted(range(len(spans)), key=lambda i: (spans[i][0], -spans[i][1], i)):
        start, end = spans[index]
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        lane = heappop(free) if free else len(busy)
        lanes[index] = lane
        heappush(busy, (max(start, end), lane))
    return lanes
