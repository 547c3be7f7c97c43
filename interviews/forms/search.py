"""What is sent with a search: coding its hits, and keeping it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Membership
from interviews.forms.extracts import CodesField
from interviews.models import Code, SpokenTurn
from interviews.query import QueryError
from interviews.searching.asked import Asked
from interviews.searching.coding import CHANGED, Coded, code_stretches
from interviews.searching.finding import Search
from interviews.searching.places import MOST_AROUND, stretch
from interviews.spans import Span

MOST_HITS = 20_000
EXTENTS = [
    ("sentence", "the sentence"),
    ("turn", "the whole turn"),
    ("words", "words around it"),
    ("hit", "the hit alone"),
]


class CodeHitsForm(forms.Form):
    """`hit` is repeated: text, start and end of a hit, parted by colons. `every`: all hits, on other pages too."""

    codes = CodesField(Code.objects.none(), required=False, label="Code")
    new_code = forms.CharField(label="New code", max_length=200, required=False)
    extent = forms.ChoiceField(choices=EXTENTS, label="What becomes the extract")
    around = forms.IntegerField(min_value=1, max_value=MOST_AROUND, required=False, label="Words on either side")

    def __init__(self, data: Any = None, *, member: Membership, asked: Asked) -> None:
        super().__init__(data, auto_id="code-%s", initial={"extent": "sentence", "around": 10})
        self.member, self.asked = member, asked
        self.every = bool(data and data.get("every"))
        self.ticked: list[str] = data.getlist("hit") if data else []
        self.fields["codes"].queryset = member.study.codes.in_use()  # type: ignore[attr-defined]

    def clean_new_code(self) -> str:
        return " ".join(self.cleaned_data["new_code"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if len(cleaned["codes"]) + bool(cleaned["new_code"]) != 1:
            raise ValidationError("Choose one code, or name a new one.")
        if not self.every and not self.ticked:
            raise ValidationError("Tick the hits that are to be coded, or choose “all hits”.")
        return cleaned

    @transaction.atomic
    def code_hits(self) -> tuple[Code, Coded]:
        """Raises ValidationError, and QueryError where the search cannot be made any more."""
        stretches: dict[UUID, list[Span]] = {}
        extent, around = self.cleaned_data["extent"], self.cleaned_data["around"] or 10
        found = self._every() if self.every else self._ticked()
        for number, (text, start, words, hit) in enumerate(found):
            if number >= MOST_HITS:
                raise ValidationError(
                    f"These are more than {MOST_HITS:,} hits: narrow the search, or code them in parts."
                )
            span = stretch(words, hit, extent, around)
            stretches.setdefault(text, []).append(Span(start + span.start, start + span.end))
        if not stretches:
            raise ValidationError("Nothing was found, so there is nothing to code.")
        code = self._code()
        return code, code_stretches(self.member, stretches, code, made_with=f"search: {self.asked.name}")

    def _code(self) -> Code:
        if chosen := list(self.cleaned_data["codes"]):
            return chosen[0]
        name = self.cleaned_data["new_code"]
        known = self.member.study.codes.in_use().filter(name__iexact=name).first()
        return known or Code.objects.make(self.member.study, name, by=self.member.user)

    def _every(self) -> "Iterable[tuple[UUID, int, str, Span]]":
        search = Search(self.member, self.asked)
        for passage in search.every(search.result()):
            yield from ((passage.text, passage.start, passage.words, hit) for hit in passage.hits)

    def _ticked(self) -> "Iterable[tuple[UUID, int, str, Span]]":
        wanted = [_hit(each) for each in self.ticked]
        turns: dict[UUID, list[SpokenTurn]] = {}
        there = SpokenTurn.objects.filter(study=self.member.study_id, text__in={text for text, _ in wanted})
        for each in there.defer("stems", "forms"):
            turns.setdefault(each.text_id, []).append(each)
        for text, span in wanted:
            turn = next(
                (each for each in turns.get(text, ()) if each.start <= span.start and span.end <= each.end), None
            )
            if turn is None:
                raise ValidationError(CHANGED.format("a source"))
            yield text, turn.start, turn.words, Span(span.start - turn.start, span.end - turn.start)


def _hit(sent: str) -> tuple[UUID, Span]:
    try:
        text, start, end = sent.split(":")
        span = Span(int(start), int(end))
        if 0 <= span.start < span.end:
            return UUID(text), span
    except ValueError:
        pass
    raise ValidationError(CHANGED.format("a source"))


class SaveForm(forms.Form):
    name = forms.CharField(max_length=120, label="Name of the search")

    def __init__(self, data: Any = None, *, member: Membership, asked: Asked) -> None:
        super().__init__(data, auto_id="save-%s")
        self.member, self.asked = member, asked

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.asked.is_empty:
            raise ValidationError("Search for something first: there is nothing to keep yet.")
        try:
            Search(self.member, self.asked)
        except QueryError as error:
            raise ValidationError(str(error)) from None
        return cleaned
