"""What the views of this floor share: finding a thing within the study, and the way back."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import Membership, Study
from cmo.models import Configuration
from tracers.models import Tracer


def configuration_of(study: Study, pk: UUID) -> Configuration:
    """The configuration with its items and sites at hand, or Http404."""
    return get_object_or_404(study.configurations.with_triads(), pk=pk)


def tracer_of(study: Study, name: str) -> Tracer:
    """The tracer by its code, label or UUID, or Http404."""
    found = study.tracers.named(name)
    if found:
        return found
    try:
        return get_object_or_404(study.tracers, pk=UUID(name))
    except ValueError:
        return get_object_or_404(study.tracers, code=name)


def row_id(said: str) -> UUID | None:
    """What was sent as an id; None for anything else."""
    try:
        return UUID(said)
    except ValueError:
        return None


def board_url(configuration: Configuration) -> str:
    """The row of the board where the configuration stands; its own page when it has no tracer."""
    slug = configuration.study.slug
    if not configuration.tracer:
        return reverse("cmo:configuration_detail", args=[slug, configuration.pk])
    return f"{reverse('cmo:board', args=[slug, configuration.tracer.code])}#{configuration.code}"


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where the person came from, when that is one of our pages: named by the form, or the page htmx stands on."""
    current = getattr(request, "htmx", None) and request.htmx.current_url_abs_path  # type: ignore[attr-defined]
    wanted = request.POST.get("next") or request.GET.get("next") or current or ""
    return wanted if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None) else otherwise


def go_back(request: HttpRequest, otherwise: str) -> HttpResponse:
    return redirect(way_back(request, otherwise))


def add_errors(form: BaseForm, error: ValidationError) -> None:
    """What a verb refused, said where the person can see it: at the field, or above the form."""
    named = getattr(error, "error_dict", {})
    for field, errors in named.items():
        form.add_error(field if field in form.fields else None, errors)
    if not named:
        form.add_error(None, error)


def form_page(
    request: HttpRequest,
    member: Membership,
    form: BaseForm,
    *,
    title: str,
    back: str,
    button: str = "Save",
    **more: object,
) -> HttpResponse:
    """A page that is one form; 422 when it was sent and does not hold."""
    context = {"study": member.study, "member": member, "form": form, "title": title, "back": back, "button": button}
    return render(request, "cmo/form_page.html", context | more, status=422 if form.is_bound else 200)
