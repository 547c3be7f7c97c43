"""The forms of codes: what one is, where it stands, what it becomes part of and what it gives away."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Study, User
from interviews.codebook import Meaning, merge, split
from interviews.codetree import Branch, branches, flat
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


class PlaceForm(forms.Form):
    """One step (up, down, in, out), or a place: under `parent` (none: at the top) and before one of the codes there."""

    UNCLEAR = "Say where the code goes: up, down, in or out, or under another code."

    move = forms.ChoiceField(choices=[(step, step) for step in ("up", "down", "in", "out")], required=False)
    parent = forms.ModelChoiceField(Code.objects.none(), required=False)
    before = forms.ModelChoiceField(Code.objects.none(), required=False)

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("parent", "before"):
            self.fields[name].queryset = study.codes.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("move") and "parent" not in self.data:
            raise ValidationError(self.UNCLEAR)
        return cleaned

    def move_code(self, code: Code, *, by: User) -> None:
        """Raises ValidationError."""
        match self.cleaned_data["move"]:
            case "up":
                code.step(-1, by=by)
            case "down":
                code.step(1, by=by)
            case "in":
                code.step_in(by=by)
            case "out":
                code.step_out(by=by)
            case _:
                code.move(parent=self.cleaned_data["parent"], before=self.cleaned_data["before"], by=by)


class HueForm(forms.Form):
    hue = forms.IntegerField(min_value=1, max_value=HUES)
    below = forms.BooleanField(required=False)


class TargetField(forms.ModelChoiceField):
    """Another code in use, named by its whole path."""

    def offer(self, code: Code, tree: Iterable[Branch]) -> None:
        others = [branch for branch in tree if branch.code != code and not branch.code.retired]
        self.queryset = Code.objects.filter(study=code.study_id, retired=False).exclude(pk=code.pk)
        self.choices = [("", "Choose a code"), *((branch.code.pk, branch.path) for branch in others)]


class MergeForm(forms.Form):
    into = TargetField(Code.objects.none(), label="Becomes part of")
    meaning = forms.ChoiceField(
        label="What it means is said by the words", choices=Meaning, widget=forms.RadioSelect, initial=Meaning.OURS
    )

    def __init__(self, *args: Any, code: Code, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code
        tree = list(flat(branches(code.study.codes.in_use())))
        self.fields["into"].offer(code, tree)  # type: ignore[attr-defined]

    def merge(self, *, by: User) -> int:
        """Raises ValidationError."""
        return merge(self.code, into=self.cleaned_data["into"], meaning=self.cleaned_data["meaning"], by=by)


class ManyIds(forms.Field):
    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[UUID]:
        try:
            return [UUID(each) for each in value or ()]
        except ValueError:
            raise ValidationError("These extracts are not known. Load the page again and tick them anew.") from None


class SplitForm(forms.Form):
    """Some of a code's extracts get another code, or a new one under it or beside it."""

    extracts = ManyIds(required=False)
    into = TargetField(Code.objects.none(), required=False, label="Give them the code")
    new_code = forms.CharField(max_length=200, required=False, label="or a new one")
    place = forms.ChoiceField(choices=[("under", "under it"), ("beside", "beside it")], required=False)
    keep = forms.BooleanField(required=False)

    def __init__(self, *args: Any, code: Code, tree: Sequence[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code
        self.given: Code | None = None
        self.fields["into"].offer(code, tree)  # type: ignore[attr-defined]

    def clean_new_code(self) -> str:
        return " ".join(self.cleaned_data["new_code"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and bool(cleaned["into"]) == bool(cleaned["new_code"]):
            raise ValidationError("Choose the code that these extracts get, or name a new one, but not both.")
        return cleaned

    @transaction.atomic
    def split(self, extracts: Iterable[UUID], *, by: User) -> int:
        """How many extracts there were. Raises ValidationError."""
        self.given = given = self.cleaned_data["into"] or self._made(by)
        return split(self.code, extracts, into=given, keep=self.cleaned_data["keep"], by=by)

    def _made(self, by: User) -> Code:
        name, code = self.cleaned_data["new_code"], self.code
        parent = code.parent if self.cleaned_data["place"] == "beside" else code
        if code.study.codes.filter(parent=parent, name__iexact=name).exists():
            raise ValidationError(f"There is already a code “{name}” in this place. Choose it from the list.")
        return Code.objects.make(code.study, name, by=by, parent=parent)
