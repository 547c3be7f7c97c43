"""Works that reports cite."""

from django.db import models

from accounts.models import Identified, Study


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
