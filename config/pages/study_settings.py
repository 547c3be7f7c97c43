"""What a study says about itself: title, programme, how it cites, and the fixed texts of its reports."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access, studies
from accounts.models import Study
from interviews.citation import FIELDS, citation, style_error

EXAMPLE = {
    "id": "14376",
    "site": "Area 2",
    "organisation": "Provider",
    "role": "Manager",
    "date": "2016-07-14",
    "work_stream": "WS2",
    "kind": "interview",
    "participant": "P31",
}
STYLES = (
    "[{id}, {site}, {organisation}, {date:%b %Y}]",
    "[{id}, {organisation}, {site}, {date:%b %Y}]",
    "({participant}, {role}, {date:%Y})",
    "{role} ID {id}",
)


class StudySettingsForm(forms.ModelForm):
    class Meta:
        model = Study
        fields = ("title", "programme", "design", "citation", "threshold", "ethics", "funding", "disclaimer")
        help_texts = {
            "citation": f"Fields in curly brackets: {', '.join(FIELDS)}. A date can have a shape, such as "
            "{date:%b %Y} for Jul 2016. A field that is not known leaves no gap.",
            "threshold": "A printed citation that fewer people of the study share is to be widened before publication.",
            "disclaimer": "Printed at the end of reports.",
        }
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("ethics", "funding", "disclaimer")}

    def clean_citation(self) -> str:
        style: str = self.cleaned_data["citation"]
        if problem := style_error(style):
            raise forms.ValidationError(problem)
        return style


@require_http_methods(["GET", "HEAD", "POST"])
def study_settings(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.owner(request, slug)
    form = StudySettingsForm(request.POST or None, instance=Study.objects.get(pk=asking.study_id))
    valid = request.method == "POST" and form.is_valid()
    if valid:
        studies.revise(asking.study, by=asking.user, **form.cleaned_data)
        messages.success(request, "The settings are saved.")
        return redirect("study_settings", slug=slug)
    context = {"study": asking.study, "member": asking, "form": form, "styles": STYLES}
    context |= _sample(form["citation"].value() or "")
    return render(request, "config/study_settings.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def citation_sample(request: HttpRequest, slug: str) -> HttpResponse:
    """How a style would print, while it is being written."""
    asking = access.owner(request, slug)
    context = _sample(request.GET.get("citation", ""))
    if getattr(request, "htmx", False):
        return render(request, "config/study_settings.html#sample", {"study": asking.study} | context)
    form = StudySettingsForm(instance=asking.study, initial={"citation": request.GET.get("citation", "")})
    page = {"study": asking.study, "member": asking, "form": form, "styles": STYLES}
    return render(request, "config/study_settings.html", page | context)


def _sample(style: str) -> dict[str, Any]:
    """The sample, or what is wrong with the style."""
    problem = style_error(style)
    return {"problem": problem, "sample": "" if problem else citation(style, EXAMPLE)}
