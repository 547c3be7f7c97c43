"""People as crowds, and which of them are told as one because too few stand apart. Pure.

A crowd is a number with a bit for each person, so what several crowds are together adds up by itself.
"""

from collections.abc import Hashable, Iterable, Mapping
from functools import reduce
from operator import or_


def crowds[Key: Hashable](people: Mapping[Key, Iterable[Hashable]]) -> dict[Key, int]:
    """Of people who are told apart by whatever stands for them."""
    bits: dict[Hashable, int] = {}
    return {key: reduce(or_, (1 << bits.setdefault(one, len(bits)) for one in some), 0) for key, some in people.items()}


def is_small(crowd: int, least: int) -> bool:
    """Where nobody is, nobody can be known."""
    return 0 < crowd.bit_count() < least


def together[Key: Hashable](crowds: Mapping[Key, int], keys: Iterable[Key]) -> int:
    return reduce(or_, (crowds[key] for key in keys), 0)


def joined[Key: Hashable](crowds: Mapping[Key, int], least: int) -> frozenset[Key]:
    """Those that are told as one: the small ones, and as many of the next smallest as it takes; none if none is small.

    >>> sorted(joined({"a": 0b1, "b": 0b110, "c": 0b111000, "d": 0}, 3))
    ['a', 'b']
    """
    there = sorted((key for key, crowd in crowds.items() if crowd), key=lambda key: crowds[key].bit_count())
    taken = sum(is_small(crowds[key], least) for key in there)
    while taken < len(there) and is_small(together(crowds, there[:taken]), least):
        taken += 1
    return frozenset(there[:taken])
