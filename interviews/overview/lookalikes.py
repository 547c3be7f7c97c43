"""Printed ids that are easily taken for one another, and ids out of the order of the dates. Pure."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

SHORTEST = 4  # characters; in shorter ids everything looks alike
FEW, IN_TEN = 3, 10  # so many pairs may be told at least, and one for each ten ids
ENOUGH, STRAYING = 6, 8  # ids from which an order can be seen; at most one in so many may stray from it

MONTH = len("2016-07")  # within a month ids come as they come

type How = Literal["transposed", "one digit", "one more"]
RANKS: dict[How, int] = {"transposed": 0, "one digit": 1, "one more": 2}


@dataclass(frozen=True, slots=True)
class Pair:
    one: str
    other: str
    how: How

    @property
    def rank(self) -> tuple[int, str, str]:
        return RANKS[self.how], self.one, self.other


@dataclass(frozen=True, slots=True)
class Stray:
    """An id whose date does not fit, and the ids next to it in number."""

    name: str
    near: tuple[str, ...]


def folded(name: str) -> str:
    """An id as it is compared: without case, zeros that lead a number, and signs that part no two numbers."""
    plain = re.sub(r"(?<!\d)[\s_./-]+|[\s_./-]+(?!\d)", "", name.casefold())
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[\s_./-]+", "-", plain))


def look_alikes(names: Sequence[str]) -> list[Pair]:
    """Two digits transposed, one digit another, one digit more; ids that follow one another do not count.

    Where ids stand so close together that many look alike, only transposed ones are told, or none: they would say
    nothing.
    """
    found = sorted(_pairs(names), key=lambda pair: pair.rank)
    most = max(FEW, len(names) // IN_TEN)
    transposed = [pair for pair in found if pair.how == "transposed"]
    return next((pairs for pairs in (found, transposed) if len(pairs) <= most), [])


def out_of_order(dates: Mapping[str, str]) -> list[Stray]:
    """`dates`: id → date, by the month at least. Ids of one shape ("INT-12", "INT-31") are looked at together."""
    return [stray for group in _shapes(dates).values() for stray in _strays(group, dates)]


def _pairs(names: Iterable[str]) -> Iterator[Pair]:
    alike: dict[str, set[str]] = {}
    for name in names:
        if len(name) >= SHORTEST:
            for pattern in _patterns(name):
                alike.setdefault(pattern, set()).add(name)
    pairs = {pair for several in alike.values() for pair in combinations(sorted(several), 2)}
    for one, other in pairs:
        if (how := _how(one, other)) and not _following(one, other) and folded(one) != folded(other):
            yield Pair(one, other, how)


def _patterns(name: str) -> Iterator[str]:
    """Two ids of which one sign differs, is more, or changed its place have one of these in common."""
    yield name
    yield from (f"{name[:place]}{name[place + 1 :]}" for place in range(len(name)))


def _how(one: str, other: str) -> How | None:
    if len(one) != len(other):
        longer, shorter = sorted((one, other), key=len, reverse=True)
        cuts = (at for at, sign in enumerate(longer) if sign.isdecimal() and longer[:at] + longer[at + 1 :] == shorter)
        return "one more" if next(cuts, None) is not None else None
    places = [place for place, (here, there) in enumerate(zip(one, other, strict=True)) if here != there]
    if not all(one[place].isdecimal() and other[place].isdecimal() for place in places):
        return None
    if len(places) == 1:
        return "one digit"
    turned = len(places) == 2 and places[0] + 1 == places[1]
    if turned and one[places[0]] == other[places[1]] and one[places[1]] == other[places[0]]:
        return "transposed"
    return None


def _following(one: str, other: str) -> bool:
    """Whether one comes after the other by counting: 5930, 5931."""
    here, there = re.split(r"(\d+)", one), re.split(r"(\d+)", other)
    apart = [(a, b) for a, b in zip(here, there, strict=False) if a != b]
    numbers = len(here) == len(there) and len(apart) == 1 and all(part.isdecimal() for part in apart[0])
    return numbers and abs(int(apart[0][0]) - int(apart[0][1])) == 1


def _shapes(names: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
    """(number, id) by what stands around the last number in the id."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        if match := re.fullmatch(r"(.*?)(\d+)(\D*)", name):
            groups.setdefault(f"{match[1]}#{match[3]}", []).append((int(match[2]), name))
    return groups


def _strays(group: Sequence[tuple[int, str]], dates: Mapping[str, str]) -> Iterator[Stray]:
    """Those that the longest row of rising ids and dates leaves out, where they are few."""
    in_time = sorted(group, key=lambda each: (dates[each[1]][:MONTH], each[0]))
    kept = [in_time[place] for place in _longest_rising([number for number, _ in in_time])]
    strays = sorted(set(in_time) - set(kept))
    if len(group) >= ENOUGH and len(strays) <= max(1, len(group) // STRAYING):
        for stray in strays:
            at = bisect_right(kept, stray)
            yield Stray(stray[1], tuple(name for _, name in kept[max(0, at - 1) : at + 1]))


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest run, gaps allowed, in which no number is smaller than the one before."""
    ends: list[int] = []  # patience sorting: the top of each pile, and where it stands
    tops: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        pile = bisect_right(ends, number)
        before.append(tops[pile - 1] if pile else None)
        ends[pile : pile + 1], tops[pile : pile + 1] = [number], [place]
    at = tops[-1] if tops else None
    run = []
    while at is not None:
        run.append(at)
        at = before[at]
    return run[::-1]
