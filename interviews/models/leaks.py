"""What the leak scan found and a person said is no leak."""

import hashlib
from typing import Self
from uuid import UUID

from django.db import models, transaction

from accounts import journal
from accounts.models import Identified, Study, User
from interviews.leaks.names import squeezed


class SetAsideQuerySet(models.QuerySet["SetAside"]):
    def known(self) -> frozenset[tuple[UUID, str]]:
        """(thing, digest) of each."""
        return frozenset(self.values_list("thing", "digest"))

    @transaction.atomic
    def note(self, study: Study, thing: UUID, digest: str, *, by: User | None) -> "SetAside":
        """That these words are no leak in that thing. Saying it twice changes nothing."""
        held, new = self.get_or_create(study=study, thing=thing, digest=digest, defaults={"made_by": by})
        if new:
            journal.record(study, by, "set aside", held)
        return held

    @transaction.atomic
    def take_back(self, study: Study, thing: UUID, digest: str, *, by: User | None) -> Self:
        """That they are to be found again."""
        rows = self.filter(study=study, thing=thing, digest=digest)
        for row in rows:
            journal.record(study, by, "took up again", row)
        rows.delete()
        return rows


class SetAside(Identified):
    """Words that are no leak in one thing: the thing by its id, the words by a digest, so that no name stands here."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="set_aside")
    thing = models.UUIDField()
    digest = models.CharField(max_length=32)
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SetAsideQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        verbose_name = "possible leak"
        constraints = [models.UniqueConstraint(fields=["study", "thing", "digest"], name="set_aside_once")]

    def __str__(self) -> str:
        return f"set aside in {self.thing}"


def digest(study: UUID, words: str) -> str:
    """What words are known by, the same in whatever case and with whatever accents they are written."""
    return hashlib.sha256(f"{study} {squeezed(words)}".encode()).hexdigest()[:32]
