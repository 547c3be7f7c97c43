"""What was found in the words beside what was there already, and which entity each new place belongs to. Pure.

Ids of replacements are strings here: they stand in Mention.entity beside the entries of the study's own list.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from interviews.anonymise.entities import Mention, group
from interviews.identifiers import Found


@dataclass(frozen=True, slots=True)
class There:
    """A place that is there already. `stands`: a person decided, or it is applied; `left`: decided to leave it."""

    id: str
    replacement: str
    start: int
    end: int
    words: str
    type: str
    stands: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class Fresh:
    """A place that is new; `entity` is a replacement's id, an entry of the study's list, or empty; `before` and
    `after` as in Mention."""

    text: str
    source: str
    found: Found
    words: str
    before: str = ""
    entity: str = ""
    after: str = ""


@dataclass(slots=True)
class Comparison:
    """`kept`: places that stay, each with its source; `named` counts which entry of the list is which replacement."""

    fresh: list[Fresh] = field(default_factory=list)
    kept: list[tuple[str, There]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    named: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, text: str, source: str, found: Iterable[tuple[Found, str, str, str]], there: Sequence[There]) -> None:
        """Lay what was found in a text (each with its words, and some around it) beside its places, which come in order
        of their start.

        Where a person decided, or where something was put in, nothing changes. Other places that are not found any
        more go; what is found in their stead belongs to the same replacement.
        """
        exact = {(place.start, place.end): place for place in there}
        loose = {place.id for place in there if not place.stands}
        starts = [place.start for place in there]
        longest = max((place.end - place.start for place in there), default=0)
        for each, words, before, after in found:
            place = exact.get((each.start, each.end))
            if place:
                loose.discard(place.id)
                if each.entity:
                    self.named[each.entity, place.replacement] += 1
                continue
            near = there[bisect_left(starts, each.start - longest) : bisect_left(starts, each.end)]
            over = [other for other in near if other.end > each.start]
            if not any(_in_the_way(other, each) for other in over):
                entity = next((other.replacement for other in over if other.id in loose), each.entity)
                self.fresh.append(Fresh(text, source, each, words, before, entity, after))
        self.gone.extend(place.id for place in there if place.id in loose)
        self.kept.extend((source, place) for place in there if place.id not in loose)


def _in_the_way(place: There, found: Found) -> bool:
    """A place that stands; but what was left as it is may be part of something longer that is found now."""
    return place.stands and not (place.left and (found.start < place.start or place.end < found.end))


def share_out(
    comparison: Comparison, held: Mapping[str, tuple[str, Collection[str]]]
) -> tuple[dict[int, str], list[tuple[int, ...]]]:
    """To which replacement each fresh place (by its number) belongs, and the fresh places of each new entity.

    `held` gives type and forms of every replacement of the study, by its id.
    """
    mentions, numbers = _mentions(comparison, held)
    belongs: dict[int, str] = {}
    new = []
    of_words = _of_words(held)
    for places in group(mentions):
        known = [mentions[place] for place in places if mentions[place].entity in held]
        known = known or [same for place in places for same in of_words.get(_even(mentions[place]), ())]
        fresh = [numbers[place] for place in places if place in numbers]
        if known:
            belongs.update((number, _fitting(comparison.fresh[number], known)) for number in fresh)
        elif fresh:
            new.append(tuple(sorted(fresh)))
    return belongs, sorted(new)


def _mentions(
    comparison: Comparison, held: Mapping[str, tuple[str, Collection[str]]]
) -> tuple[list[Mention], dict[int, int]]:
    """All that is known and new, source by source in order of place, and which of them are which fresh places."""
    named = {entity: replacement for (entity, replacement), _ in reversed(comparison.named.most_common())}
    here = {place.replacement for _, place in comparison.kept}
    elsewhere = [
        Mention("", 0, 0, words, kind, replacement)
        for replacement, (kind, forms) in held.items()
        if replacement not in here
        for words in forms
    ]
    found = [
        (Mention(source, place.start, place.end, place.words, place.type, place.replacement), None)
        for source, place in comparison.kept
    ] + [
        (
            Mention(
                each.source,
                each.found.start,
                each.found.end,
                each.words,
                each.found.type,
                named.get(each.entity, each.entity),
                each.before,
                each.after,
            ),
            number,
        )
        for number, each in enumerate(comparison.fresh)
    ]
    order = {source: place for place, source in enumerate(dict.fromkeys(mention.source for mention, _ in found))}
    found.sort(key=lambda known: (order[known[0].source], known[0].start))
    numbers = {len(elsewhere) + place: number for place, (_, number) in enumerate(found) if number is not None}
    return elsewhere + [mention for mention, _ in found], numbers


def _of_words(held: Mapping[str, tuple[str, Collection[str]]]) -> dict[tuple[str, str], list[Mention]]:
    """What is known, by type and words: the same words are the same, wherever they are said."""
    known: dict[tuple[str, str], list[Mention]] = {}
    for replacement, (kind, forms) in held.items():
        for words in forms:
            mention = Mention("", 0, 0, words, kind, replacement)
            known.setdefault(_even(mention), []).append(mention)
    return known


def _even(mention: Mention) -> tuple[str, str]:
    return mention.type, mention.words.casefold()


def _fitting(fresh: Fresh, known: Sequence[Mention]) -> str:
    """Where a person told apart what is grouped together: the one it was, the one of the same words, or the first."""
    ids = {mention.entity for mention in known}
    if fresh.entity in ids:
        return fresh.entity
    same = Counter(mention.entity for mention in known if mention.words.casefold() == fresh.words.casefold())
    return (same.most_common(1) or [(known[0].entity, 0)])[0][0]
