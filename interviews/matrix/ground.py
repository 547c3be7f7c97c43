"""What the tables are counted on: the sources a member may see, who is heard in them, and what is known of both."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from accounts.models import Membership
from interviews.citation import speaking
from interviews.codetree import Branch, branches, flat
from interviews.grouping import Part, Said, Voice
from interviews.heard import voices
from interviews.matrix import kept
from interviews.matrix.attributes import NOWHERE, Attribute, there
from interviews.models import Participant, Source, SourceTracer
from interviews.turns import asks
from tracers.models import Site, Theme
from tracers.names import fold
from tracers.nested import above


class Told(NamedTuple):
    """What is known of a source, as far as tables need it."""

    printed_id: str
    interviewers: list[str]
    kind: str
    work_stream: UUID | None
    attributes: dict[str, Any]


class Placed(NamedTuple):
    """A site, as far as tables need it."""

    code: str
    label: str
    parent: UUID | None
    kind: str = Site.Kind.AREA


class Sites:
    """The sites of a study, those inside others after them.

    `whole`: the codes of a site and of all it lies in; `wholes`: by code, of what it lies in alone, the nearest first;
    `apart`: the codes of what is no area, and never told together with one.
    """

    def __init__(self, rows: Mapping[Any, Placed]) -> None:
        parents = {pk: told.parent for pk, told in rows.items()}
        ways = {pk: (pk, *above(parents, pk)) for pk in rows}
        order = {pk: place for place, pk in enumerate(rows)}
        inside = sorted(rows, key=lambda pk: [order[each] for each in reversed(ways[pk])])
        self.whole = {pk: tuple(rows[each].code for each in way) for pk, way in ways.items()}
        self.heads = {rows[pk].code: rows[pk].label for pk in inside}
        self.wholes = {code: way for code, *way in self.whole.values()}
        self.apart = frozenset(told.code for told in rows.values() if told.kind == Site.Kind.NATIONAL)


class Ground:
    """As many queries whatever the size of the study: one a property."""

    def __init__(self, asking: Membership) -> None:
        self.asking = asking

    @cached_property
    def sources(self) -> dict[UUID, Told]:
        rows = Source.objects.visible_to(self.asking).order_by("printed_id")
        return {
            pk: Told(*told)
            for pk, *told in rows.values_list("pk", "printed_id", "interviewers", "kind", "work_stream", "attributes")
        }

    @cached_property
    def voices(self) -> Mapping[Any, list[Voice]]:
        return voices(self.asking, self.sources)

    @cached_property
    def spoken(self) -> tuple[dict[UUID, int], dict[Any, list[kept.Spoken]]]:
        return kept.spoken(self.asking)

    @cached_property
    def codes(self) -> list[Branch]:
        """The codes as a tree, in reading order."""
        return list(flat(branches(self.asking.study.codes.defer("description", "include", "exclude", "attributes"))))

    @cached_property
    def themes(self) -> list[Theme]:
        return list(self.asking.study.themes.all())

    @cached_property
    def present(self) -> list[Part]:
        """Everybody as they are there to be heard, whatever was coded."""
        return [part for source in self.sources for part in there(source, self.voices.get(source, ()))]

    def part(self, source: Any, speaker: str, said: Said, extracts: int) -> Part:
        """What is known of extracts of this speaker in this source."""
        return Part(
            *(source, speaker, said, extracts),
            question=asks(speaker, self.sources[source].interviewers),
            voices=speaking(self.voices.get(source, ()), speaker),
        )

    @cached_property
    def attributes(self) -> dict[str, Attribute]:
        """By name: those that mean something in this study, in the order in which they are offered."""
        every = [
            *(self._site(), self._place(), self._of_voice("organisation"), self._of_voice("role")),
            *(self._work_stream(), self._tracer(), self._kind(), *self._of_sources(), *self._of_people()),
        ]
        return {each.name: each for each in every if each.heads}

    @cached_property
    def _sites(self) -> "Sites":
        rows = self.asking.study.sites.order_by("order", "code").values_list("pk", "code", "label", "parent", "kind")
        return Sites({pk: Placed(*told) for pk, *told in rows})

    def _site(self) -> Attribute:
        sites = self._sites

        def keys(part: Part, voice: Voice | None) -> Collection[str]:
            return sites.whole[voice.site] if voice and voice.site else ()

        return Attribute("site", "Site of who speaks", sites.heads, keys, wholes=sites.wholes, apart=sites.apart)

    def _place(self) -> Attribute:
        """As the comparison has it: the speaker's own is assumed until somebody says which."""
        sites = self._sites

        def keys(part: Part, voice: Voice | None) -> Collection[str]:
            if part.said.nowhere:
                return (NOWHERE,)
            if part.said.sites:
                return {code for site in part.said.sites for code in sites.whole[site]}
            return sites.whole[voice.site] if voice and voice.site else ()

        heads = sites.heads | {NOWHERE: "Nowhere in particular"} if sites.heads else {}
        return Attribute("place", "Site spoken of", heads, keys, wholes=sites.wholes, apart=sites.apart)

    def _of_voice(self, name: str) -> Attribute:
        """What stands with a participation as free text: spelled in capitals or not it is the same."""
        spelled = {getattr(voice, name) for held in self.voices.values() for voice in held} - {""}
        folded = {value: fold(value) for value in spelled}

        def keys(part: Part, voice: Voice | None) -> tuple[str, ...]:
            told = getattr(voice, name) if voice else ""
            return (folded[told],) if told else ()

        return Attribute(name, name.capitalize(), _heads((folded[value], value) for value in spelled), keys)

    def _work_stream(self) -> Attribute:
        rows = self.asking.study.work_streams.order_by("order", "code").values_list("pk", "code", "title")
        streams = {pk: (code, f"{code} {title}") for pk, code, title in rows}

        def keys(part: Part, voice: Voice | None) -> tuple[str, ...]:
            stream = self.sources[part.source].work_stream  # type: ignore[index]
            return (streams[stream][0],) if stream else ()

        return Attribute("work_stream", "Work stream", dict(streams.values()), keys)

    def _tracer(self) -> Attribute:
        """Those that the words are said to speak of, else those of the source."""
        rows = self.asking.study.tracers.order_by("order", "label").values_list("pk", "code", "label")
        tracers = {pk: (code, label) for pk, code, label in rows}

        def keys(part: Part, voice: Voice | None) -> list[str]:
            held: Any = part.said.tracers or self._tracers_of.get(part.source, ())
            return [tracers[tracer][0] for tracer in held]

        return Attribute("tracer", "Tracer", dict(tracers.values()), keys, unknown="No tracer")

    @cached_property
    def _tracers_of(self) -> dict[Any, list[Any]]:
        held: defaultdict[Any, list[Any]] = defaultdict(list)
        rows = SourceTracer.objects.filter(source__study=self.asking.study_id)
        for source, tracer in rows.values_list("source", "tracer"):
            held[source].append(tracer)
        return held

    def _kind(self) -> Attribute:
        met = {told.kind for told in self.sources.values()}
        heads = {kind.value: str(kind.label) for kind in Source.Kind if kind in met}
        return Attribute("kind", "Kind of source", heads, lambda part, voice: (self.sources[part.source].kind,))  # type: ignore[index]

    def _of_sources(self) -> list[Attribute]:
        return _free("source", {pk: told.attributes for pk, told in self.sources.items()}, lambda part, _: part.source)

    def _of_people(self) -> list[Attribute]:
        """Of those who are heard in sources that may be seen."""
        heard = {voice.participant_id for held in self.voices.values() for voice in held}
        rows = Participant.objects.filter(study=self.asking.study_id).exclude(attributes={})
        held = {pk: told for pk, told in rows.values_list("pk", "attributes") if pk in heard}
        return _free("person", held, lambda _, voice: voice and voice.participant_id)


