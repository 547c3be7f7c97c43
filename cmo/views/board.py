"""The CMO board of a tracer: three columns, one row a configuration, evidence beside it."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts import access
from cmo.board import board_rows
from cmo.models import Configuration, Evidence
from cmo.views.around import tracer_of


@require_GET
def board(request: HttpRequest, slug: str, tracer: str) -> HttpResponse:
    asking = access.member(request, slug)
    study, chosen = asking.study, tracer_of(asking.study, tracer)
    configurations = list(_filtered(study.configurations.of_tracer(chosen).with_triads(), request.GET))
    evidence = Evidence.objects.visible_to(asking).filter(configuration__in=configurations)
    rows = board_rows(configurations, evidence.with_words().contradicting_first())
    anticipated = [row for row in rows if row.configuration.kind == Configuration.Kind.ANTICIPATED]
    context = {
        "study": study,
        "member": asking,
        "tracer": chosen,
        "tracers": study.tracers.all(),
        "sites": study.sites.all(),
        "theories": study.theories.filter(tracer=chosen),
        "anticipated": anticipated,
        "observed": [row for row in rows if row not in anticipated],
        "total": study.configurations.of_tracer(chosen).count(),
        "shown": len(rows),
        "filters": request.GET,
        "is_filtered": any(request.GET.get(name) for name in ("site", "kind", "state")),
        "kinds": Configuration.Kind.choices,
        "states": Configuration.State.choices,
        "totals": request.GET.get("totals") == "1",
        "back": request.get_full_path(),
    }
    return render(request, "cmo/board.html", context)


def _filtered(rows: QuerySet[Configuration], asked: Mapping[str, str]) -> QuerySet[Configuration]:
    """By site (its code; those of the whole study stay), kind and state, as the address says."""
    if asked.get("site"):
        rows = rows.filter(Q(sites__code=asked["site"]) | Q(sites=None)).distinct()
    for name in ("kind", "state"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name]})
    return rows
