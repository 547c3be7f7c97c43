"""The rows of the comparison as they are shown and exported: sites side by side, items that match in one line."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode
from uuid import UUID

from cmo import comparison as values
from cmo import matching
from cmo.material import Collected
from cmo.models import Activation, Comparison, Configuration, Evidence, Item, Match, SiteFinding
from cmo.models.items import CELLS

AT_HAND = 2
HOW = {Match.How.SAME: "the same", Match.How.ALIKE: "alike"}


@dataclass(frozen=True)
class Quoted:
    """A piece of evidence, and what must be known of where it was said. `first`: somebody put it there. `finding`: the
    one in which it may be put first."""

    evidence: Evidence
    note: str
    away: bool = False
    first: bool = False
    finding: SiteFinding | None = None


@dataclass(frozen=True)
class Fired:
    """How far a mechanism fired; `part`: the place inside this one of which it is said."""

    activation: Activation
    part: str = ""


@dataclass(frozen=True)
class ShownItem:
    """An item at a site. `code`: of its configuration, where several stand there."""

    item: Item
    fired: Sequence[Fired] = ()
    code: str = ""


@dataclass(frozen=True)
class ShownSide:
    """A row at a site with the rows of the database; `unfound`: one whose finding is still to be stated. `inner`: what
    was found of places that lie in it; `rest`: how many words are not shown at once."""

    side: values.Side
    configurations: Sequence[Configuration]
    findings: Sequence[SiteFinding]
    unfound: Configuration | None
    first: Sequence[Quoted]
    rest: int
    inner: Sequence[tuple[str, SiteFinding]] = ()

    @cached_property
    def part_of(self) -> Mapping[object, str]:
        """Of configurations that stand in a part of the place alone: which."""
        return dict(self.side.within)


@dataclass(frozen=True)
class ShownLine:
    """A line over all sites: items that were matched, or (`how` is "") those that stand alone. `cells`: by site."""

    column: str
    sides: Sequence[ShownSide]
    cells: Sequence[Sequence[ShownItem]]
    how: str = ""
    disputed: bool = False

    @property
    def beside(self) -> list[tuple[ShownSide, Sequence[ShownItem]]]:
        return list(zip(self.sides, self.cells, strict=True))


@dataclass(frozen=True)
class Apart:
    """What was found, and how far mechanisms fired, at a place that is no column: the national level above all."""

    place: values.Place
    findings: Sequence[SiteFinding]
    fired: Sequence[Fired]


@dataclass(frozen=True)
class ShownRow:
    configurations: Sequence[Configuration]
    sides: Sequence[ShownSide]
    bands: Sequence[tuple[values.Band, Sequence[Quoted]]]
    comparisons: Sequence[Comparison]
    lines: Sequence[ShownLine]
    across: bool
    apart: Sequence[Apart] = ()

    @property
    def is_pair(self) -> bool:
        """Whether there is something to match."""
        return len(self.configurations) > 1

    @property
    def codes(self) -> str:
        return " and ".join(each.code for each in self.configurations)

    @property
    def query(self) -> str:
        """The configurations in an address."""
        return urlencode([("configuration", each.pk) for each in self.configurations])

    @property
    def shown_lines(self) -> Sequence[ShownLine]:
        """What stands across is said once above; of its mechanisms it is shown how far they fired at each site."""
        return [line for line in self.lines if line.column == "mechanism"] if self.across else self.lines

    @property
    def below(self) -> list[tuple[values.Band | values.Place, Apart | None, Sequence[Quoted]]]:
        """Each place that is no column once, with what was found there and its words; then words of no place."""
        at = {each.place.label: each for each in self.apart}
        heard = {band.label for band, _ in self.bands}
        found = [(each.place, each, ()) for each in self.apart if each.place.label not in heard]
        return [*found, *((band, at.get(band.label), words) for band, words in self.bands)]

    @property
    def height(self) -> int:
        """Of a cell that stands for a whole column of items: in lines."""
        return 1 + len(self.shown_lines)


def shown_words(row: values.Row, collected: Collected) -> Iterator[values.Key]:
    """Which words of a row are shown at once."""
    for side in row.sides:
        yield from (each.words.key for each in best(side.heard, _chosen(side, collected)))
    for band in row.bands:
        yield from (each.words.key for each in _at_once(band))


def shown_row(row: values.Row, collected: Collected) -> ShownRow:
    """A configuration or a set of counterparts; `collected` with what is quoted at hand."""
    configurations = [collected.configurations[key] for key in row.triads]  # type: ignore[index]
    within = {configuration.pk for configuration in configurations}
    sides = [_side(side, configurations, collected) for side in row.sides]
    return ShownRow(
        configurations,
        sides,
        [(band, quoted(_at_once(band), collected, within)) for band in row.bands],
        [one for together, ones in collected.comparisons_of.items() if together <= within for one in ones],
        list(_lines(configurations, sides, collected)),
        row.across,
        list(_apart(configurations, [side.place.key for side in row.sides], collected)),
    )


def _at_once(band: values.Band) -> Sequence[values.Heard]:
    """Of a place the first words: it has a page for the rest."""
    return band.heard if band.key is None else band.heard[:AT_HAND]


def _apart(
    configurations: Sequence[Configuration], columns: Sequence[values.Key], collected: Collected
) -> Iterator[Apart]:
    material, within = collected.material, {each.pk for each in configurations}
    shown = {part for key in columns for part in material.parts[key]}
    mechanisms = [item.pk for each in configurations for item in each.cell(*CELLS["mechanism"])]
    fired = [each for pk in mechanisms for each in collected.activations.get(pk, ())]
    found = [each for each in collected.findings.values() if each.configuration_id in within]
    for place in material.places:
        if place.key not in shown:
            here = [each for each in found if each.site_id == place.key]
            said = [Fired(each) for each in fired if each.site_id == place.key]
            if here or said:
                yield Apart(place, here, said)


def _side(side: values.Side, configurations: Sequence[Configuration], collected: Collected) -> ShownSide:
    standing = [configuration for configuration in configurations if configuration.pk in side.triads]
    findings = [collected.findings[key] for key in side.findings]  # type: ignore[index]
    first = best(side.heard, _chosen(side, collected))
    found = {finding.configuration_id for finding in findings}
    return ShownSide(
        side,
        standing,
        findings,
        next((one for one in standing or configurations if one.pk not in found), None),
        quoted(first, collected, {configuration.pk for configuration in standing}, findings),
        len(side.heard) - len(first),
        [(label, collected.findings[key]) for label, key in side.inner],  # type: ignore[index]
    )


def words_at(collected: Collected, keys: Sequence[values.Key], place: values.Key) -> list[Quoted]:
    """All words on these configurations at one place."""
    there = next(each for each in collected.material.places if each.key == place)
    side = values.side(collected.material, keys, there)
    found = collected.quoting([each.words.key for each in side.heard])
    findings = [collected.findings[key] for key in side.findings]  # type: ignore[index]
    return quoted(side.heard, found, set(side.triads), findings)


def _chosen(side: values.Side, collected: Collected) -> set[UUID | None]:
    """The words that somebody put first."""
    return {collected.findings[key].quote_id for key in side.findings} - {None}  # type: ignore[index]


def quoted(
    heard: Iterable[values.Heard],
    collected: Collected,
    at_home: Collection[values.Key],
    findings: Iterable[SiteFinding] = (),
) -> list[Quoted]:
    """`at_home`: the configurations that stand where these words are shown."""
    of = {finding.configuration_id: finding for finding in findings}
    chosen = {finding.quote_id for finding in of.values()}
    return [
        Quoted(
            collected.quoted[each.words.key],  # type: ignore[index]
            each.note,
            each.words.configuration not in at_home,
            each.words.key in chosen,
            of.get(each.words.configuration),  # type: ignore[call-overload]
        )
        for each in heard
    ]


def best(heard: Sequence[values.Heard], chosen: Collection[values.Key | None]) -> list[values.Heard]:
    """What somebody put first. Otherwise one against and one for, as far as there are; then whatever comes first."""
    if first := [each for each in heard if each.words.key in chosen]:
        return first
    found = [
        next((each for each in heard if each.words.stance == stance and each.words.speaks), None)
        for stance in (Evidence.Stance.CONTRADICTS, Evidence.Stance.SUPPORTS)
    ]
    return [each for each in found if each] or list(heard[:AT_HAND])


def _lines(
    configurations: Sequence[Configuration], sides: Sequence[ShownSide], collected: Collected
) -> Iterator[ShownLine]:
    """Column by column: what was matched, or stands at several sites, then what stands alone."""
    pairs = [matching.Pair(match.one_id, match.other_id, match.how) for match in collected.matches]
    for column, roles in CELLS.items():
        items = {item.pk: item for each in configurations for item in each.cell(*roles)}
        cells = [_cells(side, items, column, collected) for side in sides]
        lines = matching.lines(list(items), pairs) if len(configurations) > 1 else []
        shared = [
            line for line in lines if line.how or sum(any(key in held for key in line.items) for held in cells) > 1
        ]
        for line in shared:
            how = HOW.get(Match.How(line.how), "") if line.how else "the same item"
            yield ShownLine(column, sides, [_of(held, line.items) for held in cells], how, line.disputed)
        together = {key for line in shared for key in line.items}
        alone = [key for key in items if key not in together]
        if alone or not shared:
            yield ShownLine(column, sides, [_of(held, alone) for held in cells])


def _of(held: Mapping[UUID, ShownItem], wanted: Collection[values.Key]) -> list[ShownItem]:
    return [shown for key, shown in held.items() if key in wanted]


def _cells(side: ShownSide, items: Mapping[UUID, Item], column: str, collected: Collected) -> dict[UUID, ShownItem]:
    """The items of a column that stand at a site."""
    codes = {each.pk: each.code if len(side.configurations) > 1 else "" for each in side.configurations}
    parts = collected.material.parts[side.side.place.key] if column == "mechanism" else frozenset()
    return {
        pk: ShownItem(item, _fired(collected, item, side.side.place.key, parts), codes[item.configuration_id])
        for pk, item in items.items()
        if item.configuration_id in codes
    }


def _fired(collected: Collected, item: Item, place: values.Key, parts: Collection[values.Key]) -> list[Fired]:
    labels = collected.material.labels
    held = [each for each in collected.activations.get(item.pk, ()) if each.site_id in parts]
    return [Fired(each, "" if each.site_id == place else labels[each.site_id]) for each in held]
