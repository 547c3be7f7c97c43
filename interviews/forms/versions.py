"""Correcting the words of a turn."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from interviews import edits
from interviews.models import SourceText
from interviews.rewriting import OUTDATED
from interviews.turns import Turn, find_turns


class CorrectionForm(forms.Form):
    """The words of one turn as they should be. `version` is that of the words when the page was opened."""

    words = forms.CharField(
        error_messages={"required": "A turn keeps at least a word. To take words out of it, leave the others."},
        widget=forms.Textarea(attrs={"rows": 8, "data-grow": "", "spellcheck": "true", "autofocus": True}),
    )
    reason = forms.CharField(
        max_length=300, required=False, label="Why", help_text="For the history: “misheard”, or “checked on the tape”."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, text: SourceText, turn: Turn) -> None:
        self.text, self.turn = text, turn
        self.old = text.text[turn.start : turn.end]
        super().__init__(data, initial={"words": self.old, "version": text.version})
        self.edits: list[edits.Edit] = []

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        return unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n"))

    def clean_version(self) -> int:
        version: int = self.cleaned_data["version"]
        if version != self.text.version:
            raise ValidationError(OUTDATED.format(self.text.source))
        return version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        self.edits = edits.changes(self.old, cleaned["words"], start=self.turn.start)
        if not self.edits:
            raise ValidationError("Nothing was changed.")
        if self._begins_a_turn():
            raise ValidationError(
                "A line of these words would be read as a speaker label. Put another sign in the place of its colon."
            )
        return cleaned

    def _begins_a_turn(self) -> bool:
        """Whether reading the exported words again would find other turns."""
        if not self.turn.speaker:
            return False
        speakers = {turn.speaker for turn in self.text.spoken}
        now = edits.rewrite(self.text.text, self.edits)
        return len(find_turns(now, speakers)) != len(find_turns(self.text.text, speakers))
