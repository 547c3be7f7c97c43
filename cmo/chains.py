"""Ripple chains: what comes out of one configuration and becomes the context of another, drawn in lanes by site.

Nodes are configurations, steps the links between them. A chain is all that hangs together. Circles are allowed: a step
that leads back is drawn as one. Where one source tells both ends the line is solid.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

type Key = Hashable


@dataclass(frozen=True, slots=True)
class Node:
    """A configuration; `sites` are the places of its sites in the order of the study, none for the whole study."""

    key: Key
    sites: frozenset[int] = frozenset()
    told_by: frozenset[Key] = frozenset()

    @property
    def lane(self) -> tuple[int, ...]:
        return tuple(sorted(self.sites))


@dataclass(frozen=True, slots=True)
class Step:
    key: Key
    start: Key
    end: Key


@dataclass(frozen=True, slots=True)
class Drawn:
    """A step as it is drawn: `sources` tell both ends; `meet`: the two have a site in common; `back`: it closes a
    circle."""

    step: Step
    number: int
    sources: frozenset[Key]
    meet: bool
    back: bool

    @property
    def solid(self) -> bool:
        return bool(self.sources)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: its lane, its row within the lane, and how many steps lead to it at most."""

    lane: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Chain:
    """`lanes` are sets of sites from top to bottom, the whole study last; `rows` how many rows each has."""

    steps: Sequence[Drawn]
    lanes: Sequence[tuple[int, ...]]
    rows: Sequence[int]
    places: Mapping[Key, Place]

    @property
    def columns(self) -> int:
        return 1 + max(place.column for place in self.places.values())


def chains(nodes: Iterable[Node], steps: Iterable[Step]) -> list[Chain]:
    """Every step stands in exactly one chain; nodes without a step stand in none. The order is that of the nodes."""
    known = {node.key: node for node in nodes}
    sound = [step for step in steps if step.start in known and step.end in known]
    return [_chain(part, known) for part in _parts(known, sound)]


def _parts(known: Mapping[Key, Node], steps: Sequence[Step]) -> list[list[Step]]:
    """The steps of each connected part."""
    leader = {key: key for key in known}

    def find(key: Key) -> Key:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for step in steps:
        leader[find(step.end)] = find(step.start)
    found: dict[Key, list[Step]] = {find(key): [] for key in known}
    for step in steps:
        found[find(step.start)].append(step)
    return [part for part in found.values() if part]


def _chain(steps: Sequence[Step], known: Mapping[Key, Node]) -> Chain:
    joined = {end for step in steps for end in (step.start, step.end)}
    keys = [key for key in known if key in joined]
    columns, back = _columns(keys, steps)
    lanes = sorted({known[key].lane for key in keys}, key=lambda lane: (not lane, lane))
    places = _places(
        sorted(keys, key=columns.__getitem__), steps, columns, {k: lanes.index(known[k].lane) for k in keys}
    )
    rows = Counter[int]()
    for place in places.values():
        rows[place.lane] = max(rows[place.lane], place.row + 1)
    order = {key: number for number, key in enumerate(keys)}
    told = sorted(steps, key=lambda step: (columns[step.start], order[step.start], columns[step.end], order[step.end]))
    drawn = [_drawn(step, number, known, step.key in back) for number, step in enumerate(told, 1)]
    return Chain(drawn, lanes, [rows[lane] for lane in range(len(lanes))], places)


def _drawn(step: Step, number: int, known: Mapping[Key, Node], back: bool) -> Drawn:
    start, end = known[step.start], known[step.end]
    meet = not start.sites or not end.sites or bool(start.sites & end.sites)
    return Drawn(step, number, start.told_by & end.told_by, meet, back)


def _columns(keys: Sequence[Key], steps: Sequence[Step]) -> tuple[dict[Key, int], set[Key]]:
    """How many steps lead to each node at most, and the steps that lead back and are not counted."""
    leaving: dict[Key, list[Step]] = defaultdict(list)
    for step in steps:
        leaving[step.start].append(step)
    entered = {step.end for step in steps}
    order, back = _walked([*(k for k in keys if k not in entered), *keys], leaving)
    columns = dict.fromkeys(keys, 0)
    for key in order:
        for step in leaving[key]:
            if step.key not in back:
                columns[step.end] = max(columns[step.end], columns[key] + 1)
    return columns, back


def _walked(first: Sequence[Key], leaving: Mapping[Key, Sequence[Step]]) -> tuple[list[Key], set[Key]]:
    """The nodes so that every step but those that lead back goes forward, and the steps that lead back."""
    done: list[Key] = []
    seen: set[Key] = set()
    under_way: set[Key] = set()
    back: set[Key] = set()
    for root in first:
        if root in seen:
            continue
        seen.add(root)
        under_way.add(root)
        stack = [(root, iter(leaving.get(root, ())))]
        while stack:
            key, left = stack[-1]
            step = next(left, None)
            if step is None:
                stack.pop()
                under_way.discard(key)
                done.append(key)
            elif step.end in under_way:
                back.add(step.key)
            elif step.end not in seen:
                seen.add(step.end)
                under_way.add(step.end)
                stack.append((step.end, iter(leaving.get(step.end, ()))))
    return done[::-1], back


def _places(
    keys: Sequence[Key], steps: Sequence[Step], columns: Mapping[Key, int], lane: Mapping[Key, int]
) -> dict[Key, Place]:
    """Each in the first free row of its lane, beside what leads to it where that is free. `keys` by column."""
    before: dict[Key, list[Key]] = defaultdict(list)
    for step in steps:
        before[step.end].append(step.start)
    taken: set[tuple[int, int, int]] = set()
    places: dict[Key, Place] = {}
    for key in keys:
        beside = [places[k].row for k in before[key] if k in places and lane[k] == lane[key]]
        wanted = chain(beside, count())
        row = next(row for row in wanted if (lane[key], columns[key], row) not in taken)
        taken.add((lane[key], columns[key], row))
        places[key] = Place(lane[key], row, columns[key])
    return places
