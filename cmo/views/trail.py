"""The trail of a configuration: a page, and an appendix to print."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from accounts import access
from accounts.leaving import leaves
from cmo.board import sentence_of
from cmo.trail.story import trail
from cmo.views.around import configuration_of
from interviews.printing import BASE, printed

STYLES = ("css/fonts.css", "css/report.css", "css/report-print.css", "css/trail-print.css")


@require_safe
def trail_detail(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    return render(request, "cmo/trail.html", _context(request, slug, pk))


@leaves("theory")
@require_safe
def trail_pdf(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    context = _context(request, slug, pk)
    page = render_to_string("cmo/trail_paper.html", context | {"styles": [BASE + path for path in STYLES]})
    answer = HttpResponse(printed(page, pdf_variant="pdf/ua-1"), content_type="application/pdf")
    name = f"{slug}-{context['configuration'].code}-trail.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _context(request: HttpRequest, slug: str, pk: UUID) -> dict[str, Any]:
    asking = access.member(request, slug)
    configuration = configuration_of(asking.study, pk)
    return {
        "study": asking.study,
        "member": asking,
        "configuration": configuration,
        "sentence": sentence_of(configuration),
        "events": trail(configuration, asking),
    }
