"""Which of the identifiers found in a study mean the same person, organisation, place or number.

Within a source the fullest names come first, each shorter one joins the name that it fits best: "Bev" and "Mrs
Trethewey" join "Beverley Trethewey", "JB" joins "Julian Bassett". Where two fit equally, the one named nearest before
it is meant, else the one named soonest after.

Over the sources, full names that fit are one; a surname alone joins the only full name it fits, and what fits none or
several is one with those written alike. A bare first name never joins a full name of another source, where it is
likely to mean somebody else. Two that are apart in one source are never made one through another source.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from interviews.naming import numbers, organisations, people
from interviews.naming.sounds import sound
from interviews.naming.words import folded

CLOSE = 0.02  # fits that differ by less are equally good


@dataclass(frozen=True, slots=True)
class Mention:
    """An identifier at start … end of a source; `entity` names an entry of the study's own list, when known."""

    source: str
    start: int
    end: int
    words: str
    type: str
    entity: str = ""


def group(mentions: Sequence[Mention]) -> list[tuple[int, ...]]:
    """Places in the sequence, one tuple an entity, ascending within; entities in order of their first mention."""
    of_type: dict[str, list[int]] = defaultdict(list)
    for place, mention in enumerate(mentions):
        of_type[mention.type].append(place)
    groups: list[tuple[int, ...]] = []
    for kind, places in of_type.items():
        names = NAMES.get(kind)
        groups += _named(mentions, places, names) if names else _written_alike(mentions, places)
    return sorted(groups)


@dataclass(frozen=True)
class Names:
    """How names of one type are compared. `fits` takes the shorter one first; `parts` are what two that fit, however
    they are written, have at least one of in common."""

    parse: Callable[[str], Any]
    fits: Callable[[Any, Any], float]
    rank: Callable[[Any], int]
    parts: Callable[[Any], Iterable[str]]
    full: Callable[[Any], bool]
    stays: Callable[[Any], bool]  # never joins a full name of another source

    def fit(self, one: Any, other: Any) -> float:
        return self.fits(one, other) if self.rank(one) <= self.rank(other) else self.fits(other, one)


@dataclass(eq=False)
class _Entity:
    """What is one within a source: the names it has, and its mentions as (start, place in the sequence)."""

    source: str
    known: str = ""
    names: list[Any] = field(default_factory=list)
    at: list[tuple[int, int]] = field(default_factory=list)

    def add(self, name: Any, at: Iterable[tuple[int, int]]) -> None:
        if name not in self.names:
            self.names.append(name)
        self.at = sorted([*self.at, *at])


def _written_alike(mentions: Sequence[Mention], places: Iterable[int]) -> Iterator[tuple[int, ...]]:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in places:
        mention = mentions[place]
        shape = SHAPES.get(mention.type, numbers.spoken)
        key = ("", mention.entity) if mention.entity else ("written", shape(mention.words))
        groups[key].append(place)
    return (tuple(group) for group in groups.values())


def _named(mentions: Sequence[Mention], places: Iterable[int], names: Names) -> Iterator[tuple[int, ...]]:
    of_source: dict[str, list[int]] = defaultdict(list)
    for place in places:
        of_source[mentions[place].source].append(place)
    entities = [entity for some in of_source.values() for entity in _within(mentions, some, names)]
    for same in _across(entities, names):
        yield tuple(sorted(place for entity in same for _, place in entity.at))


# Within a source


def _within(mentions: Sequence[Mention], places: Iterable[int], names: Names) -> list[_Entity]:
    """The entities of one source."""
    entities: dict[str, _Entity] = {}
    said: dict[Any, list[tuple[int, int]]] = defaultdict(list)
    for place in places:
        mention = mentions[place]
        name, at = names.parse(mention.words), (mention.start, place)
        if mention.entity:
            entities.setdefault(mention.entity, _Entity(mention.source, mention.entity)).add(name, [at])
        else:
            said[name].append(at)
    found = list(entities.values())
    for name in sorted(said, key=lambda name: (-names.rank(name), min(said[name]))):
        _place(name, sorted(said[name]), found, names, mentions[said[name][0][1]].source)
    return found


def _place(name: Any, at: list[tuple[int, int]], found: list[_Entity], names: Names, source: str) -> None:
    """Gives the mentions of one name to the entities that it fits best, or to a new one."""
    fits = [(fit, entity) for entity in found if (fit := max(names.fit(name, one) for one in entity.names))]
    best = max((fit for fit, _ in fits), default=0.0)
    candidates = [entity for fit, entity in fits if fit > best - CLOSE]
    if not candidates:
        found.append(entity := _Entity(source))
        entity.add(name, at)
    elif len(candidates) == 1:
        candidates[0].add(name, at)
    else:
        for one in at:
            _nearest(candidates, one[0]).add(name, [one])


