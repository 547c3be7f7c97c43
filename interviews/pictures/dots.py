"""A line each with a dot for every column, along one axis: each column has a shape of its own. Pure."""

from collections.abc import Iterator, Sequence

from interviews.matrix.grid import Cell, Grid, Line
from interviews.pictures.frame import (
    DARK,
    EDGE,
    MARGIN,
    PALE,
    SIZE,
    SMALL,
    Body,
    feet,
    framed,
    length,
    named,
    nothing,
    rule,
)
from interviews.pictures.svg import PAPER, SOFT, cut, measure, tag, text
from tracers.timeline import packed

MOST = 8  # columns
REACH, SIDE = 420.0, (120.0, 260.0)
SUB, AIR, KEY = 17.0, 8.0, 20.0
RADIUS = 5.0
SHAPES: tuple[tuple[tuple[float, float], ...], ...] = (
    (),  # a circle
    ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
    ((0, -1.3), (1.1, 0), (0, 1.3), (-1.1, 0)),
)
FILLS = (DARK, PAPER, PALE, DARK, PAPER, PALE, DARK, PAPER)
"""With the four shapes no two of eight columns look the same, in colour or in grey."""


def dot_plot(grid: Grid, *, bare: bool = False, most: float = 0) -> str:
    """Of more than eight columns the first eight, which the picture says."""
    if not grid.lines or not grid.columns:
        return nothing(grid, bare=bare)
    return framed(grid.first(MOST), _Dots(grid.first(MOST), len(grid.columns), most).body(), bare=bare)


class _Dots:
    def __init__(self, grid: Grid, columns: int, most: float) -> None:
        self.most = most or grid.most
        self.grid, self.columns = grid, columns
        self.rows = [*grid.lines, *feet(grid)]
        names = max(measure(line.head.label, SIZE) for line in self.rows) + 8
        self.side = min(max(SIDE[0], names), SIDE[1])
        self.left = MARGIN + self.side + AIR
        self.figures = max(measure(cell.told, SMALL) for line in self.rows for cell in line.cells) + 2 * RADIUS + 6
        self.right = self.left + REACH + self.figures
        self.stacks = [self._stack(line) for line in self.rows]
        self.deep = [SUB * (max(stack, default=0) + 1) + AIR for stack in self.stacks]
        self.key = self._key()
        self.head = KEY * (1 + max((row for row, _ in self.key), default=0)) + AIR

    def body(self) -> Body:
        return Body(self.right - MARGIN, self.head + sum(self.deep), self._shapes, self._notes())

    def _notes(self) -> list[str]:
        return [f"Drawn are the first {MOST} of {self.columns} columns."] if self.columns > MOST else []

    def _at(self, place: int, cell: Cell, *, is_foot: bool) -> float:
        """How far to the right a dot stands; at the end figures stand in columns."""
        if is_foot:
            return self.left + RADIUS + place * self._step
        return self.left + RADIUS + length(cell, self.most, REACH - 2 * RADIUS)

    @property
    def _step(self) -> float:
        return max(self.right - self.left - self.figures, 1) / max(len(self.grid.columns) - 1, 1)

    def _stack(self, line: Line) -> list[int]:
        """The row within its line of each dot with its figure, so that none covers another."""
        is_foot = line in feet(self.grid)
        starts = [self._at(place, cell, is_foot=is_foot) - RADIUS for place, cell in enumerate(line.cells)]
        return packed(
            [(x, x + 2 * RADIUS + 6 + measure(c.told, SMALL)) for x, c in zip(starts, line.cells, strict=True)]
        )

    def _key(self) -> list[tuple[int, float]]:
        """Where the name of each column stands above: (row, x)."""
        places, row, x = [], 0, MARGIN
        for column in self.grid.columns:
            wide = min(measure(column.label, SIZE), SIDE[1]) + 2 * RADIUS + 26
            if x > MARGIN and x + wide > self.right:
                row, x = row + 1, MARGIN
            places.append((row, x))
            x += wide
        return places

    def _shapes(self, top: float) -> Iterator[str]:
        for place, (column, (row, x)) in enumerate(zip(self.grid.columns, self.key, strict=True)):
            y = top + row * KEY + 8
            yield dot(place, x + RADIUS, y)
            label = cut(column.label, SIDE[1], SIZE)
            yield text(x + 2 * RADIUS + 6, y + 4, label, SIZE, full=column.whole, font_weight=600)
        y = top + self.head
        for number, (line, stack, deep) in enumerate(zip(self.rows, self.stacks, self.deep, strict=True)):
            is_foot = number >= len(self.grid.lines)
            if number == len(self.grid.lines):
                yield rule(y, MARGIN, self.right)
            yield from self._line(line, stack, y, deep, is_foot=is_foot)
            y += deep

    def _line(self, line: Line, stack: Sequence[int], y: float, deep: float, *, is_foot: bool) -> Iterator[str]:
        yield from named(line.head, MARGIN, y, deep, self.side - 4)
        if not is_foot:
            yield tag("line", x1=self.left, x2=self.right, y1=y + deep, y2=y + deep, stroke=EDGE, stroke_width=0.5)
        for place, (cell, row) in enumerate(zip(line.cells, stack, strict=True)):
            x, at = self._at(place, cell, is_foot=is_foot), y + AIR / 2 + SUB * (row + 0.5)
            yield dot(place, x, at)
            yield text(x + RADIUS + 5, at + 4, cell.told, SMALL, full=self.grid.columns[place].label, fill=SOFT)


def dot(place: int, x: float, y: float) -> str:
    """The mark of the column at this place."""
    looks = {"fill": FILLS[place % len(FILLS)], "stroke": DARK, "stroke_width": 1.25}
    corners = SHAPES[place % len(SHAPES)]
    if not corners:
        return tag("circle", "", cx=x, cy=y, r=RADIUS, **looks)
    points = " ".join(f"{x + RADIUS * right:.1f},{y + RADIUS * down:.1f}" for right, down in corners)
    return tag("polygon", "", points=points, **looks)
