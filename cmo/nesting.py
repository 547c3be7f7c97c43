"""Whether one thing stands inside another that stands inside it."""

from collections.abc import Hashable, Iterable, Sequence


def around[Thing: Hashable](pairs: Iterable[tuple[Thing, Thing]], start: Thing) -> Sequence[Thing]:
    """The shortest way along the pairs (part, whole) from `start` back to it, without it; empty when there is none.

    >>> around([("a", "b"), ("b", "c"), ("c", "a")], "a")
    ['b', 'c']
    """
    wholes: dict[Thing, list[Thing]] = {}
    for part, whole in pairs:
        wholes.setdefault(part, []).append(whole)
    ways: list[list[Thing]] = [[start]]
    seen: set[Thing] = set()
    for way in ways:  # grows as it is walked: the nearest first
        for whole in wholes.get(way[-1], ()):
            if whole == start:
                return way[1:]
            if whole not in seen:
                seen.add(whole)
                ways.append([*way, whole])
    return []
