"""Meetings: the agenda, what was decided, and one configuration large enough for the wall."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.models import Membership
from cmo.agenda import agenda
from cmo.board import sentence_of
from cmo.condition import condition
from cmo.keeping import keep_decision
from cmo.models import Configuration, Decision, Evidence, Link, Meeting
from cmo.views.around import add_errors, configuration_of, form_page, way_back

DATE_HINT = "As exactly as it is known: 2016-07-14, 2016-07 or 2016."
UNCHANGED = "Nothing changed since the last version, so none was kept. The decision stands in the minutes."


class MeetingForm(forms.ModelForm):
    class Meta:
        model = Meeting
        fields = ["title", "date", "present", "note"]
        widgets = {"present": forms.Textarea(attrs={"rows": 4}), "note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"date": DATE_HINT, "present": "A name a line."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date"].required = True


class DecisionForm(forms.ModelForm):
    keep = forms.BooleanField(required=False, label="Keep a version with this decision as the reason")

    class Meta:
        model = Decision
        fields = ["text", "dissent"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "dissent": forms.Textarea(attrs={"rows": 2})}


@require_safe
def meeting_list(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    meetings = asking.study.meetings.with_decisions()
    context = {"study": asking.study, "member": asking, "meetings": meetings, "points": agenda(asking)}
    return render(request, "cmo/meeting_list.html", context | {"back": request.get_full_path()})


@require_http_methods(["GET", "POST"])
def meeting_new(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.writer(request, slug)
    people = "\n".join(str(each.user) for each in asking.study.memberships.select_related("user"))
    today = timezone.localdate().isoformat()
    form = MeetingForm(
        request.POST or None,
        initial={"title": "Team meeting", "date": today, "present": people},
        instance=Meeting(study=asking.study),
    )
    if form.is_valid():
        made = Meeting.objects.call(asking.study, by=asking.user, **form.cleaned_data)
        return redirect("cmo:meeting_detail", slug, made.pk)
    back = way_back(request, "../")
    return form_page(request, asking, form, title="New meeting", back=back, button="Begin")


@require_http_methods(["GET", "POST"])
def meeting_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    form = MeetingForm(request.POST or None, instance=_meeting(asking, pk))
    if form.is_valid():
        _meeting(asking, pk).revise(by=asking.user, **form.cleaned_data)
        return redirect("cmo:meeting_detail", slug, pk)
    return form_page(request, asking, form, title="Edit the meeting", back="../")


@require_safe
def meeting_detail(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.member(request, slug)
    meeting = _meeting(asking, pk)
    context = {
        "study": asking.study,
        "member": asking,
        "meeting": meeting,
        "points": agenda(asking),
        "decisions": _decisions(meeting),
        "back": request.get_full_path(),
    }
    return render(request, "cmo/meeting_detail.html", context)


@require_http_methods(["GET", "POST"])
def meeting_configuration(request: HttpRequest, slug: str, pk: UUID, configuration: UUID) -> HttpResponse:
    """One configuration for the wall; the next and the one before are those of the agenda."""
    asking = access.writer(request, slug) if request.method == "POST" else access.member(request, slug)
    meeting, shown = _meeting(asking, pk), configuration_of(asking.study, configuration)
    form = DecisionForm(request.POST or None, instance=Decision(meeting=meeting, configuration=shown))
    if form.is_valid():
        _decide(request, meeting, shown, form, asking)
        return redirect(request.path)
    evidence = Evidence.objects.visible_to(asking).filter(configuration=shown).with_words().contradicting_first()
    points = agenda(asking)
    context: dict[str, Any] = {
        "study": asking.study,
        "member": asking,
        "meeting": meeting,
        "configuration": shown,
        "sentence": sentence_of(shown),
        "point": next((each for each in points if each.configuration.pk == shown.pk), None),
        "evidence": sorted(evidence, key=lambda piece: piece.is_question),
        "rivals": Link.objects.rivals_of(shown).select_related("start", "end"),
        "condition": condition(shown),
        "form": form,
        "back": request.get_full_path(),
    }
    context |= _near([each.configuration for each in points], shown)
    return render(request, "cmo/meeting_configuration.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _decide(
    request: HttpRequest, meeting: Meeting, configuration: Configuration, form: DecisionForm, member: Membership
) -> None:
    fields = form.cleaned_data
    decision = meeting.decide(configuration, fields["text"], dissent=fields["dissent"], by=member.user)
    if fields["keep"]:
        _keep(request, decision, member)


def _keep(request: HttpRequest, decision: Decision, member: Membership) -> None:
    before = decision.configuration.versions_kept
    kept = keep_decision(decision, by=member.user)
    told = f"Version {kept.number} of {decision.configuration.code} is kept." if kept.number > before else UNCHANGED
    messages.success(request, told)


@require_POST
def decision_version(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A version with this decision as its reason."""
    asking = access.writer(request, slug)
    decision = _decision(asking, pk)
    _keep(request, decision, asking)
    return redirect("cmo:meeting_detail", slug, decision.meeting_id)


@require_http_methods(["GET", "POST"])
def decision_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    decision = _decision(asking, pk)
    form = DecisionForm(request.POST or None, instance=decision)
    del form.fields["keep"]
    if form.is_valid():
        try:
            _decision(asking, pk).revise(by=asking.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect("cmo:meeting_detail", slug, decision.meeting_id)
    title = f"What was decided on {decision.configuration.code}"
    return form_page(request, asking, form, title=title, back=f"../../../meetings/{decision.meeting_id}/")


@require_POST
def decision_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    decision = _decision(asking, pk)
    decision.remove(by=asking.user)
    return redirect("cmo:meeting_detail", slug, decision.meeting_id)


def _meeting(member: Membership, pk: UUID) -> Meeting:
    return get_object_or_404(member.study.meetings.select_related("study"), pk=pk)


def _decision(member: Membership, pk: UUID) -> Decision:
    decisions = Decision.objects.select_related("meeting__study", "configuration__study")
    return get_object_or_404(decisions, meeting__study=member.study, pk=pk)


def _decisions(meeting: Meeting) -> list[tuple[Decision, int]]:
    """What was decided, each with the number of the version that has it as its reason, or 0."""
    versions = meeting.versions.values_list("configuration", "reason", "number").order_by("number")
    numbers = {(configuration, reason): number for configuration, reason, number in versions}
    decisions = meeting.decisions.select_related("configuration").order_by("at")
    return [(each, numbers.get((each.configuration_id, each.reason), 0)) for each in decisions]


def _near(walked: list[Configuration], shown: Configuration) -> dict[str, Any]:
    """The one before and the next on the agenda, in a circle; of one that is not there the first is next."""
    places = [place for place, each in enumerate(walked) if each.pk == shown.pk]
    if not places:
        return {"next": walked[0] if walked else None, "place": 0, "of": len(walked)}
    place = places[0]
    around = {"previous": walked[place - 1], "next": walked[(place + 1) % len(walked)]} if len(walked) > 1 else {}
    return around | {"place": place + 1, "of": len(walked)}
