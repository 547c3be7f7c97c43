"""A whole study out as a zipped study folder, and in from one."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access, journal
from accounts.leaving import leaves
from accounts.models import Study, User
from exchange import codings
from exchange.leaks import scan
from exchange.studyfolder.dump import dump
from exchange.studyfolder.load import load
from interviews import sheet
from interviews.downloads import TYPES, disposition
from interviews.models import DoubleCoding
from interviews.problems import Problem, Problems
from interviews.readers.reading import shown_name

MOST_BYTES = 200 * 1024 * 1024


@require_POST
def study_export(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The study folder (docs/formats.md), zipped. Owners alone: it holds every word.

    Where names stand that were taken out, 409 and the list of them, until the owner sends `leaks_known`. While a
    source is double coded blind, 409 and which, until the owner sends `blind_known`: the folder holds both codings.
    """
    asking = access.owner(request, slug)
    blind = DoubleCoding.objects.filter(source__study=asking.study).blind().select_related("source")
    if blind and "blind_known" not in request.POST:
        told = {"study": asking.study, "member": asking, "blind": blind}
        return render(request, "exchange/export_blind.html", told, status=409)
    leaking = scan(asking).taken_out
    if leaking and "leaks_known" not in request.POST:
        context = {"study": asking.study, "member": asking, "leaking": leaking}
        return render(request, "exchange/export_leaks.html", context, status=409)
    with tempfile.TemporaryDirectory() as room:
        path = Path(room, f"{slug}.zip")
        dump(asking.study, path)
        deed = "exported in spite of leaks" if leaking else "exported"
        deed = f"{deed} with blind codings" if blind else deed
        journal.record(asking.study, asking.user, deed, asking.study)
        return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


@leaves("codings")
@require_safe
def coding_sheet(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All coded extracts that one may see, a row a coding, sent while it is read."""
    asking = access.member(request, slug)
    pieces = sheet.pieces(codings.COLUMNS, codings.rows(asking))
    name = disposition(f"{slug}-coded-extracts", "csv")
    return StreamingHttpResponse(pieces, content_type=TYPES["csv"], headers=name)


@require_http_methods(["GET", "HEAD", "POST"])
def study_import(request: HttpRequest) -> HttpResponse:
    """Make a study, or bring one of mine up to date, from a zipped study folder."""
    problems = Problems()
    if request.method == "POST" and isinstance(request.user, User):
        dry_run = "dry_run" in request.POST
        study, problems = _import(request, request.user, dry_run=dry_run)
        if study:
            for notice in problems.notices[:20]:
                messages.warning(request, str(notice))
            return redirect("study_home", slug=study.slug)
    context = {"problems": problems, "dry_run": "dry_run" in request.POST}
    return render(request, "exchange/study_import.html", context, status=422 if problems.errors else 200)


def _import(request: HttpRequest, user: User, *, dry_run: bool) -> tuple[Study | None, Problems]:
    file = request.FILES.get("folder")
    if file is None or not file.size or file.size > MOST_BYTES:
        problem = "Choose a zipped study folder." if file is None else "This file is empty or larger than 200 MB."
        return None, Problems(errors=[Problem(str(file or "No file"), 0, problem)])
    with tempfile.TemporaryDirectory() as room:
        name = shown_name(file.name or "study.zip").encode()[:200].decode(errors="ignore")  # as discs take it
        path = Path(room, name)
        with path.open("wb") as held:
            for chunk in file.chunks():
                held.write(chunk)
        return load(path, by=user, dry_run=dry_run, as_owner=True)
