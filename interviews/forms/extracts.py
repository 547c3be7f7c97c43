"""What a reader sends when coding words."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from interviews import anchoring
from interviews.models import Code, Extract, SourceText
from tracers.models import Site, Tracer

OUTDATED = "These words were corrected after you opened them. Load the page again and select the words anew."
NOWHERE = "These words do not stand in the transcript. Copy them from it exactly as they are printed there."
LAST_WORD = re.compile(r"\s+\S*$")
IN_VIVO = 90  # characters of a code in the speaker's words
NOT_THERE = "The code under which the new one was to stand is in use no more. Load the page again."
NO_WORDS = "Select some words, or paste them, first."


def in_vivo(words: str) -> str:
    """The name of a code in the speaker's words."""
    name = " ".join(words.split())
    return name if len(name) <= IN_VIVO else f"{LAST_WORD.sub('', name[:IN_VIVO])}…"


class CodesField(forms.ModelMultipleChoiceField):
    """Codes; the empty choice of a plain select stands for none."""

    def clean(self, value: Any) -> Any:
        return super().clean([each for each in value or () if each])


class CodingForm(forms.Form):
    """Codes by choice, and one by a name that may be new."""

    codes = CodesField(Code.objects.none(), required=False)
    new_code = forms.CharField(label="New code", max_length=200, required=False)
    under = forms.ModelChoiceField(
        Code.objects.none(), required=False, widget=forms.HiddenInput, error_messages={"invalid_choice": NOT_THERE}
    )
    in_vivo = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, text: SourceText) -> None:
        super().__init__(data)
        self.text = text
        self.study = text.source.study
        for name in ("codes", "under"):
            self.fields[name].queryset = self.study.codes.in_use()  # type: ignore[attr-defined]

    def clean_new_code(self) -> str:
        return " ".join(self.cleaned_data["new_code"].split())

    def chosen(self, *, by: User) -> list[Code]:
        """The codes; one with a new name is made, under `under`; one whose name is known is taken.

        Raises ValidationError.
        """
        codes = list(self.cleaned_data["codes"])
        if name := self.cleaned_data["new_code"]:
            codes.append(self.study.codes.in_use().filter(name__iexact=name).first() or self._make(name, by))
        return codes

    def _make(self, name: str, by: User) -> Code:
        under = self.cleaned_data["under"]
        if self.study.codes.filter(parent=under, name__iexact=name).exists():
            raise ValidationError(
                f"“{name}” is a retired code. Bring it back on the page of codes, or choose another name."
            )
        kind = Code.Kind.IN_VIVO if self.cleaned_data["in_vivo"] else Code.Kind.EMERGENT
        return Code.objects.make(self.study, name, by=by, parent=under, kind=kind)


class AddCodeForm(CodingForm):
    """For an extract that is there."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["codes"] and not cleaned["new_code"]:
            raise ValidationError("Choose a code, or name a new one.")
        return cleaned

    @transaction.atomic
    def add_to(self, extract: Extract, *, by: User) -> None:
        for code in self.chosen(by=by):
            extract.add_code(code, by=by)


class AboutForm(forms.Form):
    """What an extract speaks of, and how it may be used."""

    sites = forms.ModelMultipleChoiceField(
        Site.objects.none(), required=False, label="Sites spoken of", widget=forms.CheckboxSelectMultiple
    )
    nowhere = forms.BooleanField(required=False, label="nowhere in particular")
    tracers = forms.ModelMultipleChoiceField(
        Tracer.objects.none(), required=False, label="Tracers spoken of", widget=forms.CheckboxSelectMultiple
    )
    claim = forms.ChoiceField(choices=[("", "not said"), *Extract.Claim.choices], required=False)
    unquotable = forms.BooleanField(required=False, label="may not be quoted")

    def __init__(self, data: Any = None, *, extract: Extract) -> None:
        said = {
            "sites": extract.sites.all(),
            "nowhere": extract.nowhere,
            "tracers": extract.tracers.all(),
            "claim": extract.claim,
            "unquotable": not extract.quotable,
        }
        super().__init__(data, initial=said, auto_id="about-%s")
        study = extract.text.source.study
        self.fields["sites"].queryset = study.sites.all()  # type: ignore[attr-defined]
        self.fields["tracers"].queryset = study.tracers.all()  # type: ignore[attr-defined]
        self.extract = extract

    def describe(self, *, by: User) -> Extract:
        """The extract, described. Raises ValidationError."""
        told = dict(self.cleaned_data)
        self.extract.describe(by=by, quotable=not told.pop("unquotable"), **told)
        return self.extract


class ExtractForm(CodingForm):
    """A stretch of the words: by its place (from the browser), or by the words themselves (pasted)."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    quote = forms.CharField(label="Words of the transcript", required=False, widget=forms.Textarea)

    field_order = ("quote", "codes", "new_code")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("version") not in {None, self.text.version}:
            raise ValidationError(OUTDATED)
        if cleaned.get("start") is None or cleaned.get("end") is None:
            cleaned["start"], cleaned["end"] = self._place(cleaned.get("quote", ""))
        if cleaned.get("in_vivo") and not cleaned.get("new_code"):
            cleaned["new_code"] = in_vivo(self.text.text[cleaned["start"] : cleaned["end"]])
        return cleaned

    def _place(self, quote: str) -> tuple[int, int]:
        if not quote.strip():
            raise ValidationError({"quote": NO_WORDS})
        found = anchoring.places(self.text.text, quote)
        if not found:
            raise ValidationError({"quote": NOWHERE})
        if len(found) > 1:
            several = f"These words stand in {len(found)} places. Copy a few more, so that there is one place alone."
            raise ValidationError({"quote": several})
        return found[0].start, found[0].end

    def mark(self, *, by: User) -> Extract:
        """Raises ValidationError when the place lies outside the words."""
        if not self.cleaned_data["new_code"]:
            return self._marked(by)
        with transaction.atomic():
            return self._marked(by)

    def _marked(self, by: User) -> Extract:
        cleaned = self.cleaned_data
        self.given = self.chosen(by=by)
        return Extract.objects.mark(
            self.text, cleaned["start"], cleaned["end"], by=by, codes=self.given, id=cleaned["id"]
        )
