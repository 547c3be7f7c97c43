"""Programme theories: what was supposed to work, and why."""

from django.db import models

from accounts.models import Identified, Study
from tracers.models import Tracer


class ProgrammeTheory(Identified):
    """A statement in prose of how a programme is supposed to work. “No identifiable theory” is a finding too."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="theories")
    code = models.CharField(max_length=40)
    statement = models.TextField()
    level = models.CharField(max_length=60, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.RESTRICT, related_name="parts")
    origin = models.TextField(blank=True)
    tracer = models.ForeignKey(Tracer, null=True, blank=True, on_delete=models.RESTRICT, related_name="theories")
    none_identifiable = models.BooleanField("no identifiable theory", default=False)
    note = models.TextField(blank=True)
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "programme theories"
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="one_theory_a_code")]

    def __str__(self) -> str:
        return self.code
