"""The timeline of a study as one member may see it: five queries, however many interviews."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from accounts.models import Membership
from interviews.models import Participation, Source
from interviews.overview.presence import HEARD
from tracers.models import PolicyEvent, PolicyEventTracer, Site, Tracer
from tracers.timeline import Happening, Heard, Stretch, Timeline


def timeline(member: Membership, tracer: Tracer | None = None) -> Timeline:
    """Of a tracer: its interviews and policy events, with the events of the whole study; all work streams."""
    study = member.study
    sites = list(study.sites.all())
    places = _named(sites)
    heard = _heard(member, tracer, places)
    return Timeline(
        happenings=tuple(_happenings(member, tracer)),
        stretches=tuple(
            Stretch(f"{code} {title}".strip(), start, end)
            for code, title, start, end in study.work_streams.values_list("code", "title", "start", "end")
        ),
        lanes=tuple(_lanes(member, sites, places, {each.lane for each in heard})),
        heard=tuple(heard),
        apart=frozenset(places[site.pk] for site in sites if site.kind == Site.Kind.NATIONAL),
    )


def _happenings(member: Membership, tracer: Tracer | None) -> Iterable[Happening]:
    events = PolicyEvent.objects.filter(study=member.study_id)
    if tracer:
        of = PolicyEventTracer.objects.filter(event__study=member.study_id)
        others = of.exclude(event__in=of.filter(tracer=tracer).values("event"))
        events = events.exclude(pk__in=others.values("event"))
    return (Happening(*told) for told in events.values_list("date", "label", "detail"))


def _heard(member: Membership, tracer: Tracer | None, places: Mapping[UUID, str]) -> list[Heard]:
    """Somebody heard in a source, once for each site, which `places` call."""
    sources = Source.objects.visible_to(member).filter(kind__in=HEARD)
    sources = sources.about(tracer) if tracer else sources
    people: dict[UUID, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    there = Participation.objects.filter(source__in=sources).values_list("source", "site", "participant", "pk")
    for source, site, person, pk in there:
        people[source][places.get(site, "")].add(person or pk)
    rows = sources.order_by("date", "printed_id").values_list("pk", "date", "printed_id")
    return [
        Heard(lane, date, pk, frozenset(met), printed_id)
        for pk, date, printed_id in rows
        for lane, met in (people.get(pk) or {"": set()}).items()
    ]


def _named(sites: Sequence[Site]) -> dict[UUID, str]:
    """What each is called; with its code where two are called alike."""
    met = Counter(site.label for site in sites)
    return {site.pk: f"{site.label} ({site.code})" if met[site.label] > 1 else site.label for site in sites}


def _lanes(member: Membership, sites: Sequence[Site], places: Mapping[UUID, str], met: set[str]) -> list[str]:
    """Sites in their order. A restricted analyst is shown those of the interviews that are open alone."""
    wholes = {site.parent_id for site in sites}
    named = [lane for pk, lane in places.items() if lane in met or not (member.site_restricted or pk in wholes)]
    return [*named, *([""] if "" in met else [])]
