"""The steps of a study: what each was, in words, and which of a person's comes next to undo or redo."""

from collections.abc import Sequence
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from accounts.models import Change, JournalEntry, Membership, Study, User

UNDID, REDID = "undid", "redid"
UNCOUNTED = {"evidence"}


def last_undoable(member: Membership) -> UUID | None:
    """What this person did last in the study and nobody took back: the next to be undone."""
    return _deeds(member).filter(undoes=None).exclude(_taken_back("undoes")).values_list("step", flat=True).first()


def last_redoable(member: Membership) -> UUID | None:
    """What this person undid last, unless something was done since: the next to be done again (the undoing's step)."""
    deeds = _deeds(member)
    since = deeds.filter(undoes=None, redoes=None).aggregate(last=Max("id"))["last"] or 0
    undone = deeds.filter(undoes__isnull=False, id__gt=since).exclude(_taken_back("redoes"))
    return undone.values_list("step", flat=True).first()


def who(step: UUID, told: Q) -> User | None:
    """Whose step it was; None where the journal does not tell the asker all of it."""
    lines = JournalEntry.objects.filter(step=step).select_related("by").order_by("id")
    if lines.filter(told).count() < lines.count():
        return None
    line = lines.exclude(by=None).first()
    return line.by if line else None


def phrase(lines: Sequence[JournalEntry]) -> str:
    """What was done, such as “coded an extract” or “brought in 12 sources”; of several deeds the last: the others led
    to it."""
    last = lines[-1]
    alike = [line for line in lines if (line.deed, line.kind) == (last.deed, last.kind)]
    return f"{last.deed} {counted(last.kind, sum(line.count for line in alike))}"


def counted(kind: str, count: int) -> str:
    """A thing by its kind: “an extract”, “3 extracts”."""
    if kind == Study._meta.verbose_name:
        return f"the {kind}"
    if count != 1:
        return f"{count} {_several().get(kind, kind)}"
    if kind in UNCOUNTED:
        return kind
    return f"{'an' if kind[:1].lower() in 'aeio' else 'a'} {kind}"


def plain(deed: str) -> str:
    """The deed that was undone or redone, without that word before it."""
    return deed.removeprefix(f"{UNDID}: ").removeprefix(f"{REDID}: ")


def _deeds(member: Membership) -> QuerySet[JournalEntry]:
    """The lines of this person's steps that changed something, the latest first."""
    lines = JournalEntry.objects.filter(study=member.study_id, by=member.user_id, step__isnull=False)
    return lines.filter(Exists(Change.objects.filter(step=OuterRef("step")))).order_by("-id")


def _taken_back(by: str) -> Exists:
    return Exists(JournalEntry.objects.filter(**{by: OuterRef("step")}))


def _several() -> dict[str, str]:
    return {str(model._meta.verbose_name): str(model._meta.verbose_name_plural) for model in apps.get_models()}