def _free(of: str, held: Mapping[Any, Any], whose: Any) -> list[Attribute]:
    """One for each name that people gave: `held` are the values of each source or person by name."""
    names = sorted({name for told in held.values() for name in told}, key=str.casefold)
    return [_one_free(of, name, {pk: _values(told.get(name)) for pk, told in held.items()}, whose) for name in names]


def _one_free(of: str, name: str, values: Mapping[Any, tuple[str, ...]], whose: Any) -> Attribute:
    def keys(part: Part, voice: Voice | None) -> tuple[str, ...]:
        return tuple(dict.fromkeys(fold(value) for value in values.get(whose(part, voice), ())))

    heads = _heads((fold(value), value) for told in values.values() for value in told)
    return Attribute(f"{of}.{name}", f"{name.capitalize()} of the {of}", heads, keys)


def _values(told: Any) -> tuple[str, ...]:
    """What stands in an attribute, as texts."""
    many = told if isinstance(told, list) else [told]
    return tuple(text for each in many if each is not None and (text := str(each).strip()))


def _heads(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Key → spelling, in the order of the alphabet and of numbers; of several spellings one and the same each time."""
    heads: dict[str, str] = {}
    for key, spelled in sorted(pairs, key=lambda pair: (_number(pair[0]), pair[0], pair[1])):
        heads.setdefault(key, spelled)
    return heads


def _number(key: str) -> float:
    return float(key) if key.isdecimal() else float("inf")
