"""The CMO board of a tracer: three columns, one row a configuration, evidence beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from accounts import access
from accounts.leaving import leaves
from accounts.models import Membership
from cmo import placing
from cmo.asked import choices, is_asked, narrowed
from cmo.board import BoardRow, board_rows
from cmo.models import Configuration
from cmo.models.configurations import ConfigurationQuerySet
from cmo.paper import board_on_paper
from cmo.views.around import board_url, configuration_of, row_id, tracer_of, way_back
from cmo.views.paging import AT_ONCE, FURTHER
from tracers.models import Tracer


@dataclass(frozen=True)
class Table:
    """Some rows of a board's table. `later`: those still to come, of which the first stands at the place `more`."""

    kind: str
    rows: Sequence[BoardRow]
    later: Sequence[Configuration] = ()
    more: int = 0


@require_GET
def board(request: HttpRequest, slug: str, tracer: str) -> HttpResponse:
    asking = access.member(request, slug)
    study, chosen = asking.study, tracer_of(asking.study, tracer)
    places = _places(asking, chosen, request)
    number = len(places) if request.GET.get("all") == "1" else AT_ONCE
    tables = _tables(asking, places, Configuration.Kind.values, number=number)
    context = _context(request, asking, chosen) | {
        "tracers": study.tracers.all(),
        "theories": study.theories.filter(tracer=chosen),
        "choices": choices(study, chosen, request.GET),
        **tables,
        "total": study.configurations.of_tracer(chosen).filter(merged_into=None).count(),
        "shown": len(places),
        "is_filtered": is_asked(request.GET),
    }
    return render(request, "cmo/board.html", context)


@require_GET
def board_rows_later(request: HttpRequest, slug: str, tracer: str) -> HttpResponse:
    """The next rows of one of its tables; without htmx the board with all of them."""
    asking = access.member(request, slug)
    chosen = tracer_of(asking.study, tracer)
    asked = request.GET.copy()
    kind, start = asked.pop("of", [Configuration.Kind.OBSERVED])[-1], asked.pop("from", ["0"])[-1]
    if not request.htmx:  # type: ignore[attr-defined]
        asked["all"] = "1"
        return redirect(f"{_board(asking, chosen)}?{asked.urlencode()}")
    begin = int(start) if start.isdecimal() else 0
    table = _tables(asking, _places(asking, chosen, request), [kind], number=FURTHER, start=begin)[kind]
    return render(request, "cmo/_rows.html", _context(request, asking, chosen) | {"table": table})


@leaves("theory")
@require_GET
def board_pdf(request: HttpRequest, slug: str, tracer: str) -> HttpResponse:
    """What the board shows, all rows of it, as the table of a published report."""
    asking = access.member(request, slug)
    chosen = tracer_of(asking.study, tracer)
    rows = list(_asked(asking, chosen, request).exclude(state=Configuration.State.SET_ASIDE).with_triads())
    answer = HttpResponse(board_on_paper(asking.study, chosen, rows), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{slugify(chosen.label)}-configurations.pdf"'
    return answer


@require_POST
def configuration_move(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A step up or down, or before another one (`before`; empty: last)."""
    asking = access.writer(request, slug)
    configuration = configuration_of(asking.study, pk)
    if step := request.POST.get("step"):
        placing.step_configuration(configuration, -1 if step == "up" else 1, by=asking.user)
    else:
        placing.place_configuration(configuration, by=asking.user, before=row_id(request.POST.get("before", "")))
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204)
    return redirect(f"{way_back(request, board_url(configuration)).partition('#')[0]}#{configuration.code}")


def _asked(member: Membership, tracer: Tracer, request: HttpRequest) -> ConfigurationQuerySet:
    return narrowed(member.study.configurations.of_tracer(tracer), request.GET).on_board()


def _places(member: Membership, tracer: Tracer, request: HttpRequest) -> list[Configuration]:
    """Which configurations stand on the board, and of what kind they are: what they say is fetched for those shown."""
    return list(_asked(member, tracer, request).only("pk", "kind", "code"))


def _tables(
    member: Membership, places: Sequence[Configuration], kinds: Sequence[str], *, number: int, start: int = 0
) -> dict[str, Table]:
    """A table for each kind, all fetched together."""
    end = start + number
    own = {kind: [each for each in places if each.kind == kind] for kind in kinds}
    wanted = [each.pk for rows in own.values() for each in rows[start:end]]
    shown = board_rows(member, list(member.study.configurations.filter(pk__in=wanted).on_board().with_triads()))
    return {
        kind: Table(kind, [row for row in shown if row.configuration.kind == kind], rows[end:], end)
        for kind, rows in own.items()
    }


def _context(request: HttpRequest, member: Membership, tracer: Tracer) -> dict[str, Any]:
    asked = request.GET.copy()
    for name in ("of", "from"):
        asked.pop(name, None)
    query = asked.urlencode()
    return {
        "study": member.study,
        "member": member,
        "tracer": tracer,
        "totals": request.GET.get("totals") == "1",
        "query": query,
        "back": f"{_board(member, tracer)}?{query}" if query else _board(member, tracer),
    }


def _board(member: Membership, tracer: Tracer) -> str:
    return reverse("cmo:board", args=[member.study.slug, tracer.code])
