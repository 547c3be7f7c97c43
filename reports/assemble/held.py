"""What the database holds for a report: each thing asked once, when it is first needed."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from uuid import UUID

from django.db.models import Prefetch

from accounts.models import Membership
from cmo import material
from cmo.models import Configuration
from interviews.models import Participation, Source
from reports import asked, prose
from reports.assemble.packing import unpacked
from reports.document import Node
from reports.models import Block, Frozen, Mention, Report, Section
from tracers.models import PolicyEvent, Site, Tracer
from tracers.names import fold


@dataclass(frozen=True)
class Held:
    report: Report
    member: Membership

    @cached_property
    def sections(self) -> list[Section]:
        people = Participation.objects.select_related("site", "participant")
        mentions = Mention.objects.select_related("extract", "source__work_stream", "configuration").prefetch_related(
            Prefetch("source__participations", people)
        )
        blocks = (
            Block.objects.select_related("extract__text__source__work_stream")
            .defer("extract__text__text", "extract__text__turns")
            .prefetch_related(Prefetch("extract__text__source__participations", people), Prefetch("mentions", mentions))
        )
        return list(self.report.sections.prefetch_related(Prefetch("blocks", blocks)))

    @cached_property
    def blocks(self) -> list[Block]:
        return [block for section in self.sections for block in section.blocks.all()]

    @cached_property
    def frozen(self) -> dict[UUID, tuple[Node, ...]]:
        """Of a published report what its tables and pictures said then, by block."""
        if self.report.status != Report.Status.PUBLISHED:
            return {}
        return {each.block: unpacked(each.nodes) for each in Frozen.objects.filter(report=self.report)}

    @cached_property
    def visible(self) -> set[UUID] | None:
        """The sources this member may see; None for all."""
        if not self.member.site_restricted:
            return None
        return set(Source.objects.visible_to(self.member).values_list("pk", flat=True))

    @cached_property
    def configurations(self) -> list[Configuration]:
        return list(self.report.study.configurations.with_triads())

    @cached_property
    def tracers(self) -> list[Tracer]:
        return list(self.report.tracers.all())

    @cached_property
    def sites(self) -> list[Site]:
        return list(self.report.study.sites.all())

    @cached_property
    def events(self) -> list[PolicyEvent]:
        return list(self.report.study.policy_events.prefetch_related("tracers"))

    @cached_property
    def collected(self) -> material.Collected:
        """Of everything that any comparison or matrix of the report names."""
        named = [self.named_configurations(block.text) for block in self.blocks if block.kind == Block.Kind.COMPARISON]
        is_of_findings = any(
            block.kind == Block.Kind.MATRIX and asked.is_of_findings(block.text) for block in self.blocks
        )
        named += [self.in_matrix()] if is_of_findings else []
        keys = {each.pk for each in chain.from_iterable(named)}
        return material.collect(self.member, None, [each for each in self.configurations if each.pk in keys])

    @cached_property
    def references(self) -> dict[str, dict[str, object]]:
        return {reference.key: reference.csl for reference in self.report.study.references.all()}

    @cached_property
    def footnote_texts(self) -> dict[str, Block]:
        """Blocks of prose that are footnotes, by label."""
        prose_blocks = (block for block in self.blocks if block.kind == Block.Kind.PROSE)
        return {found[0]: block for block in prose_blocks if (found := prose.footnote(block.text))}

    def in_matrix(self) -> list[Configuration]:
        """Those of the report's tracers; all of the study where there are none."""
        return self.named_configurations("") or self.configurations

    def named_configurations(self, text: str) -> list[Configuration]:
        """Those of a tracer (its code or label), or one by one; nothing said means those of the report's tracers."""
        names = [text.strip(), *(part.strip() for part in text.replace(",", ";").split(";"))]
        wanted = {fold(name) for name in names if name}
        own = {tracer.pk for tracer in self.tracers} if not wanted else set()
        listed = [each for each in self.configurations if fold(each.code) in wanted]
        return listed or [
            each
            for each in self.configurations
            if each.tracer and ({fold(each.tracer.code), fold(each.tracer.label)} & wanted or each.tracer_id in own)
        ]

    def may_see(self, source: Source) -> bool:
        return self.visible is None or source.pk in self.visible
