"""How many people, sources or extracts stand on each line of a table in each column, each counted once. Pure.

Who is met in a cell is a number with a bit for each of them, so meeting somebody again changes nothing and what was
met in several places adds up by itself: a parent with its children, a total with its columns.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from interviews.grouping import Part
from interviews.matrix.attributes import Attribute, Only, narrowed, people, placed


class Heard(NamedTuple):
    """A part, and the numbers of the lines that it stands on: one for each extract there."""

    part: Part
    numbers: Sequence[int]


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of a line, by column; `total` counts anew and is no sum."""

    cells: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Asking:
    """Columns by `attribute`, those of `values` in their order; `everyone`: questions count too (but never people)."""

    attribute: Attribute
    values: Sequence[str]
    only: Only = ()
    everyone: bool = False

    def met(self, part: Part) -> tuple[Part | None, dict[int, list[Any]]]:
        """The part as far as it fits, and the columns it stands in, each with those who speak there."""
        fit = None if part.question and not self.everyone else narrowed(part, self.only)
        if fit is None:
            return None, {}
        columns = {value: place for place, value in enumerate(self.values)}
        at = placed(fit, self.attribute)
        return fit, {columns[value]: voices for value, voices in at.items() if value in columns}


def members(
    asking: Asking, heard: Iterable[Heard], measure: str, parents: Sequence[int | None], *, below: bool
) -> tuple[list[Row], Row]:
    """Rows of people or sources, a line each, and one of all lines together. A parent stands before its children.

    With `below` a parent counts those of its children as well.
    """
    bits: dict[Any, int] = {}
    width = len(asking.values)
    met = [[0] * width for _ in parents]
    for part, numbers in heard:
        for column, mask in _masks(asking, part, measure, bits):
            for number in numbers:
                met[number][column] |= mask
    every = [reduce(or_, column, 0) for column in zip(*met, strict=True)] if met else [0] * width
    if below:
        for number in range(len(parents) - 1, -1, -1):
            above = parents[number]
            if above is not None:
                met[above] = list(map(or_, met[above], met[number]))
    return [_row(masks) for masks in met], _row(every)


def base(asking: Asking, parts: Iterable[Part], measure: str) -> Row:
    """Everybody, or every source, that these parts stand for."""
    bits: dict[Any, int] = {}
    met = [0] * len(asking.values)
    for part in parts:
        for column, mask in _masks(asking, part, measure, bits):
            met[column] |= mask
    return _row(met)


def extracts(asking: Asking, heard: Iterable[Heard], lines: int) -> list[Row]:
    """Rows of extracts; one that stands in several columns counts once in the total."""
    met = [[0] * (len(asking.values) + 1) for _ in range(lines)]
    for part, numbers in heard:
        fit, columns = asking.met(part)
        touched = [*columns, -1] if fit else []
        for column in touched:
            for number in numbers:
                met[number][column] += 1
    return [Row(tuple(row[:-1]), row[-1]) for row in met]


def extracts_of(asking: Asking, parts: Iterable[Part]) -> Row:
    """All extracts of these parts, each once."""
    rows = extracts(asking, (Heard(part, [0] * part.extracts) for part in parts), 1)
    return rows[0]


def _masks(asking: Asking, part: Part, measure: str, bits: dict[Any, int]) -> list[tuple[int, int]]:
    """The columns in which the part stands, each with the bits of whom it brings."""
    fit, columns = asking.met(part)
    if fit is None:
        return []
    who: Callable[[Any], Iterable[Any]] = (
        (lambda voices: people(fit, voices)) if measure == "people" else (lambda _: (fit.source,))
    )
    found = []
    for column, voices in columns.items():
        mask = reduce(or_, (1 << bits.setdefault(each, len(bits)) for each in who(voices)), 0)
        if mask:
            found.append((column, mask))
    return found


def _row(masks: Sequence[int]) -> Row:
    return Row(tuple(mask.bit_count() for mask in masks), reduce(or_, masks, 0).bit_count())
