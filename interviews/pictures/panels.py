"""Small multiples: a panel of bars for each column, on one scale; of several tables a row of panels each. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import batched

from interviews.matrix.grid import Cell, Grid, Line
from interviews.pictures.frame import (
    DARK,
    EDGE,
    LEADING,
    MARGIN,
    SIZE,
    SMALL,
    Body,
    feet,
    framed,
    headed,
    length,
    named,
    nothing,
    rule,
    told,
)
from interviews.pictures.svg import cut, measure, tag, text, wrap

ACROSS = 4  # panels beside one another
REACH, SIDE = 90.0, (110.0, 240.0)
ROW, BAR, GAP, AIR = 30.0, 12.0, 14.0, 5.0


def small_multiples(grid: Grid, *, bare: bool = False, most: float = 0) -> str:
    return draw_many([grid], bare=bare, most=most)


def draw_many(grids: Sequence[Grid], title: str = "", *, bare: bool = False, most: float = 0) -> str:
    """Tables of the same kind, one for each tracer say, under one another on one scale, each with its own title."""
    drawn = [grid for grid in grids if grid.lines and grid.columns]
    if not drawn:
        return nothing(grids[0], bare=bare)
    panels = _Panels(drawn, most)
    said = " ".join(f"{grid.title}: {told(grid)}" for grid in drawn) if len(drawn) > 1 else ""
    return framed(replace(drawn[0], title=title or drawn[0].title), panels.body(), said=said, bare=bare)


class _Panels:
    def __init__(self, grids: Sequence[Grid], most: float) -> None:
        self.grids, self.several = grids, len(grids) > 1
        self.most = most or max(grid.most for grid in grids)
        rows = [line for grid in grids for line in (*grid.lines, *feet(grid))]
        self.side = min(max(SIDE[0], *(measure(line.head.label, SIZE) for line in rows)), SIDE[1])
        figures = max(measure(cell.told, SMALL) for line in rows for cell in line.cells)
        self.panel = REACH + figures + 2 * AIR
        across = min(max(len(grid.columns) for grid in grids), ACROSS)
        heads = [wrap(head.label, self.panel, SIZE, 2, bold=True) for grid in grids for head in grid.columns]
        self.head = max(map(len, heads)) * LEADING + 14
        self.right = MARGIN + self.side + across * (self.panel + GAP)

    def body(self) -> Body:
        return Body(self.right - MARGIN, sum(map(self._deep, self.grids)), self._shapes)

    def _deep(self, grid: Grid) -> float:
        bands = -(-len(grid.columns) // ACROSS)
        own = 2 * LEADING if self.several else 0
        return own + bands * (self.head + ROW * (len(grid.lines) + len(feet(grid)))) + GAP

    def _shapes(self, top: float) -> Iterator[str]:
        for grid in self.grids:
            y = top
            if self.several:
                title = cut(grid.title, self.right - MARGIN, SIZE + 1, bold=True)
                yield text(MARGIN, y + LEADING, title, SIZE + 1, full=grid.title, font_weight=600)
                y += 2 * LEADING
            for places in batched(range(len(grid.columns)), ACROSS, strict=False):
                yield from self._band(grid, places, y)
                y += self.head + ROW * (len(grid.lines) + len(feet(grid)))
            top += self._deep(grid)

    def _band(self, grid: Grid, places: Sequence[int], top: float) -> Iterator[str]:
        """Some panels beside one another, with the names of the lines at the left."""
        for number, place in enumerate(places):
            yield from headed(grid.columns[place], self._x(number), top + self.head - 10, self.panel, 2)
        for number, line in enumerate((*grid.lines, *feet(grid))):
            y, is_foot = top + self.head + number * ROW, number >= len(grid.lines)
            if number == len(grid.lines):
                yield rule(y, MARGIN, self._x(len(places)) - GAP)
            yield from named(line.head, MARGIN, y, ROW, self.side - AIR)
            yield from self._row(line, places, y, is_foot=is_foot)

    def _row(self, line: Line, places: Sequence[int], y: float, *, is_foot: bool) -> Iterator[str]:
        for number, place in enumerate(places):
            yield from self._bar(line.cells[place], self._x(number), y, is_foot=is_foot)

    def _bar(self, cell: Cell, x: float, y: float, *, is_foot: bool) -> Iterator[str]:
        long = 0.0 if is_foot else length(cell, self.most, REACH)
        if not is_foot:
            yield tag("line", x1=x, x2=x, y1=y, y2=y + ROW, stroke=EDGE)
        if long:
            yield tag("rect", x=x, y=y + (ROW - BAR) / 2, width=long, height=BAR, fill=DARK)
        yield text(x + long + AIR, y + ROW / 2 + 4, cell.told, SMALL)

    def _x(self, number: int) -> float:
        return MARGIN + self.side + number * (self.panel + GAP)
