"""The pages of a job: how far it is, stop it, go on with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HTMX_STOP_POLLING

from accounts import access, jobs
from accounts.models import Job, Membership


@require_safe
def job_detail(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """How far it is; for htmx the part that changes, and at the end the way to what came of it."""
    asking = access.member(request, slug)
    job = _mine(asking, pk)
    context = {"study": asking.study, "member": asking, "job": job}
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "accounts/job_detail.html", context)
    answer = render(request, "accounts/job_detail.html#progress", context)
    if not job.is_open:
        answer.status_code = HTMX_STOP_POLLING
    if job.state == Job.State.DONE and job.onward:
        messages.success(request, job.message or "Done.")
        answer.headers["HX-Redirect"] = job.onward
    return answer


@require_POST
def job_stop(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Have it end after the step it is at."""
    asking = access.writer(request, slug)
    jobs.stop(_mine(asking, pk))
    return redirect("accounts:job_detail", slug=slug, pk=pk)


@require_POST
def job_resume(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Go on where it stopped or broke off."""
    asking = access.writer(request, slug)
    jobs.resume(_mine(asking, pk))
    return redirect("accounts:job_detail", slug=slug, pk=pk)


def _mine(asking: Membership, pk: UUID) -> Job:
    """A job that this member began: what it says may name files that nobody else has seen."""
    return get_object_or_404(Job, study=asking.study, made_by=asking.user, pk=pk)
