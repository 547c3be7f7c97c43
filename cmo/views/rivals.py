"""Rivals and contradictions: a register of all, answered in place; and two rivals side by side."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.models import Membership
from cmo.contradictions import ANSWERED, HEAD, OPEN, contradicting, rivals, rows
from cmo.models import Evidence, Link
from cmo.models.answers import Answered
from cmo.views.around import add_errors, form_page, way_back
from interviews.downloads import csv_file

PAGE = 50


class AnswerForm(forms.Form):
    """What was made of a contradiction. Without an answer it is open again."""

    answer = forms.ChoiceField(choices=Answered.Answer.choices, required=False, label="What was made of it")
    note = forms.CharField(required=False, label="How and why", widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") and not cleaned.get("note", "").strip():
            raise ValidationError({"note": "Say how and why: an answer without grounds cannot be discussed."})
        return cleaned


@require_safe
def contradiction_list(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    page = Paginator(contradicting(asking, request.GET), PAGE).get_page(request.GET.get("page"))
    pairs = list(rivals(asking, request.GET))
    query = request.GET.copy()
    query.pop("page", None)
    asked_nothing = not (request.GET.get("answer") or request.GET.get("tracer"))
    context = {
        "study": asking.study,
        "member": asking,
        "page": page,
        "rivals": pairs,
        "total": page.paginator.count + len(pairs),
        "answers": [(OPEN, "Open"), (ANSWERED, "Answered"), *_short_answers()],
        "choices": Answered.Answer.choices,
        "tracers": asking.study.tracers.all(),
        "filters": request.GET,
        "query": query.urlencode(),
        "asked_nothing": asked_nothing,
        "back": request.get_full_path(),
    }
    return render(request, "cmo/contradiction_list.html", context)


def _short_answers() -> list[tuple[str, str]]:
    return [(value, label.partition(":")[0]) for value, label in Answered.Answer.choices if value]


@require_safe
def contradiction_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a table for a spreadsheet program, all pages of it."""
    asking = access.member(request, slug)
    return csv_file(f"{slug}-contradictions", HEAD, rows(asking, request.GET))


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_settle(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    against = Evidence.objects.visible_to(asking).filter(stance=Evidence.Stance.CONTRADICTS)
    evidence = get_object_or_404(against.with_words(), pk=pk)
    title = f"What was made of this, against {evidence.configuration.code}"
    return _settle(request, asking, evidence, title=title, evidence=evidence)


@require_http_methods(["GET", "HEAD", "POST"])
def link_settle(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    link = get_object_or_404(
        Link.objects.of(asking.study).select_related("start__study", "end__study"), kind=Link.Kind.RIVAL_OF, pk=pk
    )
    return _settle(request, asking, link, title=f"What was made of it: {link}")


def _settle(request: HttpRequest, asking: Membership, thing: Evidence | Link, **more: Any) -> HttpResponse:
    """Plain: a page that is a form, then the way back. htmx: the answer in its place."""
    sent = request.POST if request.method == "POST" else None
    form = AnswerForm(sent, initial={"answer": thing.answer, "note": thing.answer_note})
    back = way_back(request, reverse("cmo:contradiction_list", args=[asking.study.slug]))
    if form.is_valid():
        try:
            thing.settle(by=asking.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
    done = form.is_bound and not form.errors
    if done and not request.htmx:  # type: ignore[attr-defined]
        return redirect(back)
    if request.htmx:  # type: ignore[attr-defined]
        context = {"study": asking.study, "member": asking, "thing": thing, "form": form, "back": back}
        context["choices"] = Answered.Answer.choices
        return render(request, "cmo/_answer.html", context, status=200 if done or sent is None else 422)
    return form_page(request, asking, form, back=back, **more)


@require_safe
def rival_detail(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Two rivals side by side with their evidence."""
    asking = access.member(request, slug)
    link = get_object_or_404(Link.objects.of(asking.study), kind=Link.Kind.RIVAL_OF, pk=pk)
    ends = {
        each.pk: each for each in asking.study.configurations.with_triads().filter(pk__in=[link.start_id, link.end_id])
    }
    heard: dict[UUID, list[Evidence]] = {pk: [] for pk in ends}
    evidence = Evidence.objects.visible_to(asking).filter(configuration__in=ends)
    for each in evidence.with_words().contradicting_first():
        heard[each.configuration_id].append(each)
    context = {
        "study": asking.study,
        "member": asking,
        "link": link,
        "pair": [(ends[pk], heard[pk]) for pk in (link.start_id, link.end_id)],
        "choices": Answered.Answer.choices,
        "back": request.get_full_path(),
    }
    return render(request, "cmo/rival_detail.html", context)
