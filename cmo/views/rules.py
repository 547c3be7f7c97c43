"""The rules of a study: what a state asks, each off, as a reminder or required."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts import access
from accounts.models import Study
from cmo import states
from cmo.ruling import lacking_by_rule, set_rules

CHOICES = [
    (states.OFF, "Off"),
    (states.REMIND, "Remind"),
    (states.REQUIRE, "Require"),
]
ASKS = {
    "plain_sentence": "Before it is working, a configuration has one sentence that anybody understands.",
    "testing_link": "Before it is refined, some evidence tests it. What elicited a theory cannot test it as well.",
    "contradictions_answered": "Before it is refined, somebody has said of each contradiction and each rival what was "
    "made of it.",
    "second_reader": "Before it is refined, somebody other than its author has read it. A supervisor or a colleague "
    "without an account will do. Working alone, switch it off.",
    "version_reason": "Whoever keeps a version says what made them change it. The first one needs no reason.",
    "small_groups": "Before a report is published, citations that too few people share are widened.",
}


class RulesForm(forms.Form):
    """A question for each rule, answered as the study has it."""

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rule, label in states.RULES.items():
            self.fields[rule] = forms.ChoiceField(
                choices=CHOICES,
                label=label,
                help_text=ASKS[rule],
                widget=forms.RadioSelect,
                initial=states.setting(study.rules, rule),
            )


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.owner(request, slug)
    form = RulesForm(request.POST or None, study=asking.study)
    if request.method == "POST" and form.is_valid():
        fallen = set_rules(asking.study, form.cleaned_data, by=asking.user)
        messages.success(request, _told([each.code for each in fallen]))
        return redirect("cmo:rules", slug)
    lacking = lacking_by_rule(asking.study)
    context = {"study": asking.study, "member": asking, "form": form, "rules": _rows(form, lacking)}
    return render(request, "cmo/rules.html", context, status=422 if form.is_bound else 200)


def _rows(form: RulesForm, lacking: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    return [(form[rule], lacking.get(rule, ())) for rule in states.RULES]


def _told(codes: list[str]) -> str:
    if not codes:
        return "The rules are saved."
    return f"The rules are saved. {', '.join(codes)} went back to the state that they reach now."
