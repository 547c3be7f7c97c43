"""In which order the lines of a table stand: as they are, most first, or by contrast between the columns. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from interviews.matrix.grid import Cell, Grid, Head, Line


def ordered(grid: Grid, sort: str, apart: Collection[Any]) -> Grid:
    """`apart`: the keys of columns that are no places to be compared, such as what is not said."""
    if sort == "most":
        return _flat(grid, sorted(grid.lines, key=_most, reverse=True))
    if sort != "contrast":
        return grid
    compared = [place for place, column in enumerate(grid.columns) if column.key not in apart]
    told = [replace(line, contrast=_words(_ends(line, compared))) for line in grid.lines]
    lines = sorted(told, key=lambda line: _width(_ends(line, compared)), reverse=True)
    return _flat(grid, lines)


def _flat(grid: Grid, lines: Sequence[Line]) -> Grid:
    """What stood under something else says so itself now."""
    return replace(grid, lines=tuple(replace(line, head=_alone(line.head)) for line in lines))


def _alone(head: Head) -> Head:
    return replace(head, label=head.whole, depth=0)


def _most(line: Line) -> float:
    """By the total, or, where that is not told, by what is."""
    every = [line.total] if line.total else line.cells
    return sum(cell.number or 0 for cell in every)


def _ends(line: Line, places: Sequence[int]) -> tuple[Cell, Cell] | None:
    """The least and the most of these columns, as far as there are two to be compared."""
    cells = [line.cells[place] for place in places if line.cells[place].value is not None]
    if len(cells) < 2:
        return None
    return min(cells, key=_value), max(cells, key=_value)


def _value(cell: Cell) -> float:
    return cell.value or 0


def _width(ends: tuple[Cell, Cell] | None) -> float:
    return _value(ends[1]) - _value(ends[0]) if ends else -1


def _words(ends: tuple[Cell, Cell] | None) -> str:
    """
    >>> _words((Cell(1, 10), Cell(6, 10))), _words((Cell(2), Cell(2))), _words(None)
    ('from 10% to 60%', '2 everywhere', 'nothing to compare')
    """
    if ends is None:
        return "nothing to compare"
    least, most = ends
    return f"from {least.shown} to {most.shown}" if _width(ends) else f"{least.shown} everywhere"
