"""Undoing and redoing what people did, step by step: a step is a transaction, whatever it changed.

What each step changed is noted by the database (accounts/history/tracking.py). Undoing puts every row back as it was
before, provided that it still stands as the step left it (accounts/history/way.py); otherwise nothing is changed, and
Refused says who did what since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.history import since, steps
from accounts.history.effects import Effect, effects
from accounts.history.refused import Refused
from accounts.history.way import Way
from accounts.models import Change, JournalEntry, Membership, Study

NOTHING_TO_UNDO = "There is nothing of yours to undo in this study."
NOTHING_TO_REDO = "There is nothing to redo."
NO_UNDO = "This cannot be taken back by undoing."
ALL = Q()


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: in words, and what that changed. `step` is the undoing itself."""

    what: str
    step: UUID
    effects: Sequence[Effect]


def undo_last(member: Membership, *, told: Q = ALL) -> Undone:
    """Raises Refused."""
    step = steps.last_undoable(member)
    if step is None:
        raise Refused(NOTHING_TO_UNDO)
    return undo(step, member, told=told)


def redo_last(member: Membership, *, told: Q = ALL) -> Undone:
    """Raises Refused."""
    step = steps.last_redoable(member)
    if step is None:
        raise Refused(NOTHING_TO_REDO)
    return undo(step, member, told=told)


def undo(step: UUID, member: Membership, *, told: Q = ALL) -> Undone:
    """Take back a step of this member's own; an owner may take back anybody's. To undo an undoing is to redo.
    `told` picks the lines of the journal that the member may read: a refusal names nobody who stands in another.

    Raises Refused, JournalEntry.DoesNotExist where there is no such step in the study, and PermissionDenied.
    """
    try:
        with transaction.atomic():
            lines = _lines(step, member)
            found = _effects(step, member)
            Way(found, member, told).go()
            return Undone(steps.plain(steps.phrase(lines)), _record(lines, member), found)
    except IntegrityError as error:
        raise since.taken(error) from None


def _lines(step: UUID, member: Membership) -> list[JournalEntry]:
    """What the journal says of the step, kept from being taken back by somebody else at the same time."""
    held = JournalEntry.objects.select_for_update().filter(study=member.study_id, step=step).order_by("id")
    lines = list(held)
    if not lines:
        raise JournalEntry.DoesNotExist
    people = {line.by_id for line in lines} - {None}
    if not member.may_write or (not member.owns and people != {member.user_id}):
        raise PermissionDenied("You can undo what you did yourself. An owner of the study can undo anything.")
    if not people:
        raise Refused(f"Nobody’s name stands at this step. {NO_UNDO}")
    way = {"redoes" if lines[0].undoes else "undoes": step}
    if again := JournalEntry.objects.filter(**way).select_related("by").first():
        raise Refused(f"{again.by or 'Somebody'} has taken this back already.")
    return lines


def _effects(step: UUID, member: Membership) -> list[Effect]:
    changes = list(Change.objects.filter(step=step).select_related("words"))
    for change in changes:
        if change.op == Change.Op.BARRIER:
            raise Refused(getattr(_model(change.kind), "no_undo", "") or NO_UNDO)
    found = effects(changes)
    for effect in found:
        if reason := _model(effect.kind).kept_from_undo(effect.before, effect.after):
            raise Refused(reason)
        if effect.kind == Study._meta.label and not member.owns:
            raise PermissionDenied("Only an owner of the study can change its settings.")
    return found


def _record(lines: Sequence[JournalEntry], member: Membership) -> UUID:
    last, redo = lines[-1], bool(lines[0].undoes)
    entry = JournalEntry.objects.create(
        study_id=member.study_id,
        by=member.user,
        deed=f"{steps.REDID if redo else steps.UNDID}: {steps.plain(last.deed)}"[:60],
        kind=last.kind,
        thing=last.thing,
        count=sum(line.count for line in lines if (line.deed, line.kind) == (last.deed, last.kind)),
        **{"redoes" if redo else "undoes": lines[0].step},
    )
    entry.refresh_from_db(fields=["step"])
    return cast("UUID", entry.step)


def _model(kind: str) -> Any:
    return apps.get_model(kind)
