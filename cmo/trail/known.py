"""What the things in a configuration's past are called, as far as a member may know: a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from accounts.models import Change, Membership
from cmo.models import Configuration, ConfigurationVersion, Evidence, Item, ProgrammeTheory
from interviews.models import Extract, Source
from tracers.models import ResearchQuestion, Site, Theme, Tracer

GONE = "something that is gone"


@dataclass(frozen=True)
class Passage:
    """Words of a source that a member may see; `extract` is its id, "" for a whole source."""

    extract: str
    source: str
    name: str
    quote: str


@dataclass(frozen=True)
class Known:
    """`names`: of configurations, sites and the like, by id. `passages`: by the id of an extract or a source; what is
    not there is hidden from this member, unless it is `gone` altogether. `versions` by id. `evidence`: of each piece
    its columns as they were last."""

    names: Mapping[str, str]
    passages: Mapping[str, Passage]
    versions: Mapping[str, ConfigurationVersion]
    items: Mapping[str, str]
    evidence: Mapping[str, Mapping[str, Any]]
    gone: frozenset[str]

    def is_hidden(self, values: Mapping[str, Any]) -> bool:
        """Whether the columns of a piece of evidence or a reading point at what this member may not see."""
        pointed = (values.get(column) for column in ("extract_id", "source_id"))
        return any(each and str(each) not in self.passages and str(each) not in self.gone for each in pointed)

    def passage(self, values: Mapping[str, Any]) -> Passage | None:
        found = (self.passages.get(str(values.get(column))) for column in ("extract_id", "source_id"))
        return next((each for each in found if each), None)


def known(member: Membership, configurations: Iterable[Configuration], changes: Iterable[Change]) -> Known:
    changes = list(changes)
    versions = ConfigurationVersion.objects.filter(configuration__in=configurations).select_related("meeting")
    return Known(
        names=_names(member),
        passages=_passages(member, changes),
        versions={str(version.pk): version for version in versions},
        items=_items(changes),
        evidence=_evidence(changes),
        gone=_gone(changes),
    )


def _names(member: Membership) -> Mapping[str, str]:
    study = member.study_id
    found: dict[str, str] = {}
    for model in (Site, Tracer, Theme, ResearchQuestion, ProgrammeTheory):
        found |= {str(row.pk): str(row) for row in model._default_manager.filter(study=study)}
    codes = Configuration.objects.filter(study=study).values_list("pk", "code")
    return found | {str(pk): code for pk, code in codes}


def _passages(member: Membership, changes: Iterable[Change]) -> Mapping[str, Passage]:
    """The sources and extracts that readings and evidence name; those that this member may see."""
    wanted = _pointed(changes, "extract_id"), _pointed(changes, "source_id")
    extracts = Extract.objects.visible_to(member).filter(pk__in=wanted[0]).select_related("text__source")
    sources = Source.objects.visible_to(member).filter(pk__in=wanted[1])
    found = {str(each.pk): Passage("", str(each.pk), each.printed_id, "") for each in sources.only("printed_id")}
    for each in extracts.defer("text__text", "text__turns"):
        source = each.text.source
        words = each.published or each.quote
        found[str(each.pk)] = Passage(str(each.pk), str(source.pk), source.printed_id, words)
    return found


def _items(changes: Iterable[Change]) -> Mapping[str, str]:
    """What items say now, or what the history kept of them last."""
    found: dict[str, str] = {}
    for change in changes:
        if change.kind == Item._meta.label and change.told:
            before, after = change.told
            text = after.get("text") or before.get("text")
            found |= {str(change.row): text} if text else {}
    wanted = _pointed(changes, "item_id") | {str(each.row) for each in changes if each.kind == Item._meta.label}
    held: models.QuerySet[Item] = Item.objects.filter(pk__in=wanted)
    return found | {str(item.pk): item.text for item in held}


def _pointed(changes: Iterable[Change], column: str) -> set[str]:
    """The ids that evidence and readings name in a column, before or after any change."""
    values: list[Mapping[str, Any] | None] = [end for each in changes for end in (each.before, each.after)]
    return {str(end[column]) for end in values if end and end.get(column)}


def _evidence(changes: Iterable[Change]) -> Mapping[str, Mapping[str, Any]]:
    """A change notes only the columns that changed; those of what still stands there are asked for."""
    found: dict[str, dict[str, Any]] = {}
    for change in changes:
        if change.kind == Evidence._meta.label:
            found.setdefault(str(change.row), {}).update({**(change.before or {}), **(change.after or {})})
    columns = ("pk", "extract_id", "source_id", "finding_id", "item_id")
    for row in Evidence.objects.filter(pk__in=found).values(*columns):
        found[str(row.pop("pk"))] |= row
    return found


def _gone(changes: Iterable[Change]) -> frozenset[str]:
    """Extracts and sources that are not there any more, for anybody."""
    extracts, sources = _pointed(changes, "extract_id"), _pointed(changes, "source_id")
    held = {str(pk) for pk in Extract.objects.filter(pk__in=extracts).values_list("pk", flat=True)}
    held |= {str(pk) for pk in Source.objects.filter(pk__in=sources).values_list("pk", flat=True)}
    return frozenset((extracts | sources) - held)
