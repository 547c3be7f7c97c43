"""Small numbers: what so few people stand behind that one of them might be known by it, and what is done before it
leaves the study. Pure.

A crowd is a number with a bit for each person. Where nobody is, nobody can be known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

from interviews.matrix.counting import Row
from interviews.matrix.grid import Cell, Grid, Line

WITHHELD = "Cells of {fewer} say so and no more. Shares and totals are left out: they would tell how many they are."


class TooFew(ValueError):
    """Nothing can be told apart without telling people apart; the message says what to do."""


def is_small(crowd: int, k: int) -> bool:
    return 0 < crowd.bit_count() < k


def fewer(k: int) -> str:
    return f"fewer than {k} people"


def joined(crowds: Mapping[str, int], k: int) -> frozenset[str]:
    """The values that become one, “Others”: the small ones, and the next smallest until they are many enough.

    Raises TooFew where nothing would be left to be told apart.
    """
    there = sorted((value for value, crowd in crowds.items() if crowd), key=lambda value: crowds[value].bit_count())
    few = sum(is_small(crowds[value], k) for value in there)
    taken = few
    while taken < len(there) and is_small(_together(crowds, there[:taken]), k):
        taken += 1
    if few and (taken == len(there) or is_small(_together(crowds, there[:taken]), k)):
        raise TooFew(
            f"This table cannot leave the study: {fewer(k)} would stand apart in it, whatever is joined. "
            "Narrow it less, or choose other rows or columns."
        )
    return frozenset(there[:taken])


def _together(crowds: Mapping[str, int], values: Sequence[str]) -> int:
    return reduce(or_, (crowds[value] for value in values), 0)


def somewhere(people: Sequence[Row], k: int) -> bool:
    """Whether few people stand in some cell of these rows."""
    return any(0 < number < k for row in people for number in row.cells)


def withheld(grid: Grid, people: Sequence[Row], k: int) -> Grid:
    """Without the figures of cells in which few people stand, and without the totals that would tell them.

    `people` are the rows as they count people; the cells are no shares.
    """
    lines = tuple(_without(line, row, k) for line, row in zip(grid.lines, people, strict=True))
    return replace(grid, lines=lines, foot=None, bases=None).noting(WITHHELD.format(fewer=fewer(k)))


def _without(line: Line, people: Row, k: int) -> Line:
    pairs = zip(line.cells, people.cells, strict=True)
    cells = tuple(Cell(None, fewer=k) if 0 < number < k else cell for cell, number in pairs)
    return replace(line, cells=cells, total=None)
