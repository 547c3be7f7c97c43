"""A table of figures as a heat map: shade and number. Pure.

The shades go from white to dark in lightness alone, so that they can be told apart without colours and printed in grey.
"""

from collections.abc import Iterator

from interviews.matrix.grid import Cell, Grid, Head, Line, steps
from interviews.pictures.frame import told as in_words
from interviews.pictures.svg import INK, SOFT, measure, picture, tag, text, wrap
from interviews.pictures.svg import cut as cut_to

FILLS = ("#ffffff", "#e4f1f3", "#bcdde1", "#86c0c8", "#4a9aa6", "#005d68")
INKS = (SOFT, INK, INK, INK, INK, "#ffffff")
MARGIN, GAP = 16, 2
SIZE, SMALL, LARGE = 12, 11, 16
ROW, LEADING = 24, 14
SIDE = (110.0, 300.0)  # how wide the names of the lines may be
STEP = 12  # each level of the tree
FEW, SLANTED = 10, 44  # up to so many columns their heads lie flat; others are narrow, with slanted heads
FLAT, HEAD_LINES, SLANT = 84.0, 3, 150.0
LEAN = 0.7071


def heat_map(grid: Grid, *, bare: bool = False, most: float = 0) -> str:
    """The whole picture as SVG; `bare`: the title is not drawn. Cells know their shades, so `most` changes nothing."""
    return _Drawing(grid, bare=bare).whole()


class _Drawing:
    def __init__(self, grid: Grid, *, bare: bool) -> None:
        self.grid = grid
        heads = [*grid.columns, *([Head("All")] if grid.has_totals else [])]
        self.flat = len(heads) <= FEW
        self.column = FLAT if self.flat else SLANTED
        lines = [*grid.lines, *filter(None, (grid.foot, grid.bases))]
        names = [measure(line.head.label, SIZE) + STEP * line.head.depth + 8 for line in lines]
        self.side = min(max([SIDE[0], *names]), SIDE[1])
        self.heads, self.lines = heads, lines
        self.left = MARGIN + self.side
        slanted = 0 if self.flat else LEAN * max((self._slant(head) for head in heads), default=0)
        deep = max((len(wrap(head.label, self.column - 6, SMALL, HEAD_LINES)) for head in heads), default=1)
        self.head = deep * LEADING + 8 if self.flat else slanted + 14
        wide = self.left + len(heads) * self.column + (0 if self.flat else max(slanted - self.column / 2, 0)) + MARGIN
        self.width = max(wide, 420.0)
        room = self.width - 2 * MARGIN
        self.title = [] if bare else wrap(grid.title, room, LARGE, 3, bold=True)
        said = [line for note in grid.notes for line in wrap(note, room, SMALL, 4)]
        self.said = said[:24]
        self.top = MARGIN + LARGE + (len(self.title) - 1) * 20 + 8 + LEADING + 8 + self.head
        self.foot = self.top + len(self.lines) * ROW + 14
        self.height = self.foot + 28 + len(self.said) * LEADING + MARGIN

    def _slant(self, head: Head) -> float:
        return min(measure(head.label, SMALL), SLANT)

    def whole(self) -> str:
        grid = self.grid
        told = " ".join((in_words(grid), *grid.notes))
        shapes = [*self._title(), *self._heads(), *self._rows(), *self._legend(), *self._notes()]
        return picture(self.width, self.height, grid.title, told, shapes)

    def _title(self) -> Iterator[str]:
        for number, line in enumerate(self.title):
            yield text(MARGIN, MARGIN + LARGE + number * 20, line, LARGE, font_weight=600)
        y = MARGIN + LARGE + (len(self.title) - 1) * 20 + 8 + SMALL
        what = cut_to(self.grid.what, self.width - 2 * MARGIN, SIZE)
        yield text(MARGIN, y, what, SIZE, full=self.grid.what, fill=SOFT)

    def _heads(self) -> Iterator[str]:
        for place, head in enumerate(self.heads):
            x = self.left + (place + 0.5) * self.column
            yield from self._flat(head, x) if self.flat else self._slanted(head, x)

    def _flat(self, head: Head, x: float) -> Iterator[str]:
        lines = wrap(head.label, self.column - 6, SMALL, HEAD_LINES)
        first = self.top - 8 - (len(lines) - 1) * LEADING
        for number, line in enumerate(lines):
            full = head.whole if number == 0 and lines != [head.label] else ""
            yield text(x, first + number * LEADING, line, SMALL, full=full, text_anchor="middle", fill=SOFT)

    def _slanted(self, head: Head, x: float) -> Iterator[str]:
        label, y = cut_to(head.label, SLANT, SMALL), self.top - 8
        turned = f"rotate(-45 {x:.1f} {y:.1f})"
        yield text(x, y, label, SMALL, full=head.whole, transform=turned, fill=SOFT)

    def _rows(self) -> Iterator[str]:
        for number, line in enumerate(self.lines):
            y = self.top + number * ROW
            ended = line in (self.grid.foot, self.grid.bases)
            if line is self.grid.foot or (line is self.grid.bases and not self.grid.foot):
                x = self.left + len(self.heads) * self.column
                yield tag("line", x1=MARGIN, x2=x, y1=y, y2=y, stroke=SOFT, stroke_width=1)
            yield self._name(line.head, y)
            yield from self._cells(line, y, plain=ended)

    def _name(self, head: Head, y: float) -> str:
        x = MARGIN + min(STEP * head.depth, self.side / 2)
        label = cut_to(head.label, self.left - x - 8, SIZE)
        return text(x, y + 16, label, SIZE, full=head.whole)

    def _cells(self, line: Line, y: float, *, plain: bool) -> Iterator[str]:
        every = [*line.cells, *([line.total] if line.total else [])]
        for place, cell in enumerate(every):
            total = plain or place >= len(line.cells)
            yield self._cell(cell, self.left + place * self.column, y, plain=total)

    def _cell(self, cell: Cell, x: float, y: float, *, plain: bool) -> str:
        ink = INK if plain else INKS[cell.shade]
        label = text(x + self.column / 2, y + 16, cell.shown, SIZE, full=cell.told, text_anchor="middle", fill=ink)
        if plain:
            return label
        box = {"x": x + GAP / 2, "y": y + GAP / 2, "width": self.column - GAP, "height": ROW - GAP}
        edge = {"stroke": "#d5d2ca", "stroke_width": 0.5}
        return tag("rect", **box, fill=FILLS[cell.shade], **edge) + label  # type: ignore[arg-type]

    def _legend(self) -> Iterator[str]:
        x: float = MARGIN
        for shade, meaning in steps(self.grid):
            yield tag(
                "rect", x=x, y=self.foot, width=16, height=12, fill=FILLS[shade], stroke="#d5d2ca", stroke_width=0.5
            )
            yield text(x + 20, self.foot + 10, meaning, SMALL, fill=SOFT)
            x += 32 + measure(meaning, SMALL)

    def _notes(self) -> Iterator[str]:
        for number, line in enumerate(self.said):
            yield text(MARGIN, self.foot + 34 + number * LEADING, line, SMALL, fill=SOFT)
