"""Tracer short reports: sections of blocks, whose quotations and citations come from the database."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from accounts import journal
from accounts.models import Identified, Study, User
from cmo.models import Configuration
from interviews.models import Extract, Source
from reports import markers
from reports.resolving import Content, Named, Resolver
from tracers import dates
from tracers.models import PartialDateField, Tracer


class ReportQuerySet(models.QuerySet["Report"]):
    def about(self, tracer: Tracer) -> Self:
        return self.filter(models.Exists(ReportTracer.objects.filter(report=models.OuterRef("pk"), tracer=tracer)))

    @transaction.atomic
    def begin(
        self, study: Study, *, name: str, by: User | None, tracers: Iterable[Tracer] = (), **fields: object
    ) -> "Report":
        """A new report without sections. Raises ValidationError."""
        report = Report(study=study, name=name, **fields)
        report.full_clean()
        report.save(force_insert=True)
        report.set_tracers(tracers)
        journal.record(study, by, "began", report)
        return report


class Report(Identified):
    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        INTERNAL_REVIEW = "internal review", "Internal review"
        OUT_FOR_COMMENT = "out for comment", "Out for comment"
        SIGNED_OFF = "signed off", "Signed off"
        PUBLISHED = "published", "Published"

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="reports")
    name = models.SlugField("short name", max_length=80)
    title = models.CharField(max_length=300)
    authors = models.TextField(blank=True, help_text="Separate names by semicolons.")
    contact = models.CharField(max_length=300, blank=True)
    date = PartialDateField()
    version = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    tracers = models.ManyToManyField(Tracer, through="ReportTracer", related_name="reports")
    attributes = models.JSONField(default=dict, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["study", "name"], name="one_report_a_name")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def kept_from_undo(cls, before: dict[str, Any], after: dict[str, Any]) -> str:
        if before.get("status") != after.get("status") and cls.Status.PUBLISHED in {
            before.get("status"),
            after.get("status"),
        }:
            return "Publishing is not taken back by undoing. Change the status on the page of the report."
        return ""

    @property
    def date_shown(self) -> str:
        return dates.show(self.date)

    def set_tracers(self, tracers: Iterable[Tracer]) -> None:
        wanted = list(tracers)
        ReportTracer.objects.filter(report=self).exclude(tracer__in=wanted).delete()
        for tracer in wanted:
            ReportTracer.objects.get_or_create(report=self, tracer=tracer)

    @transaction.atomic
    def change(self, *, by: User | None, tracers: Iterable[Tracer] | None = None, **fields: object) -> None:
        """Title, authors, status and so on. Raises ValidationError."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.full_clean()
        self.save()
        if tracers is not None:
            self.set_tracers(tracers)
        journal.record(self.study, by, "changed", self)

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        study, record_of = self.study, Report(id=self.pk)
        self.delete()
        journal.record(study, by, "removed", record_of)

    @transaction.atomic
    def add_section(
        self, heading: str, *, by: User | None, level: int = 1, kind: str = "", after: "Section | None" = None
    ) -> "Section":
        """A new section, after another or at the end; its kind is guessed from the heading unless it is given."""
        section = Section(report=self, heading=heading, level=level, kind=kind or markers.guessed_kind(heading))
        section.full_clean()
        section.save(force_insert=True)
        rows = [each for each in self.sections.all() if each != section]
        rows.insert(rows.index(after) + 1 if after else len(rows), section)
        _number(rows)
        self.touch(by, "added", section)
        return section

    @transaction.atomic
    def write(self, wanted: Sequence[markers.Section], resolver: Resolver, *, by: User | None) -> bool:
        """Make the sections and blocks those of a parsed file, keeping rows that say the same. True if changed."""
        held = list(self.sections.all())
        changed = len(held) != len(wanted)
        rows = [_matching(held, section) or Section(report=self) for section in wanted]
        Section.objects.filter(pk__in=[section.pk for section in held]).delete()
        for order, (row, section) in enumerate(zip(rows, wanted, strict=True)):
            said = (section.heading, section.level, section.kind, order)
            if row._state.adding or (row.heading, row.level, row.kind, row.order) != said:
                row.heading, row.level, row.kind, row.order = said
                row.full_clean()
                row.save()
                changed = True
            changed = row.write([resolver.content(block) for block in section.blocks]) or changed
        return changed

    def touch(self, by: User | None, deed: str, thing: models.Model) -> None:
        """Note a change of a part of the report."""
        self.save(update_fields=["changed_at"])
        journal.record(self.study, by, deed, thing)


