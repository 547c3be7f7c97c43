"""Interviews and the people in them, by site, organisation type, work stream or kind: counted, never typed. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from interviews.overview.presence import Presence, by_source

type Side = Literal["site", "organisation", "work_stream", "kind"]


@dataclass(frozen=True, slots=True)
class Axis:
    """What stands at a side of the table. `labels`: key → label, in their order, those without a source too.

    Keys that have no label there follow, sorted by themselves; what is not known comes last, as `unknown`.
    """

    of: Side
    labels: Mapping[str, str] = field(default_factory=dict)
    unknown: str = "Not said"

    def heads(self, presences: Iterable[Presence]) -> dict[str, str]:
        met = {str(getattr(each, self.of)) for each in presences}
        others = {name: name for name in sorted(met - self.labels.keys() - {""}, key=str.casefold)}
        return {**self.labels, **others, **({"": self.unknown} if "" in met else {})}


@dataclass(frozen=True, slots=True)
class Cell:
    """People are counted once. `untold`: people nobody told apart. `repeats`: sources in which nobody is new."""

    column: str = ""
    sources: int = 0
    people: int = 0
    untold: int = 0
    repeats: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    label: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Spread:
    """`columns`: (key, label). The totals count anew and are not sums: who stands in two cells counts once."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    totals: Row

    @property
    def is_empty(self) -> bool:
        return not self.totals.total.sources


@dataclass(frozen=True, slots=True)
class Several:
    """A person, or a source, at more than one place of a side."""

    name: str
    places: tuple[str, ...]


def spread(presences: Iterable[Presence], rows: Axis, columns: Axis) -> Spread:
    held = list(presences)
    heads = columns.heads(held)
    return Spread(
        tuple(heads.items()),
        tuple(
            _row(key, label, [each for each in held if getattr(each, rows.of) == key], columns.of, heads)
            for key, label in rows.heads(held).items()
        ),
        _row("", "All", held, columns.of, heads),
    )


def count(presences: Iterable[Presence], column: str = "") -> Cell:
    sources = by_source(presences)
    met: set[str] = set()
    untold = repeats = 0
    for people in sources:
        untold += sum(each.is_untold for each in people)
        known = {each.person for each in people if each.person}
        repeats += bool(known) and known <= met and not any(each.is_untold for each in people)
        met |= known
    return Cell(column, len(sources), len(met), untold, repeats)


def people_at_several(presences: Iterable[Presence], axis: Axis) -> list[Several]:
    """People who count in more than one row or column, and once in the totals."""
    return _several(((each.person, each) for each in presences if each.person), axis)


def sources_at_several(presences: Iterable[Presence], axis: Axis) -> list[Several]:
    return _several(((each.printed_id, each) for each in presences), axis)


def _several(named: Iterable[tuple[str, Presence]], axis: Axis) -> list[Several]:
    held = list(named)
    heads = axis.heads(each for _, each in held)
    places: dict[str, dict[str, None]] = {}
    for name, each in held:
        places.setdefault(name, {})[heads[getattr(each, axis.of)]] = None
    return [Several(name, tuple(at)) for name, at in sorted(places.items()) if len(at) > 1]


def _row(key: str, label: str, held: Sequence[Presence], of: Side, heads: Iterable[str]) -> Row:
    cells = tuple(count([each for each in held if getattr(each, of) == name], name) for name in heads)
    return Row(key, label, cells, count(held))
