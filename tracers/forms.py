"""One form for each kind of row in the frame, made from its model."""

from typing import Any, cast

from django import forms

from accounts.models import Study
from tracers import frame, profile
from tracers.kinds import Kind
from tracers.models import PolicyEvent, ResearchQuestion, Site, Theme, Tracer, WorkStream

DATE_HINT = "As exactly as it is known: 2016-07-14, 2016-07 or 2016."


class FrameForm(forms.ModelForm):
    """A row of `study`; what it can point at is of the same study."""

    def __init__(self, *args: Any, study: Study, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "change-%s" if "instance" in kwargs else "add-%s"
        self.kind, self.instance.study = kind, study
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                field.queryset = field.queryset.filter(study=study)
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3
        if "parent" in self.fields:
            self._offer_parents()
        if "code" in self.fields and kind.label != "text":
            self.fields["code"].required = False
            self.fields["code"].help_text = "Short, for lists and tables. Left empty, it is made for you."

    def _offer_parents(self) -> None:
        """Anything but the row itself and its own parts."""
        field = cast("forms.ModelChoiceField", self.fields["parent"])
        field.label, field.empty_label = "Part of", "nothing larger"
        if field.queryset is not None and not self.instance._state.adding:
            field.queryset = field.queryset.exclude(pk__in=_with_parts(self.instance))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "code" in self.fields:
            cleaned["code"] = " ".join(cleaned.get("code", "").split()) or frame.free_code(
                self.kind, self.instance.study, cleaned.get(self.kind.label, "")
            )
            others = self.kind.rows(self.instance.study).exclude(pk=self.instance.pk)
            if others.filter(code=cleaned["code"]).exists():
                self.add_error("code", f"Another {self.kind.one} has this code already. Choose a different one.")
        return cleaned


def _with_parts(row: Any) -> set[Any]:
    """The row and all its parts: none of them can be what it is a part of."""
    found, level = {row.pk}, {row.pk}
    while level:
        level = set(type(row).objects.filter(parent__in=level).values_list("pk", flat=True)) - found
        found |= level
    return found


class SiteForm(FrameForm):
    profile = forms.CharField(
        required=False,
        widget=forms.Textarea,
        help_text="A line for each fact, with a note in brackets: “Population: 300,000 (mid-2016)”.",
    )

    class Meta:
        model = Site
        fields = ("label", "code", "kind", "parent", "description", "profile")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["profile"] = "\n".join(profile.lines(self.instance.profile))

    def clean_profile(self) -> list[dict[str, str]]:
        try:
            return profile.read(self.cleaned_data["profile"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class TracerForm(FrameForm):
    class Meta:
        model = Tracer
        fields = ("label", "code", "kind", "rationale", "description")


class ThemeForm(FrameForm):
    class Meta:
        model = Theme
        fields = ("label", "code", "tracer", "definition")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField", self.fields["tracer"]).empty_label = "the whole study"


class WorkStreamForm(FrameForm):
    class Meta:
        model = WorkStream
        fields = ("title", "code", "aim", "start", "end")
        help_texts = dict.fromkeys(("start", "end"), DATE_HINT)


class ResearchQuestionForm(FrameForm):
    class Meta:
        model = ResearchQuestion
        fields = ("code", "text", "parent", "tracers", "themes")
        help_texts = {"code": "Such as 2 or 2b.", "tracers": "Those that are to answer it."}
        widgets = {"tracers": forms.CheckboxSelectMultiple, "themes": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("tracers", "themes"):
            self.fields[name].required = False
            if not cast("forms.ModelMultipleChoiceField", self.fields[name]).queryset.exists():  # type: ignore[union-attr]
                del self.fields[name]


class PolicyEventForm(FrameForm):
    class Meta:
        model = PolicyEvent
        fields = ("date", "label", "detail", "tracers")
        help_texts = {"date": DATE_HINT}
        widgets = {"tracers": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tracers"].required = False


FORMS: dict[str, type[FrameForm]] = {
    "sites": SiteForm,
    "tracers": TracerForm,
    "themes": ThemeForm,
    "work-streams": WorkStreamForm,
    "research-questions": ResearchQuestionForm,
    "policy-events": PolicyEventForm,
}
