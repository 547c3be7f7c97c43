"""Double codings: the list of them, and the page on which two codings of one source are compared and decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.models import Membership
from interviews.agreement import Figure
from interviews.double import deeds
from interviews.double.comparing import Compared, Kept, compare
from interviews.double.showing import beside, places
from interviews.double.units import Unit
from interviews.downloads import csv_file
from interviews.models import Coding, Difference, DoubleCoding
from interviews.turns import find_turns
from interviews.views.sent import sent_id, sentence

HEAD = (
    *("Source", "First coder", "Second coder", "Begun", "Opened", "Closed", "Unit", "Uncoded text", "Code"),
    *("Both", "First alone", "Second alone", "Neither", "Per cent agreement", "Cohen’s kappa", "Krippendorff’s alpha"),
)
OVERALL = "All codes together"
GONE = "a code that is gone"


@dataclass(frozen=True)
class How:
    """What the address asks for: the unit, and whether text that neither coded is left out."""

    unit: Unit
    leave_out: bool

    @property
    def query(self) -> str:
        return urlencode({"unit": self.unit} | ({"uncoded": "out"} if self.leave_out else {}))


def how(asked: Any) -> How:
    unit = asked.get("unit", "")
    return How(Unit(unit) if unit in set(Unit) else Unit.TURN, asked.get("uncoded") == "out")


def doubles(asking: Membership) -> QuerySet[DoubleCoding]:
    return DoubleCoding.objects.visible_to(asking).select_related("source__study", "opened_by", "closed_by")


@require_safe
def double_list(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    asked = how(request.GET)
    held = doubles(asking).annotate(
        difference_count=Count("differences"), decided=Count("differences", filter=~Q(differences__decision=""))
    )
    held = held.order_by("source__printed_id", "begun_at")
    context = {
        "study": asking.study,
        "member": asking,
        "how": asked,
        "units": list(Unit),
        "rows": [(double, figures(double, asked)) for double in held],
    }
    return render(request, "interviews/double_list.html", context)


@require_safe
def double_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The figures of all double codings that are open, code by code."""
    asking = access.member(request, slug)
    asked = how(request.GET)
    names = dict(asking.study.codes.values_list("pk", "name"))
    rows = (row for double in doubles(asking) for row in _cells(double, asked, names))
    return csv_file(f"{asking.study.slug}-agreement", HEAD, rows)


def _cells(double: DoubleCoding, asked: How, names: dict[UUID, str]) -> Iterator[tuple[object, ...]]:
    found = figures(double, asked)
    if found is None:
        return
    days = (f"{at:%Y-%m-%d}" if at else "" for at in (double.begun_at, double.opened_at, double.closed_at))
    uncoded = "left out" if asked.leave_out else "counted"
    head = (double.source.printed_id, double.first_name, double.second_name, *days, asked.unit.value, uncoded)
    for row in (found.overall, *found.rows):
        name = names.get(UUID(row.code), GONE) if row.code else OVERALL
        agreed = (row.agreement.per_cent, row.agreement.kappa, row.agreement.alpha)
        yield *head, name, row.both, row.first, row.second, row.neither, *map(_written, agreed)


def _written(figure: Figure) -> object:
    return "" if figure.value is None else round(figure.value, 4)


def figures(double: DoubleCoding, asked: How) -> Compared | None:
    """None while it is blind."""
    return None if double.is_blind else compare(Kept.of(double.compared), asked.unit, leave_out=asked.leave_out)


