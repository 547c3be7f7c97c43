"""What the prose of a block names."""

from django.db import models
from django.db.models import Q

from accounts.models import Identified
from cmo.models import Configuration
from interviews.models import Extract, Source
from reports.resolving import Named


class Mention(Identified):
    """Something of the database named within the prose of a block: words, a citation, or the evidence of a message.

    `place` counts the markers of the block, `part` the several things that one marker names. One that could not be
    resolved has neither extract, source nor configuration, and keeps what was written in `given`.
    """

    class Kind(models.TextChoices):
        WORDS = "words", "Words within a sentence"
        CITE = "cite", "Citation"
        BECAUSE = "because", "Evidence of a message"

    block = models.ForeignKey("reports.Block", on_delete=models.CASCADE, related_name="mentions")
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
