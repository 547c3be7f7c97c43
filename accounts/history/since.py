"""Who did what to a thing since: the sentences with which an undoing is refused."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils import timezone

from accounts.history.refused import Refused
from accounts.history.steps import counted, who
from accounts.models import Change, User

DEEDS = {Change.Op.INSERT: "made", Change.Op.UPDATE: "changed", Change.Op.DELETE: "removed"}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who wants to undo; `told` picks the lines of the journal that this user may read."""

    user: User
    told: models.Q


def changed(model: type[models.Model], row: UUID, last: int, *, asker: Asker) -> Refused:
    """This row was changed or removed after the change number `last`."""
    later = Change.objects.filter(row=row, id__gt=last).last()
    if later is None:
        return Refused(f"This {_name(model)} is not as it was left. Undo cannot tell what happened to it.")
    return Refused(f"{_did(later, asker)} this {_name(model)}{_when(later)}. Undo that first, or leave it.")


def hangs_on(model: type[models.Model], leaning: type[models.Model], row: UUID, *, asker: Asker) -> Refused:
    """Another row was put on it since."""
    made = Change.objects.filter(row=row, op=Change.Op.INSERT).last()
    if made is None:
        return Refused(f"There is {_a(leaning)} on this {_name(model)} by now. Take that away first.")
    return Refused(f"{_did(made, asker)} {_a(leaning)} on this {_name(model)}{_when(made)}. Take that away first.")


def misses(model: type[models.Model], needed: type[models.Model], row: UUID, *, asker: Asker) -> Refused:
    """What it stood on is gone."""
    gone = Change.objects.filter(row=row, op=Change.Op.DELETE).last()
    if gone is None:
        return Refused(f"The {_name(needed)} of this {_name(model)} is no longer there.")
    return Refused(f"{_did(gone, asker)} the {_name(needed)} of this {_name(model)}{_when(gone)}.")


def taken(error: Exception) -> Refused:
    """The database found something else in its place."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name and isinstance(constraint, models.UniqueConstraint):
                return Refused(f"There is another {_name(model)} in its place by now. Move or rename that first.")
    return Refused("What stood there before does not fit what is there now.")


def _did(change: Change, asker: Asker) -> str:
    person = who(change.step, asker.told)
    name = "You" if person == asker.user else str(person or "Somebody")
    return f"{name} {DEEDS[Change.Op(change.op)]}"


def _when(change: Change) -> str:
    at = timezone.localtime(change.at)
    return f" on {at.day} {at:%b %Y, %H:%M}"


def _name(model: Any) -> str:
    return str(model._meta.verbose_name)


def _a(model: Any) -> str:
    return counted(_name(model), 1)
