"""What was made of a contradiction (Pawson 2006: juxtapose, reconcile, adjudicate, consolidate, situate)."""

from django.db import models, transaction

from accounts.models import User


class Answered(models.Model):
    """A piece of evidence that contradicts, or a link between rivals; without an answer it is open."""

    class Answer(models.TextChoices):
        OPEN = "", "Open"
        JUXTAPOSE = "juxtapose", "Juxtapose: one throws light on the other"
        RECONCILE = "reconcile", "Reconcile: they differ for a reason that was found"
        ADJUDICATE = "adjudicate", "Adjudicate: one is the better grounded"
        CONSOLIDATE = "consolidate", "Consolidate: together they make a better explanation"
        SITUATE = "situate", "Situate: each holds in a context of its own"

    answer = models.CharField("what was made of it", max_length=12, choices=Answer, blank=True, default="")
    answer_note = models.TextField("how and why", blank=True)
    answered_by = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def settle(self, *, by: User | None, answer: str, note: str = "") -> None:
        """Answer it, or open it again with an empty answer. Raises ValidationError."""
        self.answer, self.answer_note, self.answered_by = answer, note.strip(), str(by or "") if answer else ""
        self.full_clean()
        self.save()
        self.was_settled(by)

    def was_settled(self, by: User | None) -> None:
        """Write the journal."""
        raise NotImplementedError
