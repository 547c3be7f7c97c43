"""The tables of a report: configurations, comparisons, the timeline and the matrix of sites, numbered as they come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from uuid import UUID

from cmo import comparison as compared
from cmo import material
from cmo.models import Configuration, Item, SiteFinding
from reports import document as doc
from reports.assemble.held import Held
from reports.document import Node, missing
from reports.models import Block
from tracers import dates
from tracers.models import Site, Tracer

LETTERS = {
    Item.Role.CONTEXT: "C",
    Item.Role.ACTOR: "A",
    Item.Role.INTERVENTION: "I",
    Item.Role.MECHANISM: "M",
    Item.Role.RESOURCE: "M res",
    Item.Role.REASONING: "M rea",
    Item.Role.OUTCOME: "O",
}


@dataclass(frozen=True)
class Tables:
    """Each gives the nodes of a block."""

    held: Held
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def triads(self, block: Block) -> list[Node]:
        found = self.held.named_configurations(block.text)
        if not found:
            return [missing(block.text, "there is no configuration of this name")]
        return [self._triad(configuration, next(self.numbers)) for configuration in found]

    def comparisons(self, block: Block) -> list[Node]:
        found = self.held.named_configurations(block.text)
        if not found:
            return [missing(block.text, "there is nothing of this name to compare")]
        areas = [site for site in self.held.sites if site.kind == Site.Kind.AREA]
        tracer = found[0].tracer if len({each.tracer_id for each in found}) == 1 else None
        rows = compared.compare(_only(self.held.collected.material, found), [site.pk for site in areas])
        caption = " beside ".join(site.label for site in areas)
        about = tracer.label if tracer else "configurations"
        return [
            doc.Comparison(
                next(self.numbers),
                f"{about}: {caption}",
                tuple(site.label for site in areas),
                tuple(self._row(row, self.held.collected) for row in rows),
            )
        ]

    def timeline(self, tracers: Sequence[Tracer] = ()) -> list[Node]:
        """The policy events of these tracers, else of the report's, with those of the whole study."""
        own = {tracer.pk for tracer in tracers or self.held.tracers}
        events = [
            doc.Event(dates.show(event.date), event.label, event.detail)
            for event in self.held.events
            if not event.tracers.all() or {tracer.pk for tracer in event.tracers.all()} & own
        ]
        if not events:
            return [missing("timeline", "the study has no policy events yet")]
        return [doc.Timeline(next(self.numbers), "Policy timeline", tuple(events))]

    def findings(self) -> list[Node]:
        known = _only(self.held.collected.material, self.held.in_matrix())
        rows = tuple(
            (
                str(self.held.collected.configurations[row.triad]),  # type: ignore[index]
                tuple(cell.words for _, cell, _ in row.cells),
            )
            for row in compared.matrix(known, known.places)
        )
        columns = tuple(place.label for place in known.places)
        return [doc.Matrix(next(self.numbers), "What was found at each site", columns, rows)]

    def _triad(self, configuration: Configuration, number: int = 0) -> doc.Triad:
        return doc.Triad(
            id=configuration.pk,
            number=number,
            code=configuration.code,
            label=configuration.label,
            sites=_scope(list(configuration.sites.all())),
            kind=configuration.get_kind_display(),
            sentence=configuration.statement,
            contexts=_items(configuration.contexts),
            mechanisms=_items(configuration.mechanisms),
            outcomes=_items(configuration.outcomes),
        )

    def _row(self, row: compared.Row, collected: material.Collected) -> doc.ComparisonRow:
        configurations = [each for key, each in collected.configurations.items() if key in row.triads]
        judged = collected.comparisons_of.get(frozenset(each.pk for each in configurations), [])
        return doc.ComparisonRow(
            label=" / ".join(str(each) for each in configurations),
            cells=tuple(self._cell(side, collected) for side in row.sides),
            judgement=" ".join(
                f"{one.get_judgement_display()}. {one.explanation}".strip() for one in judged if one.judgement
            ),
        )

    def _cell(self, side: compared.Side, collected: material.Collected) -> doc.SiteCell:
        findings = [collected.findings[key] for key in side.findings if isinstance(key, UUID)]
        triads = tuple(self._triad(each) for key, each in collected.configurations.items() if key in side.triads)
        others = (f"{collected.configurations[each.configuration_id].code}: {_told(each)}" for each in findings[1:])
        summaries = [*(each.summary for each in findings[:1]), *others]
        return doc.SiteCell(triads, side.known.words, "\n".join(filter(None, summaries)))


def _items(items: Iterable[Item]) -> tuple[doc.Item, ...]:
    return tuple(doc.Item(item.text, item.role, LETTERS[Item.Role(item.role)], item.intended) for item in items)


def _only(known: compared.Material, configurations: Sequence[Configuration]) -> compared.Material:
    """What is known of these configurations."""
    keys = {each.pk for each in configurations}
    triads = tuple(triad for triad in known.triads if triad.key in keys)
    return replace(known, triads=triads, sets=tuple(filter(None, (together & keys for together in known.sets))))


def _told(finding: SiteFinding) -> str:
    return " ".join(filter(None, [f"{finding.get_presence_display()}.", finding.summary]))


def _scope(sites: Sequence[Site]) -> str:
    """ "Area 1 and Area 2"; "" for the whole study."""
    labels = [site.label for site in sites]
    return " and ".join(filter(None, [", ".join(labels[:-1]), *labels[-1:]]))
