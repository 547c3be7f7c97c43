"""The form of a code."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Study, User
from interviews.codetree import branches, flat
from interviews.models import Code
from interviews.models.codes import HUES


class PlaceField(forms.ModelChoiceField):
    """A place in the tree, named by its whole path."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Code.objects.none(), empty_label="At the top", required=False, label="Under", **options)

    def offer(self, codes: list[Code], own: Code | None) -> None:
        """All places but those under the code itself."""
        own_id = own.pk if own else None
        tree = list(flat(branches(codes)))
        below = {own_id}
        for branch in tree:
            if branch.code.parent_id in below and own_id:
                below.add(branch.code.pk)
        offered = [branch for branch in tree if branch.code.pk not in below]
        self.queryset = Code.objects.filter(pk__in=[branch.code.pk for branch in offered])
        self.choices = [("", "At the top"), *((branch.code.pk, branch.path) for branch in offered)]


class CodeForm(forms.ModelForm):
    parent = PlaceField()
    hue = forms.TypedChoiceField(
        coerce=int,
        choices=[(hue, f"Hue {hue}") for hue in range(1, HUES + 1)],
        widget=forms.RadioSelect,
        required=False,
        empty_value=None,
        label="Colour",
    )

    class Meta:
        model = Code
        fields = ("name", "parent", "description", "include", "exclude", "kind", "hue")
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("description", "include", "exclude")}

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.study = study
        self.own = Code.objects.get(pk=self.instance.pk) if not self.instance._state.adding else None
        self.fields["parent"].offer(list(study.codes.in_use()), self.own)  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        same = self.study.codes.filter(parent=cleaned.get("parent"), name__iexact=cleaned.get("name", ""))
        if same.exclude(pk__in=[self.own.pk] if self.own else []).exists():
            raise ValidationError({"name": f"There is already a code “{cleaned['name']}” in this place."})
        return cleaned

    def _post_clean(self) -> None:
        """The verbs of the model validate and save; this form only reads."""

    def write(self, *, by: User) -> Code:
        """The code, made or revised. Raises ValidationError."""
        fields = {name: value for name, value in self.cleaned_data.items() if not (name == "hue" and value is None)}
        if self.own:
            self.own.revise(by=by, **fields)
            return self.own
        return Code.objects.make(self.study, fields.pop("name"), by=by, **fields)
