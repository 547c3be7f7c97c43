"""Bringing transcripts in: choose files, look at what was read, say who speaks, save."""

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from accounts.models import Membership
from interviews import readers
from interviews.forms.sources import UploadForm
from interviews.models import Source, SourceText, Upload
from interviews.readers.reading import shown_name
from interviews.turns import mark_interviewers
from interviews.views.sources import organisations

MOST_FILES = 150


@require_http_methods(["GET", "HEAD", "POST"])
def source_upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose files; they are read at once and held until they are brought in or dropped."""
    asking = access.writer(request, slug)
    problem = ""
    if request.method == "POST":
        files = request.FILES.getlist("files")
        if 0 < len(files) <= MOST_FILES:
            batch = _read(asking, files)
            return redirect("interviews:upload_detail", slug=slug, batch=batch)
        problem = (
            f"You chose {len(files)} files; {MOST_FILES} at a time is the most. Bring them in in several goes."
            if files
            else "Choose at least one file first."
        )
    waiting = _waiting(asking).values_list("batch", flat=True)
    context = {
        "study": asking.study,
        "member": asking,
        "endings": readers.endings(),
        "problem": problem,
        "waiting": list(dict.fromkeys(waiting)),
    }
    return render(request, "interviews/source_upload.html", context, status=422 if problem else 200)


def _waiting(asking: Membership) -> Any:
    return Upload.objects.filter(study=asking.study, made_by=asking.user)


@transaction.atomic
def _read(asking: Membership, files: list[Any]) -> UUID:
    batch = uuid.uuid4()
    for order, file in enumerate(files):
        upload = Upload(study=asking.study, made_by=asking.user, batch=batch, order=order, name=shown_name(file.name))
        try:
            upload.take(readers.read(file.name, file.read()))
        except readers.Unreadable as error:
            upload.problem = str(error)
        upload.save()
    return batch


@require_http_methods(["GET", "HEAD", "POST"])
def upload_detail(request: HttpRequest, slug: str, batch: UUID) -> HttpResponse:
    """What was read of each file, and what only people know of it. A POST brings them all in, or none; with `again` it
    looks for the turns with one more label and keeps what was typed.
    """
    asking = access.writer(request, slug)
    uploads = list(_waiting(asking).filter(batch=batch))
    if not uploads:
        raise Http404
    data = request.POST if request.method == "POST" else None
    forms = [UploadForm(upload, data, member=asking) for upload in uploads if not upload.problem]
    again = data is not None and "again" in data
    if again:
        for form in forms:
            form.read_again()
    elif data is not None and _all_valid(forms) and _ids_differ(forms):
        sources = _bring_in(asking, forms, batch)
        messages.success(request, f"{len(sources)} source{'' if len(sources) == 1 else 's'} brought in.")
        if len(sources) == 1:
            return redirect("interviews:source_read", slug=slug, pk=sources[0].pk)
        return redirect("interviews:source_list", slug=slug)
    context = {
        "study": asking.study,
        "member": asking,
        "batch": batch,
        "forms": forms,
        "unreadable": [upload for upload in uploads if upload.problem],
        "known": _known(asking, uploads),
        "organisations": organisations(asking),
    }
    wrong = any(form.label_problem for form in forms) if again else data is not None
    return render(request, "interviews/upload_detail.html", context, status=422 if wrong else 200)


def _all_valid(forms: list[UploadForm]) -> bool:
    told = [form.is_valid() for form in forms]  # each is asked, so that all errors show
    return all(told)


def _ids_differ(forms: list[UploadForm]) -> bool:
    """Two files of one upload cannot have the same id: the second is told so."""
    seen: set[str] = set()
    for form in (form for form in forms if not form.leave_out):
        printed_id = form.source.cleaned_data["printed_id"].casefold()
        if printed_id in seen:
            form.source.add_error(
                "printed_id", "Another file of this upload has the same id. Give one of them another."
            )
        seen.add(printed_id)
    return all(form.leave_out or not form.source.errors for form in forms)


def _known(asking: Membership, uploads: list[Upload]) -> dict[str, str]:
    """Printed ids of sources that hold the very same words already, by checksum."""
    texts = SourceText.objects.filter(source__in=Source.objects.visible_to(asking))
    found = texts.filter(checksum__in=[upload.checksum for upload in uploads if upload.text])
    return dict(found.values_list("checksum", "source__printed_id"))


@transaction.atomic
def _bring_in(asking: Membership, forms: list[UploadForm], batch: UUID) -> list[Source]:
    sources = [_source(asking, form) for form in forms if not form.leave_out]
    _waiting(asking).filter(batch=batch).delete()
    return sources


def _source(asking: Membership, form: UploadForm) -> Source:
    told = dict(form.source.cleaned_data)
    interviewers = form.people.interviewers()
    upload = form.upload
    return Source.objects.bring_in(
        asking.study,
        printed_id=told.pop("printed_id"),
        tracers=told.pop("tracers"),
        text=upload.text,
        turns=mark_interviewers(upload.spoken, interviewers),
        encoding=upload.encoding,
        interviewers=interviewers,
        participations=form.people.participations(),
        by=asking.user,
        **told,
    )


@require_POST
def upload_drop(request: HttpRequest, slug: str, batch: UUID) -> HttpResponse:
    """Throw away what was read and not brought in."""
    asking = access.writer(request, slug)
    _waiting(asking).filter(batch=batch).delete()
    messages.info(request, "The files were dropped. Nothing was brought in.")
    return redirect(reverse("interviews:source_list", kwargs={"slug": slug}))
