"""Moving the ends of an extract: by dragging, by keys, or by the buttons of the panel."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts import access
from accounts.models import JournalEntry
from interviews.ends import stepped
from interviews.forms.ends import EndsForm
from interviews.models import Extract
from interviews.models.extracts import Meanwhile
from interviews.spans import Span
from interviews.views import reading
from interviews.views.extracts import place
from interviews.views.sent import by_the_same


@require_POST
def extract_ends(request: HttpRequest, slug: str, pk: UUID) -> HttpResponseBase:
    """`start` and `end` are the new ends; `move` (“start-1”, “end+1”) moves one of them by words instead."""
    asking = access.writer(request, slug)
    by_the_same(request, asking)
    extract = get_object_or_404(reading.extracts(asking), pk=pk)
    form = EndsForm(request.POST, text=extract.text)
    before = wanted = Span(extract.start, extract.end)
    try:
        if not form.is_valid():
            raise ValidationError([str(message) for errors in form.errors.values() for message in errors])
        seen = before if form.seen is None else form.seen
        if form.ends is None:
            wanted = stepped(extract.text.text, reading.spoken(extract.text), seen, **form.steps)
        else:
            wanted = form.ends
        extract.resize(wanted.start, wanted.end, seen=(seen.start, seen.end), by=asking.user)
    except Meanwhile as meanwhile:
        return _later(request, meanwhile.held, wanted)
    except ValidationError as error:
        return _refused(request, extract, " ".join(error.messages))
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(place(extract))
    touched = Extract(pk=extract.pk, text=extract.text)
    touched.start, touched.end = min(before.start, extract.start), max(before.end, extract.end)
    return reading.answer(request, asking, touched)


def _later(request: HttpRequest, held: Extract, wanted: Span) -> HttpResponse:
    """Told who was first, with both: theirs as it stands, and what one meant oneself."""
    who = _who_moved(held)
    words = held.text.text[wanted.start : wanted.end]
    if request.htmx:  # type: ignore[attr-defined]
        told = {"message": f"{who} moved the ends of this extract meanwhile.", "who": who}
        return JsonResponse({**told, "start": held.start, "end": held.end}, status=409)
    messages.error(
        request,
        f"{who} moved the ends of this extract meanwhile, and nothing of yours was saved. It now reads “{held.quote}”. "
        f"You meant “{words}”. Move the ends again if that is still right.",
    )
    return redirect(place(held))


def _who_moved(extract: Extract) -> str:
    study = extract.text.source.study
    lately = JournalEntry.objects.filter(study=study, thing=extract.pk).select_related("by")
    last: Any = lately.exclude(by=None).order_by("-at", "-pk").first()
    return str(last.by) if last else "Somebody"


def _refused(request: HttpRequest, extract: Extract, message: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return reading.refusal(request, message)
    messages.error(request, message)
    return redirect(place(extract))
