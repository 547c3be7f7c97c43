"""What the address of a comparison asks for: a tracer (or none), sites, and which rows of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from accounts.models import Membership, Study
from cmo import comparison as values
from cmo.material import Collected, collect
from cmo.models import Configuration
from cmo.side_by_side import ShownRow, shown_row, shown_words
from tracers.models import Site, Tracer

SHOWS = {"": "All", "unjudged": "Not judged yet", "again": "To look at again"}


@dataclass(frozen=True)
class Compared:
    """The configurations of a tracer, or of none, over the chosen sites, as far as a member may see them."""

    member: Membership
    tracer: Tracer | None
    tracers: Sequence[Tracer]
    sites: Sequence[Site]
    chosen: Sequence[Site]
    collected: Collected
    show: str = ""

    @property
    def material(self) -> values.Material:
        return self.collected.material

    @property
    def columns(self) -> list[values.Place]:
        chosen = {site.pk for site in self.chosen}
        return [place for place in self.material.places if place.key in chosen]

    @property
    def apart(self) -> list[values.Place]:
        """What is no area."""
        return [place for place in self.material.places if not place.area]

    @cached_property
    def all_groups(self) -> list[list[values.Key]]:
        """The rows: what was anticipated and compared before what was observed."""
        return sorted(values.groups(self.material), key=self.is_observed)

    @cached_property
    def groups(self) -> list[list[values.Key]]:
        """Of these the rows that were asked for."""
        asks = {"unjudged": self._is_unjudged, "again": self._is_again}.get(self.show)
        return [group for group in self.all_groups if asks is None or asks(group)]

    @cached_property
    def frame(self) -> list[Configuration]:
        """What was anticipated and is not compared."""
        compared = {key for group in self.all_groups for key in group}
        return [self.configuration(key) for key in values.frame(self.material) if key not in compared]

    @cached_property
    def matrix(self) -> list[tuple[Configuration, Sequence[tuple[values.Place, values.Known, values.Counts]]]]:
        rows = values.matrix(self.material, [*self.columns, *self.apart])
        return [(self.configuration(row.triad), row.cells) for row in rows]

    @property
    def has_observed(self) -> bool:
        return any(self.is_observed(group) for group in self.all_groups)

    def configuration(self, key: values.Key) -> Configuration:
        return self.collected.configurations[key]  # type: ignore[index]

    def is_observed(self, group: Sequence[values.Key]) -> bool:
        return self.configuration(group[0]).kind != Configuration.Kind.ANTICIPATED

    def rows(self, groups: Sequence[Sequence[values.Key]]) -> list[ShownRow]:
        """These rows with all that is shown of them: the words that stand first alone are fetched."""
        chosen = [site.pk for site in self.chosen]
        rows = [values.row(self.material, group, chosen) for group in groups]
        found = self.collected.quoting({key for row in rows for key in shown_words(row, self.collected)})
        return [shown_row(row, found) for row in rows]

    def _is_unjudged(self, group: Sequence[values.Key]) -> bool:
        judged = (
            one for together, ones in self.collected.comparisons_of.items() if together <= set(group) for one in ones
        )
        return not any(each.judgement for each in judged)

    def _is_again(self, group: Sequence[values.Key]) -> bool:
        findings = (each for key in group for each in self.material.findings_of.get(key, ()))
        judged = (
            one for together, ones in self.collected.comparisons_of.items() if together <= set(group) for one in ones
        )
        return any(each.stale for each in findings) or any(each.stale for each in judged)


def compared(member: Membership, tracer: Tracer | None, tracers: Sequence[Tracer], asked: QueryDict) -> Compared:
    """`tracers`: all of the study, to choose from."""
    rows = member.study.configurations.filter(tracer=tracer, merged_into=None).with_triads()
    show = asked.get("show", "")
    sites = list(member.study.sites.all())
    chosen, show = chosen_sites(sites, asked), show if show in SHOWS else ""
    return Compared(member, tracer, tracers, sites, chosen, collect(member, tracer, list(rows), sites), show)


def tracer_asked(study: Study, tracers: Sequence[Tracer], asked: Mapping[str, str]) -> Tracer | None:
    """The one asked for by code or label; otherwise the first that has configurations. None: those without a tracer.

    Raises KeyError for one that is not there.
    """
    if name := asked.get("tracer", ""):
        found = study.tracers.named(name) or next((each for each in tracers if str(each.pk) == name), None)
        if found is None:
            raise KeyError(name)
        return found
    used = set(study.configurations.values_list("tracer", flat=True).distinct())
    if "tracer" in asked and (None in used or not tracers):
        return None
    return next(
        (tracer for tracer in tracers if tracer.pk in used), None if None in used else next(iter(tracers), None)
    )


def chosen_sites(sites: Sequence[Site], asked: QueryDict) -> list[Site]:
    """The sites asked for by code, in the study's order; otherwise the areas that lie in no other one.

    What is national never is a column.
    """
    local = [site for site in sites if site.kind != Site.Kind.NATIONAL]
    codes = {code for value in asked.getlist("sites") for code in value.split(",")}
    areas = [site for site in local if site.kind == Site.Kind.AREA]
    held = {site.pk for site in areas}
    outer = [site for site in areas if site.parent_id not in held]
    whole = outer if len(outer) > 1 else areas
    return [site for site in local if site.code in codes] or whole or local
