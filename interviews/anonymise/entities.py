"""Which of the identifiers found in a study mean the same person, organisation, place or number.

Within a source the fullest names come first, each shorter one joins the name that it fits best: "Bev" and "Mrs
Trethewey" join "Beverley Trethewey", "JB" joins "Julian Bassett". Where two fit equally, the one named nearest before
it is meant, else the one named soonest after.

Over the sources, full names that fit are one; a surname alone joins the only full name it fits, and what fits none or
several is one with those written alike. A bare first name never joins a full name of another source, where it is
likely to mean somebody else. Two that are apart in one source are never made one through another source.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, cast

from interviews.anonymise.naming import mistyped
from interviews.anonymise.naming.families import NAMES, Index, Names, shape
from interviews.anonymise.naming.words import folded, listed

BEFORE = 60  # characters of a mention's `before`
APPOSITION = 50  # characters between a surname and the first name of the same person
APART = frozenset(
    listed(
        """
        and or with to from for about by told asked rang saw met nor than plus versus like then when before after under
        daughter son wife husband mother mum father dad sister brother niece nephew cousin aunt uncle partner friend
        nurse receptionist secretary assistant colleague deputy registrar manager
        """
    )
)
type At = tuple[int, int]  # start of a mention, and its place in the sequence
_SENTENCE_END = re.compile(r"[.?!:;…]")
CLOSE = 0.02  # fits that differ by less are equally good


@dataclass(frozen=True, slots=True)
class Mention:
    """An identifier at start … end of a source; `entity` names an entry of the study's own list, when known; `before`
    are some of the words that stand before it, which tell "Dr Patel, the young one, Nikhil" from "Dr Patel and
    Nikhil"."""

    source: str
    start: int
    end: int
    words: str
    type: str
    entity: str = ""
    before: str = ""


def said(text: str, start: int, end: int) -> tuple[str, str]:
    """`words` (on one line) and `before` of the mention at start … end of a text."""
    return " ".join(text[start:end].split()), text[max(0, start - BEFORE) : start]


def group(mentions: Sequence[Mention]) -> list[tuple[int, ...]]:
    """Places in the sequence, one tuple an entity, ascending within; entities in order of their first mention. What was
    proposed under two types may be one (see interviews/anonymise/naming/mistyped.py)."""
    of_type: dict[str, list[int]] = defaultdict(list)
    for place, kind in enumerate(_types(mentions)):
        of_type[kind].append(place)
    groups: list[tuple[int, ...]] = []
    for kind, places in of_type.items():
        names = NAMES.get(kind)
        groups += _named(mentions, places, names) if names else _written_alike(mentions, places, kind)
    return sorted(groups)


def _types(mentions: Sequence[Mention]) -> list[str]:
    """The type under which each mention is grouped; one of the study's list keeps its own."""
    kinds = [mention.type for mention in mentions]
    of_source: dict[str, list[int]] = defaultdict(list)
    for place, mention in enumerate(mentions):
        of_source[mention.source].append(place)
    for places in of_source.values():
        meant = mistyped.types([(mentions[place].words, mentions[place].type) for place in places])
        for place, kind in zip(places, meant, strict=True):
            kinds[place] = mentions[place].type if mentions[place].entity else kind
    return kinds


@dataclass(eq=False)
class _Entity:
    """What is one within a source: the names it has, and its mentions as (start, place in the sequence)."""

    source: str
    known: str = ""
    names: list[Any] = field(default_factory=list)
    at: list[At] = field(default_factory=list)

    def add(self, name: Any, at: Iterable[At]) -> None:
        if name not in self.names:
            self.names.append(name)
        self.at = sorted([*self.at, *at])


def _written_alike(mentions: Sequence[Mention], places: Iterable[int], kind: str) -> Iterator[tuple[int, ...]]:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in places:
        mention = mentions[place]
        key = ("", mention.entity) if mention.entity else ("written", shape(kind, mention.words))
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


