"""Studies made by chance: sites within sites, joint interviews, people heard twice, remarks about elsewhere."""

import random

from accounts.models import Study
from cmo.models import Evidence
from interviews.models import (
    Code,
    CodeTheme,
    ExtractSite,
    ExtractTracer,
    Participant,
    Participation,
    Source,
    SourceTracer,
)
from interviews.turns import find_turns
from tests import factories
from tracers.models import Site, WorkStream

SAID = ("we sat in the same room", "nobody asked whose money it was", "it changed what I ask for", "and so it went")


def a_study(seed: int) -> Study:
    chance = random.Random(seed)
    study = factories.study(slug=f"made-{seed}", title="Made by chance")
    _places(study, chance)
    codes = _codes(study, chance)
    people = [
        Participant.objects.create(
            study=study, code=f"P{n}", attributes=chance.choice(({}, {"age band": "50s"}, {"age band": "60s"}))
        )
        for n in range(6)
    ]
    sources = [_source(study, number, people, chance) for number in range(8)]
    extracts = [extract for source in sources for extract in _extracts(study, source, codes, chance)]
    _evidence(study, sources, extracts, chance)
    return study


def _places(study: Study, chance: random.Random) -> None:
    """A county with a town with a ward, somewhere in the study."""
    sites = [Site.objects.create(study=study, code=code, label=code, order=9) for code in ("county", "town", "ward")]
    for inside, whole in ((sites[1], sites[0]), (sites[2], sites[1]), (study.sites.get(code="A2"), sites[0])):
        if chance.random() < 0.8:
            Site.objects.filter(pk=inside.pk).update(parent=whole)
    WorkStream.objects.create(study=study, code="WS1", title="Commissioners")
    study.themes.create(code="T02", label="Trust")


def _codes(study: Study, chance: random.Random) -> list[Code]:
    tops = [factories.code(study, name) for name in ("Money", "Relationships")]
    below = [factories.code(study, f"Code {n}", chance.choice(tops)) for n in range(4)]
    codes = [*tops, *below, factories.code(study, "Deep", below[0])]
    for code in codes:
        for theme in study.themes.all():
            if chance.random() < 0.4:
                CodeTheme.objects.create(code=code, theme=theme)
    return codes


def _source(study: Study, number: int, people: list[Participant], chance: random.Random) -> Source:
    """With nobody, somebody, or several in it, whom their labels may tell apart."""
    labels = ["Ann", "Ben", "Interviewer"]
    words = "\n\n".join(f"{chance.choice(labels)}: {chance.choice(SAID)}, {n}" for n in range(8))
    source = Source.objects.bring_in(
        study,
        printed_id=str(30_000 + number),
        text=f"Interviewer: Shall we begin?\n\nAnn: Yes.\n\nBen: Yes.\n\n{words}",
        turns=find_turns(f"Interviewer: Shall we begin?\n\nAnn: Yes.\n\nBen: Yes.\n\n{words}", labels, ["Interviewer"]),
        interviewers=["Interviewer"],
        kind=chance.choice(("interview", "interview", "focus group")),
        attributes=chance.choice(({}, {"wave": 1}, {"wave": 2})),
        work_stream=chance.choice((None, study.work_streams.get())),
        by=None,
    )
    for tracer in study.tracers.all():
        if chance.random() < 0.5:
            SourceTracer.objects.create(source=source, tracer=tracer)
    for order in range(chance.choice((0, 1, 1, 2, 3))):
        _voice(study, source, order, people, chance)
    return source


def _voice(study: Study, source: Source, order: int, people: list[Participant], chance: random.Random) -> None:
    Participation.objects.create(
        source=source,
        order=order,
        participant=chance.choice((None, *people)),
        site=chance.choice((None, *study.sites.all())),
        organisation=chance.choice(("", "Provider", "PROVIDER ", "Charity")).strip(),
        role=chance.choice(("Nurse", "Manager")),
        speaker=chance.choice(("Ann", "Ben", "", "ann:")),
    )


def _extracts(study: Study, source: Source, codes: list[Code], chance: random.Random):
    """Of whole turns, with no code, one or several, some of them said to speak of somewhere."""
    for turn in chance.sample(source.latest_text.turns, 6):
        text = source.latest_text
        start, end = turn["start"], turn["end"]
        held = chance.sample(codes, chance.choice((0, 1, 1, 2, 3)))
        extract = text.extracts.mark(text, start, end, by=None, codes=held)
        for join, several, name in ((ExtractSite, study.sites, "site"), (ExtractTracer, study.tracers, "tracer")):
            for thing in chance.sample(list(several.all()), chance.choice((0, 0, 0, 1, 2))):
                join.objects.create(extract=extract, **{name: thing})
        if chance.random() < 0.15:
            extract.nowhere = True
            extract.save()
            extract.sites.through.objects.filter(extract=extract).delete()
        yield extract


def _evidence(study: Study, sources, extracts, chance: random.Random) -> None:
    """Extracts and whole sources, some of them twice for one configuration."""
    made = [
        factories.configuration(study, site="A1", tracer=tracer, kind=kind)
        for tracer in ("dementia", "screening")
        for kind in ("observed", "anticipated")
    ]
    for _ in range(40):
        where = chance.choice(made)
        what = {"source": chance.choice(sources)} if chance.random() < 0.15 else {"extract": chance.choice(extracts)}
        stance, use = chance.choice(("", "supports", "contradicts")), chance.choice(("", "tests"))
        item = chance.choice((None, *where.items.all()))
        Evidence.objects.add(where, by=None, item=item, stance=stance, use=use, **what)
