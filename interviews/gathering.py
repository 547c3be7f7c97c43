"""What stands on a code, fetched: who said how much where, and the extracts of one screen with words around them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, cast
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Count, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Greatest, Least, Substr

from accounts.models import Membership
from interviews.citation import cite, speaking
from interviews.grouping import UNSAID, Group, Heading, Part, Piece, Said, count, grouped
from interviews.heard import voices
from interviews.matrix import kept
from interviews.matrix.attributes import Only, narrowed
from interviews.models import Code, Coding, Extract, ExtractSite, ExtractTracer, Participation, SourceTracer
from interviews.surroundings import WINDOW, lead, trail
from interviews.tally import Tally
from interviews.turns import asks

MANY = 4_000
MANY_CODINGS = 6_000  # from here on to read all extracts is quicker than to look for each
"""Up to so many extracts the database is asked for the places of all of them, which it finds by the code: asked for
some interviews as well, it may read through all extracts of the installation."""
GROUPINGS = {"site": "Site", "organisation": "Organisation", "tracer": "Tracer", "source": "Source"}


@dataclass(frozen=True)
class Card:
    """An extract as the page of a code shows it."""

    extract: Extract
    before: str
    after: str
    citation: str
    coders: tuple[str, ...]
    others: tuple[Code, ...]
    """Other codes that it has."""
    below: tuple[Code, ...]
    """Of the codes under the one looked at, those that brought it here."""


class Gathered:
    """All that stands on some codes (None: on any), for one member; `by` is one of GROUPINGS.

    `only` narrows it to what fits, voice by voice; without `questions` what interviewers say is left out.
    """

    def __init__(
        self, asking: Membership, codes: Collection[UUID] | None, by: str, *, only: Only = (), questions: bool = True
    ) -> None:
        self.asking, self.codes, self.by = asking, codes, by
        self.only, self.questions = only, questions
        self.sources = {
            pk: (printed_id, interviewers)
            for pk, printed_id, interviewers in asking.study.sources.visible_to(asking)
            .order_by("printed_id")
            .values_list("pk", "printed_id", "interviewers")
        }
        self.codings = 0 if codes is None else Coding.objects.filter(code__in=codes).count()
        self.voices = voices(asking, self.sources)
        self.said = self._said({by, *(attribute.name for attribute, _ in only)})
        self.parts = self._parts()
        self.tally: Tally = count(self.parts)
        self.groups: list[Group] = grouped(self.parts, self._headings())
        self.rows = sum(group.tally.extracts for group in self.groups)

    def cards(self, pieces: Sequence[Piece]) -> list[list[Card]]:
        """The extracts of each piece, in the order of the words."""
        wanted: set[Any] = {part.source for piece in pieces for part in piece.parts}
        light = self._coded().order_by("start", "end", "pk")
        if self.tally.extracts > MANY or self.codes is None:
            light = light.filter(text__source__in=wanted)
        by_source: defaultdict[Any, list[tuple[UUID, str]]] = defaultdict(list)
        for pk, source, speaker in light.values_list("pk", "text__source", "speaker"):
            by_source[source].append((pk, speaker))
        chosen = [self._chosen(piece, by_source) for piece in pieces]
        made = self._cards(set(chain.from_iterable(chosen)))
        return [[made[pk] for pk in row if pk in made] for row in chosen]

    def _chosen(self, piece: Piece, by_source: Mapping[Any, list[tuple[UUID, str]]]) -> list[UUID]:
        """The extracts of a piece: those of its parts, source by source."""
        keys = {(part.source, part.speaker, part.said) for part in piece.parts}
        row = [
            pk
            for source in dict.fromkeys(part.source for part in piece.parts)
            for pk, speaker in by_source[source]
            if (source, speaker, self.said.get(pk, UNSAID)) in keys
        ]
        return row[piece.skip : piece.skip + piece.take]

    def _coded(self) -> QuerySet[Extract]:
        """Of some thousands as a list of ids: joined, PostgreSQL reads all extracts there are for those of one code."""
        seen = Coding.objects.seen_by(self.asking.user_id).order_by()
        if self.codes is None:
            return (
                Extract.objects.visible_to(self.asking).filter(Exists(seen.filter(extract=OuterRef("pk")))).order_by()
            )
        codings = seen.filter(code__in=self.codes).values("extract")
        ids = ArraySubquery(codings)
        is_one = Func("pk", ids, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField())
        which = Q(pk__in=codings) if self.codings > MANY_CODINGS else is_one
        return Extract.objects.visible_to(self.asking).filter(which).order_by()

    def _parts(self) -> list[Part]:
        """In the order of the sources."""
        counts = {(source, speaker, UNSAID): number for source, speaker, number in self._counts()}
        for pk, said in self.said.items():
            source, speaker = self._said_by[pk]
            counts[source, speaker, UNSAID] -= 1
            counts[source, speaker, said] = counts.get((source, speaker, said), 0) + 1
        order = {pk: place for place, pk in enumerate(self.sources)}
        parts = [
            Part(
                *(source, speaker, said, number),
                question=asks(speaker, self.sources[source][1]),
                voices=speaking(self.voices.get(source, ()), speaker),
            )
            for (source, speaker, said), number in sorted(counts.items(), key=lambda each: order[each[0][0]])
            if number
        ]
        return [fit for part in parts if (self.questions or not part.question) and (fit := narrowed(part, self.only))]

    def _counts(self) -> Iterable[tuple[Any, str, int]]:
        """How many extracts each speaker of a source has; of all codes together that is known without asking."""
        if self.codes is not None:
            return self._coded().values_list("text__source", "speaker").annotate(number=Count("pk"))
        _, spoken = kept.spoken(self.asking)
        return [(source, each.speaker, each.extracts) for source in self.sources for each in spoken.get(source, ())]

    def _said(self, by: Collection[str]) -> dict[UUID, Said]:
        """Of the extracts of which somebody said what they speak of, as far as it is asked for: tracers and sites."""
        said: defaultdict[UUID, Said] = defaultdict(Said)
        self._said_by: dict[UUID, tuple[UUID, str]] = {}
        where = ("text__source", "speaker")
        if "tracer" in by:
            told = ExtractTracer.objects.filter(extract__in=self._coded()).order_by("tracer__order", "tracer__label")
            for pk, tracer, *place in told.values_list("extract", "tracer", *(f"extract__{name}" for name in where)):
                said[pk] = said[pk]._replace(tracers=(*said[pk].tracers, tracer))
                self._said_by[pk] = (place[0], place[1])
        if "place" in by:
            sites = ExtractSite.objects.filter(extract__in=self._coded()).order_by("site")
            for pk, site, *place in sites.values_list("extract", "site", *(f"extract__{name}" for name in where)):
                said[pk] = said[pk]._replace(sites=(*said[pk].sites, site))
                self._said_by[pk] = (place[0], place[1])
            for pk, *place in self._coded().filter(nowhere=True).values_list("pk", *where):
                said[pk] = said[pk]._replace(nowhere=True)
                self._said_by[pk] = (place[0], place[1])
        return dict(said)

    def _headings(self) -> Any:
        """A function that gives the headings of a part."""
        if self.by == "source":
            return lambda part: [(self.sources[part.source][0],)]
        if self.by == "tracer":
            return self._under_tracers()
        if self.by == "organisation":
            return lambda part: [_joint({(v.organisation, v.organisation) for v in part.voices}, "organisation")]
        sites = {
            pk: ((order, label), label)
            for pk, order, label in self.asking.study.sites.values_list("pk", "order", "label")
        }
        return lambda part: [_joint({sites[v.site] for v in part.voices if v.site}, "site")]

    def _under_tracers(self) -> Any:
        """A part stands under each of its tracers: those that it is said to speak of, else those of its source."""
        tracers = self.asking.study.tracers.order_by("order", "label").values_list("pk", "label")
        known = {pk: (place, label) for place, (pk, label) in enumerate(tracers)}
        of_source: defaultdict[Any, list[UUID]] = defaultdict(list)
        for source, tracer in SourceTracer.objects.filter(tracer__in=known).values_list("source", "tracer"):
            of_source[source].append(tracer)

        def headings(part: Part) -> Iterable[Heading]:
            held = part.said.tracers or of_source.get(part.source, ())
            return [known[cast("UUID", tracer)] for tracer in held] or [(len(known), "No tracer")]

        return headings

    def _cards(self, chosen: set[UUID]) -> dict[UUID, Card]:
        extracts = list(_with_surroundings(self.asking, chosen))
        people: defaultdict[UUID, list[Participation]] = defaultdict(list)
        sources = {extract.text.source_id for extract in extracts}
        for person in Participation.objects.filter(source__in=sources).select_related("site", "participant"):
            people[person.source_id].append(person)
        return {extract.pk: self._card(extract, people[extract.text.source_id]) for extract in extracts}

    def _card(self, extract: Any, people: list[Participation]) -> Card:
        source, codings = extract.text.source, list(extract.codings.all())
        here = [coding for coding in codings if self.codes is None or coding.code_id in self.codes]
        room = min(extract.start, WINDOW)
        length = extract.end - extract.start
        stretch = extract.stretch or f"{extract.prefix[-room:]}{extract.quote}{extract.suffix}"
        room = room if extract.stretch else len(extract.prefix[-room:])
        after = stretch[room + length :]
        return Card(
            extract,
            lead(stretch[:room], whole=extract.start <= WINDOW),
            trail(after, whole=len(after) < WINDOW and bool(extract.stretch)),
            cite(source, people, self.asking.study.citation, extract.speaker),
            tuple(dict.fromkeys(coding.coder for coding in here if coding.coder)),
            tuple({coding.code_id: coding.code for coding in codings if coding not in here}.values()),
            tuple({coding.code_id: coding.code for coding in here}.values()),
        )


def _joint(found: set[tuple[Any, str]], what: str) -> Heading:
    """One heading for all of them: a joint interview stands apart."""
    named = sorted(pair for pair in found if pair[1])
    if not named:
        return ((1,), f"No {what}")
    return ((0, tuple(key for key, _ in named)), " & ".join(label for _, label in named))


def _with_surroundings(asking: Membership, chosen: set[UUID]) -> QuerySet[Extract]:
    """Each with `stretch`: its words and what stands around them, cut out by the database. The texts stay there."""
    first = Greatest(F("start") - WINDOW, Value(0))
    length = F("end") - F("start") + Least(F("start"), Value(WINDOW)) + WINDOW
    return (
        Extract.objects.filter(pk__in=chosen)
        .with_codings(asking)
        .annotate(stretch=Substr("text__text", first + 1, length))
        .defer("text__text", "text__turns", "text__edits", "text__sealed", "text__source__summary")
        .select_related("text__source__work_stream")
    )
