"""What the study home says: how much is here, how far the work is, what changed, and what is missing.

Everything is counted over the sources that the asking member may see, with the same queries for any size of study.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from django.db.models import Count, Exists, OuterRef

from accounts.history.steps import counted
from accounts.models import JournalEntry, Membership
from cmo.models import Configuration, ConfigurationQuestion, Evidence
from config.pages.journal import visible
from interviews.models import Assignment, Coding, ExtractSite, Source, SourceTracer
from interviews.overview.presence import Presence
from interviews.overview.presences import open_conflicts, presences
from interviews.overview.spread import Axis, Spread, spread
from tracers.models import ResearchQuestion, Site, Tracer

ENTRIES_READ, LINES_SHOWN = 100, 8
UNCODED_SHOWN = 6


@dataclass(frozen=True)
class TracerCard:
    tracer: Tracer
    sources: int
    states: Sequence[tuple[str, str, int]]  # value, label, how many
    with_evidence: Sequence[Site]
    without_evidence: Sequence[Site]

    @property
    def configurations(self) -> int:
        return sum(number for _, _, number in self.states)


@dataclass(frozen=True)
class Standing:
    """Sources by where the work on them is; `uncoded` is the beginning of the list."""

    sources: int
    coded: int
    statuses: Sequence[tuple[str, int]]
    uncoded: Sequence[Source]
    to_do: int = 0  # that the asking member is to code

    @property
    def not_coded(self) -> int:
        return self.sources - self.coded


@dataclass(frozen=True)
class Line:
    """Entries of the journal that say the same, one after the other."""

    at: Any
    who: str
    did: str


@dataclass(frozen=True)
class Gaps:
    without_evidence: Sequence[Configuration]
    untested: Sequence[Configuration]
    sites: Sequence[Site]
    questions: Sequence[ResearchQuestion]
    unjudged: int

    def __bool__(self) -> bool:
        return any((self.without_evidence, self.untested, self.sites, self.questions, self.unjudged))


@dataclass(frozen=True)
class Overview:
    spread: Spread
    conflicts: int
    standing: Standing
    tracers: Sequence[TracerCard]
    lately: Sequence[Line]
    gaps: Gaps


def overview(member: Membership) -> Overview:
    study = member.study
    sites, people = list(study.sites.all()), presences(member)
    evidence = list(Evidence.objects.visible_to(member).values("configuration__tracer", "extract", "source", "stance"))
    heard = _heard_at(evidence, people, sites)
    return Overview(
        spread=spread(people, Axis("site", {site.code: site.label for site in sites}, "No site"), Axis("organisation")),
        conflicts=len(open_conflicts(member, people)),
        standing=_standing(member),
        tracers=_tracers(member, sites, heard),
        lately=_lately(visible(member)[:ENTRIES_READ]),
        gaps=_gaps(member, sites, people, sum(not row["stance"] for row in evidence)),
    )


def _standing(member: Membership) -> Standing:
    coded = Exists(Coding.objects.seen_by(member.user_id).filter(extract__text__source=OuterRef("pk")))
    sources = Source.objects.visible_to(member).annotate(is_coded=coded)
    counted = list(sources.values_list("status", "is_coded").annotate(number=Count("pk")).order_by())
    by_status: Counter[str] = Counter()
    for status, _, number in counted:
        by_status[status] += number
    return Standing(
        sources=by_status.total(),
        coded=sum(number for _, is_coded, number in counted if is_coded),
        statuses=[(label, by_status[value]) for value, label in Source.Status.choices],
        uncoded=list(sources.filter(is_coded=False)[:UNCODED_SHOWN]),
        to_do=Assignment.objects.visible_to(member).to_do().filter(user=member.user_id).count(),
    )


def _heard_at(
    evidence: Sequence[Mapping[str, Any]], people: Iterable[Presence], sites: Iterable[Site]
) -> set[tuple[Any, Any]]:
    """(tracer, site) pairs that have words: the sites spoken of, or where nobody said which, the speakers' own."""
    said: dict[Any, set[Any]] = {}
    for extract, site in ExtractSite.objects.filter(
        extract__in=[row["extract"] for row in evidence if row["extract"]]
    ).values_list("extract", "site"):
        said.setdefault(extract, set()).add(site)
    coded = {site.code: site.pk for site in sites}
    own: dict[Any, set[Any]] = {}
    for person in people:
        own.setdefault(person.source, set()).add(coded.get(person.site))
    return {
        (row["configuration__tracer"], site)
        for row in evidence
        for site in said.get(row["extract"]) or own.get(row["source"]) or ()
    }


def _tracers(member: Membership, sites: Sequence[Site], heard: set[tuple[Any, Any]]) -> list[TracerCard]:
    visible = Source.objects.visible_to(member)
    sources = Counter(SourceTracer.objects.filter(source__in=visible).values_list("tracer", flat=True))
    states = Counter(member.study.configurations.values_list("tracer", "state"))
    return [
        TracerCard(
            tracer,
            sources[tracer.pk],
            [
                (state.value, state.label, states[tracer.pk, state.value])
                for state in Configuration.State
                if states[tracer.pk, state.value]
            ],
            [site for site in sites if (tracer.pk, site.pk) in heard],
            [site for site in sites if (tracer.pk, site.pk) not in heard],
        )
        for tracer in member.study.tracers.all()
    ]


def _lately(entries: Iterable[JournalEntry]) -> list[Line]:
    alike = groupby(entries, key=lambda entry: (entry.by, entry.deed, entry.kind, entry.at.date()))
    lines = []
    for (by, deed, kind, _), group in islice(alike, LINES_SHOWN):
        several = list(group)
        did = f"{deed} {counted(kind, sum(entry.count for entry in several))}"
        lines.append(Line(several[0].at, str(by or "Triad"), did))
    return lines


def _gaps(member: Membership, sites: Sequence[Site], people: Iterable[Presence], unjudged: int) -> Gaps:
    seen = Evidence.objects.visible_to(member).filter(configuration=OuterRef("pk"))
    live = (
        member.study.configurations.exclude(state=Configuration.State.SET_ASIDE)
        .annotate(has_evidence=Exists(seen), is_tested=Exists(seen.filter(use=Evidence.Use.TESTED)))
        .order_by("number", "code")
    )
    configurations = list(live)
    answered = ConfigurationQuestion.objects.filter(question=OuterRef("pk"))
    questions = member.study.research_questions.annotate(answered=Exists(answered)).filter(answered=False, parts=None)
    heard = {person.site for person in people}
    return Gaps(
        without_evidence=[each for each in configurations if not each.has_evidence],
        untested=[each for each in configurations if each.has_evidence and not each.is_tested],
        sites=[site for site in sites if site.code not in heard],
        questions=list(questions),
        unjudged=unjudged,
    )
