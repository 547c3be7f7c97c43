"""A heading of a report and the blocks under it."""

from collections import defaultdict
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts.models import Identified, User
from interviews.models import Extract
from reports.models.blocks import Block
from reports.models.ordering import number, stepped
from reports.resolving import Content


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

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="sections")
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
        number(stepped(rows, self, step))
        self.report.touch(by, "moved", self)

    def neighbour(self, step: int) -> "Section | None":
        """The section before (-1) or after (1) this one."""
        rows = list(self.report.sections.all())
        place = rows.index(self) + step
        return rows[place] if 0 <= place < len(rows) else None

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
        number(rows)
        return True

    def append(self, content: Content, *, by: User | None) -> Block:
        """A new block at the end of the section."""
        last = self.blocks.last()
        return self.insert([content], by=by, after=last)[0]

    @transaction.atomic
    def insert(self, wanted: Sequence[Content], *, by: User | None, after: Block | None = None) -> list[Block]:
        """New blocks after another one, or on top of the section."""
        rows = list(self.blocks.all())
        place = rows.index(after) + 1 if after else 0
        new = [Block(section=self) for _ in wanted]
        for block, content in zip(new, wanted, strict=True):
            block.hold(content)
        rows[place:place] = new
        number(rows)
        for block in new:
            self.report.touch(by, "added", block)
        return new

    def quote(self, extract: Extract, *, by: User | None, after: Block | None = None) -> Block:
        """A quotation block of this extract. Raises ValidationError when it is of another study."""
        if extract.text.source.study_id != self.report.study_id:
            raise ValidationError("This extract belongs to another study.")
        return self.insert([Content(Block.Kind.QUOTATION, "", extract.pk)], by=by, after=after)[0]
