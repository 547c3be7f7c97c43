"""Configurations, links, evidence and theories out as files, and in with a look at them first."""

from collections import Counter
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.leaving import leaves
from accounts.models import Membership
from cmo.models import Configuration
from exchange.studyfolder.outgoing import Outgoing
from exchange.triads import board, preview, sheets, taking
from exchange.triads.bringing import bring_in
from exchange.triads.draft import Draft, unpacked
from interviews import downloads
from interviews.problems import Problem, Problems

FILES = {"csv", "xlsx", "docx"}
MOST_FILES = 20


@require_safe
def theory_export(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be taken along, of all tracers or of one."""
    asking = access.member(request, slug)
    tracers = asking.study.tracers.annotate(number=Count("configurations"))
    chosen = request.GET.get("tracer", "")
    context = {"study": asking.study, "member": asking, "tracers": tracers, "chosen": chosen, "tables": sheets.TABLES}
    return render(request, "exchange/theory_export.html", context)


@leaves("theory")
@require_safe
def theory_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """One table as CSV (`table`), all as a workbook, the board as a Word document; of one `tracer` or of all."""
    asking = access.member(request, slug)
    out, table = _asked(request, asking, ending)
    content = sheets.csv(table, out) if ending == "csv" else (sheets.xlsx if ending == "xlsx" else board.docx)(out)
    parts = (slug, slugify(out.tracer.code) if out.tracer else "", table if ending == "csv" else "configurations")
    return downloads.file("-".join(filter(None, parts)), ending, content)


def _asked(request: HttpRequest, asking: Membership, ending: str) -> tuple[Outgoing, str]:
    table, code = request.GET.get("table", "configurations"), request.GET.get("tracer", "")
    if ending not in FILES or table not in sheets.TABLES:
        raise Http404
    tracer = get_object_or_404(asking.study.tracers, code=code) if code else None
    return Outgoing(asking.study, tracer, asking), table


@require_http_methods(["GET", "HEAD", "POST"])
def theory_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Files are chosen; then everything found in them is looked at and put right; then it is brought in at once."""
    asking = access.writer(request, slug)
    if request.method != "POST":
        return _page(request, asking, {})
    if "draft" in request.POST:
        return _bring(request, asking)
    problems = Problems()
    files = request.FILES.getlist("files")[:MOST_FILES]
    draft = taking.take(asking.study, [(file.name or "", file.read()) for file in files], problems)
    if not files or problems.errors or draft.is_empty:
        said = [str(each) for each in problems.errors] or [
            "Nothing was found in these files." if files else "Choose one or more files."
        ]
        return _page(request, asking, {"problems": said}, status=422)
    defaults = {name: request.POST.get(name, "") for name in ("tracer", "kind")}
    defaults["sites"] = "; ".join(request.POST.getlist("sites"))
    looked_at = preview.shown(draft, preview.Held(asking.study), defaults)
    return _look(request, asking, draft, looked_at, problems)


def _bring(request: HttpRequest, asking: Membership) -> HttpResponse:
    """What a person looked at and put right."""
    try:
        draft = unpacked(request.POST["draft"])
    except (ValueError, RecursionError):
        return _page(request, asking, {"problems": ["This page was sent in part only. Choose the files again."]}, 422)
    held = preview.Held(asking.study)
    looked_at = preview.shown(draft, held, {})
    for each in looked_at:
        preview.corrected(each, request.POST, request.POST.getlist(f"{each.name}-sites"))
        preview.judge(each, held)
    if "look" in request.POST:
        return _look(request, asking, draft, looked_at, Problems())
    chosen = preview.chosen(_told_apart(draft, request), looked_at, asking.study, str(asking.user))
    if chosen.is_empty:
        return _look(request, asking, draft, looked_at, Problems(), "Nothing is ticked to be brought in.")
    problems = bring_in(asking, chosen)
    if problems.errors:
        return _look(request, asking, draft, looked_at, problems)
    for notice in problems.notices[:20]:
        messages.warning(request, str(notice))
    messages.success(request, _done(problems))
    return redirect("cmo:configuration_list", slug=asking.study.slug)


def _told_apart(draft: Draft, request: HttpRequest) -> Draft:
    """Without the tables that are not ticked, and without the rows that were found wrong, where that was asked for."""
    rows = {
        name: each for name, each in draft.rows.items() if name == "configurations" or f"take-{name}" in request.POST
    }
    wrong = {(place.rpartition(":")[0], int(place.rpartition(":")[2])) for place in _places(request)}
    return Draft(rows).without(wrong)


def _places(request: HttpRequest) -> list[str]:
    return [place for place in request.POST.getlist("without") if place.rpartition(":")[2].isdecimal()]


def _look(
    request: HttpRequest,
    asking: Membership,
    draft: Draft,
    looked_at: list[preview.Shown],
    problems: Problems,
    said: str = "",
) -> HttpResponse:
    """The page on which everything is looked at. What is wrong is found by bringing it in and taking it back."""
    refused = bool(problems.errors or said)
    tried = problems if problems.errors else bring_in(asking, _copy(draft, looked_at, asking), dry_run=True)
    errors, notices = preview.tell(looked_at, tried.errors, [*problems.notices, *tried.notices])
    others = {name: len(rows) for name, rows in draft.rows.items() if name != "configurations" and rows}
    first = "draft" not in request.POST
    context = {
        "draft": draft.packed(),
        "looked_at": looked_at,
        "others": [(name, number, first or f"take-{name}" in request.POST) for name, number in others.items()],
        "problems": [said, *map(str, errors)] if said else list(map(str, errors)),
        "wrong": [f"{each.file}:{each.row}" for each in errors if any(_is_of(draft, name, each) for name in others)],
        "notices": [str(each) for each in dict.fromkeys(notices)],
        "taken": sum(each.take for each in looked_at),
        "there": sum(each.standing == preview.THERE for each in looked_at),
    }
    return _page(request, asking, context, status=422 if refused else 200)


def _copy(draft: Draft, looked_at: list[preview.Shown], asking: Membership) -> Draft:
    """What would be brought in, without giving the configurations on the page the ids that they would get."""
    copies = [replace(each, cells=dict(each.cells)) for each in looked_at]
    return preview.chosen(draft, copies, asking.study, str(asking.user))


def _is_of(draft: Draft, table: str, problem: Problem) -> bool:
    return any((row.file, row.number) == (problem.file, problem.row) for row in draft.of(table))


def _page(request: HttpRequest, asking: Membership, context: dict[str, Any], status: int = 200) -> HttpResponse:
    frame: dict[str, Any] = {
        "study": asking.study,
        "member": asking,
        "tracers": list(asking.study.tracers.all()),
        "all_sites": list(asking.study.sites.all()),
        "kinds": Configuration.Kind.choices,
    }
    return render(request, "exchange/theory_import.html", frame | context, status=status)


def _done(problems: Problems) -> str:
    """“Brought in: 3 made, 1 changed.”"""
    total = sum(problems.counts.values(), Counter[str]())
    words = [f"{number} {what}" for what, number in sorted(total.items()) if number]
    return f"Brought in: {', '.join(words)} rows. It can be undone in one step."
