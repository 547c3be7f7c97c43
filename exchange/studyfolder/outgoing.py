"""What leaves of the theory side: of a whole study, or of one tracer and as one member sees it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Membership, Study
from cmo.models import Configuration, Evidence, Link, ProgrammeTheory, Reading, SiteFinding
from tracers.models import Tracer


@dataclass(frozen=True)
class Outgoing:
    """`tracer` None: all of them. `member` None: everything there is, for a study folder."""

    study: Study
    tracer: Tracer | None = None
    member: Membership | None = None

    @property
    def configurations(self) -> QuerySet[Configuration]:
        rows = self.study.configurations.all()
        return rows.filter(tracer=self.tracer) if self.tracer else rows

    @property
    def links(self) -> QuerySet[Link]:
        """Those that begin or end there."""
        rows = Link.objects.filter(start__study=self.study)
        of_tracer = Q(start__tracer=self.tracer) | Q(end__tracer=self.tracer)
        return rows.filter(of_tracer) if self.tracer else rows

    @property
    def evidence(self) -> QuerySet[Evidence]:
        rows = Evidence.objects.visible_to(self.member) if self.member else Evidence.objects.all()
        return self._of_tracer(rows.filter(configuration__study=self.study))

    @property
    def readings(self) -> QuerySet[Reading]:
        rows = Reading.objects.visible_to(self.member) if self.member else Reading.objects.all()
        return self._of_tracer(rows.filter(configuration__study=self.study))

    @property
    def findings(self) -> QuerySet[SiteFinding]:
        return self._of_tracer(SiteFinding.objects.filter(configuration__study=self.study))

    @property
    def theories(self) -> list[ProgrammeTheory]:
        """Of the tracer those that are its own or stand over its configurations, with all above them."""
        held = {theory.pk: theory for theory in self.study.theories.select_related("tracer")}
        if not self.tracer:
            return list(held.values())
        used = set(self.configurations.exclude(theory=None).values_list("theory", flat=True))
        waiting = [theory for theory in held.values() if theory.tracer_id == self.tracer.pk or theory.pk in used]
        wanted: dict[Any, ProgrammeTheory] = {}
        while waiting:
            theory = waiting.pop()
            wanted[theory.pk] = theory
            if theory.parent_id and theory.parent_id not in wanted:
                waiting.append(held[theory.parent_id])
        return [theory for pk, theory in held.items() if pk in wanted]

    @cached_property
    def by_id(self) -> dict[Any, Configuration]:
        """All configurations of the study with their items: links and findings may name those of other tracers."""
        return {each.pk: each for each in self.study.configurations.prefetch_related("items")}

    def _of_tracer(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(configuration__tracer=self.tracer) if self.tracer else rows