@require_safe
def double_detail(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.member(request, slug)
    return _page(request, asking, get_object_or_404(doubles(asking), pk=pk))


def _page(request: HttpRequest, asking: Membership, double: DoubleCoding, problem: str = "") -> HttpResponse:
    asked = how(request.GET)
    context: dict[str, Any] = {
        "study": asking.study,
        "member": asking,
        "double": double,
        "problem": problem,
        "how": asked,
        "units": list(Unit),
        "assignments": double.assignments.select_related("user"),
    }
    if not double.is_blind:
        context |= _compared(asking, double, asked, sent_id(request.GET.get("difference")))
    return render(request, "interviews/double_detail.html", context, status=422 if problem else 200)


def _compared(asking: Membership, double: DoubleCoding, asked: How, wanted: UUID | None) -> dict[str, Any]:
    found = figures(double, asked)
    codes = {str(code.pk): code for code in asking.study.codes.all()}
    listed = list(double.differences.select_related("code"))
    undecided = [each for each in listed if not each.decision]
    in_hand = next((each for each in listed if each.pk == wanted), None) or next(iter(undecided or listed), None)
    rows = found.rows if found else ()
    named = sorted(((codes.get(row.code), row) for row in rows), key=lambda each: str(each[0] or "~").casefold())
    context: dict[str, Any] = {
        "compared": found,
        "rows": named,
        "differences": listed,
        "undecided": len(undecided),
        "in_hand": in_hand,
        "may_decide": asking.may_write and not double.closed_at,
    }
    if in_hand:
        place = listed.index(in_hand)
        context |= {
            "number": place + 1,
            "before": listed[place - 1] if place else None,
            "after": listed[place + 1] if place + 1 < len(listed) else None,
            **_beside(double, in_hand),
        }
    return context


def _beside(double: DoubleCoding, difference: Difference) -> dict[str, Any]:
    """The words twice, as each of the two marked them, and the way to their place."""
    text = double.source.latest_text
    stored = [*difference.first, *difference.second]
    codings = Coding.objects.filter(pk__in=[each[0] for each in stored], extract__text=text)
    live: dict[str, tuple[int, int]] = {}
    extracts: list[UUID] = []
    for pk, extract, start, end in codings.values_list("pk", "extract", "extract__start", "extract__end"):
        live[str(pk)] = (start, end)
        extracts.append(extract)
    same = text.version == double.compared["version"]
    first, second = (places(side, live, same_words=same) for side in (difference.first, difference.second))
    sides = beside(text.text, text.spoken or find_turns(text.text), first, second)
    return {"sides": list(zip((double.first_name, double.second_name), sides, strict=True)), "extract": extracts[:1]}


@require_POST
def double_open(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Open it before both are done, with a reason."""
    asking = access.owner(request, slug)
    double = get_object_or_404(doubles(asking), pk=pk)
    try:
        deeds.open_early(double, by=asking.user, reason=request.POST.get("reason", ""))
    except ValidationError as error:
        return _page(request, asking, double, sentence(error))
    messages.success(request, "It is open: everybody sees what both have marked.")
    return redirect("interviews:double_detail", slug=slug, pk=pk)


@require_POST
def double_close(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Carry the decisions out."""
    asking = access.writer(request, slug)
    double = get_object_or_404(doubles(asking), pk=pk)
    try:
        gone = deeds.close(double, by=asking.user)
    except ValidationError as error:
        return _page(request, asking, double, sentence(error))
    messages.success(request, f"Closed. {gone or 'No'} coding{'' if gone == 1 else 's'} went; the rest counts.")
    return redirect("interviews:double_detail", slug=slug, pk=pk)


@require_POST
def difference_decide(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Whose marking stays, for one difference; then on to the next that is not decided."""
    asking = access.writer(request, slug)
    visible = Difference.objects.filter(double__in=doubles(asking)).select_related("double__source__study")
    difference = get_object_or_404(visible, pk=pk)
    try:
        deeds.decide(difference, request.POST.get("decision", ""), by=asking.user)
    except ValidationError as error:
        return _page(request, asking, get_object_or_404(doubles(asking), pk=difference.double_id), sentence(error))
    page = reverse("interviews:double_detail", kwargs={"slug": slug, "pk": difference.double_id})
    query = urlencode({"difference": _next(difference)}) + "&" + how(request.POST).query
    return redirect(f"{page}?{query}#difference")


def _next(difference: Difference) -> UUID:
    """The next that is not decided, from here on and then from the beginning; this one when there is none."""
    listed = list(difference.double.differences.values_list("pk", "decision"))
    here = next(place for place, (pk, _) in enumerate(listed) if pk == difference.pk)
    if not difference.decision:
        return difference.pk
    onward = [*listed[here + 1 :], *listed[:here]]
    return next((pk for pk, decision in onward if not decision), difference.pk)
