"""Versions of a configuration: keeping one, reading one, and the words that change between them."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.models import User
from cmo.differing import between
from cmo.keeping import keep, keep_decision, wording
from cmo.models import Configuration, Decision
from cmo.views.around import add_errors, configuration_of, form_page


class KeepForm(forms.Form):
    """One question. `decision`: what a meeting decided is the reason instead."""

    reason = forms.CharField(
        required=False,
        label="What made you change it?",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="An interview, a contradiction, a talk in the team: one line is enough.",
    )
    decision = forms.ModelChoiceField(
        Decision.objects.none(), required=False, label="Or what a meeting decided", empty_label="—"
    )

    def __init__(self, *args: Any, configuration: Configuration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions = configuration.decisions.select_related("meeting")
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]


@require_POST
def version_new(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    configuration = configuration_of(asking.study, pk)
    form = KeepForm(request.POST, configuration=configuration)
    back = f"{_page(configuration)}#versions"
    if form.is_valid():
        try:
            decision, reason = form.cleaned_data["decision"], form.cleaned_data["reason"]
            _keep(configuration, decision, reason, asking.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(back)
    return form_page(request, asking, form, title=f"Keep this version of {configuration.code}", back=back)


def _keep(configuration: Configuration, decision: Decision | None, reason: str, by: User) -> None:
    if decision and not reason.strip():
        keep_decision(decision, by=by)
    else:
        keep(configuration, by=by, reason=reason, meeting=decision.meeting if decision else None)


@require_safe
def version_detail(request: HttpRequest, slug: str, pk: UUID, number: int) -> HttpResponse:
    """What it said then, with the difference to the version before."""
    asking = access.member(request, slug)
    configuration = configuration_of(asking.study, pk)
    versions = configuration.versions.select_related("meeting")
    version = get_object_or_404(versions, number=number)
    before, after = (versions.filter(number=near).first() for near in (number - 1, number + 1))
    context = {
        "study": asking.study,
        "member": asking,
        "configuration": configuration,
        "version": version,
        "before": before,
        "after": after,
        "difference": between(wording(before or version), wording(version)),
        "since": between(wording(version), wording(configuration)),
    }
    return render(request, "cmo/version_detail.html", context)


def _page(configuration: Configuration) -> str:
    return reverse("cmo:configuration_detail", args=[configuration.study.slug, configuration.pk])
