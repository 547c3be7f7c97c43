"""The people who were interviewed, known by a code; no name is ever stored here."""

from django.db import models

from accounts.models import Identified, Study
from tracers.models import Site


class Participant(Identified):
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="participants")
    code = models.CharField("private code", max_length=60)
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.RESTRICT, related_name="participants")
    role = models.CharField("usual role", max_length=200, blank=True)
    note = models.TextField(blank=True)
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="one_participant_a_code")]

    def __str__(self) -> str:
        return self.code
