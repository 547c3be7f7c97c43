"""What a reader sends when moving the ends of an extract."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from interviews.forms.extracts import OUTDATED
from interviews.models import SourceText
from interviews.spans import Span

MOVE = re.compile(r"\A(start|end)([+-]\d{1,2})\Z")


class EndsForm(forms.Form):
    """New ends and those that were seen (from the browser), or one of them moved by words (from a button)."""

    version = forms.IntegerField(required=False)
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)
    seen_start = forms.IntegerField(required=False, min_value=0)
    seen_end = forms.IntegerField(required=False, min_value=0)
    move = forms.RegexField(MOVE, required=False)

    def __init__(self, data: Any = None, *, text: SourceText) -> None:
        super().__init__(data)
        self.text = text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("version") not in {None, self.text.version}:
            raise ValidationError(OUTDATED)
        if not self.errors and self.ends is None and not cleaned.get("move"):
            raise ValidationError("Say where the extract begins and where it ends.")
        return cleaned

    @property
    def ends(self) -> Span | None:
        return self._span("start", "end")

    @property
    def seen(self) -> Span | None:
        return self._span("seen_start", "seen_end")

    @property
    def steps(self) -> dict[str, int]:
        """By how many words which end is moved."""
        found = MOVE.fullmatch(self.cleaned_data["move"])
        return {found[1]: int(found[2])} if found else {}

    def _span(self, start: str, end: str) -> Span | None:
        first, last = self.cleaned_data.get(start), self.cleaned_data.get(end)
        return None if first is None or last is None else Span(first, last)