class ReportTracer(Identified):
    report = models.ForeignKey(Report, on_delete=models.CASCADE)
    tracer = models.ForeignKey(Tracer, on_delete=models.RESTRICT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "tracer"], name="one_tracer_a_report_each")]


class Section(Identified):
    """A heading and what stands under it. `level` 1 is a chapter of the report, 2 a part of it."""

    class Kind(models.TextChoices):
        INTRODUCTION = "introduction", "Introduction"
        BEFORE = "before", "Before"
        AFTER = "after", "After"
        PROGRAMME_THEORY = "programme theory", "Programme theory"
        THEME = "theme", "Theme"
        SUMMARY = "summary", "Summary"
        ACTIONABLE_MESSAGES = "actionable messages", "Actionable messages"
        REFERENCES = "references", "References"
        DISCLAIMER = "disclaimer", "Disclaimer"
        ACKNOWLEDGEMENTS = "acknowledgements", "Acknowledgements"
        FREE = "free", "Free"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    heading = models.CharField(max_length=300, blank=True)
    level = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.FREE)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        verbose_name = "section of a report"
        verbose_name_plural = "sections of reports"

    def __str__(self) -> str:
        return self.heading

    @transaction.atomic
    def change(self, *, by: User | None, heading: str, level: int, kind: str) -> None:
        self.heading, self.level, self.kind = heading, level, kind
        self.full_clean()
        self.save()
        self.report.touch(by, "changed", self)

    @transaction.atomic
    def move(self, step: int, *, by: User | None) -> None:
        """One place up (-1) or down (1) in the report."""
        rows = list(self.report.sections.all())
        _number(_stepped(rows, self, step))
        self.report.touch(by, "moved", self)

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        """Delete the section with what stands in it."""
        record_of = Section(id=self.pk)
        self.delete()
        self.report.touch(by, "removed", record_of)

    @transaction.atomic
    def write(self, wanted: Sequence[Content]) -> bool:
        """Make the blocks those wanted, keeping every row that says the same. True when something changed."""
        held = list(self.blocks.prefetch_related("mentions"))
        if [block.content for block in held] == list(wanted):
            return False
        spare: dict[Content, list[Block]] = defaultdict(list)
        for block in held:
            spare[block.content].append(block)
        rows = [spare[content].pop(0) if spare[content] else Block(section=self) for content in wanted]
        Block.objects.filter(pk__in=[block.pk for left in spare.values() for block in left]).delete()
        for row, content in zip(rows, wanted, strict=True):
            if row._state.adding:
                row.hold(content)
        _number(rows)
        return True

    @transaction.atomic
    def insert(self, wanted: Sequence[Content], *, by: User | None, after: "Block | None" = None) -> "list[Block]":
        """New blocks after another one, or on top of the section."""
        rows = list(self.blocks.all())
        place = rows.index(after) + 1 if after else 0
        new = [Block(section=self) for _ in wanted]
        for block, content in zip(new, wanted, strict=True):
            block.hold(content)
        rows[place:place] = new
        _number(rows)
        for block in new:
            self.report.touch(by, "added", block)
        return new

    def quote(self, extract: Extract, *, by: User | None, after: "Block | None" = None) -> "Block":
        """A quotation block of this extract. Raises ValidationError when it is of another study."""
        if extract.text.source.study_id != self.report.study_id:
            raise ValidationError("This extract belongs to another study.")
        return self.insert([Content(Block.Kind.QUOTATION, "", extract.pk)], by=by, after=after)[0]


