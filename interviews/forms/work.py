"""Giving sources to coders."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from accounts.models import Membership
from interviews.models import Assignment, DoubleCoding, Source

NOBODY = "nobody else"


def coders(member: Membership) -> QuerySet[Membership]:
    """Those who may code in this study."""
    able = Q(role=Membership.Role.OWNER) | Q(role=Membership.Role.ANALYST)
    return member.study.memberships.filter(able).select_related("user").order_by("user__name", "user__email")


class Coder(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.user)


class AssignForm(forms.Form):
    """Sources, a coder, and a second one where the two are to code blind to each other."""

    source = forms.ModelMultipleChoiceField(
        Source.objects.none(),
        label="Sources",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the sources first."},
    )
    coder = Coder(Membership.objects.none(), label="Who codes", error_messages={"required": "Choose who codes."})
    second = Coder(
        Membership.objects.none(),
        label="And, blind to each other",
        required=False,
        empty_label=NOBODY,
    )

    def __init__(self, data: Any = None, *, member: Membership, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.member = member
        self.fields["source"].queryset = Source.objects.visible_to(member)  # type: ignore[attr-defined]
        for name in ("coder", "second"):
            self.fields[name].queryset = coders(member)  # type: ignore[attr-defined]

    def assign(self) -> str:
        """Do it; the sentence that says what was done. Raises ValidationError."""
        told = self.cleaned_data
        sources = list(told["source"])
        if told["second"]:
            DoubleCoding.objects.begin(sources, told["coder"], told["second"], by=self.member)
            return f"{_sources(len(sources))} given to {told['coder'].user} and {told['second'].user}, blind."
        number = Assignment.objects.assign(sources, told["coder"], by=self.member)
        if not number:
            raise ValidationError(f"{told['coder'].user} has them all to code already.")
        return f"{_sources(number)} given to {told['coder'].user}."


def _sources(number: int) -> str:
    return "1 source was" if number == 1 else f"{number} sources were"
