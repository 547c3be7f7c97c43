"""What is to be looked at again because a configuration changed: evidence, sources, and conclusions."""

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.models import Membership
from cmo.models import Configuration, Evidence
from cmo.moved import moved
from cmo.stale import stale
from cmo.views.around import board_url, way_back

SHOWN = 60


@require_safe
def evidence_again(request: HttpRequest, slug: str) -> HttpResponse:
    """Evidence on items that changed since it was judged, configuration by configuration."""
    asking = access.member(request, slug)
    pieces = Evidence.objects.visible_to(asking).filter(look_again=True).with_words()
    page = Paginator(pieces.order_by("configuration__number", "item", "at"), SHOWN).get_page(request.GET.get("page"))
    context = {"study": asking.study, "member": asking, "page": page, "groups": _grouped(page)}
    return render(request, "cmo/evidence_again.html", context | {"back": request.get_full_path(), "here": "evidence"})


@require_safe
def sources_again(request: HttpRequest, slug: str) -> HttpResponse:
    """Sources that were read or judged before the theory moved."""
    asking = access.member(request, slug)
    context = {"study": asking.study, "member": asking, "moved": moved(asking), "here": "sources"}
    return render(request, "cmo/sources_again.html", context)


@require_safe
def conclusions_again(request: HttpRequest, slug: str) -> HttpResponse:
    """What was found and judged when the configurations said something else."""
    asking = access.member(request, slug)
    context = {"study": asking.study, "member": asking, "stale": stale(asking.study), "here": "conclusions"}
    return render(request, "cmo/conclusions_again.html", context | {"back": request.get_full_path()})


@require_POST
def evidence_hold(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """It still holds. With htmx the piece leaves the list, or stands there without the mark."""
    asking = access.writer(request, slug)
    evidence = get_object_or_404(Evidence.objects.visible_to(asking).with_words(), pk=pk)
    evidence.still_holds(by=asking.user)
    back = way_back(request, board_url(evidence.configuration))
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(back)
    return _piece(request, asking, evidence, back)


def _piece(request: HttpRequest, member: Membership, evidence: Evidence, back: str) -> HttpResponse:
    context = {"study": member.study, "member": member, "evidence": evidence, "back": back}
    answer = render(request, "cmo/_evidence.html", context)
    answer.headers["HX-Trigger"] = '{"say": "It still holds"}'
    return answer


def _grouped(pieces: Iterable[Evidence]) -> list[tuple[Configuration, list[Evidence]]]:
    return [(each, list(group)) for each, group in groupby(pieces, key=lambda piece: piece.configuration)]
