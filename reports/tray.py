"""The evidence tray beside a report: what was said on its tracers, to be quoted or cited."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import Membership
from cmo.models import Configuration, Evidence
from interviews.citation import cite
from interviews.models import Code, CodeTheme, Coding, Extract, ExtractTracer, Participation, SourceText, SourceTracer
from reports import pointing
from reports.check import ASKED, CONSENT
from reports.models import Report
from tracers.models import Site, Theme

MOST_SHOWN = 60


class TrayForm(forms.Form):
    """What to look for; everything may be left out."""

    q = forms.CharField(required=False, label="Words", max_length=200)
    theme = forms.ModelChoiceField(Theme.objects.none(), required=False, empty_label="All themes")
    code: "forms.ModelChoiceField[Code]" = forms.ModelChoiceField(
        Code.objects.none(), required=False, empty_label="All codes"
    )
    site = forms.ModelChoiceField(Site.objects.none(), required=False, empty_label="All sites")
    configuration = forms.ModelChoiceField(
        Configuration.objects.none(), required=False, empty_label="All configurations"
    )

    def __init__(self, data: Any, *, report: Report) -> None:
        super().__init__(data)
        study = report.study
        tracers = [tracer.pk for tracer in report.tracers.all()]
        choices: dict[str, QuerySet[Any]] = {
            "theme": study.themes.filter(Q(tracer__in=tracers) | Q(tracer=None), codes__isnull=False).distinct(),
            "code": study.codes.filter(retired=False),
            "site": study.sites.all(),
            "configuration": study.configurations.filter(tracer__in=tracers),
        }
        for name, queryset in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
            field.queryset = queryset

    def chosen(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}


@dataclass(frozen=True, slots=True)
class Offer:
    """An extract in the tray. `refusal` says why its words may not be printed, "" where they may; `asked`: they are
    the interviewer's, and may not even be cited.
    """

    extract: Extract
    words: str
    citation: str
    pointer: str
    used: bool
    refusal: str
    asked: bool = False

    @property
    def quote_mark(self) -> str:
        return f"{{{{quote {self.pointer}}}}}"

    @property
    def words_mark(self) -> str:
        return f"{{{{words {self.pointer}}}}}"

    @property
    def cite_mark(self) -> str:
        return f"{{{{cite {self.pointer}}}}}"


@dataclass(frozen=True, slots=True)
class Tray:
    offers: Sequence[Offer]
    total: int
    form: TrayForm


def tray(report: Report, member: Membership, asked: Any, used: Collection[UUID]) -> Tray:
    form = TrayForm(asked, report=report)
    found = _filtered(_about(report, member), form.chosen(), member)
    people = Participation.objects.select_related("site", "participant")
    shown = list(
        found.select_related("text__source__work_stream")
        .defer("text__text", "text__turns")
        .prefetch_related(Prefetch("text__source__participations", people), "codes")
        .in_order()[:MOST_SHOWN]
    )
    texts = dict(SourceText.objects.filter(pk__in={each.text_id for each in shown}).values_list("pk", "text"))
    style = report.study.citation
    offers = [_offer(each, texts[each.text_id], style, each.pk in used) for each in shown]
    return Tray(offers, found.count() if len(shown) == MOST_SHOWN else len(shown), form)


def _offer(extract: Extract, text: str, style: str, used: bool) -> Offer:
    source = extract.text.source
    refusal = CONSENT.get(source.consent, "").format(id=source.printed_id)
    if source.withdrawn:
        refusal = f"The consent for source {source.printed_id} was withdrawn."
    if not extract.quotable:
        refusal = "Marked as not to be quoted."
    if extract.is_question:
        refusal = ASKED
    return Offer(
        extract,
        extract.published.strip() or extract.quote,
        cite(source, source.participations.all(), style, extract.speaker),
        pointing.pointer(extract, text),
        used,
        refusal,
        extract.is_question,
    )


def _about(report: Report, member: Membership) -> Any:
    """Of sources on the report's tracers, speaking of these tracers, or evidence of their configurations."""
    extracts = Extract.objects.visible_to(member)
    tracers = [tracer.pk for tracer in report.tracers.all()]
    if not tracers:
        return extracts
    source = SourceTracer.objects.filter(source=OuterRef("text__source"), tracer__in=tracers)
    spoken_of = ExtractTracer.objects.filter(extract=OuterRef("pk"), tracer__in=tracers)
    evidence = Evidence.objects.filter(extract=OuterRef("pk"), configuration__tracer__in=tracers)
    return extracts.filter(Exists(source) | Exists(spoken_of) | Exists(evidence))


def _filtered(extracts: Any, chosen: dict[str, Any], member: Membership) -> Any:
    if words := chosen.get("q"):
        extracts = extracts.filter(quote__icontains=words)
    if code := chosen.get("code"):
        extracts = extracts.coded(code, seen_by=member)
    if theme := chosen.get("theme"):
        codes = CodeTheme.objects.filter(theme=theme).values("code")
        extracts = extracts.filter(
            Exists(Coding.objects.visible_to(member).filter(extract=OuterRef("pk"), code__in=codes))
        )
    if site := chosen.get("site"):
        extracts = extracts.at(site)
    if configuration := chosen.get("configuration"):
        evidence = Evidence.objects.filter(extract=OuterRef("pk"), configuration=configuration)
        extracts = extracts.filter(Exists(evidence))
    return extracts
