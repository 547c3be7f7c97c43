"""Who codes what: sources assigned to coders, alone or to two who do not see each other's marks until both are done."""

from collections.abc import Collection
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q

from accounts import journal
from accounts.models import Identified, Membership, User
from interviews.models.codes import Code
from interviews.models.sources import Source


class DoubleCodingQuerySet(models.QuerySet["DoubleCoding"]):
    def visible_to(self, member: Membership) -> Self:
        return self.filter(source__in=Source.objects.visible_to(member))

    def blind(self) -> Self:
        return self.filter(opened_at=None)

    @transaction.atomic
    def begin(
        self, sources: Collection[Source], first: Membership, second: Membership, *, by: Membership
    ) -> "list[DoubleCoding]":
        """Each source to these two, blind to each other until both are done. Raises ValidationError."""
        if first.pk == second.pk:
            raise ValidationError("Choose two different people: nobody can be compared with himself.")
        for coder in (first, second):
            may_code(coder, sources)
        going_on = self.filter(source__in=sources, closed_at=None).values_list("source__printed_id", flat=True)
        if names := sorted(going_on):
            raise ValidationError(
                f"{', '.join(names)}: being double coded already. Close that double coding before you begin another."
            )
        begun = [
            DoubleCoding(
                source=source,
                first=first.user,
                second=second.user,
                first_name=str(first.user),
                second_name=str(second.user),
                begun_by=by.user,
            )
            for source in sources
        ]
        DoubleCoding.objects.bulk_create(begun)
        Assignment.objects.bulk_create(
            Assignment(source=double.source, user=coder.user, by=by.user, double=double)
            for double in begun
            for coder in (first, second)
        )
        if begun:
            journal.record(by.study, by.user, "began", begun[0], count=len(begun))
        return begun


class DoubleCoding(Identified):
    """A source coded by two people, blind to each other until it is opened.

    Opening keeps in `compared` what was judged (interviews.double.comparing): places and ids, no words, so that the
    agreement stays what it was, whatever becomes of the codings. `reason` is why it was opened before both were done.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="double_codings")
    first = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    second = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    first_name = models.CharField(max_length=200)
    second_name = models.CharField(max_length=200)
    begun_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField("why it was opened early", max_length=300, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    compared = models.JSONField(default=dict, blank=True)

    objects = DoubleCodingQuerySet.as_manager()

    @classmethod
    def kept_from_undo(cls, before: dict[str, Any], after: dict[str, Any]) -> str:
        if before.get("opened_at") is None and after.get("opened_at") is not None:
            return "What was opened has been seen, and cannot be made blind again."
        return ""

    class Meta:
        ordering = ["source__printed_id", "begun_at"]
        verbose_name = "double coding"
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(closed_at=None), name="one_double_coding_of_a_source_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(first=F("second")), name="two_coders_are_two"),
        ]
        indexes = [models.Index(fields=["source"], condition=Q(opened_at=None), name="blind_sources")]

    def __str__(self) -> str:
        return f"{self.source}, {self.first_name} and {self.second_name}"

    @property
    def is_blind(self) -> bool:
        return self.opened_at is None

    def is_coder(self, user: User) -> bool:
        return user.pk in {self.first_id, self.second_id}


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def visible_to(self, member: Membership) -> Self:
        return self.filter(source__in=Source.objects.visible_to(member))

    def to_do(self) -> Self:
        return self.filter(done_at=None)

    @transaction.atomic
    def assign(self, sources: Collection[Source], coder: Membership, *, by: Membership) -> int:
        """Each source to this coder; what he was done with is to be done again. How many there were to give.

        Raises ValidationError where the coder may not code, or not see one of them.
        """
        may_code(coder, sources)
        again = self.filter(source__in=sources, user=coder.user, double=None)
        held = dict(again.values_list("source", "done_at"))
        number = again.filter(done_at__isnull=False).update(done_at=None, by=by.user)
        fresh = [Assignment(source=source, user=coder.user, by=by.user) for source in sources if source.pk not in held]
        Assignment.objects.bulk_create(fresh)
        number += len(fresh)
        if number:
            one = again.first() or fresh[0]
            journal.record(by.study, by.user, "gave", one, count=number)
        return number


class Assignment(Identified):
    """A source that somebody is to code; with `double` as one of two, blind to the other."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="assignments")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    double = models.ForeignKey(
        DoubleCoding, null=True, blank=True, on_delete=models.CASCADE, related_name="assignments"
    )
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["source__printed_id", "at"]
        verbose_name = "source to code"
        verbose_name_plural = "sources to code"
        constraints = [
            models.UniqueConstraint(fields=["source", "user"], condition=Q(double=None), name="assigned_once"),
            models.UniqueConstraint(fields=["double", "user"], name="one_of_two_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.user}"

    @transaction.atomic
    def take_back(self, *, by: User) -> None:
        """Nobody has to do it any more; what was coded stays. Raises ValidationError for one of two."""
        if self.double_id:
            raise ValidationError("It is one half of a double coding. Open that on its page instead, and say why.")
        study, record_of = self.source.study, Assignment(id=self.pk)
        self.delete()
        journal.record(study, by, "took back", record_of)


class Difference(Identified):
    """What two coders did differently with one code, and what somebody decided about it.

    `first` and `second`: [coding, start, end] of each coder as they were when the double coding was opened. A decision
    can be changed until the double coding is closed; that carries it out.
    """

    class Decision(models.TextChoices):
        FIRST = "first", "the first coder’s"
        SECOND = "second", "the second coder’s"
        BOTH = "both", "both"
        NEITHER = "neither", "neither"
        LEFT = "left", "left as it is"

    double = models.ForeignKey(DoubleCoding, on_delete=models.CASCADE, related_name="differences")
    code = models.ForeignKey(Code, null=True, on_delete=models.SET_NULL, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    first = models.JSONField(default=list, blank=True)
    second = models.JSONField(default=list, blank=True)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decider = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["start", "end", "pk"]

    def __str__(self) -> str:
        return f"{self.code or 'a code that is gone'}, {self.start}–{self.end}"

    @property
    def kind(self) -> str:
        return "bounds" if self.first and self.second else "first" if self.first else "second"

    @property
    def dropped(self) -> list[list[Any]]:
        """What goes by the decision: [coding, start, end]."""
        going = {
            self.Decision.FIRST: self.second,
            self.Decision.SECOND: self.first,
            self.Decision.NEITHER: [*self.first, *self.second],
        }
        return list(going.get(self.Decision(self.decision), [])) if self.decision else []


def may_code(coder: Membership, sources: Collection[Source]) -> None:
    """Raises ValidationError where somebody may not code at all, or not these sources."""
    if not coder.may_write:
        raise ValidationError(f"{coder.user} can read this study but not code. Give the role of analyst first.")
    wanted = {source.pk: source.printed_id for source in sources}
    seen = set(Source.objects.visible_to(coder).filter(pk__in=wanted).values_list("pk", flat=True))
    if hidden := sorted(name for pk, name in wanted.items() if pk not in seen):
        raise ValidationError(f"{coder.user} may not see {', '.join(hidden)}. Choose other sources, or give the site.")
