"""What somebody looked at among the contradictions of the sources, and found right as it is."""

from django.db import models, transaction

from accounts import journal
from accounts.models import Identified, Study, User


class SettledQuerySet(models.QuerySet["Settled"]):
    @transaction.atomic
    def settle(self, study: Study, conflict: str, *, by: User | None) -> "Settled":
        """It is right so: the conflict with this key (interviews/overview/conflicts.py) is not told again."""
        settled, is_new = self.get_or_create(study=study, conflict=conflict, defaults={"by": by})
        if is_new:
            journal.record(study, by, "settled", settled)
        return settled

    @transaction.atomic
    def reopen(self, study: Study, conflict: str, *, by: User | None) -> None:
        for settled in self.filter(study=study, conflict=conflict):
            record_of = Settled(id=settled.pk)
            settled.delete()
            journal.record(study, by, "reopened", record_of)

    def keys_of(self, study: Study) -> set[str]:
        return set(self.filter(study=study).values_list("conflict", flat=True))


class Settled(Identified):
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="settled")
    conflict = models.CharField("key of the conflict", max_length=64)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = SettledQuerySet.as_manager()

    class Meta:
        verbose_name = "contradiction of sources"
        verbose_name_plural = "contradictions of sources"
        constraints = [models.UniqueConstraint(fields=["study", "conflict"], name="settled_once")]

    def __str__(self) -> str:
        return self.conflict
