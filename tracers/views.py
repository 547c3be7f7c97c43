"""The study frame: one set of views for its six kinds of rows.

Each answer is the page, or for htmx the part of it that holds the tabs and the open kind.
"""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from accounts.models import Membership
from tracers import frame as deeds
from tracers.forms import FORMS, FrameForm
from tracers.kinds import KINDS, Kind


@require_http_methods(["GET", "HEAD", "POST"])
def frame(request: HttpRequest, slug: str, name: str = "sites") -> HttpResponse:
    """The rows of a kind; a POST adds one."""
    kind = _kind(name)
    if request.method != "POST":
        return _page(request, access.member(request, slug), kind)
    asking = access.writer(request, slug)
    form = FORMS[name](request.POST, study=asking.study, kind=kind)
    return _save(request, asking, kind, form)


@require_http_methods(["GET", "HEAD", "POST"])
def frame_row(request: HttpRequest, slug: str, name: str, pk: UUID) -> HttpResponse:
    """The same list with one row open to change."""
    asking, kind = access.writer(request, slug), _kind(name)
    row = get_object_or_404(kind.rows(asking.study), pk=pk)
    form = FORMS[name](request.POST or None, instance=row, study=asking.study, kind=kind)
    if request.method != "POST":
        return _page(request, asking, kind, editing=form)
    return _save(request, asking, kind, form, row)


@require_POST
def frame_order(request: HttpRequest, slug: str, name: str, pk: UUID) -> HttpResponse:
    asking, kind = access.writer(request, slug), _kind(name)
    row = get_object_or_404(kind.rows(asking.study), pk=pk)
    if kind.is_ordered:
        deeds.move(kind, row, -1 if request.POST.get("direction") == "up" else 1, by=asking.user)
    return _done(request, asking, kind)


@require_POST
def frame_removal(request: HttpRequest, slug: str, name: str, pk: UUID) -> HttpResponse:
    asking, kind = access.writer(request, slug), _kind(name)
    row = get_object_or_404(kind.rows(asking.study), pk=pk)
    try:
        deeds.remove(row, by=asking.user)
    except ValidationError as problem:
        return _page(request, asking, kind, problem=str(problem.message), status=422)
    return _done(request, asking, kind)


@require_POST
def frame_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Area 1, Area 2 and the national level in one go, where there are no sites yet."""
    asking = access.writer(request, slug)
    if not asking.study.sites.exists():
        deeds.start_with_two_areas(asking.study, by=asking.user)
    return _done(request, asking, KINDS["sites"])


def _kind(name: str) -> Kind:
    try:
        return KINDS[name]
    except KeyError:
        raise Http404 from None


def _save(request: HttpRequest, asking: Membership, kind: Kind, form: FrameForm, row: Any = None) -> HttpResponse:
    """`row`: the one that is changed; None for a new one."""
    if not form.is_valid():
        adding, editing = (None, form) if row else (form, None)
        return _page(request, asking, kind, adding=adding, editing=editing, status=422)
    deeds.keep(kind, form, by=asking.user)
    return _done(request, asking, kind)


def _done(request: HttpRequest, asking: Membership, kind: Kind) -> HttpResponse:
    if getattr(request, "htmx", False):
        return _page(request, asking, kind)
    return redirect("tracers:frame_kind", asking.study.slug, kind.name)


def _page(
    request: HttpRequest,
    asking: Membership,
    kind: Kind,
    *,
    adding: FrameForm | None = None,
    editing: FrameForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    study = asking.study
    rows = list(kind.rows(study))
    columns = [(head, text) for head, text in kind.columns if any(text(row) for row in rows)]
    context: dict[str, Any] = {
        "study": study,
        "member": asking,
        "kind": kind,
        "kinds": [(other, other.rows(study).count()) for other in KINDS.values()],
        "width": len(columns) + kind.has_code + 2,
        "heads": [head for head, _ in columns],
        "rows": [(row, [(head, text(row)) for head, text in columns]) for row in rows],
        "adding": adding or FORMS[kind.name](study=study, kind=kind),
        "editing": editing,
        "problem": problem,
    }
    part = "#frame" if getattr(request, "htmx", False) else ""
    return render(request, f"tracers/frame.html{part}", context, status=status)
