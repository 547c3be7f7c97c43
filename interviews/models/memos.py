"""Memos, on anything."""

from typing import Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from accounts import journal
from accounts.models import Identified, Membership, Study, User
from interviews.models.extracts import Extract
from interviews.models.participants import Participant
from interviews.models.sources import Source

LONGEST = 50_000  # characters


class Newer(ValidationError):
    """Somebody wrote other words than those that were seen; theirs stay."""


class MemoQuerySet(models.QuerySet["Memo"]):
    def visible_to(self, member: Membership) -> Self:
        """Those of the study, but for those on words hidden from this member: of other sites, or coded blind."""
        memos = self.filter(study=member.study_id)
        memos = memos.exclude(on__in=Extract.objects.hidden_from(member.user_id).values("pk"))
        if not member.site_restricted:
            return memos
        seen = Source.objects.visible_to(member)
        hidden = (
            Source.objects.filter(study=member.study_id).exclude(pk__in=seen),
            Extract.objects.of(member.study).exclude(text__source__in=seen),
            Participant.objects.filter(study=member.study_id).exclude(participations__source__in=seen),
        )
        return memos.exclude(Q.create([Q(on__in=rows.values("pk")) for rows in hidden], connector=Q.OR))

    def holding(self, words: str) -> Self:
        """Those in which each of these words stands, in the text, the kind or the author's name."""
        found = self
        for word in words.split():
            found = found.filter(Q(text__icontains=word) | Q(kind__icontains=word) | Q(author__icontains=word))
        return found

    @transaction.atomic
    def write(
        self, study: Study, text: str, *, by: User, kind: str = "", on_kind: str = "", on: UUID | None = None
    ) -> "Memo":
        """A memo on a thing (its kind and id), or on the study. Raises ValidationError without words."""
        memo = Memo(study=study, text=text.strip(), kind=kind.strip(), on_kind=on_kind or "study", on=on, by=by)
        memo.author = str(by)
        memo.full_clean(exclude=["id"])
        memo.save(force_insert=True)
        journal.record(study, by, "wrote", memo)
        return memo


class Memo(Identified):
    """A note of thinking, in Markdown. It points at its thing by kind and UUID: things of any floor can have memos."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="memos")
    kind = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    on_kind = models.CharField(max_length=60, blank=True)
    on = models.UUIDField(null=True, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    author = models.CharField(max_length=200, blank=True)
    date = models.CharField(max_length=30, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = MemoQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        indexes = [models.Index(fields=["study", "on"], name="memos_on_a_thing")]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 60 else f"{self.text[:57]}…"

    def clean(self) -> None:
        if len(self.text) > LONGEST:
            raise ValidationError({"text": f"A memo holds at most {LONGEST:,} characters. Make two of it."})

    @transaction.atomic
    def revise(self, text: str, *, kind: str, by: User, seen: str) -> None:
        """New words for those that were `seen`. Raises Newer where somebody wrote others meanwhile."""
        held = Memo.objects.select_for_update().get(pk=self.pk)
        if folded(held.text) != folded(seen):
            raise Newer("Somebody changed this memo while you wrote.")
        self.text, self.kind = text.strip(), kind.strip()
        self.full_clean(exclude=["id", "by", "study"])
        self.save(update_fields=["text", "kind"])
        journal.record(self.study, by, "revised", self)

    @transaction.atomic
    def remove(self, *, by: User) -> None:
        study, record_of = self.study, Memo(id=self.pk)
        self.delete()
        journal.record(study, by, "removed", record_of)


def folded(text: str) -> str:
    """Browsers send line ends in a way of their own."""
    return "\n".join(text.splitlines()).strip()
