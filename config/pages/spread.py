"""Sources by site and organisation: people and repeats told apart. Pure."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

type Key = Hashable


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody in a source. `person` is a private code, or the presence itself where people are not told apart.

    `site` is the site's code; it and the organisation are empty where they are not known.
    """

    source: Key
    person: Key
    site: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Cell:
    organisation: str = ""
    sources: int = 0
    people: int = 0
    repeats: int = 0
    """How many of these people were heard in more than one source."""


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    site: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Spread:
    organisations: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: Row


def spread(presences: Iterable[Presence], sites: Mapping[str, str]) -> Spread:
    """`sites`: code → label in their order, those without a source too. What has no site comes last."""
    held = list(presences)
    organisations = tuple(sorted({each.organisation for each in held}, key=lambda name: (not name, name.casefold())))
    nowhere = {"": "No site"} if any(not each.site for each in held) else {}
    rows = tuple(
        _row(code, label, [each for each in held if each.site == code], organisations)
        for code, label in {**sites, **nowhere}.items()
    )
    return Spread(organisations, rows, _row("", "All", held, organisations))


def _row(code: str, site: str, held: Sequence[Presence], organisations: Sequence[str]) -> Row:
    cells = tuple(_cell([each for each in held if each.organisation == name], name) for name in organisations)
    return Row(code, site, cells, _cell(held))


def _cell(held: Iterable[Presence], organisation: str = "") -> Cell:
    sources_of: dict[Key, set[Key]] = {}
    for each in held:
        sources_of.setdefault(each.person, set()).add(each.source)
    sources = {source for several in sources_of.values() for source in several}
    repeats = sum(len(several) > 1 for several in sources_of.values())
    return Cell(organisation, len(sources), len(sources_of), repeats)
