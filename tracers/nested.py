"""Places inside places: what is said of a part is said of the whole. Pure."""

from collections.abc import Hashable, Mapping


def within[Key: Hashable](parents: Mapping[Key, Key | None]) -> dict[Key, frozenset[Key]]:
    """For each place all that lies in it, itself included. `parents`: the place in which each one lies.

    >>> sorted(within({"county": None, "town": "county", "ward": "town"})["county"])
    ['county', 'town', 'ward']
    """
    found: dict[Key, set[Key]] = {key: {key} for key in parents}
    for key in parents:
        for whole in above(parents, key):
            found[whole].add(key)
    return {key: frozenset(parts) for key, parts in found.items()}


def above[Key: Hashable](parents: Mapping[Key, Key | None], key: Key) -> list[Key]:
    """The places in which this one lies, the nearest first. Whoever lies in itself is walked round once.

    >>> above({"county": None, "town": "county", "ward": "town"}, "ward")
    ['town', 'county']
    """
    found: list[Key] = []
    whole = parents.get(key)
    while whole is not None and whole != key and whole in parents and whole not in found:
        found.append(whole)
        whole = parents[whole]
    return found
