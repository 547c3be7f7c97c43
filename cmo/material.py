"""What the database knows of a tracer's configurations, as values of cmo.comparison, in a fixed number of queries."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.models import Membership
from cmo import comparison as values
from cmo.hearing import Hearing, person_of
from cmo.models import Activation, Comparison, Configuration, Evidence, Link, Match, Reading, SiteFinding
from cmo.stale import mark_comparisons, mark_findings
from interviews.models import ExtractSite, Participation, Source, SourceTracer
from tracers.models import Site, Tracer


@dataclass(frozen=True)
class Collected:
    """The values, and the rows they stand for by primary key. A restricted analyst collects visible sources alone.

    `activations` by item. `quoted`: the evidence whose words are shown, for those who asked for it.
    """

    material: values.Material
    configurations: dict[UUID, Configuration]
    findings: dict[UUID, SiteFinding]
    comparisons: Sequence[Comparison]
    matches: Sequence[Match] = ()
    activations: Mapping[UUID, Sequence[Activation]] = field(default_factory=dict)
    quoted: Mapping[UUID, Evidence] = field(default_factory=dict)

    def evidence(self, keys: Collection[values.Key] | None = None) -> dict[UUID, Evidence]:
        """The rows behind the words, with all that is shown of them: these, or all."""
        wanted: list[Any] = [words.key for words in self.material.words] if keys is None else list(keys)
        return {each.pk: each for each in Evidence.objects.filter(pk__in=wanted).with_words().contradicting_first()}

    def quoting(self, keys: Collection[values.Key]) -> "Collected":
        """The same, with this evidence at hand."""
        return replace(self, quoted=self.evidence(keys))

    @cached_property
    def comparisons_of(self) -> dict[frozenset[UUID], list[Comparison]]:
        found: dict[frozenset[UUID], list[Comparison]] = {}
        for each in self.comparisons:
            found.setdefault(frozenset(one.pk for one in each.configurations.all()), []).append(each)
        return found


def collect(
    member: Membership,
    tracer: Tracer | None,
    configurations: Sequence[Configuration],
    sites: Iterable[Site] | None = None,
) -> Collected:
    """What this member may see of these configurations (triads at hand). Sources about `tracer` could have spoken.

    `sites`: those of the study, where they are at hand.
    """
    held = {each.pk: each for each in configurations}
    findings = list(mark_findings(_findings(configurations), held))
    comparisons = _comparisons(held)
    material = values.Material(
        places=tuple(_places(member.study.sites.all() if sites is None else sites)),
        triads=tuple(_triad(configuration) for configuration in configurations),
        sources=tuple(_sources(member, tracer)),
        words=tuple(_words(member, configurations)),
        readings=tuple(_readings(member, configurations)),
        findings=tuple(
            values.Finding(each.pk, each.configuration_id, each.site_id, each.presence, each.stale) for each in findings
        ),
        sets=tuple(_sets(configurations, comparisons)),
        threshold=member.study.threshold,
    )
    return Collected(
        material,
        held,
        {each.pk: each for each in findings},
        comparisons,
        list(Match.objects.within(configurations)),
        _activations(configurations),
    )


def _findings(configurations: Sequence[Configuration]) -> Iterable[SiteFinding]:
    return SiteFinding.objects.filter(configuration__in=configurations).select_related("site")


def _comparisons(held: Mapping[UUID, Configuration]) -> list[Comparison]:
    rows = list(Comparison.objects.filter(configurations__in=held).distinct().with_codes())
    return list(mark_comparisons(rows, {pk: each.says for pk, each in held.items()} if rows else {}))


def _activations(configurations: Sequence[Configuration]) -> Mapping[UUID, Sequence[Activation]]:
    found: dict[UUID, list[Activation]] = {}
    rows = Activation.objects.filter(item__configuration__in=configurations).select_related("item")
    for each in rows.order_by("actor", "period"):
        found.setdefault(each.item_id, []).append(each)
    return found


def _places(sites: Iterable[Site]) -> list[values.Place]:
    return [values.Place(site.pk, site.label, site.kind != Site.Kind.NATIONAL, site.parent_id) for site in sites]


def _triad(configuration: Configuration) -> values.Triad:
    places = frozenset(site.pk for site in configuration.sites.all())
    return values.Triad(configuration.pk, places, configuration.kind == Configuration.Kind.ANTICIPATED)


def _voice(person: Participation) -> values.Voice:
    return values.Voice(person_of(person), person.site_id, person.organisation)


def _sources(member: Membership, tracer: Tracer | None) -> list[values.Source]:
    visible = Source.objects.visible_to(member)
    about = None if tracer is None else set(SourceTracer.objects.filter(tracer=tracer).values_list("source", flat=True))
    found: dict[UUID, values.Source] = {}
    for person in Participation.objects.filter(source__in=visible).order_by("source", "order"):
        held = found.get(person.source_id) or values.Source(
            person.source_id, about=about is None or person.source_id in about
        )
        found[person.source_id] = replace(held, voices=(*held.voices, _voice(person)))
    return list(found.values())


SAID = (
    *("pk", "configuration", "source", "extract", "extract__speaker", "extract__nowhere", "extract__quotable"),
    *("stance", "source__date", "given_quote"),
)


def _words(member: Membership, configurations: Sequence[Configuration]) -> Iterator[values.Words]:
    """Contradicting first. Values alone: there may be thousands, and a page shows few of them."""
    held = Evidence.objects.visible_to(member).filter(configuration__in=configurations)
    rows = list(held.contradicting_first().values_list(*SAID))
    hearing = Hearing(row[2] for row in rows)
    told = ExtractSite.objects.filter(extract__in=[row[3] for row in rows if row[3]]).values_list("extract", "site")
    sites: dict[UUID, set[UUID]] = {}
    for extract, site in told:
        sites.setdefault(extract, set()).add(site)
    for pk, configuration, source, extract, speaker, nowhere, quotable, stance, date, given in rows:
        said = hearing.of(source, speaker)
        yield values.Words(
            pk,
            configuration,
            source,
            tuple(_voice(person) for person in said.people),
            frozenset(sites.get(extract, ())),
            nowhere=bool(nowhere),
            stance=stance,
            quotable=bool(quotable),
            date=date or "",
            asked=said.asked,
            worded=bool(extract or given),
        )


def _readings(member: Membership, configurations: Sequence[Configuration]) -> list[values.Reading]:
    rows = Reading.objects.visible_to(member).filter(configuration__in=configurations)
    return [values.Reading(*row) for row in rows.values_list("source", "configuration", "result")]


def _sets(configurations: Sequence[Configuration], comparisons: Sequence[Comparison]) -> list[frozenset[UUID]]:
    """Counterparts: joined by a link, or judged together."""
    here = {configuration.pk for configuration in configurations}
    links = Link.objects.filter(Q(start__in=here) & Q(end__in=here), kind=Link.Kind.COUNTERPART_OF)
    pairs = [frozenset(pair) for pair in links.values_list("start", "end")]
    judged = [frozenset(each.pk for each in one.configurations.all()) & here for one in comparisons]
    return pairs + [together for together in judged if together]
