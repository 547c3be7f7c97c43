"""A piece of a section: prose, a quotation, or a table that is generated."""

from collections.abc import Sequence

from django.db import models, transaction

from accounts.models import Identified, User
from interviews.models import Extract
from reports.models.mentions import Mention
from reports.models.ordering import number, stepped
from reports.resolving import Content


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
        CHAINS = "chains", "Chains"

    section = models.ForeignKey("reports.Section", on_delete=models.CASCADE, related_name="blocks")
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
            number(stepped(rows, self, step))
        elif neighbour := section.neighbour(step):
            others = list(neighbour.blocks.all())
            self.section = neighbour
            self.save()
            number([*others, self] if step < 0 else [self, *others])
        section.report.touch(by, "moved", self)

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        record_of, report = Block(id=self.pk), self.section.report
        self.delete()
        report.touch(by, "removed", record_of)