def _within(mentions: Sequence[Mention], places: Sequence[int], names: Names) -> list[_Entity]:
    """The entities of one source."""
    source = mentions[places[0]].source
    entities: dict[str, _Entity] = {}
    said: dict[Any, list[At]] = defaultdict(list)
    for place in places:
        mention = mentions[place]
        name, at = names.parse(mention.words), (mention.start, place)
        if mention.entity:
            entities.setdefault(mention.entity, _Entity(source, mention.entity)).add(name, [at])
        else:
            said[name].append(at)
    found, index = list(entities.values()), Index[_Entity](names)
    for entity in found:
        for name in entity.names:
            index.add(name, entity)
    doubtful: list[tuple[At, Any, list[_Entity]]] = []
    for name in sorted(said, key=lambda name: (-names.rank(name), min(said[name]))):
        candidates = _best(name, index)
        if len(candidates) > 1:
            doubtful += [(at, name, candidates) for at in said[name]]
            continue
        if not candidates:
            candidates = [_Entity(source)]
            found += candidates
        candidates[0].add(name, said[name])
        index.add(name, candidates[0])
    for at, name, candidates in sorted(doubtful, key=lambda one: one[0]):
        _nearest(candidates, at[0]).add(name, [at])
    return _completed(mentions, found, names)


def _completed(mentions: Sequence[Mention], found: list[_Entity], names: Names) -> list[_Entity]:
    """ "Dr Patel, I mean the young one, Nikhil": a first name that nobody had yet, soon after a title and surname."""
    order = sorted((at, number) for number, entity in enumerate(found) for at in entity.at)
    gone: set[int] = set()
    for (one_at, one), (other_at, other) in pairwise(order):
        first, then = mentions[one_at[1]], mentions[other_at[1]]
        begins = found[other].at[0] == other_at and not found[other].known and {one, other}.isdisjoint(gone)
        gap = then.start - first.end
        between = then.before[-gap:] if 0 < gap <= len(then.before) else ""
        said = names.parse(first.words)
        if begins and _in_apposition(between) and names.beside(said, found[one].names, found[other].names, between):
            for name in found[other].names:
                found[one].add(name, ())
            found[one].at = sorted([*found[one].at, *found[other].at])
            gone.add(other)
    return [entity for number, entity in enumerate(found) if number not in gone]


def _in_apposition(between: str) -> bool:
    """The words between two names let them be one person's: few, of one turn, and no "and", "told" or "daughter"."""
    if not 0 < len(between) <= APPOSITION or "\n" in between or between[:2] in {"'s", "’s"}:
        return False
    clause = _SENTENCE_END.split(between)[-1]
    return APART.isdisjoint(folded(clause))


def _best(name: Any, index: Index[_Entity]) -> list[_Entity]:
    """Those that the name fits best: none, one, or several equally."""
    fits = [(max(index.names.fit(name, one) for one in entity.names), entity) for entity in index.get(name)]
    best = max((fit for fit, _ in fits), default=0.0)
    return [entity for fit, entity in fits if fit and fit > best - CLOSE]


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
        self._index = Index[_Group](names)

    def new(self, entity: _Entity, head: Any) -> None:
        self.groups.append(group := _Group())
        self.join(group, entity, head)

    def join(self, group: "_Group", entity: _Entity, head: Any) -> None:
        group.entities.append(entity)
        group.sources.add(entity.source)
        group.known |= {entity.known} - {""}
        if head not in group.heads:
            group.heads.append(head)
            self._index.add(head, group)

    def fitting(self, entity: _Entity, head: Any) -> "_Group | None":
        """The only group that the entity fits best and may join."""
        near = self._index.get(head)
        fits = [(max(self.names.fit(head, one) for one in group.heads), group) for group in near]
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

    def fullest_first(entity: _Entity) -> tuple[int, str, str]:
        head = heads[id(entity)]
        return -names.rank(head), repr(head), entity.source

    study, alike = _Study(names), cast("dict[Hashable, list[_Group]]", defaultdict(list))
    for entity in sorted(entities, key=fullest_first):
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
