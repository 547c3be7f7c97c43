"""A table of figures, ready to be shown as a page, a picture or a file: one for all three, so that they agree. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

SHADES = 5
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Head:
    """What a row or column is called; `full` where that needs more words (a code's path), `key` what it stands for.

    `note`: what must be known of it, such as how few people it stands for.
    """

    label: str
    full: str = ""
    depth: int = 0
    key: Any = None
    note: str = ""

    @property
    def whole(self) -> str:
        return self.full or self.label


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, and of how many where it is a share. Without a number nothing can stand here, or fewer than `fewer`
    people, which is all that is told."""

    number: int | None
    of: int | None = None
    shade: int = 0
    """0 for none, 1 to SHADES from the least to the most."""
    fewer: int = 0

    @property
    def value(self) -> float | None:
        """What is compared: per cent of a share, else the number. Of nobody there is no share."""
        if self.number is None or self.of is None:
            return self.number
        return 100 * self.number / self.of if self.of else None

    @property
    def shown(self) -> str:
        if self.value is None:
            return f"<{self.fewer}" if self.fewer else NOTHING
        return str(self.number) if self.of is None else percent(self.value)

    @property
    def told(self) -> str:
        """The same in words, with the denominator."""
        if self.fewer:
            return f"fewer than {self.fewer}"
        return self.shown if self.of is None else f"{self.shown} ({self.number} of {self.of})"


@dataclass(frozen=True, slots=True)
class Line:
    """`contrast`: how far its columns lie apart, in words."""

    head: Head
    cells: tuple[Cell, ...]
    total: Cell | None = None
    contrast: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """`what`: what stands in the cells, in words. `notes`: by which rules it was counted, a sentence each; `widened`:
    those of them that say what was widened before it left the study."""

    title: str
    what: str
    side: str
    columns: tuple[Head, ...]
    lines: tuple[Line, ...]
    foot: Line | None = None
    bases: Line | None = None
    """The denominators of the columns, where they are asked for."""
    notes: tuple[str, ...] = ()
    widened: tuple[str, ...] = ()

    def noting(self, *told: str) -> "Grid":
        """With notes on what was widened."""
        return replace(self, notes=(*self.notes, *told), widened=(*self.widened, *told))

    @property
    def has_totals(self) -> bool:
        return any(line.total for line in self.lines)

    @property
    def has_contrast(self) -> bool:
        return any(line.contrast for line in self.lines)

    @property
    def is_share(self) -> bool:
        return any(cell.of is not None for line in self.lines for cell in line.cells)

    def first(self, number: int) -> "Grid":
        """With so many columns at most."""
        if len(self.columns) <= number:
            return self
        foot, bases = (line and replace(line, cells=line.cells[:number]) for line in (self.foot, self.bases))
        lines = tuple(replace(line, cells=line.cells[:number]) for line in self.lines)
        return replace(self, columns=self.columns[:number], lines=lines, foot=foot, bases=bases)

    @property
    def most(self) -> float:
        return max((cell.value or 0 for line in self.lines for cell in line.cells), default=0)


def percent(value: float) -> str:
    """To whole numbers; what is there, but less than one in a hundred, is not nothing.

    >>> percent(0.4), percent(12.5), percent(0)
    ('<1%', '12%', '0%')
    """
    return "<1%" if 0 < value < 1 else f"{round(value)}%"


def shaded(grid: Grid) -> Grid:
    """With the shade of each cell: in equal steps up to the largest of all; totals stay white."""
    most = grid.most
    lines = tuple(
        replace(line, cells=tuple(replace(cell, shade=shade(cell.value, most)) for cell in line.cells))
        for line in grid.lines
    )
    return replace(grid, lines=lines)


def shade(value: float | None, most: float) -> int:
    return min(SHADES, 1 + int(SHADES * value / most - 1e-9)) if value and most else 0


def steps(grid: Grid) -> list[tuple[int, str]]:
    """The shades that may stand in a grid, each with what it means: (1, "1–4"), (2, "5–8") …"""
    if not grid.most:
        return []
    ends = [grid.most * step / SHADES for step in range(SHADES + 1)]
    if grid.is_share:
        edges = [0, *(round(end) for end in ends[1:])]
        return [(step, f"{edges[step - 1]}–{edges[step]}%") for step in range(1, SHADES + 1)]
    whole = [(step, int(ends[step - 1]) + 1, int(ends[step])) for step in range(1, SHADES + 1)]
    return [(step, f"{first}–{last}" if first < last else f"{first}") for step, first, last in whole if first <= last]


def cells(grid: Grid) -> Iterator[Sequence[object]]:
    """The table for a spreadsheet, the head first: numbers, and where they are shares the per cent beside them."""
    labels = [column.whole for column in grid.columns] + (["All"] if grid.has_totals else [])
    heads = (head for label in labels for head in ([label, f"{label} %"] if grid.is_share else [label]))
    yield [grid.side, *heads, *(["Contrast"] if grid.has_contrast else [])]
    for line in (*grid.lines, *filter(None, (grid.foot, grid.bases))):
        yield [line.head.whole, *_figures(grid, line), *([line.contrast] if grid.has_contrast else [])]


def _figures(grid: Grid, line: Line) -> Iterator[object]:
    for cell in (*line.cells, *filter(None, (line.total,))):
        yield cell.told if cell.number is None else cell.number
        if grid.is_share:
            yield "" if cell.of is None or cell.value is None else round(cell.value, 1)
