"""The passages that a search finds, counted by source and speaker, and one page of them with the places of the hits.

What narrows a search by who speaks (site, organisation, role, participant) is decided for each speaker of a source, by
the same rule as everywhere (interviews.citation.speaking): a joint interview gives the words of the one alone.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import Membership
from interviews.citation import speaking
from interviews.models import Code, Coding, Extract, Memo, Participation, Source, SpokenTurn
from interviews.query import Node, QueryError
from interviews.searching import patterns
from interviews.searching.asked import EVERYONE, INTERVIEWERS, UNKNOWN, Asked
from interviews.searching.lexemes import condition, lexemes
from interviews.searching.lexemes import patterns as patterns_of
from interviews.searching.places import fitting, found, hits
from interviews.searching.words import words
from interviews.spans import Span
from interviews.tally import Spoken, Tally, tally
from tracers.names import fold

OF_PEOPLE = ("site", "organisation", "role", "participant")
FIRST = {"most": lambda group: (-group.passages,), "date": lambda group: (group.date or "9",)}


class Person(NamedTuple):
    """A participation, as much of it as narrowing and counting need."""

    pk: UUID
    participant_id: UUID | None
    participant: str
    site: str
    organisation: str
    role: str
    speaker: str


class Passages(NamedTuple):
    """How many turns of a speaker of a source fit."""

    source: UUID
    speaker: str
    asks: bool
    number: int


@dataclass(frozen=True, slots=True)
class InSource:
    """A source with passages that fit; `speakers` are those whose words they are."""

    source: UUID
    printed_id: str
    date: str
    passages: int
    speakers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Passage:
    """A turn that fits, and the places of the hits in it. `start` is where its words begin in the text."""

    source: UUID
    text: UUID
    number: int
    start: int
    speaker: str
    asks: bool
    words: str
    hits: Sequence[Span]


@dataclass(frozen=True, slots=True)
class Result:
    sources: Sequence[InSource]
    tally: Tally  # its extracts are the passages

    def __len__(self) -> int:
        return self.tally.extracts


class Search:
    """One search by one member. Raises QueryError where what is asked cannot be understood."""

    def __init__(self, member: Membership, asked: Asked) -> None:
        self.member = member
        self.tree, self.asked = asked.understood()
        self.patterns = patterns_of(self.tree) if self.tree is not None else {}
        self.asked = replace(self.asked, **_frame(member, self.asked))

    def result(self) -> Result:
        sources = self._sources()
        people = self._people(sources)
        with patterns.limited(self.asked), by_index():
            turns = self.turns(sources if self._knows_sources or self.tree is None else None)
            counted = turns.order_by().values_list("source", "speaker", "asks")
            groups = [Passages(*row) for row in counted.annotate(number=Count("pk"))]
        kept = [each for each in groups if self._speaks(each, people.get(each.source, ()))]
        spoken = (Spoken(each.source, each.speaker, each.number, each.asks) for each in kept)
        return Result(_ordered(kept, sources, self.asked.sort), tally(spoken, people))

    def page(self, result: Result, first: int, most: int) -> list[Passage]:
        """The passages from number `first` (from 0) on."""
        near, before = _around(result.sources, first, most)
        places = {each.source: place for place, each in enumerate(near)}
        speakers = {each.source: each.speakers for each in near}
        rows = self.turns(places).values_list("source", "start", "pk", "speaker")
        with patterns.limited(self.asked):
            ordered = sorted((places[row[0]], row[1], row[2]) for row in rows if row[3] in speakers[row[0]])
        wanted = [pk for _, _, pk in ordered[first - before : first - before + most]]
        held = SpokenTurn.objects.defer("stems", "forms").in_bulk(wanted)
        return list(self.with_hits(held[pk] for pk in wanted))

    def every(self, result: Result, at_once: int = 500) -> Iterator[Passage]:
        for first in range(0, len(result), at_once):
            yield from self.page(result, first, at_once)

    def with_hits(self, turns: Iterable[SpokenTurn]) -> Iterator[Passage]:
        held = list(turns)
        for turn, spans in zip(held, self._hits(held), strict=True):
            yield Passage(
                turn.source_id, turn.text_id, turn.number, turn.start, turn.speaker, turn.asks, turn.words, spans
            )

    def _hits(self, turns: Sequence[SpokenTurn]) -> Iterable[Sequence[Span]]:
        if self.asked.pattern and self.asked.q:
            return patterns.places(self.asked, [turn.words for turn in turns])
        if self.tree is None:
            return [[Span(0, len(turn.words))] for turn in turns]
        return word_hits(self.tree, self.patterns, [turn.words for turn in turns])

    def turns(self, sources: Collection[UUID] | None = None) -> Any:
        """Those that fit, of these sources or of all that are looked at; not yet by who speaks."""
        turns = SpokenTurn.objects.filter(study=self.member.study_id)
        if sources is None and (self._knows_sources or self.tree is None):
            sources = self._sources()
        if sources is not None:
            turns = turns.filter(source__in=list(sources))
        asked = self.asked
        if asked.said != EVERYONE:
            turns = turns.filter(asks=asked.said == INTERVIEWERS)
        if asked.speaker:
            turns = turns.filter(speaker__iexact=asked.speaker)
        if asked.code:
            turns = turns.filter(self._coded())
        if asked.memo:
            turns = turns.filter(_with_memo(self.member))
        if asked.pattern and asked.q:
            return turns.filter(words__iregex=patterns.read(asked.q))
        return turns.filter(condition(self.tree, self.patterns)) if self.tree is not None else turns

    @property
    def _knows_sources(self) -> bool:
        asked = self.asked
        named = (*(getattr(asked, name) for name in OF_PEOPLE), asked.tracer, asked.work_stream, asked.kind)
        return self.member.site_restricted or any((*named, asked.since, asked.until))

    def _sources(self) -> dict[UUID, tuple[str, str]]:
        """The sources in which is looked: their printed ids and dates."""
        asked = self.asked
        sources = Source.objects.visible_to(self.member)
        if asked.tracer:
            sources = sources.filter(tracers__code=asked.tracer)
        if asked.work_stream:
            sources = sources.filter(work_stream__code=None if asked.work_stream == UNKNOWN else asked.work_stream)
        if asked.kind:
            sources = sources.filter(kind=asked.kind)
        rows = sources.order_by("printed_id").values_list("pk", "printed_id", "date")
        return {pk: (printed, date) for pk, printed, date in rows if _within(date, asked.since, asked.until)}

    def _people(self, sources: Mapping[UUID, object]) -> dict[UUID, list[Person]]:
        people: dict[UUID, list[Person]] = {}
        rows = Participation.objects.filter(source__study=self.member.study_id).order_by("order")
        fields = ("pk", "participant", "participant__code", "site__code", "organisation", "role", "speaker")
        for source, pk, participant, code, site, *told in rows.values_list("source", *fields):
            if source in sources:
                people.setdefault(source, []).append(Person(pk, participant, code or "", site or "", *told))
        return people

    def _speaks(self, passages: Passages, people: Sequence[Person]) -> bool:
        asked = {name: fold(value) for name in OF_PEOPLE if (value := getattr(self.asked, name))}
        if not asked:
            return True
        if set(asked.values()) == {UNKNOWN} and not people:
            return True
        return any(
            all(_is(getattr(person, name), value, part=name == "role") for name, value in asked.items())
            for person in speaking(people, passages.speaker)
        )

    def _coded(self) -> Q:
        over = Extract.objects.filter(text=OuterRef("text"), start__lt=OuterRef("end"), end__gt=OuterRef("start"))
        codings = Coding.objects.visible_to(self.member).filter(extract=OuterRef("pk"))
        if self.asked.code == UNKNOWN:
            return ~Q(Exists(over.filter(Exists(codings))))
        return Q(Exists(over.filter(Exists(codings.filter(code__in=code_and_below(self.member, self.asked.code))))))


@contextmanager
def by_index() -> Iterator[None]:
    """PostgreSQL takes a look at all turns to be cheap, because it does not reckon with fetching their vectors, which
    mostly lie beside the table: for a frequent word it would choose that, and take ten times as long."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")


