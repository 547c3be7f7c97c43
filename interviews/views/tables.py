"""Tables of codes, themes or any attribute by any attribute, and as files."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import access
from accounts.leaving import leaves
from interviews.matrix.asked import CODES, THEME, THEMES
from interviews.matrix.grid import Head
from interviews.matrix.ground import Ground
from interviews.matrix.tables import asked_for, read, rows
from interviews.views.table_page import Choice, Shelf, Way, filed, shown

NO_CODE = "00000000-0000-0000-0000-000000000000"


@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    return shown(request, _shelf(request, slug))


@leaves("figures")
@require_safe
def table_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    shelf = _shelf(request, slug)
    down, by = (name.replace("_", "-") for name in (shelf.asked.rows, shelf.asked.by))
    return filed(request, shelf, f"{slug}-{down}-by-{by}", form)


def _shelf(request: HttpRequest, slug: str) -> Shelf:
    asking = access.member(request, slug)
    ground = Ground(asking)
    asked = read(ground, request.GET)
    return Shelf(
        asking=asking,
        ground=ground,
        asked=asked,
        make=lambda: asked_for(ground, asked),
        opens=_ways(slug, asked.rows),
        page=reverse("interviews:table", args=[slug]),
        file="interviews:table_file",
        choices=[Choice("rows", "Rows", rows(ground).items(), asked.rows)],
    )


def _ways(slug: str, rows: str) -> Callable[[Head | None], Way | None]:
    """A code has a page of its own; all else leads to the extracts that fit."""
    extracts = reverse("interviews:coded_extracts", args=[slug])
    of_a_code = reverse("interviews:code_detail", args=[slug, NO_CODE])

    def way(head: Head | None) -> Way | None:
        if head is None:
            return Way(extracts) if rows == CODES else None
        if rows == CODES:
            return Way(of_a_code.replace(NO_CODE, str(head.key.pk)))
        return Way(extracts, (THEME, head.key.code) if rows == THEMES else (rows, head.key))

    return way
