"""Bringing transcripts in: choose files, look at what was read, correct it, bring them in."""

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access, jobs
from accounts.models import Membership
from interviews import readers
from interviews.forms.uploads import SeveralForm, UploadForm
from interviews.intake import importing, receiving
from interviews.intake.receiving import FEW, MOST_FILES, TooMany
from interviews.intake.telling import twice
from interviews.models import Batch, Source, Upload
from interviews.views.sent import sent_id
from interviews.views.sources import organisations


@require_http_methods(["GET", "HEAD", "POST"])
def source_upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose files; they are kept until they are brought in or dropped. With `more` others are still to come."""
    asking = access.writer(request, slug)
    problem = ""
    if request.method == "POST":
        files = request.FILES.getlist("files")
        if 0 < len(files) <= MOST_FILES + 1:
            return _received(request, asking, _batch(request, asking), files, first=_place(request) or 0)
        problem = (
            f"You chose {len(files)} files; {MOST_FILES} at a time is the most. Bring them in in several goes."
            if files
            else "Choose at least one file first."
        )
    context = {
        "study": asking.study,
        "member": asking,
        "endings": readers.endings(),
        "most": MOST_FILES,
        "problem": problem,
        "waiting": Batch.objects.of(asking),
    }
    return render(request, "interviews/source_upload.html", context, status=422 if problem else 200)


@require_POST
def upload_add(request: HttpRequest, slug: str, batch: UUID) -> HttpResponse:
    """More files for this upload, or its metadata sheet. `first`: the place of the first, so that none comes twice."""
    asking = access.writer(request, slug)
    held = get_object_or_404(Batch.objects.of(asking), pk=batch)
    files = request.FILES.getlist("files")
    if not files:
        messages.error(request, "Choose at least one file first.")
        return redirect("interviews:upload_detail", slug=slug, batch=batch)
    return _received(request, asking, held, files, first=_place(request))


def _batch(request: HttpRequest, asking: Membership) -> Batch:
    """The upload that these files are of: a new one, or that of the first slice, whose id the browser made."""
    told = sent_id(request.POST.get("batch")) or uuid.uuid4()
    batch, _ = Batch.objects.get_or_create(pk=told, defaults={"study": asking.study, "made_by": asking.user})
    return get_object_or_404(Batch.objects.of(asking), pk=batch.pk)


def _place(request: HttpRequest) -> int | None:
    first = str(request.POST.get("first", ""))
    return int(first) if first.isascii() and first.isdecimal() and len(first) < 5 else None


def _received(
    request: HttpRequest, asking: Membership, batch: Batch, files: list[Any], *, first: int | None
) -> HttpResponse:
    address = reverse("interviews:upload_detail", args=[asking.study.slug, batch.pk])
    try:
        receiving.receive(batch, files, first)
    except TooMany as problem:
        messages.error(request, str(problem))
        if not batch.uploads.exists():
            batch.delete()
            address = reverse("interviews:source_upload", args=[asking.study.slug])
        return redirect(address)
    if request.POST.get("more"):
        return HttpResponse(status=201, headers={"Location": address})
    receiving.begin_reading(batch, by=asking, onward=address)
    return redirect(address)


@require_POST
def upload_read(request: HttpRequest, slug: str, batch: UUID) -> HttpResponse:
    """Read what was received and not read yet."""
    asking = access.writer(request, slug)
    held = get_object_or_404(Batch.objects.of(asking), pk=batch)
    address = reverse("interviews:upload_detail", args=[slug, batch])
    receiving.begin_reading(held, by=asking, onward=address)
    return redirect(address)


@require_http_methods(["GET", "HEAD", "POST"])
def upload_detail(request: HttpRequest, slug: str, batch: UUID) -> HttpResponse:
    """What was read of each file, and what only people know of it: of a few files a form each, of many a table.

    A POST is of the forms and brings all of the few in, or none; with `again` it looks for the turns with one more
    label and keeps what was typed.
    """
    asking = access.writer(request, slug)
    held = get_object_or_404(Batch.objects.of(asking), pk=batch)
    if (job := held.job) and job.is_open:
        return redirect("accounts:job_detail", slug=slug, pk=job.pk)
    if importing.listed(held).count() > FEW:
        return upload_table(request, asking, held)
    known = importing.frame(asking)
    uploads = list(held.uploads.all())
    data = request.POST if request.method == "POST" else None
    read = [upload for upload in uploads if upload.state == Upload.State.READ]
    forms = [UploadForm(upload, data, member=asking, known=known) for upload in read]
    again = data is not None and ("again" in data or any(form.label for form in forms))
    if again:
        for form in forms:
            form.read_again()
    elif data is not None and _all_valid(forms) and _ids_differ(forms):
        return _bring_few_in(request, asking, held, forms)
    context = _context(asking, held) | {
        "forms": forms,
        "files": list(zip(forms, importing.lines(held, read, known), strict=True)),
        "unreadable": [upload for upload in uploads if upload.state == Upload.State.UNREADABLE],
        "received": [upload for upload in uploads if upload.state == Upload.State.RECEIVED],
    }
    wrong = any(form.label_problem for form in forms) if again else data is not None
    return render(request, "interviews/upload_detail.html", context, status=422 if wrong else 200)


def upload_table(
    request: HttpRequest, asking: Membership, batch: Batch, several: SeveralForm | None = None
) -> HttpResponse:
    """The page of an upload with many files."""
    uploads = list(importing.listed(batch))
    lines = importing.lines(batch, uploads, importing.frame(asking))
    show = request.GET.get("show", "")
    kinds = {
        "wrong": [line for line in lines if line.problems and not line.upload.left_out],
        "akin": [line for line in lines if line.upload.akin and not line.upload.left_out],
        "out": [line for line in lines if line.upload.left_out],
        "ready": [line for line in lines if line.is_ready],
    }
    context = _context(asking, batch) | {
        "lines": kinds.get(show, lines),
        "total": len(lines),
        "show": show,
        "numbers": {name: len(held) for name, held in kinds.items()},
        "received": [upload for upload in uploads if upload.state == Upload.State.RECEIVED],
        "several": several or SeveralForm(None, member=asking),
        "same": [line for line in kinds["akin"] if any(akin["relation"] == "same" for akin in line.upload.akin)],
    }
    return render(request, "interviews/upload_table.html", context, status=422 if several else 200)


def _context(asking: Membership, batch: Batch) -> dict[str, Any]:
    return {
        "study": asking.study,
        "member": asking,
        "batch": batch,
        "job": batch.job,
        "endings": readers.endings(),
        "organisations": organisations(asking),
    }


def _all_valid(forms: list[UploadForm]) -> bool:
    told = [form.is_valid() for form in forms]  # each is asked, so that all errors show
    return all(told)


def _ids_differ(forms: list[UploadForm]) -> bool:
    """Two files of one upload cannot have the same id: the second is told so."""
    coming = [form for form in forms if not form.leave_out]
    for later, _ in twice([form.source.cleaned_data["printed_id"] for form in coming]):
        said = "Another file of this upload has the same id. Give one of them another."
        coming[later].source.add_error("printed_id", said)
    return not any(form.source.errors for form in coming)


def _bring_few_in(request: HttpRequest, asking: Membership, batch: Batch, forms: list[UploadForm]) -> HttpResponse:
    """Here and now. What could not be read was said on the page, and goes."""
    for form in forms:
        form.save()
    slug, ids = asking.study.slug, [form.upload.told["printed_id"] for form in forms if not form.leave_out]
    batch.uploads.filter(state=Upload.State.UNREADABLE).delete()
    address = reverse("interviews:upload_detail", args=[slug, batch.pk])
    listed = reverse("interviews:source_list", args=[slug])
    job = jobs.run(importing.begin(batch, by=asking, ready=len(ids), onward=address, sources=listed))
    if job.is_open:
        return redirect("accounts:job_detail", slug=slug, pk=job.pk)
    if Batch.objects.filter(pk=batch.pk).exists():
        messages.warning(request, job.message or job.problem)
        return redirect(address)
    messages.success(request, job.message)
    sources = Source.objects.visible_to(asking).filter(printed_id__in=ids)
    if len(sources) == 1:
        return redirect("interviews:source_read", slug=slug, pk=sources[0].pk)
    return redirect("interviews:source_list", slug=slug)


@require_POST
def upload_import(request: HttpRequest, slug: str, batch: UUID) -> HttpResponse:
    """Bring in every file that is ready, in the background; what is not stays."""
    asking = access.writer(request, slug)
    held = get_object_or_404(Batch.objects.of(asking), pk=batch)
    ready = sum(line.is_ready for line in importing.lines(held, importing.listed(held), importing.frame(asking)))
    address = reverse("interviews:upload_detail", args=[slug, batch])
    if not ready:
        messages.error(request, "No file is ready to be brought in yet. Correct what is wrong with them first.")
        return redirect(address)
    listed = reverse("interviews:source_list", args=[slug])
    job = importing.begin(held, by=asking, ready=ready, onward=address, sources=listed)
    return redirect("accounts:job_detail", slug=slug, pk=job.pk)


@require_POST
def upload_drop(request: HttpRequest, slug: str, batch: UUID) -> HttpResponse:
    """Throw away what was not brought in."""
    asking = access.writer(request, slug)
    Batch.objects.of(asking).filter(pk=batch).delete()
    messages.info(request, "The files were dropped. Nothing of them was brought in.")
    return redirect(reverse("interviews:source_list", kwargs={"slug": slug}))
