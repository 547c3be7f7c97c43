"""Suggestions as they are shown: the words and what stands around them, who said them, and the words that spoke."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from accounts.models import Membership
from interviews.citation import cite
from interviews.models import Participation, Source, SpokenTurn, Suggestion
from interviews.models.moved import Moved
from interviews.spans import Span, segments
from interviews.surroundings import lead, trail


@dataclass(frozen=True, slots=True)
class Piece:
    words: str
    spoke: bool  # for it


@dataclass(frozen=True, slots=True)
class Card:
    """A suggestion with its words; without `pieces` they are gone from the interview."""

    suggestion: Suggestion
    citation: str = ""
    speaker: str = ""
    turn: int = 0
    href: str = ""
    before: str = ""
    pieces: Sequence[Piece] = ()
    after: str = ""

    @property
    def per_cent(self) -> int:
        return round(100 * self.suggestion.score)

    @property
    def words(self) -> str:
        return "".join(piece.words for piece in self.pieces)


def cards(member: Membership, suggestions: Sequence[Suggestion]) -> list[Card]:
    """Six queries, however many there are. The suggestions have `text` at hand, with its source alone."""
    moved = Moved(each.text_id for each in suggestions)
    places = {each.pk: (moved.text(each.text_id), moved.span(each.text_id, _span(each))) for each in suggestions}
    turns = _turns([place for place in places.values() if len(place[1])])
    sources = {each.text.source_id for each in suggestions}
    known = Source.objects.filter(pk__in=sources).select_related("work_stream").in_bulk()
    people: dict[UUID, list[Participation]] = {}
    for person in Participation.objects.filter(source__in=sources).select_related("site", "participant"):
        people.setdefault(person.source_id, []).append(person)

    def card(each: Suggestion) -> Card:
        text, span = places[each.pk]
        turn = next((one for one in turns.get(text, ()) if one.start <= span.start < one.end), None)
        if turn is None or not len(span):
            return Card(each)
        source = known[each.text.source_id]
        read = reverse("interviews:source_read", args=[member.study.slug, source.pk])
        words, start, end = turn.words, span.start - turn.start, span.end - turn.start
        told = [moved.span(each.text_id, Span(*reason)) for reason in each.reasons]
        return Card(
            each,
            citation=cite(source, people.get(source.pk, []), member.study.citation, turn.speaker) or source.printed_id,
            speaker=turn.speaker,
            turn=turn.number,
            href=f"{read}?hit={span.start}-{span.end}#turn-{turn.number}",
            before=lead(words[:start], whole=True),
            pieces=list(_pieces(turn, span, told)),
            after=trail(words[end:], whole=True),
        )

    return [card(each) for each in suggestions]


def _span(suggestion: Suggestion) -> Span:
    return Span(suggestion.start, suggestion.end)


def _turns(places: Sequence[tuple[UUID, Span]]) -> dict[UUID, list[SpokenTurn]]:
    """The turns in which these places begin."""
    if not places:
        return {}
    there = reduce(or_, (Q(text=text, start__lte=span.start, end__gt=span.start) for text, span in places))
    found: dict[UUID, list[SpokenTurn]] = {}
    for turn in SpokenTurn.objects.filter(there).defer("stems", "forms"):
        found.setdefault(turn.text_id, []).append(turn)
    return found


def _pieces(turn: SpokenTurn, span: Span, told: Sequence[Span]) -> Iterator[Piece]:
    end = min(span.end, turn.start + len(turn.words))
    for start, until, spoke in segments([(each.start, each.end, True) for each in told], span.start, end):
        yield Piece(turn.words[start - turn.start : until - turn.start], bool(spoke))
