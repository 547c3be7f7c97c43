"""The theory side of a study: 143 interviews, 200 configurations of five tracers, 3,000 links to evidence. Each page,
served.

From the request to the last byte, through the production server, median.
"""

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bench import house
from bench.codes import SOURCES, a_study
from bench.frame import Figure
from bench.reading import fetched, logged_in

if TYPE_CHECKING:
    from accounts.models import Study, User
    from cmo.models import Configuration

CONFIGURATIONS, TRACERS, EVIDENCE, READINGS, LINKS, THEORIES = 200, 5, 3_000, 3_000, 300, 12
ITEMS = (("context", 3), ("mechanism", 1), ("reasoning", 1), ("outcome", 2))
GOAL = 150
SAID = "Staff of two employers who share a room and a list of patients {} talk before anybody is referred on"


def measure() -> list[Figure]:
    study, user, _ = a_study("bench-theory", SOURCES)
    fill(study, user)
    with house.served() as address:
        cookie = logged_in(user)
        return [
            Figure(f"{what}: served", 1000 * fetched(address, path, cookie)[1], goal=GOAL)
            for what, path in _pages(study)
        ]


def fill(study: "Study", user: "User", evidence: int = EVIDENCE) -> "list[Configuration]":
    from cmo.models import Configuration, Evidence, Link, Reading, SiteFinding
    from interviews.models import Extract

    chance = random.Random(7)
    for number in range(TRACERS - study.tracers.count()):
        study.tracers.create(code=f"tracer-{number}", label=f"Tracer {number}")
    sites, tracers = list(study.sites.all()), list(study.tracers.all())
    made = [_configuration(study, user, number, sites, tracers) for number in range(CONFIGURATIONS)]
    items = {each.pk: list(each.items.all()) for each in made}
    extracts = list(Extract.objects.of(study).values_list("pk", "text__source")[: evidence * 2])
    Evidence.objects.bulk_create(
        Evidence(
            configuration=(configuration := made[number % len(made)]),
            item=chance.choice([None, *items[configuration.pk]]),
            extract_id=extract,
            source_id=source,
            stance=chance.choice(("supports", "supports", "contradicts", "refines", "")),
            use=chance.choice(("tests", "elicited", "")),
            by=user,
            analyst=str(user),
        )
        for number, (extract, source) in enumerate(chance.sample(extracts, evidence))
    )
    sources = list(study.sources.values_list("pk", flat=True))
    pairs = chance.sample([(source, each.pk) for source in sources for each in made], READINGS)
    Reading.objects.bulk_create(
        Reading(source_id=source, configuration_id=pk, result=chance.choice(("speaks", "nothing")), reader=str(user))
        for source, pk in pairs
    )
    SiteFinding.objects.bulk_create(
        SiteFinding(configuration=each, site=site, presence=chance.choice(SiteFinding.Presence.values))
        for each in made
        for site in sites
    )
    _link(made, items, chance, Link)
    _match(study)
    study.meetings.create(title="What holds the money", date="2016-10", present=str(user))
    Evidence.objects.filter(pk__in=list(Evidence.objects.values_list("pk", flat=True)[:100])).update(look_again=True)
    theories = [
        study.theories.create(code=f"T{number}", statement=SAID.format(number), level="middle range")
        for number in range(THEORIES)
    ]
    for number, each in enumerate(made):
        each.theory = theories[number % len(theories)]
    Configuration.objects.bulk_update(made, ["theory"])
    assert Configuration.objects.filter(study=study).count() == CONFIGURATIONS
    return made


def _configuration(study: "Study", user: "User", number: int, sites: list[Any], tracers: list[Any]) -> "Configuration":
    from cmo.keeping import keep
    from cmo.models import Configuration

    made = Configuration.objects.write(
        study,
        by=user,
        items={role: [SAID.format(f"{role} {number}.{n}") for n in range(many)] for role, many in ITEMS},
        sites=[sites[number % len(sites)]],
        tracer=tracers[number % len(tracers)],
        label=f"Sharing {number}",
        statement=SAID.format(number),
        kind="anticipated" if number % 10 == 0 else "observed",
        theory=None,
    )
    keep(made, by=user)
    return made


