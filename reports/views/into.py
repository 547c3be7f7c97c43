"""A table, a picture, the timeline or a chain into a report with one click: a live block at the end of a section."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts import access
from accounts.models import Membership
from reports import markers
from reports.asked import of_address, written
from reports.into_forms import IntoForm
from reports.models import Block
from reports.views.page import resolver

NOTHING = "There is nothing here that can be put into a report. Go back, and press “Into a report” there."
LAST_USED = "into-section"  # in the session


@require_http_methods(["GET", "HEAD", "POST"])
def into_report(request: HttpRequest, slug: str) -> HttpResponse:
    """The address is that of what is shown, with `what` before it: matrix, timeline, chains or comparison."""
    asking = access.writer(request, slug)
    kind = request.GET.get("what", "")
    wanted = of_address(kind, ((name, str(value)) for name, value in request.GET.items() if name != "what"))
    if wanted is None:
        return HttpResponse(NOTHING, status=422, content_type="text/plain; charset=utf-8")
    sent = request.POST if request.method == "POST" else None
    form = IntoForm(sent, study=asking.study, kind=kind, wanted=wanted, last=request.session.get(LAST_USED, ""))
    if request.method == "POST" and form.is_valid():
        block = _put(asking, form, kind)
        request.session[LAST_USED] = str(block.section_id)
        return _done(request, asking, block)
    context = {"study": asking.study, "member": asking, "form": form if form.has_reports else None}
    part = "#form" if getattr(request, "htmx", False) else ""
    return render(request, f"reports/into_report.html{part}", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _put(asking: Membership, form: IntoForm, kind: str) -> Block:
    section = form.chosen(by=asking.user)
    finder = resolver(asking, section.report)
    return section.append(finder.content(markers.Block(kind, written(form.asked()))), by=asking.user)


def _done(request: HttpRequest, asking: Membership, block: Block) -> HttpResponse:
    report = block.section.report
    if getattr(request, "htmx", False):
        context = {"study": asking.study, "member": asking, "block": block}
        return render(request, "reports/into_report.html#done", context)
    return redirect(f"{reverse('reports:report_detail', args=[asking.study.slug, report.pk])}#b-{block.pk}")
