"""The journal: each verb that changes a study writes one line here, in the same transaction."""

from django.db import models

from accounts.models import JournalEntry, Study, User


def record(study: Study, by: User | None, deed: str, thing: models.Model, *, count: int = 1) -> None:
    """Note that `by` did `deed` (a past participle: "coded", "uploaded") to `thing`. No words of a transcript here."""
    JournalEntry.objects.create(
        study=study, by=by, deed=deed, kind=str(thing._meta.verbose_name), thing=thing.pk, count=count
    )
