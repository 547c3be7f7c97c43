"""Area 1 beside Area 2: the comparison page, and the same as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from accounts import access
from accounts.leaving import leaves
from accounts.models import Membership
from cmo import comparison as values
from cmo import comparison_sheet
from cmo.compared import SHOWS, Compared, compared, tracer_asked
from cmo.material import collect
from cmo.models import Configuration
from cmo.paper import comparison_on_paper
from cmo.side_by_side import ShownRow, words_at
from cmo.views.around import way_back
from cmo.views.judging import named
from cmo.views.paging import is_further, piece
from interviews.downloads import csv_file, disposition, file
from tracers.models import Site

FORMS = {"xlsx": "Excel", "csv": "CSV", "pdf": "PDF"}
ANTICIPATED, OBSERVED = "What was anticipated", "What was observed"


@dataclass(frozen=True)
class Headed:
    """A row of the page; `heading` where another kind begins, `hidden` where it is for those who listen alone."""

    row: ShownRow
    heading: str = ""
    hidden: bool = False


@require_GET
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    held = _compared(request, asking)
    part = piece(request, held.groups, lambda group: [held.configuration(key).code for key in group])
    before = held.groups[part.start - 1] if part.start else ()
    context = {
        "study": asking.study,
        "member": asking,
        "compared": held,
        "piece": part.showing(_headed(held, held.rows(part.rows), before)),
        "sites_query": urlencode([("sites", site.code) for site in held.chosen]),
        "back": getattr(request.htmx, "current_url_abs_path", None) or request.get_full_path(),  # type: ignore[attr-defined]
    }
    if is_further(request):
        return render(request, "cmo/_compared_rows.html", context)
    return render(request, "cmo/comparison.html", context | _choices(request, asking, held))


@leaves("comparison")
@require_GET
def comparison_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """What the page shows, all rows of it, with small numbers widened."""
    asking = access.member(request, slug)
    if form not in FORMS:
        raise Http404
    held = _compared(request, asking)
    rows = held.rows(held.groups)
    name = f"{slugify(held.tracer.label) if held.tracer else slug}-side-by-side"
    if form == "csv":
        return csv_file(name, comparison_sheet.HEAD, comparison_sheet.rows(held, rows))
    if form == "xlsx":
        return file(name, form, comparison_sheet.workbook(held, rows, timezone.localtime()))
    return HttpResponse(
        comparison_on_paper(held, rows), content_type="application/pdf", headers=disposition(name, form)
    )


@require_GET
def comparison_words(request: HttpRequest, slug: str, site: UUID) -> HttpResponse:
    """All words on some configurations at a site: a page, or with htmx what stands in their cell."""
    asking = access.member(request, slug)
    place = get_object_or_404(asking.study.sites, pk=site)
    configurations = named(asking.study, request.GET.getlist("configuration"))
    rows = list(asking.study.configurations.filter(pk__in=[each.pk for each in configurations]).with_triads())
    shown = words_at(collect(asking, rows[0].tracer, rows), [each.pk for each in rows], place.pk)
    back = way_back(request, reverse("cmo:comparison", args=[slug]))
    context = {"study": asking.study, "member": asking, "words": shown, "rows": rows, "place": place, "back": back}
    page = "_compared_more" if request.htmx else "comparison_words"  # type: ignore[attr-defined]
    return render(request, f"cmo/{page}.html", context)


def _compared(request: HttpRequest, asking: Membership) -> Compared:
    tracers = list(asking.study.tracers.all())
    try:
        tracer = tracer_asked(asking.study, tracers, request.GET)
    except KeyError:
        raise Http404("There is no such tracer.") from None
    return compared(asking, tracer, tracers, request.GET)


def _choices(request: HttpRequest, asking: Membership, held: Compared) -> dict[str, Any]:
    """What can be chosen above the rows, and the address of what is shown."""
    study, query = asking.study, request.GET.copy()
    query.pop("from", None)
    return {
        "tracers": held.tracers,
        "without_tracer": study.configurations.filter(tracer=None, merged_into=None).exists(),
        "sites": [site for site in held.sites if site.kind != Site.Kind.NATIONAL],
        "shows": SHOWS.items(),
        "files": FORMS.items(),
        "query": query.urlencode(),
        "matrix": held.matrix,
    }


def _headed(held: Compared, rows: Sequence[ShownRow], before: Sequence[values.Key]) -> list[Headed]:
    """A heading where what was anticipated begins, and where what was observed does."""
    was = held.is_observed(before) if before else None
    found = []
    for row in rows:
        observed = row.configurations[0].kind != Configuration.Kind.ANTICIPATED
        begins = observed is not was and (observed or not held.frame)
        heading = (OBSERVED if observed else ANTICIPATED) if begins else ""
        found.append(Headed(row, heading, heading == OBSERVED and was is None and not held.frame))
        was = observed
    return found
