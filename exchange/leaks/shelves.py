"""Where the texts of a study stand: a shelf for every table, with what a row is called and where it is to be seen.

All fields that hold text belong to the scan by themselves; those that do not are named here with the reason. A table
with text and without a shelf is found by tests/exchange/test_leak_scan.py.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from accounts.models import Membership, Study
from cmo import models as cmo
from interviews import models as interviews
from reports import models as reports
from tracers import models as tracers
from tracers.models import PartialDateField

ANALYST = "the name of a member of the team, by their own hand"
CONTACT = "the team's own names and addresses, printed on purpose"
UPLOADED = "not brought in yet; seen by whoever sent it, never exported"
TABLES_LEFT_OUT = {
    "accounts.User": "the accounts of the installation, not of a study",
    "accounts.JournalEntry": "deeds and kinds: words of the program",
    "accounts.Change": "columns without words",
    "accounts.ChangeWords": "what was written before; never exported, and gone as soon as names are taken out",
    "accounts.Job": "what the program says of its work; never exported",
    "interviews.Batch": UPLOADED,
    "interviews.Upload": UPLOADED,
    "interviews.TextPrint": "figures",
    "interviews.Settled": "keys made by the program",
    "interviews.SetAside": "digests",
    "interviews.SpokenTurn": "the latest words of interviews.SourceText over again",
    "interviews.Difference": ANALYST,
    "interviews.Suggestion": "places",
    "cmo.Reading": ANALYST,
    "cmo.Match": ANALYST,
}
FIELDS_LEFT_OUT: dict[type[models.Model], dict[str, str]] = {
    interviews.SourceText: {"checksum": "figures", "encoding": "named by the program", "edits": "positions"},
    interviews.Coding: {"coder": ANALYST, "date": "a date"},
    interviews.Memo: {"author": ANALYST, "date": "a date", "on_kind": "named by the program"},
    interviews.DoubleCoding: {"first_name": ANALYST, "second_name": ANALYST, "compared": "positions"},
    cmo.Configuration: {"second_reader": ANALYST, "author": ANALYST},
    cmo.ConfigurationVersion: {"analyst": ANALYST},
    cmo.Evidence: {"analyst": ANALYST, "answered_by": ANALYST},
    cmo.Link: {"answered_by": ANALYST},
    cmo.SiteFinding: {"said": "a digest"},
    cmo.Comparison: {"said": "a digest"},
    cmo.TheoryJudgement: {"analyst": ANALYST},
    cmo.TheoryVersion: {"analyst": ANALYST},
    reports.Report: {"authors": CONTACT, "contact": CONTACT},
}


@dataclass(frozen=True)
class Shelf:
    """A table. `study` is the way to the study, `name` to what a row is called by, both lookups.

    `page` is the URL name of where it is seen, `at` the lookup of the id that the address asks for ("" for none), a
    word of the address that is no lookup stands in `word`; `anchor` is the place on the page, with {pk}.
    `guards` are lookups of ids: a row is hidden where one of them is. `words` are fields that repeat the words of the
    source at `source`: they count as soon as that is anonymised. `thing` is the id by which a row is set aside.
    """

    model: type[models.Model]
    study: str
    name: str = ""
    page: str = ""
    at: str = "pk"
    word: str = ""
    anchor: str = ""
    guards: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    source: str = ""
    thing: str = "pk"

    @property
    def what(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def fields(self) -> "list[models.Field[Any, Any]]":
        return list(texts_of(self.model))

    @property
    def lookups(self) -> list[str]:
        """What is asked of each row besides its texts."""
        asked = (self.thing, self.name, self.at, self.source, *self.guards, "pk")
        return list(dict.fromkeys(filter(None, asked)))

    def rows(self, study: Study) -> models.QuerySet[Any, dict[str, Any]]:
        rows = self.model._default_manager.filter(**{self.study: study.pk}).order_by()
        if self.model is interviews.SourceText:
            rows = rows.order_by("source", "-version").distinct("source")
        extra = ["start"] if self.model is interviews.Extract else []
        return rows.values(*self.lookups, *(field.name for field in self.fields), *extra)


def texts_of(model: type[models.Model]) -> "Iterator[models.Field[Any, Any]]":
    """The fields of a table that may hold whatever somebody writes."""
    left_out = FIELDS_LEFT_OUT.get(model, {})
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
        if is_text and not field.choices and not isinstance(field, PartialDateField) and field.name not in left_out:
            yield field


def _frame(model: type[models.Model], word: str, name: str = "label") -> Shelf:
    return Shelf(model, "study", name, page="tracers:frame_kind", at="", word=word)


def _of_configuration(model: type[models.Model], way: str = "configuration", guards: tuple[str, ...] = ()) -> Shelf:
    return Shelf(
        model, f"{way}__study", f"{way}__code", page="cmo:configuration_detail", at=f"{way}__pk", guards=guards
    )


SHELVES: tuple[Shelf, ...] = (
    Shelf(
        interviews.SourceText,
        "source__study",
        "source__printed_id",
        page="interviews:source_read",
        at="source__pk",
        guards=("source",),
        words=frozenset({"text", "turns"}),
        source="source",
        thing="source",
    ),
    Shelf(
        interviews.Source,
        "study",
        "printed_id",
        page="interviews:source_edit",
        guards=("pk",),
        words=frozenset({"interviewers"}),
        source="pk",
    ),
    Shelf(
        interviews.Participation,
        "source__study",
        "source__printed_id",
        page="interviews:source_edit",
        at="source__pk",
        guards=("source",),
        words=frozenset({"speaker"}),
        source="source",
        thing="source",
    ),
    Shelf(interviews.Participant, "study", "code", guards=("pk",)),
    Shelf(
        interviews.Extract,
        "text__source__study",
        "text__source__printed_id",
        page="interviews:extract_detail",
        guards=("text__source",),
        words=frozenset({"quote", "prefix", "suffix", "speaker"}),
        source="text__source",
    ),
    Shelf(
        interviews.DoubleCoding,
        "source__study",
        "source__printed_id",
        page="interviews:double_detail",
        guards=("source",),
    ),
    Shelf(interviews.Code, "study", "name", page="interviews:code_detail"),
    Shelf(
        interviews.Coding,
        "extract__text__source__study",
        "code__name",
        page="interviews:extract_detail",
        at="extract__pk",
        guards=("extract__text__source",),
    ),
    Shelf(interviews.SavedSearch, "study", "name", page="interviews:search", at=""),
    Shelf(interviews.Memo, "study", "on_kind", page="memo_detail", guards=("on",)),
    Shelf(interviews.Replacement, "study", "label"),
    Shelf(interviews.Place, "replacement__study", "replacement__label", guards=("text__source",)),
    Shelf(cmo.Configuration, "study", "code", page="cmo:configuration_detail"),
    _of_configuration(cmo.Item),
    _of_configuration(cmo.Link, "start"),
    _of_configuration(cmo.Evidence, guards=("source", "extract__text__source")),
    _of_configuration(cmo.SiteFinding),
    _of_configuration(cmo.Activation, "item__configuration"),
    Shelf(cmo.Comparison, "study", page="cmo:comparison_edit"),
    Shelf(cmo.ThemeSummary, "study", "theme__label", page="summary_table", at="", guards=("participant",)),
    Shelf(cmo.ProgrammeTheory, "study", "code", page="cmo:theory_detail"),
    _of_configuration(cmo.ConfigurationVersion),
    Shelf(cmo.Meeting, "study", "title"),
    _of_configuration(cmo.Decision),
    Shelf(cmo.TheoryVersion, "theory__study", "theory__code", page="cmo:theory_detail", at="theory__pk"),
    Shelf(cmo.TheoryJudgement, "theory__study", "theory__code", page="cmo:theory_detail", at="theory__pk"),
    Shelf(reports.Report, "study", "title", page="reports:report_detail"),
    Shelf(reports.Section, "report__study", "report__title", "reports:report_detail", "report__pk", anchor="s-{pk}"),
    Shelf(
        reports.Block,
        "section__report__study",
        "section__report__title",
        page="reports:report_detail",
        at="section__report__pk",
        anchor="b-{pk}",
        guards=("pk", "extract__text__source"),
    ),
    Shelf(reports.Frozen, "report__study", "report__title", page="reports:report_detail", at="report__pk"),
    Shelf(
        reports.Mention,
        "block__section__report__study",
        "block__section__report__title",
        page="reports:report_detail",
        at="block__section__report__pk",
        anchor="b-{block}",
        guards=("block", "source"),
        thing="block",
    ),
    Shelf(reports.Reference, "study", "key"),
    _frame(tracers.Site, "sites"),
    _frame(tracers.Tracer, "tracers"),
    _frame(tracers.WorkStream, "work-streams", "title"),
    _frame(tracers.ResearchQuestion, "research-questions", "code"),
    _frame(tracers.Theme, "themes"),
    _frame(tracers.PolicyEvent, "policy-events"),
    Shelf(Study, "pk", "title", page="study_settings", at=""),
)


OF_THEORY = (
    *(interviews.Source, interviews.Extract, cmo.Configuration, cmo.Item, cmo.Link, cmo.Evidence, cmo.SiteFinding),
    *(cmo.ProgrammeTheory, tracers.Site, tracers.Tracer, tracers.Theme, tracers.ResearchQuestion),
)
LEAVING: dict[str, tuple[type[models.Model], ...]] = {
    "codings": (
        *(interviews.Source, interviews.Participation, interviews.Participant, interviews.Extract, interviews.Code),
        *(interviews.Coding, tracers.Site, tracers.Tracer, tracers.WorkStream),
    ),
    "theory": OF_THEORY,
    "comparison": (*OF_THEORY, cmo.Comparison, cmo.Activation),
    "summaries": (cmo.ThemeSummary, interviews.Participant, tracers.Site, tracers.Theme),
    "figures": (
        *(interviews.Code, interviews.Source, interviews.Participation, interviews.Participant, cmo.Configuration),
        *(tracers.Site, tracers.Tracer, tracers.Theme, tracers.WorkStream, tracers.PolicyEvent),
    ),
}
"""Whose words stand in files of a kind (accounts.leaving)."""


def leaving(words: str) -> tuple[Shelf, ...]:
    """The shelves whose words leave with such a file. KeyError for an unknown kind."""
    return tuple(shelf for shelf in SHELVES if shelf.model in LEAVING[words])


@dataclass(frozen=True)
class Hidden:
    """What a member may not see, by id: sources, their extracts and people, and passages that quote them."""

    ids: frozenset[UUID] = frozenset()

    def hides(self, shelf: Shelf, row: dict[str, Any]) -> bool:
        return any(row[guard] in self.ids for guard in shelf.guards)


def hidden_from(member: Membership) -> Hidden:
    if not member.site_restricted:
        return Hidden()
    seen = interviews.Source.objects.visible_to(member).values("pk")
    gone = interviews.Source.objects.filter(study=member.study_id).exclude(pk__in=seen)
    mentions = reports.Mention.objects.filter(source__in=gone)
    kinds: Collection[models.QuerySet[Any, Any]] = (
        gone.values_list("pk", flat=True),
        interviews.Extract.objects.filter(text__source__in=gone).values_list("pk", flat=True),
        interviews.Participation.objects.filter(source__in=gone).values_list("participant", flat=True),
        cmo.Evidence.objects.filter(Q(source__in=gone) | Q(extract__text__source__in=gone)).values_list(
            "pk", flat=True
        ),
        mentions.values_list("block", flat=True),
    )
    return Hidden(frozenset(pk for rows in kinds for pk in rows if pk))
