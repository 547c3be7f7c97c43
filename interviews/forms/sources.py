"""The forms of a source: what it is, and who speaks in it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import Membership
from interviews.models import Participant, Participation, Source
from tracers.models import Site, Tracer

MOST_PEOPLE = 60
MOST_LABEL = 120


def sites_for(member: Membership) -> Any:
    """The sites whose sources this member may bring in."""
    if not member.site_restricted:
        return member.study.sites.all()
    return Site.objects.filter(access__membership=member)


class SourceForm(forms.ModelForm):
    tracers = forms.ModelMultipleChoiceField(Tracer.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Source
        fields = (
            "printed_id",
            "date",
            "kind",
            "mode",
            "title",
            "work_stream",
            "consent",
            "status",
            "summary",
        )
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "printed_id": "As it will stand in citations, such as 14376.",
            "date": "2016-07-14, 2016-07 or 2016.",
        }

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.study = member.study
        self.fields["work_stream"].queryset = member.study.work_streams.all()  # type: ignore[attr-defined]
        self.fields["tracers"].queryset = member.study.tracers.all()  # type: ignore[attr-defined]
        self.fields["consent"].required = self.fields["status"].required = False
        if not self.instance._state.adding:
            self.fields["tracers"].initial = self.instance.tracers.all()

    def clean_printed_id(self) -> str:
        printed_id = str(self.cleaned_data["printed_id"]).strip()
        if self.study.sources.filter(printed_id__iexact=printed_id).exclude(pk=self.instance.pk).exists():
            raise ValidationError(f"There is already a source {printed_id} in this study. Give this one another id.")
        return printed_id

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["consent"] = cleaned.get("consent") or Source.Consent.QUOTE
        cleaned["status"] = cleaned.get("status") or Source.Status.IMPORTED
        return cleaned


class SpeakerForm(forms.Form):
    """One speaker label: somebody who asks, or a participant with site, organisation and role at that time.

    `sample` is the number of turns and how the first begins, where that is known.
    """

    sample: tuple[int, str] | None = None

    speaker = forms.CharField(max_length=MOST_LABEL, required=False, label="Speaker label")
    asks = forms.BooleanField(required=False, label="asks the questions")
    participant = forms.CharField(
        max_length=60, required=False, help_text="A private code, never a name. The same person has the same code."
    )
    site = forms.ModelChoiceField(Site.objects.none(), required=False, empty_label="not said")
    organisation = forms.CharField(
        max_length=120,
        required=False,
        label="Organisation type",
        widget=forms.TextInput(attrs={"list": "organisations"}),
    )
    role = forms.CharField(max_length=200, required=False)

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["site"].queryset = sites_for(member)  # type: ignore[attr-defined]
        self.fields["site"].required = member.site_restricted
        for field in self.fields.values():
            if not isinstance(field, forms.BooleanField):
                field.widget.attrs["class"] = "input"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("asks"):
            self.errors.pop("site", None)
        return cleaned

    def participation(self) -> Participation | None:
        """Who this is, unsaved; None for somebody who asks, and where nothing is said."""
        told = self.cleaned_data
        if told["asks"] or not any(told[name] for name in ("speaker", "participant", "site", "organisation", "role")):
            return None
        person = None
        if told["participant"]:
            person, _ = Participant.objects.get_or_create(
                study=self.member.study,
                code=told["participant"].strip(),
                defaults={"site": told["site"], "role": told["role"]},
            )
        return Participation(
            participant=person,
            site=told["site"],
            organisation=told["organisation"].strip(),
            role=told["role"].strip(),
            speaker=told["speaker"].strip(),
        )


class PeopleForms:
    """A SpeakerForm for each person of a source, and one empty at the end."""

    def __init__(
        self, data: QueryDict | None, *, member: Membership, prefix: str, told: Sequence[dict[str, Any]]
    ) -> None:
        said = str(data.get(f"{prefix}-number", "")) if data is not None else ""
        number = min(int(said), MOST_PEOPLE) if said.isdecimal() else len(told)
        self.prefix, self.number = prefix, number
        self.forms = [
            SpeakerForm(
                data, member=member, prefix=f"{prefix}-{place}", initial=told[place] if place < len(told) else {}
            )
            for place in range(number)
        ]

    def is_valid(self) -> bool:
        told = [form.is_valid() for form in self.forms]  # each is asked, so that all errors show
        return all(told)

    def participations(self) -> list[Participation]:
        return [person for form in self.forms if (person := form.participation())]

    def interviewers(self) -> list[str]:
        return [form.cleaned_data["speaker"] for form in self.forms if form.cleaned_data["asks"]]


def typed(form: forms.BaseForm) -> dict[str, Any]:
    """What was typed into a form, right or wrong, to fill another one with."""
    return {
        name: field.widget.value_from_datadict(form.data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
    }
