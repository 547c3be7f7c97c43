"""Small numbers: what so few people stand behind that one of them might be known by it, and what is done before it
leaves the study. Pure. What a crowd is, says tracers.crowds.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from interviews.matrix.attributes import OTHERS
from interviews.matrix.counting import Row
from interviews.matrix.grid import Cell, Grid, Line
from tracers.crowds import is_small, together
from tracers.crowds import joined as told_as_one

WITHHELD = "Cells of {fewer} say so and no more. Shares and totals are left out: they would tell how many they are."


class TooFew(ValueError):
    """Nothing can be told apart without telling people apart; the message says what to do."""


def fewer(k: int) -> str:
    return f"fewer than {k} people"


@dataclass(frozen=True)
class Widening:
    """What becomes of values that would tell people apart: `folded` are told with the whole they lie in, `joined`
    become one, “Others”, and `left_out` are not told at all."""

    folded: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()

    def left(self, values: Sequence[str]) -> list[str]:
        gone = self.folded | self.joined | self.left_out
        return [*(value for value in values if value not in gone), *([OTHERS] if self.joined else [])]


def widening(
    crowds: Mapping[str, int], wholes: Mapping[str, Sequence[str]], k: int, apart: Collection[str] = ()
) -> Widening:
    """What must be widened of these values. Raises TooFew where nothing would be left to be told apart.

    Of those `apart` the small ones are left out, and none is ever joined with others.
    """
    parts = folded(crowds, wholes, k)
    left_out = frozenset(value for value in apart if is_small(crowds.get(value, 0), k)) - parts
    others = {value: crowd for value, crowd in crowds.items() if value not in parts and value not in apart}
    return Widening(parts, joined(others, k), left_out)


def folded(crowds: Mapping[str, int], wholes: Mapping[str, Sequence[str]], k: int) -> frozenset[str]:
    """The parts of few people, and those beside which few are left in the whole: taken from it they would tell."""
    gone: set[str] = set()
    while part := _telling(crowds, wholes, gone, k):
        gone.add(part)
    return frozenset(gone)


def _telling(crowds: Mapping[str, int], wholes: Mapping[str, Sequence[str]], gone: set[str], k: int) -> str:
    """The smallest part that must not stand beside its whole; "" if none."""
    shown = {value for value in crowds if value not in gone}
    within = {value: whole for value in shown if (whole := next((w for w in wholes.get(value, ()) if w in shown), ""))}
    for part in sorted(within, key=lambda value: (crowds[value].bit_count(), value)):
        beside = together(crowds, [value for value, whole in within.items() if whole == within[part]])
        if is_small(crowds[part], k) or (crowds[part] and is_small(crowds[within[part]] & ~beside, k)):
            return part
    return ""


def joined(crowds: Mapping[str, int], k: int) -> frozenset[str]:
    """The values that become one. Raises TooFew where nothing else would be left, or even all are too few."""
    taken = told_as_one(crowds, k)
    if taken and (taken == {value for value, crowd in crowds.items() if crowd} or is_small(together(crowds, taken), k)):
        raise TooFew(
            f"This table cannot leave the study: {fewer(k)} would stand apart in it, whatever is joined. "
            "Narrow it less, or choose other rows or columns."
        )
    return taken


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
