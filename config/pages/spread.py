"""Sources by site and organisation: people and repeats told apart. Pure."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

type Key = Hashable


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody in a source. `person` is a private code, or the presence itself where people are not told apart."""

    source: Key
    person: Key
    site: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Cell:
    sources: int = 0
    people: int = 0
    repeats: int = 0
    """How many of these people were heard in more than one source."""


@dataclass(frozen=True, slots=True)
class Row:
    site: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Spread:
    organisations: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: Row


def spread(presences: Iterable[Presence], sites: Sequence[str]) -> Spread:
    """`sites` in their order, those without a source too; sites that are not named there come last."""
    held = list(presences)
    organisations = tuple(sorted({each.organisation for each in held}, key=lambda name: (not name, name.casefold())))
    names = [*sites, *sorted({each.site for each in held} - set(sites))]
    rows = tuple(_row(name, [each for each in held if each.site == name], organisations) for name in names)
    return Spread(organisations, rows, _row("All", held, organisations))


def _row(site: str, held: Sequence[Presence], organisations: Sequence[str]) -> Row:
    cells = tuple(_cell(each for each in held if each.organisation == name) for name in organisations)
    return Row(site, cells, _cell(held))


def _cell(held: Iterable[Presence]) -> Cell:
    sources_of: dict[Key, set[Key]] = {}
    for each in held:
        sources_of.setdefault(each.person, set()).add(each.source)
    sources = {source for several in sources_of.values() for source in several}
    return Cell(len(sources), len(sources_of), sum(len(several) > 1 for several in sources_of.values()))
