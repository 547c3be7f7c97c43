"""What is done with a double coding: a coder is done, it is opened, its differences are decided, it is closed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import journal
from accounts.models import User
from interviews.double.differing import Marked, differing
from interviews.double.units import sentences, spoken
from interviews.models import Assignment, Coding, Difference, DoubleCoding, Extract, Memo
from interviews.turns import find_turns

OPEN_ALREADY = "This double coding was opened already."


@transaction.atomic
def finish(assignment: Assignment, *, by: User) -> bool:
    """The coder is done. True where this was the second of two, so that the double coding is open now."""
    double = _held(assignment.double_id) if assignment.double_id else None
    if assignment.done_at is None:
        assignment.done_at = timezone.now()
        assignment.save(update_fields=["done_at"])
        journal.record(assignment.source.study, by, "finished", assignment)
    if double is None or not double.is_blind or double.assignments.to_do().exists():
        return False
    _open(double, by=by, reason="")
    return True


@transaction.atomic
def resume(assignment: Assignment, *, by: User) -> None:
    """Not done after all. Raises ValidationError once a double coding is open: both have seen each other's marks."""
    double = _held(assignment.double_id) if assignment.double_id else None
    if double and not double.is_blind:
        raise ValidationError("It is open already, so nobody is blind any more. Decide the differences instead.")
    if assignment.done_at:
        assignment.done_at = None
        assignment.save(update_fields=["done_at"])
        journal.record(assignment.source.study, by, "took up again", assignment)


@transaction.atomic
def open_early(double: DoubleCoding, *, by: User, reason: str) -> None:
    """Open before both are done. Raises ValidationError without a reason."""
    held = _held(double.pk)
    if not held.is_blind:
        raise ValidationError(OPEN_ALREADY)
    if not reason.strip():
        raise ValidationError("Say why it is opened before both are done.")
    _open(held, by=by, reason=" ".join(reason.split()))


@transaction.atomic
def decide(difference: Difference, decision: str, *, by: User) -> None:
    """Decide, or with "" take the decision back. Raises ValidationError when it is too late or makes no sense here."""
    double = _held(difference.double_id)
    if double.is_blind or double.closed_at:
        raise ValidationError("This double coding is closed; its differences are decided.")
    if decision and decision not in Difference.Decision:
        raise ValidationError("Choose whose marking stays: one coder’s, both, neither, or leave it.")
    difference.decision = decision
    difference.by = by if decision else None
    difference.decider = str(by) if decision else ""
    difference.at = timezone.now() if decision else None
    difference.save(update_fields=["decision", "by", "decider", "at"])
    journal.record(double.source.study, by, "decided", difference)


@transaction.atomic
def close(double: DoubleCoding, *, by: User) -> int:
    """Carry the decisions out: what was dropped goes, the rest counts as the coding of the source. How many went.

    Differences without a decision stay as they are. Raises ValidationError while it is blind, or closed already.
    """
    held = _held(double.pk)
    if held.is_blind:
        raise ValidationError("The two are still coding. Open it first.")
    if held.closed_at:
        raise ValidationError("This double coding was closed already.")
    going = [UUID(coding) for difference in held.differences.all() for coding, *_ in difference.dropped]
    codings = list(Coding.objects.filter(pk__in=going).select_related("code__study", "extract__text__source__study"))
    for coding in codings:
        coding.remove(by=by)
    for extract in {coding.extract_id: coding.extract for coding in codings}.values():
        _drop_bare(extract, by)
    held.closed_at, held.closed_by = timezone.now(), by
    held.save(update_fields=["closed_at", "closed_by"])
    journal.record(held.source.study, by, "closed", held)
    return len(codings)


def _drop_bare(extract: Extract, by: User) -> None:
    """An extract that has lost its last code goes too, unless somebody said more of it, or something stands on it."""
    said = extract.published or extract.claim or extract.nowhere or not extract.quotable
    if said or extract.codings.exists() or extract.sites.exists() or extract.tracers.exists():
        return
    if Memo.objects.filter(on=extract.pk).exists():
        return
    try:
        extract.remove(by=by)
    except ValidationError:
        return


def _held(pk: UUID) -> DoubleCoding:
    """The double coding, held until the transaction ends: two who are done at once open it once."""
    doubles = DoubleCoding.objects.select_for_update(of=("self",), no_key=True)
    return doubles.select_related("source__study").get(pk=pk)


def _open(double: DoubleCoding, *, by: User, reason: str) -> None:
    """Keep what was judged, list the differences, and let everybody see."""
    text = double.source.latest_text
    turns = spoken(text.spoken or find_turns(text.text))
    sides = [_marked(double, user) for user in (double.first_id, double.second_id)]
    first, second = ({str(code): [(m.start, m.end) for m in marks] for code, marks in side.items()} for side in sides)
    double.compared = {
        "version": text.version,
        "turns": turns,
        "sentences": sentences(text.text, turns),
        "first": first,
        "second": second,
    }
    double.opened_at, double.opened_by, double.reason = timezone.now(), by, reason
    double.full_clean(exclude=["source", "first", "second", "begun_by", "opened_by", "closed_by"])
    double.save(update_fields=["compared", "opened_at", "opened_by", "reason"])
    Difference.objects.bulk_create(_differences(double, *sides))
    journal.record(double.source.study, by, "opened", double)


def _marked(double: DoubleCoding, user: UUID | None) -> dict[UUID, list[Marked]]:
    """What a coder has marked in the latest words, by code."""
    codings = Coding.objects.filter(extract__text=double.source.latest_text, by=user, by__isnull=False)
    marked: defaultdict[UUID, list[Marked]] = defaultdict(list)
    rows = codings.order_by("extract__start", "pk").values_list("code", "pk", "extract__start", "extract__end")
    for code, pk, start, end in rows:
        marked[code].append(Marked(pk, start, end))
    return marked


def _differences(
    double: DoubleCoding, first: dict[UUID, list[Marked]], second: dict[UUID, list[Marked]]
) -> Iterable[Difference]:
    for code in {**first, **second}:
        for found in differing(first.get(code, ()), second.get(code, ())):
            yield Difference(
                double=double,
                code_id=code,
                start=found.start,
                end=found.end,
                first=_stored(found.first),
                second=_stored(found.second),
            )


def _stored(marks: Sequence[Marked]) -> list[Any]:
    return [[str(mark.coding), mark.start, mark.end] for mark in marks]
