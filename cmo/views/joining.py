"""Merging and splitting configurations: a form, with what goes where before anything is done."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts import access
from accounts.models import Membership
from cmo.joining_forms import MergeForm, SplitForm
from cmo.merging import merge, planned
from cmo.models import Configuration, Evidence, Reading
from cmo.splitting import split
from cmo.views.around import add_errors, board_url, configuration_of, way_back


@require_http_methods(["GET", "POST"])
def configuration_merge(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    configuration = configuration_of(asking.study, pk)
    form = MergeForm(request.POST or None, configuration=configuration, initial={"into": request.GET.get("into")})
    if form.is_valid():
        into = form.cleaned_data["into"]
        try:
            merge(configuration, into=into, by=asking.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{configuration.code} is part of {into.code} now.")
            return redirect(board_url(into))
    more = _merge_preview(asking, configuration, form.chosen)
    return _page(request, asking, configuration, form, "merge", more)


@require_http_methods(["GET", "POST"])
def configuration_split(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    configuration = configuration_of(asking.study, pk)
    whole = _of_the_whole(asking, configuration)
    given = request.POST or (_given(request.GET) if "look" in request.GET or request.htmx else None)  # type: ignore[attr-defined]
    form = SplitForm(given, configuration=configuration, evidence=whole)
    if request.method == "POST" and form.is_valid():
        try:
            part = split(configuration, by=asking.user, **form.answers)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{part.code} was taken out of {configuration.code}.")
            return redirect(board_url(part))
    more = {"whole": whole, "sides": form.sides, "going": form.pieces_going(_on_items(asking, configuration))}
    return _page(request, asking, configuration, form, "split", more)


def _given(asked: QueryDict) -> QueryDict | None:
    return asked or None


def _page(
    request: HttpRequest,
    member: Membership,
    configuration: Configuration,
    form: MergeForm | SplitForm,
    deed: str,
    more: Mapping[str, Any],
) -> HttpResponse:
    """The form with its preview; for htmx the preview alone, as something else is chosen."""
    context: dict[str, Any] = {"study": member.study, "member": member, "configuration": configuration, "form": form}
    context |= {"back": way_back(request, board_url(configuration)), **more}
    part = request.htmx and request.method == "GET"  # type: ignore[attr-defined]
    status = 422 if request.method == "POST" else 200
    return render(request, f"cmo/{'_' if part else ''}configuration_{deed}.html", context, status=status)


def _merge_preview(member: Membership, goes: Configuration, into: Configuration | None) -> dict[str, Any]:
    if into is None:
        return {}
    evidence = Evidence.objects.visible_to(member).filter(configuration=goes).count()
    readings = Reading.objects.visible_to(member).filter(configuration=goes).count()
    counted = [
        (evidence, "piece of evidence", "pieces of evidence"),
        (readings, "reading", "readings"),
        (goes.links_from.count() + goes.links_to.count(), "link", "links"),
        (goes.findings.count(), "finding at a site", "findings at sites"),
    ]
    over = [f"{number} {one if number == 1 else many}" for number, one, many in counted if number]
    return {"plan": planned(goes, into), "into": into, "over": over}


def _of_the_whole(member: Membership, configuration: Configuration) -> list[Evidence]:
    rows = Evidence.objects.visible_to(member).filter(configuration=configuration, item=None)
    return list(rows.with_words().contradicting_first())


def _on_items(member: Membership, configuration: Configuration) -> list[UUID]:
    rows = Evidence.objects.visible_to(member).filter(configuration=configuration).exclude(item=None)
    return list(rows.values_list("item", flat=True))
