"""Which mentions of one source mean the same: the fullest names come first, each shorter one joins the name that it
fits best. What is said side by side as one person's ("Dr MacIver – Hamish –") is one before that."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any

from interviews.anonymise.mentions import Mention, between, is_label
from interviews.anonymise.naming.apposition import Plainly, plainly
from interviews.anonymise.naming.families import Index, Names
from interviews.anonymise.naming.parting import in_row, two
from interviews.anonymise.naming.roles import role

type Parted = Mapping[Any, set[Any]]  # each name with those that are somebody else's
type At = tuple[int, int]  # start of a mention, and its place in the sequence
_BROUGHT_IN = re.compile(r"\b(?:lad|lass|girl|boy|man|woman|lady|gentleman|chap|bloke|nurse|doctor) called\s+$")
CLOSE = 0.02  # fits that differ by less are equally good


@dataclass(eq=False)
class Entity:
    """What is one within a source: the names it has, and its mentions as (start, place in the sequence)."""

    source: str
    known: str = ""
    names: list[Any] = field(default_factory=list)
    at: list[At] = field(default_factory=list)

    def add(self, names: Iterable[Any], at: Iterable[At]) -> None:
        self.names += [name for name in dict.fromkeys(names) if name not in self.names]
        self.at = sorted([*self.at, *at])


@dataclass(eq=False)
class _Unit:
    """Mentions that are certainly one: those said side by side, or all that are written alike; names fullest first."""

    names: tuple[Any, ...]
    at: list[At]
    tied: bool  # said side by side
    known: str = ""


def within(mentions: Sequence[Mention], places: Sequence[int], names: Names) -> list[Entity]:
    """The entities of one source."""
    order = sorted(places, key=lambda place: (mentions[place].start, place))
    units = _units(mentions, order, names)
    parted = _parted(mentions, order, names)
    source = mentions[order[0]].source
    index = Index[Entity](names)
    known: dict[str, Entity] = {}
    for unit in units:
        if unit.known:
            entity = known.setdefault(unit.known, Entity(source, unit.known))
            _join(entity, unit, index)
    others = [unit for unit in units if not unit.known]
    return [*known.values(), *_placed(mentions, source, others, index, parted)]


def _join(entity: Entity, unit: _Unit, index: Index[Entity]) -> None:
    entity.add(unit.names, unit.at)
    for name in unit.names:
        index.add(name, entity)


def _placed(
    mentions: Sequence[Mention], source: str, units: Sequence[_Unit], index: Index[Entity], parted: Parted
) -> list[Entity]:
    """Each unit with those it fits best; what comes of it that is new."""
    new: list[Entity] = []
    doubtful: list[tuple[list[At], _Unit, list[Entity]]] = []
    for unit in units:
        candidates = _best(unit, index, parted)
        if candidates and _is_another(unit, candidates, index.names):
            candidates = []
        if len(candidates) > 1:
            doubtful += [(unit.at, unit, candidates)] if unit.tied else [([at], unit, candidates) for at in unit.at]
            continue
        if not candidates:
            candidates = [Entity(source)]
            new += candidates
        _join(candidates[0], unit, index)
    for some, unit, candidates in sorted(doubtful, key=lambda one: one[0]):
        brought_in = bool(_BROUGHT_IN.search(mentions[some[0][1]].before))
        _nearest(candidates, some[0][0], brought_in).add(unit.names, some)
    return new


def _is_another(unit: _Unit, candidates: Sequence[Entity], names: Names) -> bool:
    """Said before any of those who were then brought in as "the other one" of the name; or "the other one" of the only
    one who has the name so far."""
    if names.elsewhere(unit.names[0], [entity.names for entity in candidates]):
        return unit.at[0] < min(entity.at[0] for entity in candidates)
    return len(candidates) == 1 and names.another(unit.names, candidates[0].names) and unit.at[0] > candidates[0].at[0]


def _units(mentions: Sequence[Mention], order: Sequence[int], names: Names) -> list[_Unit]:
    """The fullest first."""
    said = {place: names.told(names.parse(mentions[place].words), mentions[place].before) for place in order}
    said |= _paired(mentions, order, said, names)
    tied, more = _tied(mentions, order, said, names)
    together: dict[Any, list[int]] = defaultdict(list)
    for place in order:
        together[tied.get(place, (mentions[place].entity, said[place]))].append(place)
    units = []
    for key, some in together.items():
        called = dict.fromkeys([*more.get(key, ()), *(said[place] for place in some)])
        fullest = tuple(sorted(called, key=lambda name: -names.rank(name)))
        known = next((mentions[place].entity for place in some if mentions[place].entity), "")
        units.append(_Unit(fullest, [(mentions[place].start, place) for place in some], some[0] in tied, known))
    return sorted(units, key=lambda unit: (-names.rank(unit.names[0]), unit.at[0]))


def _tied(
    mentions: Sequence[Mention], order: Sequence[int], said: Mapping[int, Any], names: Names
) -> tuple[dict[int, int], dict[int, list[Any]]]:
    """Mentions said side by side as one's, each with the first of them; and by that what else they are named."""
    full = [name for name in dict.fromkeys(said.values()) if names.whole(name)]
    tied: dict[int, int] = {}
    more: dict[int, list[Any]] = defaultdict(list)
    known = {place: mentions[place].entity for place in order}
    met: set[Any] = set()
    pairs = list(pairwise(place for place in order if not is_label(mentions[place])))
    gaps = ["", *(between(mentions[one], mentions[other]) for one, other in pairs), ""]
    for at, (one, other) in enumerate(pairs, 1):
        gap = gaps[at]
        how = plainly(gap, mentions[other].before, mentions[other].after, mentions[one].before)
        how = Plainly.NOT if how == Plainly.BESIDE and in_row(gaps[at - 1], gap, gaps[at + 1]) else how
        new = said[one] not in met, said[other] not in met | {said[one]}
        met.add(said[one])
        first = tied.get(one, one)
        if (not gap and not how) or (known[first] and known[other]):
            continue
        joined = names.introduced(said[one], said[other], how, gap, new, full)
        if joined is not None:
            tied[one] = tied[other] = first
            known[first] = known[first] or known[other]
            more[first] += joined
            full += [name for name in joined if names.whole(name)]
    _tie_by_role(mentions, order, said, names, tied, more)
    return tied, more


