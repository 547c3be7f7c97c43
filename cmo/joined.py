"""Things that belong together, joined up wherever they share one. Pure."""

from collections.abc import Hashable, Iterable


def joined[Key: Hashable](together: Iterable[Iterable[Key]]) -> dict[Key, frozenset[Key]]:
    """For each thing those it is held together with, itself included: sets that share a thing are one.

    >>> sorted(joined([{1, 2}, {4, 5}, {2, 3}])[1])
    [1, 2, 3]
    """
    found: dict[Key, set[Key]] = {}
    for some in together:
        whole = set(some)
        for each in list(whole):
            whole |= found.get(each, set())
        for each in whole:
            found[each] = whole
    return {key: frozenset(whole) for key, whole in found.items()}
