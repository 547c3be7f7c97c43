"""The forms of an upload: one file, several at once, and everybody who speaks in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import Membership
from interviews.forms.sources import MOST_LABEL, PeopleForms, SourceForm, sites_for, typed
from interviews.intake.telling import Frame, checked
from interviews.models import Source, Upload
from tracers.models import Site, Tracer, WorkStream, known_date
from tracers.names import fold

PLAIN = ("printed_id", "title", "date", "summary")  # shown as they were told, right or wrong
RESOLVED = ("kind", "mode", "work_stream", "consent", "status")
MOST_VOICES = 400


class UploadForm:
    """What is said of one uploaded file before it becomes a source."""

    def __init__(self, upload: Upload, data: QueryDict | None, *, member: Membership, known: Frame) -> None:
        self.upload, self.member = upload, member
        self.prefix = f"u{upload.order}-{upload.part}" if upload.part else f"u{upload.order}"
        self.leave_out = bool(data.get(f"{self.prefix}-leave_out")) if data is not None else upload.left_out
        self.label = str(data.get(f"{self.prefix}-label", "")).strip(" :\t")[:MOST_LABEL] if data is not None else ""
        self.label_problem = ""
        facts, _ = checked(upload.told, known)
        of_source = {name: upload.told.get(name, "") for name in PLAIN}
        of_source |= {name: facts.values[name] for name in RESOLVED} | {"tracers": facts.tracers}
        people = [
            {**told, "site": known.sites.get(fold(str(told.get("site") or "")))}
            for told in upload.told.get("people", ())
        ]
        self._say(data, of_source, people or [{}])

    def _say(self, data: QueryDict | None, of_source: Mapping[str, Any], of_people: list[dict[str, Any]]) -> None:
        self.source = SourceForm(data, member=self.member, prefix=self.prefix, initial=dict(of_source))
        self.people = PeopleForms(data, member=self.member, prefix=f"{self.prefix}-p", told=of_people)
        samples = {speaker: (number, words) for speaker, number, words in self.upload.samples}
        for person in self.people.forms:
            person.sample = samples.get(person["speaker"].value())

    def is_valid(self) -> bool:
        return self.leave_out or all([self.source.is_valid(), self.people.is_valid()])

    def save(self) -> None:
        """Keep what was said, for when the file is brought in. Of a file that is left out nothing else is kept."""
        self.upload.left_out = self.leave_out
        if not self.leave_out:
            said = self.source.cleaned_data
            there = {
                name: said[name] for name in (*PLAIN, *RESOLVED) if self.source.add_prefix(name) in self.source.data
            }
            told = {name: value.code if isinstance(value, WorkStream) else value or "" for name, value in there.items()}
            people = [form.cleaned_data for form in self.people.forms]
            self.upload.told = {
                **self.upload.told,
                **told,
                "tracers": [tracer.code for tracer in said["tracers"]],
                "people": [{**person, "site": person["site"].code if person.get("site") else ""} for person in people],
            }
            self.upload.mark(person["speaker"] for person in people if person["asks"])
            self.upload.rows, self.upload.conflicts, self.upload.refusal = [], [], ""
        kept = ("told", "rows", "conflicts", "refusal", "left_out", "turns", "voices")
        Upload.objects.filter(pk=self.upload.pk).update(**{name: getattr(self.upload, name) for name in kept})

    def read_again(self) -> None:
        """Find the turns with the label that was typed, and show all as it was typed, with the new speakers below."""
        if self.label:
            self.upload.look_again([self.label])
        said = [typed(form) for form in self.people.forms]
        there = {person["speaker"] for person in said}
        asking = self.upload.interviewers
        new = [{"speaker": name, "asks": name in asking} for name in self.upload.speakers if name not in there]
        if self.label and self.label.casefold() not in {name.casefold() for name in self.upload.speakers}:
            self.label_problem = f"No line of this file begins with “{self.label}:”. Write it as it stands there."
        else:
            self.label = ""
        self._say(None, typed(self.source), [*said, *new])


class SeveralForm(forms.Form):
    """The same for several files at once; what stays empty is left as it is."""

    date = forms.CharField(
        required=False, max_length=10, validators=[known_date], help_text="2016-07-14, 2016-07 or 2016."
    )
    kind = forms.ChoiceField(required=False)
    mode = forms.ChoiceField(required=False)
    work_stream = forms.ModelChoiceField(WorkStream.objects.none(), required=False, empty_label="as it is")
    site = forms.ModelChoiceField(
        Site.objects.none(), required=False, empty_label="as it is", help_text="Of all who answer."
    )
    organisation = forms.CharField(
        required=False,
        max_length=120,
        label="Organisation type",
        widget=forms.TextInput(attrs={"list": "organisations"}),
        help_text="Of all who answer.",
    )
    role = forms.CharField(required=False, max_length=200, help_text="Of all who answer.")
    consent = forms.ChoiceField(required=False)
    status = forms.ChoiceField(required=False)
    tracers = forms.ModelMultipleChoiceField(Tracer.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: QueryDict | None, *, member: Membership) -> None:
        super().__init__(data, prefix="all")
        study = member.study
        for name, choices in (
            ("kind", Source.Kind),
            ("mode", Source.Mode),
            ("consent", Source.Consent),
            ("status", Source.Status),
        ):
            self.fields[name].choices = [("", "as it is"), *choices.choices]  # type: ignore[attr-defined]
        self.fields["work_stream"].queryset = study.work_streams.all()  # type: ignore[attr-defined]
        self.fields["tracers"].queryset = study.tracers.all()  # type: ignore[attr-defined]
        self.fields["site"].queryset = sites_for(member)  # type: ignore[attr-defined]

    def tell(self, uploads: Iterable[Upload]) -> None:
        """Have these files say so. Unsaved."""
        said = self.cleaned_data
        of_source = {name: said[name] for name in ("date", "kind", "mode", "consent", "status") if said[name]}
        if said["work_stream"]:
            of_source["work_stream"] = said["work_stream"].code
        if said["tracers"]:
            of_source["tracers"] = [tracer.code for tracer in said["tracers"]]
        of_people = {name: said[name] for name in ("organisation", "role") if said[name]}
        if said["site"]:
            of_people["site"] = said["site"].code
        for upload in uploads:
            people = list(upload.told.get("people", ()))
            if of_people and all(person.get("asks") for person in people):
                people.append({"speaker": "", "asks": False})
            people = [person if person.get("asks") else {**person, **of_people} for person in people]
            upload.told = {**upload.told, **of_source, "people": people}
            upload.refusal = ""


@dataclass
class VoiceRow:
    """A speaker label of the upload: in how many files, with how many turns, in how many of them it asks."""

    label: str
    files: int = 0
    turns: int = 0
    asking: int = 0
    sample: str = ""
    name: str = ""
    asks: bool = False
    problem: str = ""


class VoicesForm:
    """Everybody who speaks in an upload, or in one file of it: other labels, and who asks."""

    def __init__(self, uploads: Iterable[Upload], data: QueryDict | None) -> None:
        self.uploads = list(uploads)
        rows: dict[str, VoiceRow] = {}
        for upload in self.uploads:
            for voice in upload.voices:
                if voice["speaker"]:
                    row = rows.setdefault(voice["speaker"], VoiceRow(voice["speaker"], sample=voice["sample"]))
                    row.files, row.turns, row.asking = (
                        row.files + 1,
                        row.turns + voice["turns"],
                        row.asking + voice["asks"],
                    )
        self.rows = sorted(rows.values(), key=lambda row: (-row.files, row.label.casefold()))[:MOST_VOICES]
        sent = {} if data is None else dict(zip(data.getlist("label"), data.getlist("name"), strict=False))
        asking = set() if data is None else set(data.getlist("asks"))
        for row in self.rows:
            row.name, row.asks = row.label, 2 * row.asking > row.files
            if row.label in sent:
                row.name, row.asks = " ".join(sent[row.label].split()).strip(" :"), row.label in asking
            if not row.name:
                row.problem = "A speaker needs a label."
            elif len(row.name) > MOST_LABEL or ":" in row.name:
                row.problem = f"A label has at most {MOST_LABEL} characters and no colon."

    def is_valid(self) -> bool:
        return not any(row.problem for row in self.rows)

    def changed(self) -> list[Upload]:
        """The files in which something is to change; their words are needed then."""
        moved = {row.label for row in self.rows if row.name != row.label or row.asks != (2 * row.asking > row.files)}
        return [upload for upload in self.uploads if moved & set(upload.speakers)]

    def apply(self, upload: Upload) -> None:
        """Give the speakers of this file their labels and say who asks. Unsaved."""
        names = {row.label: row.name for row in self.rows if row.name != row.label}
        switched = {row.label: row.asks for row in self.rows if row.asks != (2 * row.asking > row.files)}
        asking = {
            names.get(voice["speaker"], voice["speaker"])
            for voice in upload.voices
            if switched.get(voice["speaker"], voice["asks"])
        }
        upload.rename(names)
        upload.mark(asking)
        people: list[dict[str, Any]] = []
        for person in upload.told.get("people", ()):
            person = {**person, "asks": person["speaker"] in asking if person["speaker"] else person.get("asks", False)}
            if not _is_there(person, people):
                people.append(person)
        upload.told = {**upload.told, "people": people}


def _is_there(person: Mapping[str, Any], people: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a label with nothing else said of it stands there already: two speakers became one."""
    bare = not any(person.get(name) for name in ("participant", "site", "organisation", "role"))
    return bare and any(other["speaker"] == person["speaker"] for other in people)