class Block(Identified):
    """A piece of a section.

    Prose is Markdown with the markers of the report file (docs/formats.md) for what comes from the database within a
    sentence; each marker is a Mention. A quotation block is an extract: its words and its citation are generated.
    """

    class Kind(models.TextChoices):
        PROSE = "prose", "Prose"
        QUOTATION = "quotation", "Quotation"
        CONFIGURATIONS = "configurations", "CMO table"
        COMPARISON = "comparison", "Comparison table"
        TIMELINE = "timeline", "Timeline"
        MATRIX = "matrix", "Matrix"

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="blocks")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PROSE)
    text = models.TextField(blank=True)
    extract = models.ForeignKey(Extract, null=True, blank=True, on_delete=models.RESTRICT, related_name="report_blocks")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        verbose_name = "report block"
        verbose_name_plural = "reports"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:40]}"

    @property
    def content(self) -> Content:
        """What the block holds, for comparing it with what is wanted."""
        return Content(self.kind, self.text, self.extract_id, tuple(each.named for each in self.mentions.all()))

    def hold(self, content: Content) -> None:
        """Save the block with this content and its mentions."""
        self.kind, self.text, self.extract_id = content.kind, content.text, content.extract
        self.full_clean(exclude=["section"])
        self.save()
        self.mentions.all().delete()
        Mention.objects.bulk_create(
            Mention(
                block=self,
                kind=named.kind,
                place=named.place,
                part=named.part,
                given=named.given,
                extract_id=named.extract,
                source_id=named.source,
                configuration_id=named.configuration,
            )
            for named in content.named
        )

    @transaction.atomic
    def rewrite(self, wanted: Sequence[Content], *, by: User | None) -> "list[Block]":
        """Put these contents in the place of this block: it holds the first, new blocks the others; none removes it."""
        if not wanted:
            self.remove(by=by)
            return []
        self.hold(wanted[0])
        self.section.report.touch(by, "changed", self)
        return [self, *(self.section.insert(wanted[1:], by=by, after=self) if wanted[1:] else [])]

    @transaction.atomic
    def move(self, step: int, *, by: User | None) -> None:
        """One place up (-1) or down (1); from the edge of a section into its neighbour."""
        section, rows = self.section, list(self.section.blocks.all())
        if 0 <= rows.index(self) + step < len(rows):
            _number(_stepped(rows, self, step))
        elif neighbour := _neighbour(section, step):
            others = list(neighbour.blocks.all())
            self.section = neighbour
            self.save()
            _number([*others, self] if step < 0 else [self, *others])
        section.report.touch(by, "moved", self)

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        record_of, report = Block(id=self.pk), self.section.report
        self.delete()
        report.touch(by, "removed", record_of)


class Mention(Identified):
    """Something of the database named within the prose of a block: words, a citation, or the evidence of a message.

    `place` counts the markers of the block, `part` the several things that one marker names. One that could not be
    resolved has neither extract, source nor configuration, and keeps what was written in `given`.
    """

    class Kind(models.TextChoices):
        WORDS = "words", "Words within a sentence"
        CITE = "cite", "Citation"
        BECAUSE = "because", "Evidence of a message"

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=10, choices=Kind)
    place = models.PositiveIntegerField()
    part = models.PositiveIntegerField(default=0)
    given = models.TextField(blank=True)
    extract = models.ForeignKey(Extract, null=True, blank=True, on_delete=models.RESTRICT, related_name="mentions")
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.RESTRICT, related_name="mentions")
    configuration = models.ForeignKey(
        Configuration, null=True, blank=True, on_delete=models.RESTRICT, related_name="mentions"
    )

    class Meta:
        ordering = ["place", "part"]
        verbose_name = "mention in a report"
        verbose_name_plural = "reports"
        constraints = [
            models.UniqueConstraint(fields=["block", "place", "part"], name="one_mention_a_place"),
            models.CheckConstraint(
                condition=Q(extract__isnull=True) | Q(source__isnull=False), name="an_extract_names_its_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.given}"

    @property
    def named(self) -> Named:
        return Named(
            self.kind, self.place, self.part, self.given, self.extract_id, self.source_id, self.configuration_id
        )


class Reference(Identified):
    """A work cited in reports, as CSL data."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="references")
    key = models.CharField(max_length=120)
    csl = models.JSONField(default=dict)

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["study", "key"], name="one_reference_a_key")]

    def __str__(self) -> str:
        return self.key


def _number[Ordered: (Section, Block)](rows: Sequence[Ordered]) -> None:
    """Let `order` follow the list; rows already in their place are not written."""
    for order, row in enumerate(rows):
        if row.order != order:
            row.order = order
            row.save(update_fields=["order"])


def _stepped[Ordered: (Section, Block)](rows: list[Ordered], row: Ordered, step: int) -> list[Ordered]:
    place = rows.index(row)
    rows.insert(max(0, place + step), rows.pop(place))
    return rows


def _neighbour(section: Section, step: int) -> Section | None:
    rows = list(section.report.sections.all())
    place = rows.index(section) + step
    return rows[place] if 0 <= place < len(rows) else None


def _matching(held: list[Section], wanted: markers.Section) -> Section | None:
    """The first section not yet taken with this heading; it is taken from the list."""
    found = next((section for section in held if section.heading == wanted.heading), None)
    if found:
        held.remove(found)
    return found
