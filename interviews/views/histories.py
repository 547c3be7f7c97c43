"""What became of an extract and of a code, from the beginning: beside the thing, or as a page."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import access
from accounts.models import Membership
from interviews import histories
from interviews.models import Extract
from interviews.views import reading


@require_safe
def extract_history(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.member(request, slug)
    extract = get_object_or_404(reading.extracts(asking), pk=pk)
    back = reverse("interviews:extract_detail", kwargs={"slug": slug, "pk": pk})
    return _answer(request, asking, {"sentences": _told(asking, extract), "thing": "extract", "back": back})


@require_safe
def code_history(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.member(request, slug)
    code = get_object_or_404(asking.study.codes.select_related("study"), pk=pk)
    back = reverse("interviews:code_detail", kwargs={"slug": slug, "pk": pk})
    return _answer(request, asking, {"sentences": histories.of_code(code), "thing": f"code “{code}”", "back": back})


def _told(asking: Membership, extract: Extract) -> list[histories.Sentence]:
    """Without what blind double coding hides (interviews/models/blind.py)."""
    sentences = histories.of_extract(extract)
    double = extract.text.source.double_codings.blind().first()
    if double is None:
        return sentences
    own, two = str(asking.user), {double.first_name, double.second_name}
    if double.is_coder(asking.user):
        return [each for each in sentences if each.who == own]
    return [each for each in sentences if each.at < double.begun_at or each.who not in two]


def _answer(request: HttpRequest, asking: Membership, told: dict[str, Any]) -> HttpResponse:
    page = "interviews/history.html#history" if request.htmx else "interviews/history.html"  # type: ignore[attr-defined]
    return render(request, page, {"study": asking.study, "member": asking, **told})
