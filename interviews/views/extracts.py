"""Making extracts, coding them, and taking both away again."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.models import Membership
from interviews.forms.extracts import AboutForm, AddCodeForm, ExtractForm
from interviews.models import Coding, Extract, Source
from interviews.views import reading
from interviews.views.sent import by_the_same


def place(extract: Extract) -> str:
    """The address of the words on the reading page."""
    source = extract.text.source
    page = reverse("interviews:source_read", kwargs={"slug": source.study.slug, "pk": source.pk})
    return f"{page}?extract={extract.pk}#extract-{extract.pk}"


@require_POST
def extract_list(request: HttpRequest, slug: str, pk: UUID) -> HttpResponseBase:
    """Make an extract of a source. The same id sent again gives the same extract."""
    asking = access.writer(request, slug)
    by_the_same(request, asking)
    text = get_object_or_404(reading.latest_texts(asking, pk))
    text.source.study = asking.study
    form = ExtractForm(request.POST, text=text)
    extract = _tried(form, lambda: form.mark(by=asking.user))
    if extract is None:
        return _invalid(request, asking, text.source, None, form)
    if "briefly" in request.POST:
        extract.text = text
        return reading.confirmation(request, asking, extract, new_code=bool(form.cleaned_data["new_code"]))
    return _done(request, asking, extract, new_code=bool(form.cleaned_data["new_code"]))


@require_safe
def extract_detail(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The panel of an extract; opened as a page, the way to its place in the words."""
    asking = access.member(request, slug)
    extract = get_object_or_404(reading.extracts(asking), pk=pk)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(place(extract))
    context = {"study": asking.study, "member": asking, **reading.panel(asking, extract)}
    return render(request, "interviews/source_read.html#panel", context)


@require_POST
def coding_list(request: HttpRequest, slug: str, pk: UUID) -> HttpResponseBase:
    """Give an extract one more code."""
    asking = access.writer(request, slug)
    by_the_same(request, asking)
    extract = get_object_or_404(reading.extracts(asking), pk=pk)
    form = AddCodeForm(request.POST, text=extract.text)
    if _tried(form, lambda: form.add_to(extract, by=asking.user) or True) is None:
        return _invalid(request, asking, extract.text.source, extract, form)
    return _done(request, asking, extract, new_code=bool(form.cleaned_data["new_code"]))


@require_POST
def coding_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    by_the_same(request, asking)
    codings = Coding.objects.visible_to(asking)
    coding = get_object_or_404(codings.select_related("code__study", "extract__text__source__study"), pk=pk)
    coding.remove(by=asking.user)
    return _done(request, asking, coding.extract, coding.code_id)


@require_POST
def extract_about(request: HttpRequest, slug: str, pk: UUID) -> HttpResponseBase:
    """Say what an extract speaks of, and whether it may be quoted."""
    asking = access.writer(request, slug)
    extract = get_object_or_404(reading.extracts(asking), pk=pk)
    form = AboutForm(request.POST, extract=extract)
    if _tried(form, lambda: form.describe(by=asking.user)) is None:
        return _invalid(request, asking, extract.text.source, extract, form)
    return _done(request, asking, extract)


@require_POST
def extract_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Delete an extract, unless evidence or a report still uses it."""
    asking = access.writer(request, slug)
    extract = get_object_or_404(reading.extracts(asking), pk=pk)
    gone = Extract(id=extract.pk, text=extract.text, start=extract.start, end=extract.end)
    codes = [coding.code_id for coding in extract.codings.all()]
    try:
        extract.remove(by=asking.user)
    except ValidationError as error:
        return _refused(request, extract, " ".join(error.messages))
    if request.htmx:  # type: ignore[attr-defined]
        return reading.answer(request, asking, gone, codes)
    return redirect("interviews:source_read", slug=slug, pk=gone.text.source.pk)


def _tried[T](form: Form, deed: Callable[[], T]) -> T | None:
    """What the deed gives; None with the reason in the form's errors."""
    if not form.is_valid():
        return None
    try:
        return deed()
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None


def _done(
    request: HttpRequest, asking: Membership, extract: Extract, *codes: UUID, new_code: bool = False
) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return reading.answer(request, asking, extract, codes, new_code=new_code)
    return redirect(place(extract))


def _invalid(
    request: HttpRequest, asking: Membership, source: Source, extract: Extract | None, form: Form
) -> HttpResponseBase:
    if request.htmx:  # type: ignore[attr-defined]
        return reading.refusal(request, " ".join(str(message) for errors in form.errors.values() for message in errors))
    return reading.page(request, asking, source, extract, form)


def _refused(request: HttpRequest, extract: Extract, message: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return reading.refusal(request, message)
    messages.error(request, message)
    return redirect(place(extract))
