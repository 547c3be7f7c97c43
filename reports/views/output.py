"""The finished report: as a page, and as PDF, held back where something stands that was taken out of the interviews."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts import access, journal
from accounts.models import Membership
from interviews.leaks.lookout import lookout
from reports import assemble, html
from reports.document import Document
from reports.leaks import taken_out
from reports.models import Report
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
    """The file; or, with 409, what must not leave the house."""
    asking = access.member(request, slug)
    report = report_of(asking, pk)
    finished = assemble.document(report, asking)
    if leaking := taken_out(finished, lookout(asking.study)):
        context = {"study": asking.study, "member": asking, "report": report, "leaking": leaking}
        return render(request, "reports/report_leaks.html", context, status=409)
    return _file(asking, report, finished)


@require_POST
def report_release(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The file in spite of what stands in it: an owner has seen it, and answers for it."""
    asking = access.owner(request, slug)
    report = report_of(asking, pk)
    finished = assemble.document(report, asking)
    if taken_out(finished, lookout(asking.study)):
        journal.record(asking.study, asking.user, "exported in spite of leaks", report)
    return _file(asking, report, finished)


def _file(asking: Membership, report: Report, document: Document) -> HttpResponse:
    response = HttpResponse(pdf(document), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{asking.study.slug}-{report.name}.pdf"'
    return response
