"""The finished report: as a page, and as PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import access
from reports import assemble, html
from reports.pdf import pdf
from reports.views.page import report_of, words_address


@require_safe
def report_html(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.member(request, slug)
    report = report_of(asking, pk)
    finished = assemble.document(report, asking)
    body = html.whole(finished, html.Style(address=words_address(asking.study)))
    context = {"study": asking.study, "member": asking, "report": report, "document": finished, "body": body}
    return render(request, "reports/report_html.html", context)


@require_safe
def report_pdf(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.member(request, slug)
    report = report_of(asking, pk)
    response = HttpResponse(pdf(assemble.document(report, asking)), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{asking.study.slug}-{report.name}.pdf"'
    return response
