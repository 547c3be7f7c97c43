"""The journal of a study: who did what, when, a step a line; what was in it, and taking it back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts import access
from accounts.history.steps import counted
from accounts.models import Change, JournalEntry, Membership, User
from cmo.models import Evidence
from config.pages.contents import contents
from interviews.downloads import csv_file
from interviews.models import Assignment, DoubleCoding, Extract, Memo, Source, Suggestion, SuggestionRun
from interviews.models.blind import told_to

STEPS_SHOWN = 50
COLUMNS = ("at", "who", "deed", "kind", "count", "id of the thing", "step")


@dataclass(frozen=True)
class Line:
    """A step: what was done, and whether the member may take it back. `undone` says who did already."""

    step: UUID | None
    at: Any
    who: str
    deeds: Sequence[str]
    changes: int
    may_undo: bool
    is_undoing: bool
    undone: JournalEntry | None


@dataclass(frozen=True)
class Filter:
    """What of the journal is asked for, from the address."""

    person: str = ""
    kind: str = ""
    day: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Filter":
        return cls(*(request.GET.get(name, "").strip() for name in ("person", "kind", "day")))

    def condition(self) -> Q:
        wanted = Q()
        if self.person:
            wanted &= Q(by=_uuid(self.person))
        if self.kind:
            wanted &= Q(kind=self.kind)
        if self.day:
            wanted &= Q(at__date=_day(self.day))
        return wanted

    def query(self) -> str:
        return urlencode({name: value for name, value in vars(self).items() if value})


@require_safe
def journal_list(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    told = Filter.of(request)
    seen = visible(asking)
    heads = _heads(seen.filter(told.condition()))
    page = Paginator(heads, STEPS_SHOWN).get_page(request.GET.get("page"))
    context = {
        "study": asking.study,
        "member": asking,
        "told": told,
        "query": told.query(),
        "page": page,
        "lines": list(_lines(page, asking)),
        "people": User.objects.filter(Exists(seen.filter(by=OuterRef("pk")))).order_by("name"),
        "kinds": sorted(seen.order_by().values_list("kind", flat=True).distinct()),
    }
    return render(request, "config/journal_list.html", context)


@require_safe
def journal_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for a spreadsheet, every line of it."""
    asking = access.member(request, slug)
    entries = visible(asking).filter(Filter.of(request).condition()).order_by("id")
    rows = (
        (
            timezone.localtime(each.at).isoformat(),
            str(each.by or ""),
            each.deed,
            each.kind,
            each.count,
            each.thing or "",
            each.step or "",
        )
        for each in entries
    )
    return csv_file(f"{slug}-journal", COLUMNS, rows)


@require_safe
def step_detail(request: HttpRequest, slug: str, step: UUID) -> HttpResponse:
    """What one step changed, row by row."""
    asking = access.member(request, slug)
    entries = list(visible(asking).filter(step=step))
    if not entries or (asking.site_restricted and any(each.by_id != asking.user_id for each in entries)):
        raise Http404
    line = next(_lines(entries[:1], asking))
    context = {"study": asking.study, "member": asking, "line": line, "contents": contents(step, asking)}
    return render(request, "config/step_detail.html", context)


def visible(member: Membership) -> QuerySet[JournalEntry]:
    """What was done, but for what blind double coding hides. A restricted analyst is not told how much happened at
    sources that may be hidden."""
    entries = member.study.journal.filter(told_to(member.user_id)).select_related("by")
    if not member.site_restricted:
        return entries
    of_sources = [
        str(model._meta.verbose_name)
        for model in (Source, Extract, Evidence, Memo, Assignment, DoubleCoding, Suggestion, SuggestionRun)
    ]
    return entries.filter(Q(by=member.user) | ~Q(kind__in=of_sources))


def _heads(entries: QuerySet[JournalEntry]) -> QuerySet[JournalEntry]:
    """The last line of each step, the latest first."""
    later = entries.order_by().filter(step=OuterRef("step"), id__gt=OuterRef("id"))
    return entries.exclude(Exists(later)).order_by("-id")


def _lines(heads: "Page[JournalEntry] | Sequence[JournalEntry]", member: Membership) -> Iterator[Line]:
    steps = {head.step for head in heads if head.step}
    lines: dict[Any, list[JournalEntry]] = {}
    for entry in visible(member).filter(step__in=steps).order_by("id"):
        lines.setdefault(entry.step, []).append(entry)
    found = _changes(steps)
    undone = _undone(steps)
    for head in heads:
        number, barrier = found.get(head.step, (0, False))
        again = undone.get(head.step)
        own = head.by_id is not None and (member.owns or head.by_id == member.user_id)
        yield Line(
            step=head.step,
            at=head.at,
            who=str(head.by or "Triad"),
            deeds=list(_deeds(lines.get(head.step, [head]))),
            changes=number if head.by_id == member.user_id or not member.site_restricted else 0,
            may_undo=member.may_write and own and bool(number) and not barrier and again is None,
            is_undoing=head.undoes is not None,
            undone=again,
        )


def _deeds(lines: Sequence[JournalEntry]) -> Iterator[str]:
    """Each deed once, with how many things it was done to."""
    numbers: dict[tuple[str, str], int] = {}
    for line in lines:
        numbers[line.deed, line.kind] = numbers.get((line.deed, line.kind), 0) + line.count
    for (deed, kind), number in numbers.items():
        yield f"{deed} {counted(kind, number)}"


def _changes(steps: set[UUID]) -> Mapping[UUID | None, tuple[int, bool]]:
    """For each step how many rows it changed, and whether something among them cannot be taken back."""
    found: dict[UUID | None, tuple[int, bool]] = {}
    counts = Change.objects.filter(step__in=steps).order_by().values_list("step", "op").annotate(number=Count("pk"))
    for step, op, number in counts:
        so_far, barrier = found.get(step, (0, False))
        found[step] = (so_far + number, barrier or op == Change.Op.BARRIER)
    return found


def _undone(steps: set[UUID]) -> Mapping[UUID | None, JournalEntry]:
    """For each step that was taken back who did it."""
    taken = JournalEntry.objects.filter(Q(undoes__in=steps) | Q(redoes__in=steps)).select_related("by")
    return {each.undoes or each.redoes: each for each in taken}


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        raise Http404 from None


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Http404 from None