def word_hits(tree: Node, known: Any, said: Sequence[str]) -> list[Sequence[Span]]:
    """The places of the hits in each of these stretches of words; one query."""
    there = [words(each) for each in said]
    met = lexemes(word.word for each in there for word in each)
    fits = {term: fitting(each, met) for term, each in known.items()}
    return [hits(tree, found(each, fits)) for each in there]


def _frame(member: Membership, asked: Asked) -> dict[str, str]:
    """The codes of the site, tracer and work stream that were named by code or label. Raises QueryError."""
    study = member.study
    codes = {}
    for name, rows in (("site", study.sites), ("tracer", study.tracers), ("work_stream", study.work_streams)):
        if (value := getattr(asked, name)) and value != UNKNOWN:
            if (row := rows.all().named(value)) is None:
                raise QueryError(f"There is no {name.replace('_', ' ')} “{value}”: choose one from the list.")
            codes[name] = row.code
    return codes


def code_and_below(member: Membership, named: str) -> list[UUID]:
    """The code of this id or name, and those under it. Raises QueryError."""
    codes = list(Code.objects.filter(study=member.study_id).only("name", "parent_id"))
    wanted = [code.pk for code in codes if named == str(code.pk) or fold(code.name) == fold(named)]
    if not wanted:
        raise QueryError(
            f"There is no code “{named}”: choose one from the list, or look at its name on the page of codes."
        )
    met = list(wanted)
    while wanted := [code.pk for code in codes if code.parent_id in wanted and code.pk not in met]:
        met += wanted
    return met


def _with_memo(member: Membership) -> Q:
    over = Extract.objects.seen_by(member.user_id).filter(
        text=OuterRef("text"), start__lt=OuterRef("end"), end__gt=OuterRef("start")
    )
    on_extract = over.filter(Exists(Memo.objects.filter(on=OuterRef("pk"))))
    return Q(Exists(on_extract)) | Q(Exists(Memo.objects.filter(on=OuterRef("source"))))


def _ordered(kept: Sequence[Passages], sources: Mapping[UUID, tuple[str, str]], sort: str) -> list[InSource]:
    by_source: dict[UUID, list[Passages]] = {}
    for each in kept:
        by_source.setdefault(each.source, []).append(each)
    there = [
        InSource(pk, printed, date, sum(each.number for each in groups), frozenset(each.speaker for each in groups))
        for pk, (printed, date) in sources.items()
        if (groups := by_source.get(pk))
    ]
    return sorted(there, key=FIRST.get(sort, lambda _: ()))


def _around(sources: Sequence[InSource], first: int, most: int) -> tuple[list[InSource], int]:
    """The sources that hold the passages from `first` on, and how many passages stand before them."""
    near: list[InSource] = []
    before = passed = 0
    for each in sources:
        if passed + each.passages > first and passed < first + most:
            near.append(each)
        elif not near:
            before = passed + each.passages
        passed += each.passages
    return near, before


def _within(date: str, since: str, until: str) -> bool:
    """Dates of any precision; a year fits when some of its days do."""
    if not (since or until):
        return True
    return bool(date) and date[: len(since)] >= since[: len(date)] and date[: len(until)] <= until


def _is(known: str, wanted: str, *, part: bool) -> bool:
    if wanted == UNKNOWN:
        return not known
    return wanted in fold(known) if part else fold(known) == wanted
