"""Codes by one another: as a table that is a heat map, and as files."""

from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import access
from accounts.leaving import leaves
from accounts.models import Membership
from interviews.codetree import branches, flat
from interviews.matrix import together
from interviews.matrix.grid import Grid, Head, steps
from interviews.views.counting import pairs_of
from interviews.views.table_files import FORMS, as_file


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


@leaves("figures")
@require_safe
def pair_map_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The same as a file."""
    asking = access.member(request, slug)
    if form not in FORMS:
        raise Http404
    return as_file(asking, Together.read(request.GET).grid(asking), f"{slug}-codes-together-map", form)
