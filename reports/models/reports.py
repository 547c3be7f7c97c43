"""A report: what is said of the whole, and the sections in it."""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.db import models, transaction

from accounts import journal
from accounts.models import Identified, Study, User
from reports import markers
from reports.models.ordering import number
from reports.models.sections import Section
from reports.resolving import Resolver
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
        self, heading: str, *, by: User | None, level: int = 1, kind: str = "", after: Section | None = None
    ) -> Section:
        """A new section, after another or at the end; its kind is guessed from the heading unless it is given."""
        section = Section(report=self, heading=heading, level=level, kind=kind or markers.guessed_kind(heading))
        section.full_clean()
        section.save(force_insert=True)
        rows = [each for each in self.sections.all() if each != section]
        rows.insert(rows.index(after) + 1 if after else len(rows), section)
        number(rows)
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


def _matching(held: list[Section], wanted: markers.Section) -> Section | None:
    """The first section not yet taken with this heading; it is taken from the list."""
    found = next((section for section in held if section.heading == wanted.heading), None)
    if found:
        held.remove(found)
    return found
