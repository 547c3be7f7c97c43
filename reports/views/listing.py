"""The reports of a study: the list, a new one, its title page, taking one away."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from reports.assemble import freezing
from reports.forms import NewReportForm, ReportForm
from reports.models import Report
from reports.outline import short_report
from reports.views.page import report_of, resolver


@require_safe
def report_list(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    reports = list(asking.study.reports.prefetch_related("tracers"))
    written = {tracer.pk for report in reports for tracer in report.tracers.all()}
    waiting = [tracer for tracer in asking.study.tracers.all() if tracer.pk not in written]
    context = {"study": asking.study, "member": asking, "reports": reports, "waiting": waiting}
    return render(request, "reports/report_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_new(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.writer(request, slug)
    tracer = asking.study.tracers.filter(code=request.GET.get("tracer", "")).first()
    initial = {"tracer": tracer, "title": f"{tracer.label}: tracer short report" if tracer else ""}
    form = NewReportForm(request.POST if request.method == "POST" else None, study=asking.study, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["tracer"]
        with transaction.atomic():
            report = Report.objects.begin(
                asking.study,
                name=form.free_name(),
                by=asking.user,
                tracers=[chosen] if chosen else [],
                title=form.cleaned_data["title"],
                authors=form.cleaned_data["authors"],
            )
            report.write(short_report(asking.study, chosen), resolver(asking, report), by=asking.user)
        return redirect("reports:report_detail", slug=slug, pk=report.pk)
    context = {"study": asking.study, "member": asking, "form": form}
    return render(request, "reports/report_new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def report_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    report = report_of(asking, pk)
    form = ReportForm(request.POST if request.method == "POST" else None, instance=report)
    if request.method == "POST" and form.is_valid():
        freezing.change(report, by=asking.user, **form.cleaned_data)
        return redirect("reports:report_detail", slug=slug, pk=report.pk)
    context = {"study": asking.study, "member": asking, "report": report_of(asking, pk), "form": form}
    return render(request, "reports/report_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def report_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.owner(request, slug)
    report = report_of(asking, pk)
    report.remove(by=asking.user)
    messages.success(request, f"“{report.title}” was deleted.")
    return redirect("reports:report_list", slug=slug)
