"""Links: how configurations stand to one another, all of them as sentences, and one by one."""

from typing import Any, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.models import Study
from cmo.forms import LinkForm
from cmo.models import Configuration, Item, Link
from cmo.models.links import LinkQuerySet
from cmo.views.around import add_errors, board_url, configuration_of, form_page, way_back
from interviews.downloads import csv_file

PAGE = 100
HEAD = ("from", "from item", "kind", "to", "to item", "note", "answer", "answered by")


@require_safe
def link_list(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    study = asking.study
    links = _asked(study, request.GET)
    page = Paginator(links, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "study": study,
        "member": asking,
        "page": page,
        "kinds": Link.Kind.choices,
        "tracers": study.tracers.all(),
        "filters": request.GET,
        "query": query.urlencode(),
        "total": page.paginator.count,
        "back": request.get_full_path(),
    }
    return render(request, "cmo/link_list.html", context)


@require_safe
def link_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a table for a spreadsheet program, all pages of it."""
    asking = access.member(request, slug)
    return csv_file(f"{slug}-links", HEAD, map(_row, _asked(asking.study, request.GET)))


def _asked(study: Study, asked: QueryDict) -> LinkQuerySet:
    """By kind and tracer (its code; either end), as the address says."""
    links = Link.objects.of(study)
    if asked.get("kind"):
        links = links.filter(kind=asked["kind"])
    if asked.get("tracer"):
        links = links.filter(Q(start__tracer__code=asked["tracer"]) | Q(end__tracer__code=asked["tracer"]))
    return links


def _row(link: Link) -> tuple[str, ...]:
    said = link.answer or ("open" if link.kind == Link.Kind.RIVAL_OF else "")
    items = (f"{item.get_role_display()}: {item.text}" if item else "" for item in (link.start_item, link.end_item))
    start, end = items
    ends = (link.start.code, start, link.get_kind_display(), link.end.code, end)
    return (*ends, link.note, said, link.answered_by)


@require_http_methods(["GET", "HEAD", "POST"])
def link_new(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A form on the page of a configuration. Asked with `other`, it offers the items of that one too."""
    asking = access.writer(request, slug)
    configuration = configuration_of(asking.study, pk)
    sent = request.method == "POST"
    asked = request.POST if sent else request.GET
    other, initial = asked.get("other", ""), {} if sent else asked.dict()
    form = LinkForm(request.POST if sent else None, configuration=configuration, other=other, initial=initial)
    if sent and form.is_valid() and _linked(form, configuration, asking.user):
        return redirect("cmo:configuration_detail", slug, configuration.pk)
    context: dict[str, Any] = {"study": asking.study, "member": asking, "form": form, "configuration": configuration}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "cmo/_link_form.html", context, status=422 if sent else 200)
    title = f"Link {configuration.code} to another"
    return form_page(
        request, asking, form, title=title, back=way_back(request, board_url(configuration)), button="Link"
    )


def _linked(form: LinkForm, configuration: Configuration, by: Any) -> bool:
    if form.asks_for_items:
        other = form.cleaned_data["other"]
        form.data = {**cast("QueryDict", form.data).dict(), "offered": str(other.pk)}
        form.add_error(None, f"Now choose which item of {other.code} is meant, or leave it at the whole, and link.")
        return False
    kind, other, note = (form.cleaned_data[name] for name in ("kind", "other", "note"))
    own: Item | None = form.cleaned_data["own"]
    try:
        configuration.link(kind, other, by=by, start_item=own, end_item=form.cleaned_data.get("theirs"), note=note)
    except ValidationError as error:
        add_errors(form, error)
    return not form.errors


@require_POST
def link_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    link = get_object_or_404(Link.objects.select_related("start__study"), start__study=asking.study, pk=pk)
    link.remove(by=asking.user)
    return redirect(way_back(request, board_url(link.start)))
