"""Programme theories: what was supposed to work, and why."""

import re
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.deletion import RestrictedError

from accounts import journal, uses
from accounts.history.refused import Refused
from accounts.models import Identified, Study, User
from cmo import states
from interviews.models import Source
from tracers.models import Tracer


class TheoryQuerySet(models.QuerySet["ProgrammeTheory"]):
    @transaction.atomic
    def write(self, study: Study, *, by: User | None, code: str = "", **fields: Any) -> "ProgrammeTheory":
        """A new theory, with what it says as its first version. Without a code the next free one. ValidationError."""
        Study.objects.select_for_update().get(pk=study.pk)
        theory = ProgrammeTheory(study=study, code=code.strip() or free_code(study), **fields)
        theory.full_clean()
        theory.insist_on_a_tree(theory.parent)
        theory.save(force_insert=True)
        theory._keep(by=by)
        journal.record(study, by, "wrote", theory)
        return theory


def free_code(study: Study) -> str:
    taken = study.theories.values_list("code", flat=True)
    numbers = [int(found[1]) for found in (re.fullmatch(r"T(\d{1,6})", code) for code in taken) if found]
    return f"T{max(numbers, default=0) + 1}"


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

    objects = TheoryQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "programme theories"
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="one_theory_a_code")]

    def __str__(self) -> str:
        return self.code

    @classmethod
    def restored(cls, changed: Collection[tuple[UUID, frozenset[str]]]) -> None:
        """No theory is a part of itself, also where it is brought back. Raises Refused."""
        for theory in cls.objects.filter(pk__in=[row for row, _ in changed]).select_related("study"):
            try:
                theory.insist_on_a_tree(theory.parent)
            except ValidationError as error:
                raise Refused(" ".join(error.messages)) from None

    def insist_on_a_tree(self, parent: "ProgrammeTheory | None") -> None:
        """Raises ValidationError where this would become a part of itself."""
        if parent is None:
            return
        if parent.study_id != self.study_id:
            raise ValidationError({"parent": "This theory belongs to another study."})
        above = dict(self.study.theories.values_list("pk", "parent"))
        if self.pk in _line(parent.pk, above):
            raise ValidationError({"parent": f"{self.code} would be a part of itself. Choose another theory."})

    @transaction.atomic
    def revise(self, *, by: User | None, reason: str = "", **fields: Any) -> None:
        """Change what is named. Another statement becomes a version, with the reason. Raises ValidationError."""
        Study.objects.select_for_update().get(pk=self.study_id)
        held = type(self).objects.get(pk=self.pk)
        for name, value in fields.items():
            setattr(self, name, value)
        self.full_clean()
        self.insist_on_a_tree(self.parent)
        self.save()
        if held.statement != self.statement:
            self._keep_changed(held, by=by, reason=reason)
        journal.record(self.study, by, "revised", self)

    def _keep_changed(self, held: "ProgrammeTheory", *, by: User | None, reason: str) -> None:
        if not reason.strip() and states.setting(self.study.rules, "version_reason") == states.REQUIRE:
            raise ValidationError(
                {"reason": "This study asks for a reason with each version. Say what made you change it."}
            )
        if not self.versions.exists():  # one that was imported: what it said until now
            held._keep(by=None)
        self._keep(by=by, reason=reason)

    def _keep(self, *, by: User | None, reason: str = "", initial: bool = False) -> "TheoryVersion":
        last = self.versions.aggregate(last=models.Max("number"))["last"] or 0
        version = TheoryVersion(
            theory=self,
            number=last + 1,
            statement=self.statement,
            reason=reason.strip(),
            initial=initial,
            by=by,
            analyst=str(by or ""),
        )
        version.full_clean()
        version.save(force_insert=True)
        return version

    @transaction.atomic
    def move(self, parent: "ProgrammeTheory | None", *, by: User | None) -> None:
        """Under another theory, or to the top. Raises ValidationError where that makes a circle."""
        Study.objects.select_for_update().get(pk=self.study_id)
        self.insist_on_a_tree(parent)
        self.parent = parent
        self.save(update_fields=["parent"])
        journal.record(self.study, by, "moved", self)

    @transaction.atomic
    def sign(self, *, by: User | None) -> "TheoryVersion":
        """What it says now is the initial theory, as signed today. Once only: raises ValidationError."""
        type(self).objects.select_for_update().get(pk=self.pk)
        signed = self.versions.filter(initial=True).first()
        if signed:
            raise ValidationError(
                f"{self.code} was signed as the initial theory by {signed.analyst or 'somebody'} already."
            )
        version = self._keep(by=by, reason="Signed as the initial theory", initial=True)
        journal.record(self.study, by, "signed", self)
        return version

    @transaction.atomic
    def judge(self, kind: str, judgement: str, *, by: User | None, note: str = "") -> None:
        """What this kind of evidence says of it, as `by` judges; "" takes that away. Raises ValidationError."""
        held = self.judgements.filter(kind=kind).first() or TheoryJudgement(theory=self, kind=kind)
        if judgement:
            held.judgement, held.note, held.by, held.analyst = judgement, note.strip(), by, str(by or "")
            held.full_clean()
            held.save()
        elif not held._state.adding:
            held.delete()
        journal.record(self.study, by, "judged", self)

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        """Raises ValidationError while configurations or other theories stand under it."""
        trace = ProgrammeTheory(pk=self.pk)
        try:
            with transaction.atomic():
                self.delete()
        except RestrictedError as error:
            raise ValidationError(uses.still_used(self.code, error.restricted_objects)) from None
        journal.record(self.study, by, "removed", trace)


def _line(start: UUID, above: dict[UUID, UUID | None]) -> list[UUID]:
    """The theory and all above it, from the nearest; a circle that is there already is gone round once."""
    line: list[UUID] = []
    at: UUID | None = start
    while at is not None and at not in line:
        line.append(at)
        at = above.get(at)
    return line


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