def _link(made: "list[Configuration]", items: dict[Any, list[Any]], chance: random.Random, link: Any) -> None:
    """Ripples from an outcome to a context of a later configuration, rivals, counterparts, tests."""
    rows = {}
    while len(rows) < LINKS:
        first, second = sorted(chance.sample(range(len(made)), 2))
        start, end = made[first], made[second]
        kind = chance.choice(("ripple", "ripple", "counterpart_of", "rival_of", "tests", "generalises"))
        ends = {}
        if kind == "ripple":
            outcome = next(item for item in items[start.pk] if item.role == "outcome")
            context = next(item for item in items[end.pk] if item.role == "context")
            ends = {"start_item": outcome, "end_item": context}
        rows[start.pk, kind, end.pk] = link(start=start, kind=kind, end=end, **ends)
    link.objects.bulk_create(rows.values())


def _match(study: "Study") -> None:
    """Counterparts are judged, and their first contexts are the same."""
    from cmo.models import Comparison, Link, Match

    sites = list(study.sites.all())
    for link in Link.objects.filter(start__study=study, kind="counterpart_of").select_related("start", "end"):
        Comparison.objects.judge([link.start, link.end], sites, by=None, judgement="partly")
        contexts = (each.items.filter(role="context")[0] for each in (link.start, link.end))
        Match.objects.say(*contexts, "same", by=None)


def _pages(study: "Study") -> Iterator[tuple[str, str]]:
    from django.urls import reverse

    tracer = study.configurations.first().tracer  # type: ignore[union-attr]
    one = study.configurations.of_tracer(tracer)[3]  # type: ignore[arg-type]
    evidence = one.evidence.exclude(extract=None)[0]

    def at(name: str, *args: object) -> str:
        return reverse(f"cmo:{name}", args=[study.slug, *args])

    board = at("board", tracer.code)  # type: ignore[union-attr]
    yield "list of configurations", at("configuration_list")
    yield f"board of {study.configurations.of_tracer(tracer).count()} configurations", board  # type: ignore[arg-type]
    yield "board, one site", f"{board}?site=A1"
    yield "board, with totals", f"{board}?totals=1"
    yield "a configuration", at("configuration_detail", one.pk)
    yield "a configuration, to edit", at("configuration_edit", one.pk)
    yield "the configurations of an extract", at("extract_evidence", evidence.extract_id)
    yield "a piece of evidence", at("evidence_edit", evidence.pk)
    yield "comparison", at("comparison")
    pair = study.comparisons.first().configurations.all()  # type: ignore[union-attr]
    yield "matching items", f"{at('matching')}?{'&'.join(f'configuration={each.pk}' for each in pair)}"
    yield "conclusions to look at again", at("conclusions_again")
    yield "links", at("link_list")
    yield "chains", at("chain_list")
    yield "theories", at("theory_list")
    yield "theory by evidence", at("theory_table")
    yield "a theory", at("theory_detail", study.theories.first().pk)  # type: ignore[union-attr]
    yield "grouping", at("grouping")
    yield "contradictions", at("contradiction_list")
    yield "coverage", at("coverage")
    yield "evidence to look at again", at("evidence_again")
    yield "sources read before it changed", at("sources_again")
    yield "rules", at("rules")
    yield "a version", at("version_detail", one.pk, 1)
    yield "the trail of a configuration", at("trail", one.pk)
    yield "to merge", at("configuration_merge", one.pk)
    yield "to split", at("configuration_split", one.pk)
    meeting = study.meetings.get()
    yield "meetings, with the agenda", at("meeting_list")
    yield "a meeting", at("meeting_detail", meeting.pk)
    yield "a configuration on the wall", at("meeting_configuration", meeting.pk, one.pk)
    yield "bringing in and taking along", reverse("exchange:theory_export", args=[study.slug])
