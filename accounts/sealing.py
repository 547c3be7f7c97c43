"""Sealing words: encrypted with a key of their study, itself encrypted with a key that is not in the database.

Whoever has the database alone reads nothing. When the key of a study is destroyed, what it sealed stays sealed.
"""

from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts import journal
from accounts.models import Study, StudyKey, User


class Sealed(Exception):
    """The words cannot be read any more; says why, in a sentence for a researcher."""


def seal(study: Study, words: str) -> bytes:
    """Makes the key of the study when there is none. Raises Sealed when it was destroyed."""
    return _key(study, make=True).encrypt(words.encode())


def unseal(study: Study, sealed: bytes) -> str:
    """The words. Raises Sealed when the key was destroyed, or is not the one they were sealed with."""
    try:
        return _key(study, make=False).decrypt(bytes(sealed)).decode()
    except InvalidToken:
        raise Sealed("These words were sealed with another key.") from None


def seal_many(study: Study, words: Iterable[str]) -> list[bytes]:
    """The same for several, the key fetched once."""
    given = list(words)
    if not given:
        return []
    key = _key(study, make=True)
    return [key.encrypt(each.encode()) for each in given]


def unseal_many(study: Study, sealed: Iterable["bytes | memoryview[int]"]) -> list[str]:
    """The same for several, the key fetched once."""
    given = list(sealed)
    if not given:
        return []
    key = _key(study, make=False)
    try:
        return [key.decrypt(bytes(each)).decode() for each in given]
    except InvalidToken:
        raise Sealed("These words were sealed with another key.") from None


def can_unseal(study: Study) -> bool:
    """Whether there is a key, or one can still be made."""
    held = StudyKey.objects.filter(study=study).first()
    return held is None or held.destroyed_at is None


@transaction.atomic
def destroy(study: Study, *, by: User) -> None:
    """Destroy the key of the study: nothing that was sealed can ever be read again. Doing it twice changes nothing."""
    key, _ = StudyKey.objects.select_for_update().get_or_create(study=study)
    if key.destroyed_at is None:
        key.sealed, key.destroyed_at = None, timezone.now()
        key.save()
        journal.record(study, by, "destroyed the key of", study)


@transaction.atomic
def rotate() -> int:
    """Seal the keys of all studies anew, with the newest of SEALING_KEYS. Returns how many.

    Raises Sealed, and changes nothing, when one of them was sealed with a key that is not given any more.
    """
    kept = StudyKey.objects.select_for_update(of=("self",)).filter(sealed__isnull=False).select_related("study")
    for key in kept:
        try:
            key.sealed = outer().rotate(bytes(key.sealed or b""))
        except InvalidToken:
            raise Sealed(f"None of the keys in SEALING_KEY is the one that “{key.study}” was sealed with.") from None
        key.save(update_fields=["sealed"])
    return len(kept)


def outer() -> MultiFernet:
    """What seals the keys of the studies. Raises ValueError when SEALING_KEY holds no key, or something else."""
    return MultiFernet([Fernet(key) for key in settings.SEALING_KEYS])


def _key(study: Study, *, make: bool) -> Fernet:
    held = StudyKey.objects.filter(study=study).first()
    if held is None and make:
        new = outer().encrypt(Fernet.generate_key())
        held, _ = StudyKey.objects.get_or_create(study=study, defaults={"sealed": new})
    if held is None or held.sealed is None:
        raise Sealed("The key of this study was destroyed: what was taken out of the words cannot be read any more.")
    try:
        return Fernet(outer().decrypt(bytes(held.sealed)))
    except InvalidToken:
        raise Sealed("The sealing key of this installation is not the one that this study was sealed with.") from None
