"""The rows of a framework matrix: sites, and under each the people heard there, as far as it is unfolded. Pure."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracers.nested import above, within

type Key = Hashable
SITE, PERSON, STUDY = "site", "person", "study"


@dataclass(frozen=True, slots=True)
class Place:
    key: Key
    label: str
    parent: Key | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """`place` is where somebody usually is, `others` where the same person was heard as well."""

    key: Key
    label: str
    place: Key | None = None
    others: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row. `people` were heard there, in the parts of a site as well; `unfolded`: its own people follow."""

    kind: str
    key: Key
    label: str
    depth: int = 0
    people: int = 0
    unfolded: bool = False
    others: tuple[str, ...] = ()


def lines(places: Sequence[Place], people: Sequence[Person], unfolded: Collection[Key]) -> list[Line]:
    """Sites in their order, parts after the whole; people of no site at the end, then the whole study.

    `unfolded` holds the keys of the sites whose people are asked for, None for those of no site.
    """
    labels = {place.key: place.label for place in places}
    parents = {place.key: place.parent for place in places}
    inside = within(parents)
    found: list[Line] = []
    for place in _in_order(places, parents):
        heard = {each.key for each in people if {each.place, *each.others} & inside[place.key]}
        depth = len(above(parents, place.key))
        found.append(Line(SITE, place.key, place.label, depth, len(heard), place.key in unfolded))
        if place.key in unfolded:
            found += _people(people, place.key, depth + 1, labels)
    unplaced = [each for each in people if each.place not in labels]
    if unplaced:
        found.append(Line(SITE, None, "Site not known", 0, len(unplaced), None in unfolded))
        found += _people(unplaced, None, 1, labels) if None in unfolded else []
    return [*found, Line(STUDY, None, "Whole study", 0, len(people))]


def _in_order(places: Sequence[Place], parents: Mapping[Key, Key | None]) -> Iterator[Place]:
    """Each whole before its parts. What lies in itself by a circle stands at the end."""
    parts: dict[Key | None, list[Place]] = {}
    for place in places:
        parts.setdefault(place.parent if place.parent in parents else None, []).append(place)
    seen: set[Key] = set()

    def walk(places: Sequence[Place]) -> Iterator[Place]:
        for place in places:
            if place.key not in seen:
                seen.add(place.key)
                yield place
                yield from walk(parts.get(place.key, ()))

    yield from walk(parts.get(None, ()))
    yield from walk(places)


def _people(people: Sequence[Person], place: Key | None, depth: int, labels: Mapping[Key, str]) -> list[Line]:
    here = people if place is None else [each for each in people if each.place == place]
    return [
        Line(PERSON, each.key, each.label, depth, 1, False, tuple(labels[other] for other in each.others))
        for each in here
    ]
