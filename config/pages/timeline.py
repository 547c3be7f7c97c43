"""Policy events, work streams and interviews on one axis: a picture, the tables that say the same, and files."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from accounts import access
from accounts.leaving import leaves
from accounts.models import Membership
from interviews.downloads import csv_file, file
from interviews.matrix.workbook import workbook
from interviews.overview.timeline import timeline as timeline_of
from interviews.pictures.png import png
from interviews.pictures.svg import within
from interviews.pictures.timeline import WHAT, period, timeline_picture, undated
from interviews.views.table_files import FORMS
from tracers import widening
from tracers.models import Tracer
from tracers.timeline import Timeline
from tracers.timeline_rows import HEAD, months, rows, sheets

UNKNOWN = "There is no tracer “{}” in this study. Choose one from the list."


@require_safe
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """An unknown tracer answers 422 with a sentence."""
    asking = access.member(request, slug)
    tracer, named = _asked(request, asking)
    context: dict[str, Any] = {
        "study": asking.study,
        "member": asking,
        "tracer": tracer,
        "tracers": list(asking.study.tracers.all()),
        "forms": FORMS,
        "asked": urlencode({"tracer": tracer.code}) if tracer else "",
    }
    if named and not tracer:
        return render(request, "config/timeline.html", context | {"problem": UNKNOWN.format(named)}, status=422)
    found = timeline_of(asking, tracer)
    wide = widening.wide(found, asking.study.threshold)
    context |= {
        "timeline": found,
        "picture": mark_safe(within(timeline_picture(found, title=_title(tracer)), "timeline")),  # noqa: S308 – escaped there
        "months": months(found),
        "stretches": [(each, period(each)) for each in found.stretches],
        "widened": widening.note(found, wide, asking.study.threshold),
    }
    return render(request, "config/timeline.html", context)


@leaves("figures")
@require_safe
def timeline_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The same as a file, in which no interview has a name and no place or time has too few people."""
    asking = access.member(request, slug)
    tracer, named = _asked(request, asking)
    if form not in FORMS:
        raise Http404
    if named and not tracer:
        return redirect(f"{reverse('timeline', args=[slug])}?{urlencode({'tracer': named})}")
    found = timeline_of(asking, tracer)
    wide = widening.wide(found, asking.study.threshold)
    note = widening.note(found, wide, asking.study.threshold)
    return _as_file(asking, wide, _title(tracer), [note] if note else [], form)


def _as_file(asking: Membership, timeline: Timeline, title: str, notes: list[str], form: str) -> HttpResponse:
    name = f"{asking.study.slug}-timeline"
    if form == "csv":
        return csv_file(name, HEAD, rows(timeline))
    about = [f"Study: {asking.study.title}", f"Drawn on {timezone.localtime():%-d %B %Y at %H:%M}", f"{WHAT}.", *notes]
    made: dict[str, Callable[[], bytes]] = {
        "svg": lambda: timeline_picture(timeline, title=title, notes=notes).encode(),
        "png": lambda: png(timeline_picture(timeline, title=title, notes=notes)),
        "xlsx": lambda: workbook(sheets(timeline), title, [*about, *undated(timeline)]),
    }
    return file(name, form, made[form]())


def _asked(request: HttpRequest, asking: Membership) -> tuple[Tracer | None, str]:
    """The tracer, and what was asked for."""
    named = request.GET.get("tracer", "").strip()
    return (asking.study.tracers.all().named(named) if named else None), named


def _title(tracer: Tracer | None) -> str:
    return f"Timeline: {tracer}" if tracer else "Timeline"
