"""The figures of a double coding, out of what was kept when it was opened: places and ids of codes, no words. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from interviews.agreement import Agreement, agreement
from interviews.double import units
from interviews.double.units import Stretch, Unit


@dataclass(frozen=True, slots=True)
class Kept:
    """`first` and `second`: the stretches that each coder gave a code, by its id. `version` is that of the words."""

    version: int
    turns: Sequence[Stretch]
    sentences: Sequence[Stretch]
    first: Mapping[str, Sequence[Stretch]]
    second: Mapping[str, Sequence[Stretch]]

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """From JSON, where a stretch is a list."""
        sides = ({code: _pairs(marks) for code, marks in stored[side].items()} for side in ("first", "second"))
        return cls(int(stored["version"]), _pairs(stored["turns"]), _pairs(stored["sentences"]), *sides)

    @property
    def codes(self) -> list[str]:
        return sorted({*self.first, *self.second})


@dataclass(frozen=True, slots=True)
class Row:
    """How one code was judged, or ("") all of them together: how many units, and how far the two agree."""

    code: str
    both: int
    first: int
    second: int
    neither: int
    agreement: Agreement

    @property
    def units(self) -> int:
        return self.both + self.first + self.second + self.neither


@dataclass(frozen=True, slots=True)
class Compared:
    """`uncoded` of the `units` bear no code of either coder at all; they count where they were not left out."""

    overall: Row
    rows: Sequence[Row]
    units: int
    uncoded: int


def compare(kept: Kept, unit: Unit, *, leave_out: bool = False) -> Compared:
    """Code by code and overall. With `leave_out` only units count that at least one of the two gave some code."""
    counted = kept.sentences if unit is Unit.SENTENCE else kept.turns
    whole = units.length(counted) if unit is Unit.CHARACTER else len(counted)
    coded = [stretch for side in (kept.first, kept.second) for marks in side.values() for stretch in marks]
    if unit is Unit.CHARACTER:
        within = units.common(counted, units.joined(coded))
        judge, left = units.judged_characters, units.length(within)
    else:
        within = [counted[place] for place in sorted(units.touched(counted, coded))]
        judge, left = units.judged, len(within)
    judged = {
        code: judge(within if leave_out else counted, kept.first.get(code, ()), kept.second.get(code, ()))
        for code in kept.codes
    }
    together = sum(judged.values(), Counter[tuple[bool, bool]]())
    return Compared(_row("", together), [_row(code, each) for code, each in judged.items()], whole, whole - left)


def _row(code: str, judged: Counter[tuple[bool, bool]]) -> Row:
    both, first, second, neither = (
        judged[each] for each in ((True, True), (True, False), (False, True), (False, False))
    )
    return Row(code, both, first, second, neither, agreement(judged))


def _pairs(marks: Iterable[Sequence[int]]) -> list[Stretch]:
    return [(start, end) for start, end in marks]
