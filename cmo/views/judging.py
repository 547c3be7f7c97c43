"""How the sites compare: the judgement of people, and looking at it again."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from accounts.models import Study
from cmo.compared import chosen_sites
from cmo.forms import ComparisonForm
from cmo.models import Comparison, Configuration
from cmo.views.around import add_errors, form_page, way_back
from tracers.models import Site


@require_http_methods(["GET", "POST"])
def comparison_new(request: HttpRequest, slug: str) -> HttpResponse:
    """State a judgement on the configurations and sites that the address names."""
    asking = access.writer(request, slug)
    configurations = named(asking.study, request.GET.getlist("configuration"))
    sites = chosen_sites(list(asking.study.sites.all()), request.GET)
    form = ComparisonForm(request.POST or None, instance=Comparison(study=asking.study))
    back = _back(request, slug)
    if form.is_valid():
        try:
            Comparison.objects.judge(configurations, sites, by=asking.user, **form.answers)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(back)
    return form_page(request, asking, form, title=_title(configurations), back=back, lede=_beside(sites))


@require_http_methods(["GET", "POST"])
def comparison_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    held = get_object_or_404(asking.study.comparisons, pk=pk)
    form = ComparisonForm(request.POST or None, instance=held)
    back = _back(request, slug)
    if form.is_valid():
        held.revise(by=asking.user, **form.answers)
        return redirect(back)
    remove_url = reverse("cmo:comparison_remove", args=[slug, held.pk])
    more = {"lede": _beside(held.sites.all()), "remove_url": remove_url, "remove": "Take the judgement back"}
    return form_page(request, asking, form, title=_title(held.configurations.all()), back=back, **more)


@require_POST
def comparison_hold(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The judgement still holds for what the configurations say now."""
    asking = access.writer(request, slug)
    get_object_or_404(asking.study.comparisons, pk=pk).still_holds(by=asking.user)
    return redirect(_back(request, slug))


@require_POST
def comparison_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """With the items that were matched in it; undoing brings them back."""
    asking = access.writer(request, slug)
    held = get_object_or_404(asking.study.comparisons, pk=pk)
    held.remove(by=asking.user)
    return redirect(_back(request, slug))


def named(study: Study, keys: Sequence[str]) -> list[Configuration]:
    """The configurations that an address names by id, in its order; or Http404."""
    try:
        wanted = list(dict.fromkeys(UUID(key) for key in keys))
    except ValueError:
        raise Http404("There is no such configuration.") from None
    found = study.configurations.prefetch_related("items").in_bulk(wanted)
    if not found or len(found) != len(wanted):
        raise Http404("There is no such configuration.")
    return [found[key] for key in wanted]


def _title(configurations: Iterable[Configuration]) -> str:
    return "How do the sites compare on " + " and ".join(one.code for one in configurations) + "?"


def _beside(sites: Iterable[Site]) -> str:
    return " beside ".join(str(site) for site in sites)


def _back(request: HttpRequest, slug: str) -> str:
    return way_back(request, reverse("cmo:comparison", args=[slug]))
