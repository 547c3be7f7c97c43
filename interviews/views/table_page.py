"""A page that shows a table: the choices above it, its lines with the way to what is behind each cell, its files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from accounts.models import Membership
from interviews.matrix.asked import MEASURES, SHARES, SORTS, Asked
from interviews.matrix.attributes import Attribute
from interviews.matrix.building import Table, Unknown
from interviews.matrix.grid import Cell, Grid, Head, Line, steps
from interviews.matrix.ground import Ground
from interviews.matrix.small import TooFew
from interviews.matrix.tables import Nothing
from interviews.pictures.drawn import PICTURES, draw
from interviews.pictures.svg import within
from interviews.searching.asked import UNKNOWN
from interviews.views.table_files import FORMS, as_file

MOST_COLUMNS = 40


@dataclass(frozen=True)
class Choice:
    """A list to choose from: its name in the address, what it offers and what is chosen."""

    name: str
    label: str
    offered: Iterable[tuple[str, str]]
    chosen: str = ""


@dataclass(frozen=True)
class Way:
    """Where a line leads: a page, and what it must be narrowed by for this line."""

    page: str
    line: tuple[str, str] | None = None


@dataclass(frozen=True)
class Shelf:
    """A kind of tables. `make` raises Nothing and Unknown; `opens` says where a line leads, and, of None, all of them.

    `page` is its address, `file` the name of that of its files, `choices` what it alone offers.
    """

    asking: Membership
    ground: Ground
    asked: Asked
    make: Callable[[], Table]
    opens: Callable[[Head | None], Way | None]
    page: str
    file: str
    choices: Sequence[Choice] = ()
    asks_who: bool = True

    def file_url(self, form: str) -> str:
        return f"{reverse(self.file, args=[self.asking.study.slug, form])}?{self.asked.address}"


def shown(request: HttpRequest, shelf: Shelf, *, problem: str = "") -> HttpResponse:
    """The page. What narrows the table and is not there answers 422 with a sentence."""
    context: dict[str, Any] = {"study": shelf.asking.study, "member": shelf.asking, "asked": shelf.asked}
    context |= _choices(shelf)
    try:
        made = shelf.make()
        if made.grid.bases and made.grid.bases.total and made.grid.bases.total.number:
            context |= _table(shelf, made, wide=_is_wide(request))
    except Unknown as unknown:
        problem = str(unknown)
    except Nothing:
        pass
    context["problem"] = problem
    return render(request, "interviews/table.html", context, status=422 if problem else 200)


def filed(request: HttpRequest, shelf: Shelf, name: str, form: str) -> HttpResponse:
    """The same as a file, all columns of it, small numbers widened; the page says what cannot be counted or leave."""
    if form not in FORMS:
        raise Http404
    try:
        return as_file(shelf.asking, shelf.make().widened, name, form, shelf.asked.picture)
    except TooFew as few:
        return shown(request, shelf, problem=str(few))
    except (Unknown, Nothing):
        return redirect(f"{shelf.page}?{request.GET.urlencode()}")


def _is_wide(request: HttpRequest) -> bool:
    return bool(request.GET.get("wide")) or request.GET.get("columns") == "all"


def _table(shelf: Shelf, made: Table, *, wide: bool) -> dict[str, Any]:
    grid = made.grid if wide else made.grid.first(MOST_COLUMNS)
    refusal, chosen = made.refusal, bool({*shelf.asked.columns} & {*made.across.values})
    return {
        "grid": grid,
        "steps": steps(grid),
        "rows": list(_rows(shelf, grid, chosen=chosen)),
        "feet": list(_feet(shelf, grid, chosen=chosen)),
        "columns_left": len(made.grid.columns) - len(grid.columns),
        "refusal": refusal,
        "files": [] if refusal else [(shelf.file_url(form), label) for form, label in FORMS.items()],
        "picture": _picture(grid, shelf.asked.picture),
        "columns": [(value, made.across.called(value)) for value in made.across.values],
    }


def _picture(grid: Grid, name: str) -> SafeString:
    """As it is seen within the study, not widened; nothing where none is chosen."""
    return mark_safe(within(draw(grid, name), "picture")) if name in PICTURES else SafeString()  # noqa: S308 – escaped there


def _choices(shelf: Shelf) -> dict[str, Any]:
    """What the form offers."""
    asked, attributes = shelf.asked, shelf.ground.attributes
    narrowed = dict(asked.only)
    return {
        "choices": [
            *shelf.choices,
            Choice("by", "Columns", [(name, each.label) for name, each in attributes.items()], asked.by),
            Choice("count", "Count", [(name, label.lower()) for name, label in MEASURES.items()], asked.measure),
            Choice("share", "as", SHARES.items(), asked.share),
            Choice("sort", "Lines", SORTS.items(), asked.sort),
            Choice("as", "Picture", [("", "none"), *PICTURES.items()], asked.picture),
        ],
        "narrowing": [_narrowing(each, narrowed.get(name, "")) for name, each in attributes.items()],
        "page": shelf.page,
        "all_of_it": asked.but(only=(), columns=()).address,
        "asks_who": shelf.asks_who,
    }


def _narrowing(attribute: Attribute, chosen: str) -> Choice:
    offered = [("", "All"), *attribute.heads.items(), (UNKNOWN, attribute.unknown)]
    return Choice(attribute.name, attribute.label, offered, chosen)


def _rows(shelf: Shelf, grid: Grid, *, chosen: bool) -> Iterable[dict[str, Any]]:
    """Each line with where it leads, and its cells, each leading to what is behind it; of chosen columns together
    there is no page."""
    values = [*(column.key for column in grid.columns), None]
    queries = cache(lambda line: [f"?{shelf.asked.behind(value, line)}" for value in values])
    for line in grid.lines:
        way = shelf.opens(line.head)
        hrefs = [way.page + query for query in queries(way.line)] if way else []
        yield {"line": line, "href": hrefs[-1] if way else "", "cells": _cells(line, hrefs[:-1] if chosen else hrefs)}


def _feet(shelf: Shelf, grid: Grid, *, chosen: bool) -> Iterable[dict[str, Any]]:
    values = [*(column.key for column in grid.columns), *([] if chosen else [None])]
    if grid.foot:
        way = shelf.opens(None)
        hrefs = [f"{way.page}?{shelf.asked.behind(value)}" for value in values] if way else []
        yield {"line": grid.foot, "cells": _cells(grid.foot, hrefs)}
    if grid.bases:
        yield {"line": grid.bases, "cells": _cells(grid.bases, [])}


def _cells(line: Line, hrefs: Sequence[str]) -> SafeString:
    """As HTML: a thousand cells take the template longer than all else. What people wrote is escaped."""
    cells = [*line.cells, *filter(None, (line.total,))]
    return mark_safe("".join(map(_cell, cells, chain(hrefs, repeat("")))))  # noqa: S308


def _cell(cell: Cell, href: str) -> str:
    shade = f' class="shade-{cell.shade}"' if cell.shade else ""
    if not cell.number:
        return f'<td{shade}><span class="is-zero">{escape(cell.shown)}</span></td>'
    of = "" if cell.of is None else f' <span class="of">{cell.number} of {cell.of}</span>'
    said = f"{escape(cell.shown)}{of}"
    inside = f'<a class="plain-link" href="{escape(href)}">{said}</a>' if href else f"<span>{said}</span>"
    return f"<td{shade}>{inside}</td>"
