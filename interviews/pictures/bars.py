"""Two columns against each other: one to the left, one to the right of the names in the middle. Pure.

The sides are told apart by their place and by their shade, dark and pale, so that they stand in grey as well.
"""

from collections.abc import Iterator

from interviews.matrix.grid import Cell, Grid, Line
from interviews.pictures.frame import (
    DARK,
    MARGIN,
    PALE,
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
)
from interviews.pictures.svg import INK, measure, tag, text

ROW, BAR, HEAD = 32.0, 18.0, 36.0
REACH = 190.0  # the longest bar
NAMES = (120.0, 260.0)  # how wide the names in the middle may be
AIR = 6.0


def diverging_bars(grid: Grid, *, bare: bool = False, most: float = 0) -> str:
    """Of more than two columns the first two, which the picture says; of one column its bars alone."""
    if not grid.lines or not grid.columns:
        return nothing(grid, bare=bare)
    return framed(grid.first(2), _Bars(grid.first(2), len(grid.columns), most).body(), bare=bare)


class _Bars:
    def __init__(self, grid: Grid, columns: int, most: float) -> None:
        self.most = most or grid.most
        self.grid, self.columns, self.two = grid, columns, len(grid.columns) > 1
        self.rows = [*grid.lines, *feet(grid)]
        names = max(measure(line.head.label, SIZE) for line in self.rows) + 2 * AIR
        self.names = min(max(NAMES[0], names), NAMES[1])
        figures = max(measure(cell.told, SMALL) for line in self.rows for cell in line.cells) + 2 * AIR
        self.side = REACH + figures
        self.middle = MARGIN + (self.side if self.two else 0) + self.names / 2

    def body(self) -> Body:
        width = self.side * (2 if self.two else 1) + self.names
        height = HEAD + len(self.rows) * ROW
        return Body(width, height, self._shapes, self._notes())

    def _notes(self) -> list[str]:
        if self.columns <= 2:
            return []
        drawn = " and ".join(column.label for column in self.grid.columns)
        return [f"Drawn are two of {self.columns} columns: {drawn}. The table holds them all."]

    def _shapes(self, top: float) -> Iterator[str]:
        left, right = self.middle - self.names / 2, self.middle + self.names / 2
        sides = [(left, "end"), (right, "start")] if self.two else [(right, "start")]
        for head, (x, anchor) in zip(self.grid.columns, sides, strict=True):
            yield from headed(head, x, top + HEAD - 10, self.side, 2, text_anchor=anchor)
        for number, line in enumerate(self.rows):
            y = top + HEAD + number * ROW
            is_foot = number >= len(self.grid.lines)
            if number == len(self.grid.lines):
                yield rule(y, MARGIN, right + self.side)
            yield from named(line.head, self.middle, y, ROW, self.names - 2 * AIR, text_anchor="middle")
            yield from self._sides(line, y, left, right, is_foot=is_foot)

    def _sides(self, line: Line, y: float, left: float, right: float, *, is_foot: bool) -> Iterator[str]:
        if self.two:
            yield from self._bar(line.cells[0], left, y, -1, DARK, is_foot=is_foot)
        yield from self._bar(line.cells[-1], right, y, 1, PALE if self.two else DARK, is_foot=is_foot)

    def _bar(self, cell: Cell, x: float, y: float, way: int, fill: str, *, is_foot: bool) -> Iterator[str]:
        long = 0.0 if is_foot else length(cell, self.most, REACH)
        if long:
            start = x if way > 0 else x - long
            box = {"x": start, "y": y + (ROW - BAR) / 2, "width": long, "height": BAR}
            yield tag("rect", "", **box, fill=fill, stroke=DARK, stroke_width=0.75)
        anchor = "start" if way > 0 else "end"
        yield text(x + way * (long + AIR), y + ROW / 2 + 4, cell.told, SMALL, text_anchor=anchor, fill=INK)
