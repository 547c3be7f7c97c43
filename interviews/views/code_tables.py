"""Codes by an attribute of those who speak, and codes by one another: as tables that are heat maps, and as files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from accounts import access
from accounts.models import Membership
from interviews.codetree import branches, flat
from interviews.downloads import csv_file, file
from interviews.matrix import together
from interviews.matrix.asked import MEASURES, SHARES, Asked
from interviews.matrix.attributes import Attribute
from interviews.matrix.codes import Unknown, code_table
from interviews.matrix.grid import Cell, Grid, Head, cells, steps
from interviews.matrix.ground import Ground
from interviews.matrix.workbook import of_grid
from interviews.pictures.heat import heat_map
from interviews.pictures.png import png
from interviews.searching.asked import UNKNOWN
from interviews.views.counting import pairs_of

FORMS = {"csv": "CSV", "xlsx": "Excel", "svg": "Picture (SVG)", "png": "Picture (PNG)"}
MOST_COLUMNS = 40
NO_CODE = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class Choice:
    """A field of the form: an attribute that narrows, with the values to choose from."""

    attribute: Attribute
    chosen: str

    @property
    def values(self) -> list[tuple[str, str]]:
        return [*self.attribute.heads.items(), (UNKNOWN, self.attribute.unknown)]


@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """What narrows the table and is not there answers 422 with a sentence."""
    asking = access.member(request, slug)
    ground = Ground(asking)
    asked = Asked.read(request.GET, ground.attributes)
    context: dict[str, Any] = {"study": asking.study, "member": asking, "asked": asked}
    try:
        grid = code_table(asking, asked, ground) if asked.by else None
    except Unknown as unknown:
        grid, context["problem"] = None, str(unknown)
    context |= _choices(asked, ground)
    if grid and grid.lines:
        shown = grid if request.GET.get("columns") == "all" else grid.first(MOST_COLUMNS)
        context |= {
            "grid": shown,
            "steps": steps(grid),
            "rows": _rows(asking, asked, shown),
            "forms": FORMS,
            "feet": list(filter(None, (shown.foot, shown.bases))),
        }
        context["columns_left"] = len(grid.columns) - len(shown.columns)
    return render(request, "interviews/code_table.html", context, status=422 if context.get("problem") else 200)


@require_safe
def table_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The same as a file, all columns of it; the page says what cannot be counted."""
    asking = access.member(request, slug)
    if form not in FORMS:
        raise Http404
    ground = Ground(asking)
    asked = Asked.read(request.GET, ground.attributes)
    try:
        grid = code_table(asking, asked, ground) if asked.by else None
    except Unknown:
        grid = None
    if grid is None:
        return redirect(f"{reverse('interviews:code_table', args=[slug])}?{request.GET.urlencode()}")
    return as_file(asking, grid, f"{slug}-codes-by-{asked.by.replace('_', '-')}", form)


def as_file(asking: Membership, grid: Grid, name: str, form: str) -> HttpResponse:
    """A grid in one of FORMS."""
    if form == "csv":
        head, *rows = cells(grid)
        return csv_file(name, [str(cell) for cell in head], rows)
    made: dict[str, Callable[[], bytes]] = {
        "svg": lambda: heat_map(grid).encode(),
        "png": lambda: png(heat_map(grid)),
        "xlsx": lambda: of_grid(grid, asking.study.title, timezone.localtime()),
    }
    return file(name, form, made[form]())


def _choices(asked: Asked, ground: Ground) -> dict[str, Any]:
    """What the form offers."""
    narrowed = dict(asked.only)
    return {
        "attributes": ground.attributes.values(),
        "measures": MEASURES.items(),
        "shares": SHARES.items(),
        "narrowing": [Choice(each, narrowed.get(name, "")) for name, each in ground.attributes.items()],
    }


def _rows(asking: Membership, asked: Asked, grid: Grid) -> Iterable[dict[str, Any]]:
    """Each line with the address of its code, and its cells, each leading to what is behind it."""
    behind = [escape(f"?{asked.behind(key)}") for key in (*(column.key for column in grid.columns), None)]
    pattern = reverse("interviews:code_detail", args=[asking.study.slug, NO_CODE])
    for line in grid.lines:
        href = pattern.replace(NO_CODE, str(line.head.key.pk))
        cells = zip((*line.cells, *filter(None, (line.total,))), behind, strict=True)
        marked = "".join(_cell(cell, href + at) for cell, at in cells)
        yield {"line": line, "href": href, "cells": mark_safe(marked)}  # noqa: S308 – see there


def _cell(cell: Cell, href: str) -> str:
    """As HTML: a thousand cells take the template longer than all else. What people wrote is in the escaped `href`."""
    shade = f' class="shade-{cell.shade}"' if cell.shade else ""
    if not cell.number:
        return f'<td{shade}><span class="is-zero">{escape(cell.shown)}</span></td>'
    of = "" if cell.of is None else f' <span class="of">{cell.number} of {cell.of}</span>'
    return f'<td{shade}><a class="plain-link" href="{href}">{escape(cell.shown)}{of}</a></td>'


@dataclass(frozen=True)
class Together:
    """What the map of codes by one another is asked for."""

    most: int
    measure: str
    by_turn: bool

    @classmethod
    def read(cls, sent: Any) -> Self:
        most = next((number for number in together.MOST if str(number) == sent.get("most")), 20)
        measure = sent.get("count", "")
        return cls(most, measure if measure in together.MEASURES else "places", sent.get("within") == "turn")

    @property
    def address(self) -> str:
        turn = {"within": "turn"} if self.by_turn else {}
        return urlencode({"most": self.most, "count": self.measure} | turn)

    def grid(self, asking: Membership) -> Grid:
        tree = flat(branches(asking.study.codes.defer("description", "include", "exclude", "attributes")))
        heads = {each.code.pk: Head(each.code.name, each.path, key=each.code) for each in tree}
        pairs = pairs_of(asking, by_turn=self.by_turn)
        return together.together(pairs, heads, most=self.most, measure=self.measure, by_turn=self.by_turn)


@require_safe
def pair_map(request: HttpRequest, slug: str) -> HttpResponse:
    """Codes by one another as a heat map."""
    asking = access.member(request, slug)
    asked = Together.read(request.GET)
    grid = asked.grid(asking)
    context = {
        "study": asking.study,
        "member": asking,
        "asked": asked,
        "grid": grid,
        "steps": steps(grid),
        "forms": FORMS,
        "most": together.MOST,
        "measures": together.MEASURES.items(),
        "rows": [(line, list(zip(grid.columns, line.cells, strict=True))) for line in grid.lines],
    }
    return render(request, "interviews/code_pair_map.html", context)


@require_safe
def pair_map_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The same as a file."""
    asking = access.member(request, slug)
    if form not in FORMS:
        raise Http404
    return as_file(asking, Together.read(request.GET).grid(asking), f"{slug}-codes-together-map", form)
