"""Extracts of any code, narrowed by what is known of who speaks: what is behind a cell of a table without codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts import access
from interviews.gathering import GROUPINGS
from interviews.grouping import Part, count
from interviews.matrix import coded
from interviews.matrix.asked import PARTICIPANTS, THEME, known, only
from interviews.matrix.attributes import narrowed
from interviews.matrix.ground import Ground
from interviews.models import CodeTheme
from interviews.tally import Tally
from interviews.views.code_page import Narrow, extracts, query

SILENT = 40  # sources in which nothing is coded, at most


@require_safe
def coded_extracts(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; for htmx the next piece of it. A theme that is not there is not found."""
    asking = access.member(request, slug)
    ground = Ground(asking)
    by = known(request.GET.get("by", ""), GROUPINGS)
    narrow = _narrow(request, ground)
    context = {
        "study": asking.study,
        "member": asking,
        "by": by,
        "wide": True,
        **extracts(request, asking, _codes(narrow), by, wide=False, narrow=narrow),
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "interviews/coded_extracts.html#extracts", context)
    context |= {
        "groupings": [(name, label, query(by=name, below=False, narrow=narrow)) for name, label in GROUPINGS.items()],
        "there": There(ground, narrow, context["gathered"].parts),
    }
    return render(request, "interviews/coded_extracts.html", context)


def _narrow(request: HttpRequest, ground: Ground) -> Narrow:
    fits = [(ground.attributes[name], value) for name, value in only(request.GET, ground.attributes)]
    code = request.GET.get(THEME, "").replace("\x00", "")
    theme = get_object_or_404(ground.asking.study.themes, code=code) if code else None
    return Narrow(fits, request.GET.get("said") != PARTICIPANTS, theme)


def _codes(narrow: Narrow) -> list[UUID] | None:
    return list(CodeTheme.objects.filter(theme=narrow.theme).values_list("code", flat=True)) if narrow.theme else None


@dataclass(frozen=True)
class There:
    """Who is there to be heard, coded or not; `coded` is what bears a code."""

    ground: Ground
    narrow: Narrow
    coded: Sequence[Part]

    @cached_property
    def parts(self) -> list[Part]:
        said = coded.wanted({attribute.name for attribute, _ in self.narrow.only})
        every = [*self.ground.present, *coded.parts(self.ground, said)]
        spoken = (part for part in every if self.narrow.questions or not part.question)
        return [fit for part in spoken if (fit := narrowed(part, self.narrow.only))]

    @property
    def tally(self) -> Tally:
        return count(self.parts)

    @cached_property
    def silent(self) -> list[tuple[UUID, str]]:
        """The sources in which nothing that fits is coded, by id and printed id."""
        speaking = {part.source for part in self.coded}
        there = dict.fromkeys(part.source for part in self.parts)
        return [(source, self.ground.sources[source].printed_id) for source in there if source not in speaking]  # type: ignore[index, misc]

    @property
    def some(self) -> list[tuple[UUID, str]]:
        return self.silent[:SILENT]

    @property
    def more(self) -> int:
        return len(self.silent) - len(self.some)
