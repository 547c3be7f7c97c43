"""Forms of programme theories."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Study
from cmo.models import ProgrammeTheory, TheoryJudgement


class TheoryForm(forms.ModelForm):
    reason = forms.CharField(required=False, label="What made you change it?", widget=forms.Textarea(attrs={"rows": 2}))

    class Meta:
        model = ProgrammeTheory
        fields = ["statement", "none_identifiable", "note", "level", "parent", "tracer", "origin", "code"]
        labels = {"parent": "Part of", "note": "Grounds and notes", "none_identifiable": "No identifiable theory"}
        widgets = {
            "statement": forms.Textarea(attrs={"rows": 4, "data-focus": ""}),
            "note": forms.Textarea(attrs={"rows": 2}),
            "origin": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "statement": "How it is supposed to work, and why, in prose.",
            "none_identifiable": "It was looked for and there is none: a finding too. The statement says what was "
            "looked for, the grounds where.",
            "origin": "Documents, interviews, literature, an earlier study, your own refinement.",
            "code": "Short, for lists and tables. Left empty, it is made for you.",
        }

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theories = study.theories.exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = theories  # type: ignore[attr-defined]
        self.fields["parent"].empty_label = "nothing larger"  # type: ignore[attr-defined]
        self.fields["parent"].label_from_instance = _named  # type: ignore[attr-defined]
        self.fields["tracer"].queryset = study.tracers.all()  # type: ignore[attr-defined]
        self.fields["tracer"].empty_label = "the whole study"  # type: ignore[attr-defined]
        self.fields["level"] = forms.ChoiceField(choices=_levels(study, self.instance.level), required=False)
        self.fields["code"].required = False
        self.instance.study = study
        if self.instance._state.adding:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("none_identifiable") and not cleaned.get("note", "").strip():
            self.add_error("note", "Say on what grounds: where it was looked for, and who was asked.")
        code = cleaned.get("code", "").strip()
        if code and self.instance.study.theories.exclude(pk=self.instance.pk).filter(code=code).exists():
            self.add_error("code", "Another theory has this code already. Choose a different one.")
        if not code and not self.instance._state.adding:
            cleaned["code"] = self.initial["code"]
        return cleaned

    def _post_clean(self) -> None:
        """The verb lays the answers over the theory and checks it."""


class MoveForm(forms.Form):
    parent = forms.ModelChoiceField(
        ProgrammeTheory.objects.none(), required=False, empty_label="nothing larger", label="Part of"
    )

    def __init__(self, *args: Any, theory: ProgrammeTheory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["parent"] = theory.parent_id
        self.fields["parent"].queryset = theory.study.theories.exclude(pk=theory.pk)  # type: ignore[attr-defined]
        self.fields["parent"].label_from_instance = _named  # type: ignore[attr-defined]


class JudgementForm(forms.ModelForm):
    class Meta:
        model = TheoryJudgement
        fields = ["judgement", "note"]
        widgets = {"judgement": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["judgement"] = forms.ChoiceField(
            choices=[*TheoryJudgement.Judgement.choices, ("", "No judgement")],
            required=False,
            widget=forms.RadioSelect,
            label="As you judge it",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("judgement") and not cleaned.get("note", "").strip():
            raise ValidationError({"note": "Say why: a judgement without grounds cannot be discussed."})
        return cleaned

    def _post_clean(self) -> None:
        """The verb does."""


def _levels(study: Study, held: str) -> list[tuple[str, str]]:
    levels = dict.fromkeys([*study.levels, "middle range", *filter(None, [held])])
    return [("", "—"), *((level, level.capitalize()) for level in levels)]


def _named(theory: ProgrammeTheory) -> str:
    words = theory.statement if len(theory.statement) <= 70 else f"{theory.statement[:69].rstrip()}…"
    return f"{theory.code} {words}"
