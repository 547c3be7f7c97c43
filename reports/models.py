"""Tracer short reports: sections of blocks, whose quotations and citations come from the database."""

from django.db import models
from django.db.models import Q

from accounts.models import Identified, Study
from cmo.models import Configuration
from interviews.models import Extract, Source
from tracers.models import PartialDateField, Tracer


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

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["study", "name"], name="one_report_a_name")]

    def __str__(self) -> str:
        return self.title


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

    def __str__(self) -> str:
        return self.heading


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
