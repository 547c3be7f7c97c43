"""Begin a study: a title is enough, everything else can come later."""

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from accounts import access, studies
from accounts.models import Study
from tracers import frame


class StudyNewForm(forms.ModelForm):
    two_areas = forms.BooleanField(
        label="Begin with Area 1, Area 2 and National as sites",
        help_text="You can rename them, add others or remove them at any time.",
        required=False,
        initial=True,
    )

    class Meta:
        model = Study
        fields = ("title", "slug")
        help_texts = {"slug": "For web addresses: a–z, 0–9 and hyphens. Left empty, it is made from the title."}
        error_messages = {"slug": {"unique": "Another study has this short name already. Choose a different one."}}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["slug"].required = False

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"] or _free_slug(self.cleaned_data.get("title", ""))


def _free_slug(title: str) -> str:
    wish = slugify(title)[:40].strip("-") or "study"
    taken = set(Study.objects.filter(slug__startswith=wish).values_list("slug", flat=True))
    return next(slug for slug in (wish, *(f"{wish}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


@require_http_methods(["GET", "HEAD", "POST"])
def study_new(request: HttpRequest) -> HttpResponse:
    form = StudyNewForm(request.POST or None)
    if request.method != "POST":
        return render(request, "config/study_new.html", {"form": form})
    if not form.is_valid():
        return render(request, "config/study_new.html", {"form": form}, status=422)
    by = access.person(request)
    with transaction.atomic():
        study = studies.begin(form.instance, by=by)
        if form.cleaned_data["two_areas"]:
            frame.start_with_two_areas(study, by=by)
    return redirect("study_home", slug=study.slug)
