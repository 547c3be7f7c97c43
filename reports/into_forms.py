"""Where in a report a table or picture goes, and as what."""

from collections.abc import Iterator
from typing import Any
from zlib import crc32

from django import forms

from accounts.models import Study, User
from interviews.pictures.drawn import PICTURES
from reports.asked import CHAINS, COMPARISON, MATRIX, PICTURE, TABLE, TIMELINE, Asked
from reports.models import Report, Section

NEW_SECTION = "Tables and pictures"
LAST_KINDS = {
    Section.Kind.SUMMARY,
    Section.Kind.ACTIONABLE_MESSAGES,
    Section.Kind.REFERENCES,
    Section.Kind.DISCLAIMER,
    Section.Kind.ACKNOWLEDGEMENTS,
}
LOOKS: dict[str, dict[str, str]] = {
    MATRIX: {TABLE: "Table", **PICTURES},
    TIMELINE: {PICTURE: "Picture", TABLE: "Table of the policy events"},
    CHAINS: {PICTURE: "Picture", TABLE: "List of the steps"},
    COMPARISON: {TABLE: "Table"},
}
UNSAID = {MATRIX: TABLE, TIMELINE: TABLE, CHAINS: PICTURE, COMPARISON: TABLE}
"""What a marker becomes that does not say."""


class IntoForm(forms.Form):
    section = forms.ChoiceField(label="Report and section")
    look = forms.ChoiceField(label="As")
    table = forms.BooleanField(label="with the table under the picture", required=False)

    def __init__(self, data: Any, *, study: Study, kind: str, wanted: Asked, last: str) -> None:
        super().__init__(data, auto_id=f"into-{crc32(repr(wanted).encode())}-%s")
        self.kind, self.wanted = kind, wanted
        self.reports = list(_open(study, last))
        self._named("section").choices = [
            (str(report), [*_sections(report), (str(report.pk), "A new section at the end")]) for report in self.reports
        ]
        self._named("look").choices = list(LOOKS[kind].items())
        known = {str(section.pk) for report in self.reports for section in report.sections.all()}
        self.initial = {
            "section": last if last in known else _usual(self.reports),
            "look": wanted.option("as") or next(iter(LOOKS[kind])),
        }
        if len(LOOKS[kind]) == 1:
            del self.fields["look"]
        if kind != MATRIX:
            del self.fields["table"]

    @property
    def has_reports(self) -> bool:
        return bool(self.reports)

    def chosen(self, *, by: User | None) -> Section:
        """The section that was chosen; made where a new one was."""
        wanted = self.cleaned_data["section"]
        for report in self.reports:
            if str(report.pk) == wanted:
                return report.add_section(NEW_SECTION, by=by)
            for section in report.sections.all():
                if str(section.pk) == wanted:
                    section.report = report
                    return section
        raise LookupError(wanted)

    def asked(self) -> Asked:
        """What the marker says."""
        look = self.cleaned_data.get("look", UNSAID[self.kind])
        shown = [] if look == UNSAID[self.kind] else [("as", look)]
        if shown and self.cleaned_data.get("table"):
            shown.append(("with", TABLE))
        return Asked(self.wanted.words, (*self.wanted.without("as", "with"), *shown))

    def _named(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        return field


def _open(study: Study, last: str) -> list[Report]:
    """The reports that may still change, the one that was used last first, then those changed lately."""
    reports = study.reports.exclude(status=Report.Status.PUBLISHED).prefetch_related("sections").order_by("-changed_at")
    return sorted(reports, key=lambda report: all(str(each.pk) != last for each in report.sections.all()))


def _sections(report: Report) -> Iterator[tuple[str, str]]:
    for section in report.sections.all():
        yield str(section.pk), section.heading or "Opening"


def _usual(reports: list[Report]) -> str:
    """Of the first report the last section in which findings are told; else a new one."""
    told = [each for each in reports[0].sections.all() if each.kind not in LAST_KINDS] if reports else []
    return str(told[-1].pk) if told else str(reports[0].pk) if reports else ""
