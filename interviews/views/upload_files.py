"""Correcting an upload in place: one file, several at once, everybody who speaks."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from interviews.forms.uploads import SeveralForm, UploadForm, VoicesForm
from interviews.intake import importing
from interviews.models import Batch, Upload
from interviews.views.sent import sent_ids
from interviews.views.sources import organisations
from interviews.views.uploads import upload_table


@require_http_methods(["GET", "HEAD", "POST"])
def upload_edit(request: HttpRequest, slug: str, batch: UUID, upload: UUID) -> HttpResponse:
    """What is told of one file; `again` looks for the turns with one more label."""
    asking = access.writer(request, slug)
    held = get_object_or_404(Batch.objects.of(asking), pk=batch)
    if (job := held.job) and job.is_open:
        return redirect("accounts:job_detail", slug=slug, pk=job.pk)
    file = get_object_or_404(held.uploads.filter(state=Upload.State.READ), pk=upload)
    known = importing.frame(asking)
    data = request.POST if request.method == "POST" else None
    form = UploadForm(file, data, member=asking, known=known)
    again = data is not None and ("again" in data or bool(form.label))
    if again:
        form.read_again()
    elif data is not None and form.is_valid():
        form.save()
        return redirect(f"{reverse('interviews:upload_detail', args=[slug, batch])}#file-{file.pk}")
    context = {
        "study": asking.study,
        "member": asking,
        "batch": held,
        "form": form,
        "line": importing.lines(held, [file], known)[0],
        "organisations": organisations(asking),
    }
    wrong = bool(form.label_problem) if again else data is not None
    return render(request, "interviews/upload_edit.html", context, status=422 if wrong else 200)


@require_POST
def upload_several(request: HttpRequest, slug: str, batch: UUID) -> HttpResponse:
    """The same for all files that were ticked: values, or leaving them out, or taking them in again."""
    asking = access.writer(request, slug)
    held = get_object_or_404(Batch.objects.of(asking), pk=batch)
    if (job := held.job) and job.is_open:
        return redirect("accounts:job_detail", slug=slug, pk=job.pk)
    address = reverse("interviews:upload_detail", args=[slug, batch])
    uploads = importing.listed(held).filter(state=Upload.State.READ)
    ticked = sent_ids(request.POST.getlist("file"))
    chosen = list(uploads if request.POST.get("every") else uploads.filter(pk__in=ticked))
    deed = request.POST.get("deed", "set")
    if deed == "leave out copies":
        chosen = [upload for upload in uploads if any(akin["relation"] == "same" for akin in upload.akin)]
    if not chosen:
        messages.error(request, "Tick the files first that this is about.")
        return redirect(address)
    if deed in {"leave out", "leave out copies", "take in"}:
        held.uploads.filter(pk__in=[upload.pk for upload in chosen]).update(left_out=deed != "take in")
        messages.success(request, f"{_files(len(chosen))} {'taken in again' if deed == 'take in' else 'left out'}.")
        return redirect(address)
    form = SeveralForm(request.POST, member=asking)
    if not form.is_valid():
        return upload_table(request, asking, held, several=form)
    form.tell(chosen)
    Upload.objects.bulk_update(chosen, ["told", "refusal"], batch_size=50)
    messages.success(request, f"{_files(len(chosen))} changed.")
    return redirect(address)


def _files(number: int) -> str:
    return f"{number} file was" if number == 1 else f"{number} files were"


@require_http_methods(["GET", "HEAD", "POST"])
def upload_speakers(request: HttpRequest, slug: str, batch: UUID) -> HttpResponse:
    """Everybody who speaks in the upload, or in one `file` of it: other labels, one label for two, and who asks."""
    asking = access.writer(request, slug)
    held = get_object_or_404(Batch.objects.of(asking), pk=batch)
    if (job := held.job) and job.is_open:
        return redirect("accounts:job_detail", slug=slug, pk=job.pk)
    uploads = importing.listed(held).filter(state=Upload.State.READ)
    one = request.GET.get("file", "")
    if one:
        uploads = uploads.filter(pk__in=sent_ids([one]))
        if not uploads:
            raise Http404
    form = VoicesForm(uploads, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        changed = list(held.uploads.filter(pk__in=[upload.pk for upload in form.changed()]))
        for upload in changed:
            form.apply(upload)
        Upload.objects.bulk_update(changed, ["text", "turns", "voices", "words", "told"], batch_size=25)
        messages.success(request, f"{_files(len(changed))} changed." if changed else "Nothing was changed.")
        return redirect("interviews:upload_detail", slug=slug, batch=batch)
    context = {
        "study": asking.study,
        "member": asking,
        "batch": held,
        "form": form,
        "file": uploads[0] if one else None,
    }
    return render(request, "interviews/upload_speakers.html", context, status=422 if request.method == "POST" else 200)
