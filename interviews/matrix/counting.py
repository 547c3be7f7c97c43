"""How many people, sources or extracts stand on each line of a table in each column, each counted once. Pure.

Who is met in a cell is a number with a bit for each of them, so meeting somebody again changes nothing and what was
met in several places adds up by itself: a total with its columns.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
    """Columns by `attribute`, those of `values` in their order; what stands in none of them counts nowhere.

    `everyone`: questions count too (but never people).
    """

    attribute: Attribute
    values: Sequence[str]
    only: Only = ()
    everyone: bool = False

    def met(self, part: Part) -> tuple[Part | None, dict[int, list[Any]]]:
        """The part if it fits, and the columns it stands in, each with those who speak there."""
        fit = None if part.question and not self.everyone else narrowed(part, self.only)
        if fit is None:
            return None, {}
        columns = {value: place for place, value in enumerate(self.values)}
        at = placed(fit, self.attribute)
        met = {columns[value]: voices for value, voices in at.items() if value in columns}
        return (fit, met) if met else (None, {})


def count(asking: Asking, heard: Iterable[Heard], measure: str, lines: int) -> list[Row]:
    """The rows of so many lines, in people, sources or extracts."""
    if measure == "extracts":
        return _extracts(asking, heard, lines)
    return [_row(masks) for masks in _met(asking, heard, measure, lines)]


def _met(asking: Asking, heard: Iterable[Heard], measure: str, lines: int) -> list[list[int]]:
    """The bits of whom is met in each cell."""
    bits: dict[Any, int] = {}
    met = [[0] * len(asking.values) for _ in range(lines)]
    for part, numbers in heard:
        for column, mask in _masks(asking, part, measure, bits):
            for number in set(numbers):
                met[number][column] |= mask
    return met


def base(asking: Asking, parts: Iterable[Part], measure: str) -> Row:
    """Everybody, every source or every extract that these parts stand for."""
    extracts = measure == "extracts"
    return count(asking, (Heard(part, [0] * part.extracts if extracts else [0]) for part in parts), measure, 1)[0]


def everybody(crowds: Mapping[str, int]) -> Row:
    """The same of people who are known already."""
    return _row([*crowds.values()])


def crowds(asking: Asking, parts: Iterable[Part]) -> dict[str, int]:
    """By value: a bit for each of the people who stand there."""
    return dict(zip(asking.values, _met(asking, (Heard(part, [0]) for part in parts), "people", 1)[0], strict=True))


def _extracts(asking: Asking, heard: Iterable[Heard], lines: int) -> list[Row]:
    """One that stands in several columns counts once in the total."""
    met = [[0] * (len(asking.values) + 1) for _ in range(lines)]
    for part, numbers in heard:
        fit, columns = asking.met(part)
        if fit is None:
            continue
        for number, times in Counter(numbers).items():
            row = met[number]
            row[-1] += times
            for column in columns:
                row[column] += times
    return [Row(tuple(row[:-1]), row[-1]) for row in met]


def _masks(asking: Asking, part: Part, measure: str, bits: dict[Any, int]) -> list[tuple[int, int]]:
    """The columns in which the part stands, each with the bits of whom it brings."""
    fit, columns = asking.met(part)
    if fit is None:
        return []
    found = []
    for column, voices in columns.items():
        who: Iterable[Any] = people(fit, voices) if measure == "people" else (fit.source,)
        mask = reduce(or_, (1 << bits.setdefault(each, len(bits)) for each in who), 0)
        if mask:
            found.append((column, mask))
    return found


def _row(masks: Sequence[int]) -> Row:
    return Row(tuple(mask.bit_count() for mask in masks), reduce(or_, masks, 0).bit_count())
