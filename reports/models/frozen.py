"""What the tables and pictures of a published report said when it was published."""

from django.db import models

from accounts.models import Identified
from reports.models.reports import Report


class Frozen(Identified):
    """The nodes of one block. It names the block by its id alone, so that one that went and came back finds them."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="frozen")
    block = models.UUIDField()
    nodes = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "block"], name="one_frozen_a_block")]

    def __str__(self) -> str:
        return f"{self.report}: as published"
