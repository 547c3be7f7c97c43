"""Configurations by an attribute as tables and files, and the evidence behind a cell."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import access
from accounts.leaving import leaves
from cmo.matrix import Chosen, Piece, asked_for, behind, read
from cmo.models import Configuration, Evidence
from cmo.views.around import configuration_of
from interviews.grouping import Part, count
from interviews.matrix.asked import only
from interviews.matrix.grid import Head
from interviews.matrix.ground import Ground
from interviews.searching.asked import UNKNOWN
from interviews.tally import Tally
from interviews.views.table_page import Choice, Shelf, Way, filed, shown

NO_ROW = "00000000-0000-0000-0000-000000000000"


@require_safe
def configuration_table(request: HttpRequest, slug: str) -> HttpResponse:
    return shown(request, _shelf(request, slug))


@leaves("figures")
@require_safe
def configuration_table_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    shelf = _shelf(request, slug)
    return filed(request, shelf, f"{slug}-configurations-by-{shelf.asked.by.replace('_', '-')}", form)


def _shelf(request: HttpRequest, slug: str) -> Shelf:
    asking = access.member(request, slug)
    ground = Ground(asking)
    chosen, asked = Chosen.read(request.GET), read(ground, request.GET)
    page = reverse("cmo:configuration_evidence", args=[slug, NO_ROW])

    def opens(head: Head | None) -> Way | None:
        return Way(page.replace(NO_ROW, str(head.key.pk))) if head else None

    return Shelf(
        asking=asking,
        ground=ground,
        asked=asked,
        make=lambda: asked_for(ground, asked, chosen),
        opens=opens,
        page=reverse("cmo:configuration_table", args=[slug]),
        file="cmo:configuration_table_file",
        choices=list(_choices(ground, chosen)),
        asks_who=False,
    )


def _choices(ground: Ground, chosen: Chosen) -> Iterator[Choice]:
    tracers = [(tracer.code, str(tracer)) for tracer in ground.asking.study.tracers.all()]
    told = chosen.told.get
    if tracers:
        offered = [("", "all"), *tracers, (UNKNOWN, "No tracer")]
        yield Choice("configuration.tracer", "Configurations of", offered, told("configuration.tracer", ""))
    kinds = [("", "all"), *Configuration.Kind.choices]
    yield Choice("configuration.kind", "Kind", kinds, told("configuration.kind", ""))
    yield Choice("evidence.stance", "Evidence that", _offered(Evidence.Stance.choices), told("evidence.stance", ""))
    yield Choice("evidence.use", "Use", _offered(Evidence.Use.choices), told("evidence.use", ""))


def _offered(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", "any"), *((value or UNKNOWN, label) for value, label in choices)]


@require_safe
def configuration_evidence(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The evidence of a configuration, narrowed by who speaks: what is behind a cell of the table."""
    asking = access.member(request, slug)
    configuration = configuration_of(asking.study, pk)
    ground, chosen = Ground(asking), Chosen.read(request.GET)
    fits = [(ground.attributes[name], value) for name, value in only(request.GET, ground.attributes)]
    found = behind(ground, configuration, chosen, fits)
    evidence = Evidence.objects.filter(pk__in=[piece.pk for piece, _ in found])
    context = {
        "study": asking.study,
        "member": asking,
        "configuration": configuration,
        "evidence": evidence.with_words().contradicting_first(),
        "tally": _tally(found),
        "narrowed": [*(f"{each.label}: {each.called(value)}" for each, value in fits), *_said(chosen)],
    }
    return render(request, "cmo/configuration_evidence.html", context)


def _tally(found: Sequence[tuple[Piece, Part]]) -> Tally:
    """An extract that is evidence twice is one."""
    heard = count(part for _, part in found)
    return Tally(heard.people, heard.sources, len({piece.extract for piece, _ in found} - {None}))


def _said(chosen: Chosen) -> list[str]:
    """What is chosen of the evidence, in words."""
    offered = {"evidence.stance": Evidence.Stance.choices, "evidence.use": Evidence.Use.choices}
    return [
        label
        for name, choices in offered.items()
        for value, label in _offered(choices)
        if value and value == chosen.told.get(name)
    ]
