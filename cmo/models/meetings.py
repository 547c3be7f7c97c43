"""Meetings of the team: who was there, what was decided, who did not agree."""

from django.db import models

from accounts.models import Identified, Study
from cmo.models.configurations import Configuration
from tracers.models import PartialDateField


class Meeting(Identified):
    """`present`: a name a line."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(max_length=200)
    date = PartialDateField()
    present = models.TextField("who was there", blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-date", "title"]

    def __str__(self) -> str:
        return self.title


class Decision(Identified):
    """What a meeting decided on a configuration, and the dissent; it becomes the reason of a version."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    configuration = models.ForeignKey(Configuration, on_delete=models.CASCADE, related_name="decisions")
    text = models.TextField("what was decided")
    dissent = models.TextField("who did not agree, and why", blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text
