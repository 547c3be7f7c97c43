"""A table that was counted, as a grid: its lines and columns as far as they are shown, with shares and denominators.
Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from interviews.matrix.asked import Asked
from interviews.matrix.attributes import NOWHERE, OTHERS
from interviews.matrix.counting import Asking, Row
from interviews.matrix.grid import Cell, Grid, Head, Line
from interviews.searching.asked import UNKNOWN

APART = frozenset({UNKNOWN, NOWHERE, OTHERS})
"""Values that are no place of their own."""


@dataclass(frozen=True)
class Called:
    """What the lines of a table are called. `one`: a line in a sentence; `any`: all lines together; `of`: what the
    figures of a column are a part of."""

    side: str
    many: str
    one: str
    any: str
    of: str


@dataclass(frozen=True)
class Counted:
    """`rows` are those of `heads`, and one of all of them together; `base` what each column holds at all.

    `always`: whether a line stands there though nothing is met on it.
    """

    asked: Asked
    asking: Asking
    called: Called
    heads: Sequence[Head]
    rows: Sequence[Row]
    base: Row
    always: Sequence[bool]

    @cached_property
    def columns(self) -> list[int]:
        """The places of those that are shown: what is no place of its own only where it is met."""
        values, every = self.asking.values, self.rows[-1].cells
        return [
            place
            for place, value in enumerate(values)
            if value not in APART or len(values) == 1 or self.base.cells[place] or every[place]
        ]

    @cached_property
    def lines(self) -> list[int]:
        return [place for place, always in enumerate(self.always) if always or self.rows[place].total]

    def grid(self, notes: Sequence[str]) -> Grid:
        attribute, called = self.asking.attribute, self.called
        plain = self.asked.but(share="")
        return Grid(
            title=f"{called.many} by {attribute.label[0].lower()}{attribute.label[1:]}",
            what=self._what(),
            side=called.side,
            columns=tuple(self._column(self.asking.values[place]) for place in self.columns),
            lines=tuple(self._line(self.asked, self.heads[place], self.rows[place]) for place in self.lines),
            foot=self._line(self.asked, Head(called.any), self.rows[-1]) if called.any else None,
            bases=self._line(plain, Head(f"All: {called.of}"), self.base),
            notes=tuple(notes),
        )

    def shown(self, rows: Sequence[Row]) -> list[Row]:
        """Other rows of the same table, as far as they are shown."""
        return [
            Row(tuple(rows[place].cells[column] for column in self.columns), rows[place].total) for place in self.lines
        ]

    def _column(self, value: str) -> Head:
        attribute = self.asking.attribute
        return Head(attribute.called(value), depth=attribute.depth(value), key=value)

    def _line(self, asked: Asked, head: Head, row: Row) -> Line:
        whole: Mapping[str, Sequence[int]] = {
            "column": (*self.base.cells, self.base.total),
            "row": [row.total] * len(self.base.cells),
        }
        of: Sequence[int | None] = whole.get(asked.share, [None] * (len(row.cells) + 1))
        cells = tuple(Cell(row.cells[place], of[place]) for place in self.columns)
        return Line(head, cells, Cell(row.total, of[-1] if asked.share == "column" else None))

    def _what(self) -> str:
        counted = self.asked.measure.capitalize()
        if self.asked.share == "column":
            return f"{counted}, as per cent of {self.called.of}"
        return f"{counted}, as per cent of all of {self.called.one}" if self.asked.share == "row" else counted