def _nearest(candidates: Sequence[_Entity], start: int) -> _Entity:
    """The one named last before, else the one named first after."""

    def distance(entity: _Entity) -> tuple[bool, int]:
        place = bisect_left(entity.at, (start, -1))
        before = entity.at[place - 1][0] if place else None
        return (False, start - before) if before is not None else (True, entity.at[0][0] - start)

    return min(candidates, key=distance)


# Over the sources


class _Study:
    """Groups of entities of different sources, found again by the parts of their fullest names."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.groups: list[_Group] = []
        self._by_part: dict[str, list[_Group]] = defaultdict(list)

    def new(self, entity: _Entity, head: Any) -> None:
        self.groups.append(group := _Group())
        self.join(group, entity, head)

    def join(self, group: "_Group", entity: _Entity, head: Any) -> None:
        group.entities.append(entity)
        group.sources.add(entity.source)
        group.known |= {entity.known} - {""}
        if head not in group.heads:
            group.heads.append(head)
            for part in self.names.parts(head):
                if group not in self._by_part[part]:
                    self._by_part[part].append(group)

    def fitting(self, entity: _Entity, head: Any) -> "_Group | None":
        """The only group that the entity fits best and may join."""
        near = {id(group): group for part in self.names.parts(head) for group in self._by_part.get(part, ())}
        fits = [(max(self.names.fit(head, one) for one in group.heads), group) for group in near.values()]
        best = max((fit for fit, _ in fits), default=0.0)
        candidates = [group for fit, group in fits if fit and fit > best - CLOSE]
        return candidates[0] if len(candidates) == 1 and candidates[0].takes(entity) else None


@dataclass(eq=False)
class _Group:
    entities: list[_Entity] = field(default_factory=list)
    heads: list[Any] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)

    def takes(self, entity: _Entity) -> bool:
        return entity.source not in self.sources and not (
            entity.known and self.known and entity.known not in self.known
        )


def _across(entities: Sequence[_Entity], names: Names) -> Iterator[list[_Entity]]:
    """Those that are one. Worked through in an order that does not depend on the order of the sources."""
    heads = {id(entity): max(entity.names, key=lambda name: (names.rank(name), repr(name))) for entity in entities}
    ordered = sorted(
        entities, key=lambda entity: (-names.rank(heads[id(entity)]), repr(heads[id(entity)]), entity.source)
    )
    study, alike = _Study(names), cast("dict[Hashable, list[_Group]]", defaultdict(list))
    for entity in ordered:
        head = heads[id(entity)]
        same = next((group for group in alike[head] if group.takes(entity)), None)
        known = next((group for group in alike[entity.known] if entity.known), None)
        fitting = known or same or (None if names.stays(head) else study.fitting(entity, head))
        if fitting:
            study.join(fitting, entity, head)
        else:
            study.new(entity, head)
        joined = fitting or study.groups[-1]
        for key in (head, *((entity.known,) if entity.known else ())):
            if joined not in alike[key]:
                alike[key].append(joined)
    return (group.entities for group in study.groups)


# The types


def _person_parts(name: people.Name) -> Iterator[str]:
    """The surname's sound; any part of a full name may be it."""
    for part in name.parts if name.full else name.parts[-1:]:
        yield sound(part)
    yield sound("".join(name.parts))


def _body_parts(body: organisations.Body) -> Iterator[str]:
    for word in body.core:
        yield sound(word) or word
    yield "".join(body.every)
    yield "/" + "".join(word[0] for word in body.every)[:2]
    yield "/" + "".join(body.every)[:2]


PEOPLE = Names(
    parse=people.parse,
    fits=people.fits,
    rank=lambda name: name.rank,
    parts=_person_parts,
    full=lambda name: name.full,
    stays=lambda name: name.given_only or name.initials,
)
ORGANISATIONS = Names(
    parse=organisations.parse,
    fits=organisations.fits,
    rank=lambda body: body.rank,
    parts=_body_parts,
    full=lambda body: len(body.every) > 1,
    stays=lambda body: False,
)
PLACES = Names(
    parse=organisations.parse,
    fits=organisations.place_fits,
    rank=lambda body: body.rank,
    parts=_body_parts,
    full=lambda body: True,
    stays=lambda body: False,
)
NAMES = {"person": PEOPLE, "organisation": ORGANISATIONS, "place": PLACES, "title": ORGANISATIONS}
SHAPES: dict[str, Callable[[str], str]] = {
    "phone": numbers.phone,
    "email": numbers.address_on_the_net,
    "url": numbers.address_on_the_net,
    "dob": numbers.date,
    "address": lambda words: " ".join(folded(words)),
}
