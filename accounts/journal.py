"""The journal: each verb that changes a study writes one line here, in the same transaction."""

from collections.abc import Iterable

from django.db import models

from accounts.models import JournalEntry, Study, User


def record(study: Study, by: User | None, deed: str, thing: models.Model, *, count: int = 1) -> None:
    """Note that `by` did `deed` (a past participle: "coded", "uploaded") to `thing`. No words of a transcript here."""
    _entry(study, by, deed, thing, count).save(force_insert=True)


def record_each(study: Study, by: User | None, deeds: Iterable[tuple[str, models.Model]]) -> None:
    """Several deeds at once, in their order."""
    JournalEntry.objects.bulk_create([_entry(study, by, deed, thing) for deed, thing in deeds])


def _entry(study: Study, by: User | None, deed: str, thing: models.Model, count: int = 1) -> JournalEntry:
    return JournalEntry(study=study, by=by, deed=deed, kind=str(thing._meta.verbose_name), thing=thing.pk, count=count)
