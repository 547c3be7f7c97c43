"""Which of the identifiers found in a study mean the same person, organisation, place or number.

Within a source the fullest names come first, each shorter one joins the name that it fits best: "Bev" and "Mrs
Trethewey" join "Beverley Trethewey", "JB" joins "Julian Bassett". Where two fit equally, the one named nearest before
it is meant, else the one named soonest after.

Over the sources, full names that fit are one; a surname alone joins the only full name it fits, and what fits none or
several is one with those written alike. A bare first name never joins a full name of another source, where it is
likely to mean somebody else. Two that are apart in one source are never made one through another source.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from interviews.anonymise.mentions import Mention, said
from interviews.anonymise.naming import mistyped
from interviews.anonymise.naming.families import NAMES, Index, Names, shape
from interviews.anonymise.within import CLOSE, Entity, within

__all__ = ["Mention", "group", "said"]


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
        meant = mistyped.types(
            [(mentions[place].words, mentions[place].type, mentions[place].before) for place in places]
        )
        for place, kind in zip(places, meant, strict=True):
            kinds[place] = mentions[place].type if mentions[place].entity else kind
    return kinds


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
    entities = [entity for some in of_source.values() for entity in within(mentions, some, names)]
    for same in _across(entities, names):
        yield tuple(sorted(place for entity in same for _, place in entity.at))


# Over the sources


class _Study:
    """Groups of entities of different sources, found again by the parts of their fullest names."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.groups: list[_Group] = []
        self._index = Index[_Group](names)

    def new(self, entity: Entity, head: Any) -> None:
        self.groups.append(group := _Group())
        self.join(group, entity, head)

    def join(self, group: "_Group", entity: Entity, head: Any) -> None:
        group.entities.append(entity)
        group.sources.add(entity.source)
        group.known |= {entity.known} - {""}
        if head not in group.heads:
            group.heads.append(head)
            self._index.add(head, group)

    def fitting(self, entity: Entity, head: Any) -> "_Group | None":
        """The only group that the entity fits best and may join."""
        near = self._index.get(head)
        fits = [(max(self.names.fit(head, one) for one in group.heads), group) for group in near]
        best = max((fit for fit, _ in fits), default=0.0)
        candidates = [group for fit, group in fits if fit and fit > best - CLOSE]
        return candidates[0] if len(candidates) == 1 and candidates[0].takes(entity) else None


@dataclass(eq=False)
class _Group:
    entities: list[Entity] = field(default_factory=list)
    heads: list[Any] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)

    def takes(self, entity: Entity) -> bool:
        return entity.source not in self.sources and not (
            entity.known and self.known and entity.known not in self.known
        )


def _across(entities: Sequence[Entity], names: Names) -> Iterator[list[Entity]]:
    """Those that are one. Worked through in an order that does not depend on the order of the sources."""
    heads = {id(entity): max(entity.names, key=lambda name: (names.rank(name), repr(name))) for entity in entities}

    def fullest_first(entity: Entity) -> tuple[int, str, str]:
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
