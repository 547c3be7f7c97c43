"""What people decide about suggestions, and taking a whole run back. Each is one step that can be undone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.deletion import RestrictedError
from django.utils import timezone

from accounts import journal
from accounts.models import Membership
from interviews.models import Coding, Extract, ExtractSite, ExtractTracer, Memo, Suggestion, SuggestionRun
from interviews.models.moved import Moved
from interviews.searching.coding import code_stretches
from interviews.spans import Span

State = Suggestion.State
NONE_CHOSEN = "Tick some suggestions first. What was accepted already stays as it is."
TAKEN_BACK = "This run was taken back. Begin a new one on the page of the code."
NOT_YOURS = "Whoever began a run may take it back, and so may an owner of the study."
LONGER = "The words of a passage are gone from its interview. Reload the page."


@dataclass(frozen=True, slots=True)
class Took:
    """What taking a run back removed: suggestions that were open, codings, and extracts made for them. `stay` extracts
    are used elsewhere, or somebody has written on them."""

    suggestions: int
    codings: int
    extracts: int
    stay: int


@transaction.atomic
def accept(run: SuggestionRun, chosen: Collection[UUID], *, by: Membership) -> int:
    """Give these passages the code, in the name of `by`. How many were accepted; what was already is left.

    Raises ValidationError when there is none, or their words were changed meanwhile.
    """
    rows = _held(run, chosen, by)
    spans = _spans(rows)
    stretches: dict[UUID, list[Span]] = {}
    for text, span in spans.values():
        stretches.setdefault(text, []).append(span)
    coded = code_stretches(by, stretches, run.code, made_with=run.made_with, deed="coded by suggestion")
    made = _codings(run, stretches, by)
    for row in rows:
        text, span = spans[row.pk]
        coding = next((each for place, each in made.get(text, []) if _within(span, place)), None)
        row.coding, row.marked = coding, bool(coding and coding.extract_id in coded.marked)
    _decide(rows, State.ACCEPTED, by)
    journal.record(by.study, by.user, "accepted", rows[0], count=len(rows))
    return len(rows)


@transaction.atomic
def reject(run: SuggestionRun, chosen: Collection[UUID], *, by: Membership) -> int:
    """Never suggest these passages for this code again. How many were rejected. Raises ValidationError."""
    rows = [row for row in _held(run, chosen, by) if row.state != State.REJECTED]
    if not rows:
        raise ValidationError(NONE_CHOSEN)
    _decide(rows, State.REJECTED, by)
    journal.record(by.study, by.user, "rejected", rows[0], count=len(rows))
    return len(rows)


@transaction.atomic
def take_back(run: SuggestionRun, *, by: Membership) -> Took:
    """Remove what is open, and what was made by accepting; what was rejected stays so.

    Raises PermissionDenied, and ValidationError where it was taken back already.
    """
    if not may_take_back(run, by):
        raise PermissionDenied(NOT_YOURS)
    _keep(run)
    seen = run.suggestions.visible_to(by).exclude(state=State.REJECTED)
    codings = list(Coding.objects.filter(suggestions__in=seen.exclude(coding=None)).distinct())
    marked = set(seen.filter(marked=True).exclude(coding=None).values_list("coding__extract", flat=True))
    undecided = seen.filter(state=State.OPEN).count()
    seen.delete()
    Coding.objects.filter(pk__in=[coding.pk for coding in codings]).delete()
    gone = _remove_bare(marked)
    run.taken_back_by, run.taken_back_at = by.user, timezone.now()
    run.save(update_fields=["taken_back_by", "taken_back_at"])
    journal.record(by.study, by.user, "took back", run)
    return Took(undecided, len(codings), gone, len(marked) - gone)


def may_take_back(run: SuggestionRun, member: Membership) -> bool:
    return member.owns or run.made_by_id == member.user_id


def _keep(run: SuggestionRun) -> None:
    """Hold the run until the transaction ends. Raises ValidationError when it was taken back."""
    held = SuggestionRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if held.taken_back_at:
        raise ValidationError(TAKEN_BACK)


def _held(run: SuggestionRun, chosen: Collection[UUID], by: Membership) -> list[Suggestion]:
    """Those of the chosen that may be decided still, held. Raises ValidationError."""
    _keep(run)
    rows = run.suggestions.visible_to(by).filter(pk__in=list(chosen)).exclude(state=State.ACCEPTED)
    held = list(rows.select_for_update(of=("self",)).order_by("rank"))
    if not held:
        raise ValidationError(NONE_CHOSEN)
    return held


def _spans(rows: Sequence[Suggestion]) -> dict[UUID, tuple[UUID, Span]]:
    """The latest text and the place on it, by the id of the suggestion."""
    moved = Moved(row.text_id for row in rows)
    spans = {row.pk: (moved.text(row.text_id), moved.span(row.text_id, Span(row.start, row.end))) for row in rows}
    if not all(len(span) for _, span in spans.values()):
        raise ValidationError(LONGER)
    return spans


def _codings(run: SuggestionRun, texts: Collection[UUID], by: Membership) -> Mapping[UUID, list[tuple[Span, Coding]]]:
    """The codings of this person that suggestions of this run have made on these texts, with their places."""
    made = Coding.objects.filter(code=run.code, by=by.user, made_with=run.made_with, extract__text__in=texts)
    found: dict[UUID, list[tuple[Span, Coding]]] = {}
    for coding in made.select_related("extract"):
        extract = coding.extract
        found.setdefault(extract.text_id, []).append((Span(extract.start, extract.end), coding))
    return found


def _within(span: Span, place: Span) -> bool:
    return place.start <= span.start and span.end <= place.end


def _decide(rows: Sequence[Suggestion], state: str, by: Membership) -> None:
    for row in rows:
        row.state, row.decided_by, row.decided_at = state, by.user, timezone.now()
    Suggestion.objects.bulk_update(rows, ["state", "coding", "marked", "decided_by", "decided_at"])


def _remove_bare(marked: Collection[UUID]) -> int:
    """Remove those of these extracts that nobody has coded, described, written on or used since. How many went."""
    own = {"extract": OuterRef("pk")}
    bare = Extract.objects.filter(pk__in=marked).exclude(
        Exists(Coding.objects.filter(**own))
        | Exists(ExtractSite.objects.filter(**own))
        | Exists(ExtractTracer.objects.filter(**own))
        | Exists(Memo.objects.filter(on=OuterRef("pk")))
    )
    gone = 0
    for extract in bare:
        try:
            with transaction.atomic():
                extract.delete()
            gone += 1
        except RestrictedError:  # evidence, a report
            continue
    return gone
