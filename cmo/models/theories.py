"""Programme theories: what was supposed to work, and why."""

from django.db import models

from accounts.models import Identified, Study, User
from interviews.models import Source
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


class TheoryVersion(Identified):
    """What a theory said when somebody kept it; `initial`: signed as the initial one, before the evidence."""

    theory = models.ForeignKey(ProgrammeTheory, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    statement = models.TextField()
    reason = models.TextField("what made you change it?", blank=True)
    initial = models.BooleanField("signed as the initial theory", default=False)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    analyst = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["theory", "number"]
        constraints = [models.UniqueConstraint(fields=["theory", "number"], name="one_theory_version_a_number")]

    def __str__(self) -> str:
        return f"{self.theory.code}, version {self.number}"


class TheoryJudgement(Identified):
    """What one kind of evidence says about a theory, as a named person judges it."""

    class Judgement(models.TextChoices):
        SUPPORTS = "supports", "Supports it"
        PARTLY = "partly", "Supports it in part"
        CONTRADICTS = "contradicts", "Contradicts it"
        MIXED = "mixed", "Speaks for and against it"
        SILENT = "silent", "Says nothing of it"

    theory = models.ForeignKey(ProgrammeTheory, on_delete=models.CASCADE, related_name="judgements")
    kind = models.CharField("kind of evidence", max_length=20, choices=Source.Kind)
    judgement = models.CharField(max_length=12, choices=Judgement)
    note = models.TextField("why", blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    analyst = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["theory", "kind"]
        constraints = [models.UniqueConstraint(fields=["theory", "kind"], name="one_judgement_a_kind_of_evidence")]

    def __str__(self) -> str:
        return f"{self.theory.code}, {self.get_kind_display()}: {self.get_judgement_display()}"