def _paired(mentions: Sequence[Mention], order: Sequence[int], said: Mapping[int, Any], names: Names) -> dict[int, Any]:
    """Those whose surname is said of both of a couple, with it."""
    full = [name for name in dict.fromkeys(said.values()) if names.whole(name)]
    pairs = ((one, other, between(mentions[one], mentions[other])) for one, other in pairwise(order))
    fuller = ((one, names.paired(said[one], said[other], gap, full)) for one, other, gap in pairs if gap)
    return {place: name for place, name in fuller if name is not None}


def _tie_by_role(
    mentions: Sequence[Mention],
    order: Sequence[int],
    said: Mapping[int, Any],
    names: Names,
    tied: dict[int, int],
    more: dict[int, list[Any]],
) -> None:
    """Tie a surname and a first name that are said of the only one who is that."""
    what = ((place, said[place], role(mentions[place].before, mentions[place].after)) for place in order)
    full = [name for name in dict.fromkeys([*said.values(), *chain(*more.values())]) if names.whole(name)]
    for one, other, whole in names.by_role(what, full):
        first = tied.get(one, one)
        if not (mentions[one].entity and mentions[other].entity):
            tied[one] = tied[other] = first
            more[first].append(whole)


def _parted(mentions: Sequence[Mention], order: Sequence[int], names: Names) -> Parted:
    """Names that could be one's, but were somewhere said as two's: "Mark and Marc"; not "Bernie Coyle and
    Bernie", which begins another clause."""
    parted: dict[Any, set[Any]] = defaultdict(set)
    for one, other in ((mentions[one], mentions[other]) for one, other in pairwise(order)):
        said, next_said = names.parse(one.words), names.parse(other.words)
        alone = " " not in one.words or " " not in other.words
        alike = said != next_said and names.fit(said, next_said) > 0
        if alike and two(between(one, other)) and not (alone and names.rank(said) != names.rank(next_said)):
            parted[said].add(next_said)
            parted[next_said].add(said)
    return parted


def _best(unit: _Unit, index: Index[Entity], parted: Parted) -> list[Entity]:
    """Those that the unit fits best: none, one, or several equally."""
    names = index.names
    near = {id(entity): entity for name in unit.names for entity in index.get(name)}
    fits = [
        (max(names.fit(name, one) for name in unit.names for one in entity.names), entity)
        for entity in near.values()
        if unit.names[0] in entity.names
        or not any(
            names.clash(name, one) or _is_anothers(name, one, parted, names)
            for name in unit.names
            for one in entity.names
        )
    ]
    fits = [(fit - names.strange(unit.names[0], entity.names), entity) for fit, entity in fits if fit]
    best = max((fit for fit, _ in fits), default=0.0)
    return [entity for fit, entity in fits if fit > 0 and fit > best - CLOSE]


def _is_anothers(name: Any, one: Any, parted: Parted, names: Names) -> bool:
    """Whether the one with this name is somebody from whom the name was said apart, or who fits him better."""
    others = parted.get(name, ())
    return bool(others) and (one in others or any(names.fit(other, one) > names.fit(name, one) for other in others))


def _nearest(candidates: Sequence[Entity], start: int, brought_in: bool) -> Entity:
    """The one named last before, else the one named first after; of somebody just brought in ("a lass called Robson")
    the other way round."""

    def distance(entity: Entity) -> tuple[bool, int]:
        place = bisect_left(entity.at, (start, -1))
        before = entity.at[place - 1][0] if place else None
        return (brought_in, start - before) if before is not None else (not brought_in, entity.at[0][0] - start)

    return min(candidates, key=distance)
