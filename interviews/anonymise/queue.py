"""The review queue: what is proposed in a study, by entity, as somebody who decides must see it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count

from accounts.models import Membership
from accounts.sealing import Sealed
from interviews.anonymise import originals
from interviews.models import Place
from interviews.models.anonymising import AROUND, TYPE_NAMES, State

SURE, LIKELY = 0.8, 0.5  # scores at which proposals are said to be certain, and likely
STATES = {
    "open": "To decide",
    "accepted": State.ACCEPTED.label,
    "rejected": State.REJECTED.label,
    "applied": "In the words",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the queue is shown. `state` is one of STATES, `source` an id, `score` the least certainty."""

    type: str = ""
    state: str = ""
    source: str = ""
    score: float = 0.0
    words: str = ""


@dataclass(slots=True)
class Entity:
    """A replacement with its places in the sources that somebody sees; `forms` are counted, and empty once applied."""

    pk: UUID
    type: str
    label: str
    order: int
    places: int
    sources: int
    undecided: int
    accepted: int
    left: int
    applied: int
    certainty: float
    forms: Mapping[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return originals.name(self.forms) or self.label

    @property
    def type_name(self) -> str:
        return TYPE_NAMES[self.type]

    @property
    def state(self) -> str:
        """Where it stands, as one of STATES."""
        if self.undecided:
            return "open"
        if self.applied == self.places:
            return "applied"
        return "accepted" if self.accepted else "rejected"

    @property
    def state_name(self) -> str:
        return STATES[self.state]

    @property
    def is_begun(self) -> bool:
        """Whether something is decided and something is not."""
        return 0 < self.undecided < self.places

    @property
    def rank(self) -> tuple[int, int, int]:
        """Most certain and most frequent first; decisions move nothing."""
        sure = (self.certainty >= SURE) + (self.certainty >= LIKELY)
        return (-sure, -self.places, self.order)


@dataclass(frozen=True, slots=True)
class Queue:
    """All entities in order, and those that the filter lets through."""

    everything: Sequence[Entity]
    shown: Sequence[Entity]

    @property
    def decided(self) -> int:
        return sum(not entity.undecided for entity in self.everything)

    @property
    def open(self) -> list[Entity]:
        return [entity for entity in self.shown if entity.undecided]

    def find(self, pk: UUID | None) -> Entity | None:
        return next((entity for entity in self.everything if entity.pk == pk), None)

    def after(self, pk: UUID) -> Entity | None:
        """The next one shown that is to be decided, from the first again at the end."""
        here = self.find(pk)
        others = [entity for entity in self.open if entity.pk != pk]
        later = (entity for entity in others if here and entity.rank > here.rank)
        return next(later, others[0] if others else None)

    def beside(self, pk: UUID) -> tuple[Entity | None, Entity | None]:
        """The ones shown before and after it."""
        here = self.find(pk)
        if here is None:
            return None, None
        before = [entity for entity in self.shown if entity.rank < here.rank]
        after = (entity for entity in self.shown if entity.rank > here.rank)
        return (before[-1] if before else None), next(after, None)

    def place_of(self, pk: UUID) -> int:
        return next((number for number, entity in enumerate(self.shown) if entity.pk == pk), 0)


def queue(member: Membership, wanted: Filter) -> Queue:
    """Everything in one query and the filter; with words to search for, two more."""
    fields = ("replacement__type", "replacement__label", "replacement__order")
    seen = Place.objects.visible_to(member)
    rows = seen.by_replacement().values_list(
        *("replacement_id", *fields, "places", "sources", "undecided", "accepted", "left", "applied_places"),
        "certainty",
    )
    everything = sorted((Entity(*row) for row in rows), key=lambda entity: entity.rank)
    shown = [entity for entity in everything if _fits(entity, wanted)]
    if wanted.source:
        there = set(seen.filter(text__source_id=UUID(wanted.source)).order_by().values_list("replacement", flat=True))
        shown = [entity for entity in shown if entity.pk in there]
    if wanted.words:
        name(member, shown)
        shown = [entity for entity in shown if _says(entity, wanted.words)]
    return Queue(everything, shown)


def name(member: Membership, entities: Collection[Entity]) -> None:
    """Fill in what these are called in the places that the member sees and that are not applied."""
    asked = {entity.pk: entity for entity in entities if not entity.forms}
    places = Place.objects.visible_to(member).filter(replacement__in=asked, applied=False).order_by()
    counts: dict[UUID, Counter[int]] = {}
    for pk, form, number in places.values_list("replacement", "form").annotate(number=Count("pk")):
        counts.setdefault(pk, Counter())[form] += number
    try:
        lines = originals.forms(member.study, member.study.replacements.filter(pk__in=counts))
    except Sealed:
        return
    for pk, numbers in counts.items():
        said = Counter[str]()
        for form, number in numbers.items():
            said[originals.said(lines[pk], form)] += number
        asked[pk].forms = dict(said.most_common())


def shown(pks: Sequence[UUID]) -> list[Any]:
    """These places in their context, in this order. Words are cut out for these alone, not for all that is sorted."""
    places: Any = Place.objects.filter(pk__in=list(pks)).judged().in_context()
    places = places.select_related("replacement", "text__source").defer("text__text", "text__turns", "text__edits")
    held = {place.pk: place for place in places}
    for place in held.values():
        place.before, place.after = cut(place.before, place.after)
    return [held[pk] for pk in pks if pk in held]


def cut(before: str, after: str) -> tuple[str, str]:
    """Context without the pieces of words at its ends, where it was cut out of something longer."""
    if len(before) == AROUND:
        before = before.split(maxsplit=1)[-1] if " " in before.strip() else before
    if len(after) == AROUND:
        after = after.rsplit(maxsplit=1)[0] if " " in after.strip() else after
    return before, after


def akin(member: Membership, everything: Queue, entity: Entity, words: str, most: int = 8) -> list[Entity]:
    """Others that may be the same: those that share a word with it, or with the words asked for."""
    others = [other for other in everything.everything if other.pk != entity.pk]
    if not words:
        others = [other for other in others if other.type == entity.type]
    name(member, [entity, *others])
    wanted = {
        word.casefold() for said in ([words] if words else entity.forms) for word in said.split() if len(word) > 1
    }
    scored = [(sum(_shares(other, word) for word in wanted), other) for other in others]
    scored.sort(key=lambda each: (-each[0], each[1].rank))
    return [other for score, other in scored if score][:most]


def _shares(entity: Entity, word: str) -> bool:
    return any(word in said.casefold() for said in (*entity.forms, entity.label))


def _fits(entity: Entity, wanted: Filter) -> bool:
    return (
        (not wanted.type or entity.type == wanted.type)
        and (not wanted.state or _stands(entity, wanted.state))
        and entity.certainty >= wanted.score
    )


def _stands(entity: Entity, state: str) -> bool:
    """An entity with places of several kinds is found under each."""
    numbers = {
        "open": entity.undecided,
        "accepted": entity.accepted,
        "rejected": entity.left,
        "applied": entity.applied,
    }
    return bool(numbers.get(state))


def _says(entity: Entity, words: str) -> bool:
    wanted = words.casefold()
    return wanted in entity.label.casefold() or any(wanted in form.casefold() for form in entity.forms)
