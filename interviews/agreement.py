"""How far coders agree: per cent, Cohen's kappa and Krippendorff's alpha for categories without an order. Pure.

What was judged comes as a mapping: the judgements of one unit, one of each coder in a fixed order (None where somebody
did not judge it), and how many units were judged so. {(True, True): 4, (True, False): 1} are five units and two coders.

Cohen, J. (1960) A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20, 37–46.
Krippendorff, K. (2011) Computing Krippendorff's alpha-reliability. University of Pennsylvania.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

type Judged = Mapping[Any, int]  # of tuples: their length and what stands in them is the caller’s

NOTHING = "Nothing was judged by both."
ONE_CATEGORY = "Everybody judged everything alike, so there is no chance to compare with."


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of agreement; without a value `why` says in a sentence what it lacks."""

    value: float | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    per_cent: Figure
    kappa: Figure
    alpha: Figure


def agreement(judged: Judged) -> Agreement:
    """All three, for two coders."""
    return Agreement(per_cent(judged), kappa(judged), alpha(judged))


def per_cent(judged: Judged) -> Figure:
    """Of 100 units that two coders judged, those which they judged alike."""
    pairs = _pairs(judged)
    total = sum(pairs.values())
    return Figure(float(100 * Fraction(_alike(pairs), total))) if total else Figure(None, NOTHING)


def kappa(judged: Judged) -> Figure:
    """Cohen's kappa of two coders: agreement beyond what their own habits would bring about by chance."""
    pairs = _pairs(judged)
    total = sum(pairs.values())
    if not total:
        return Figure(None, NOTHING)
    first, second = Counter[Hashable](), Counter[Hashable]()
    for (one, other), number in pairs.items():
        first[one] += number
        second[other] += number
    observed = Fraction(_alike(pairs), total)
    expected = Fraction(sum(first[value] * second[value] for value in first), total * total)
    if expected == 1:
        return Figure(None, ONE_CATEGORY)
    return Figure(float((observed - expected) / (1 - expected)))


def alpha(judged: Judged) -> Figure:
    """Krippendorff's alpha of any number of coders; a unit that fewer than two of them judged does not count."""
    alike, values = Fraction(0), Counter[Hashable]()
    for judgements, number in judged.items():
        given = Counter(value for value in judgements if value is not None)
        if given.total() < 2:
            continue
        for value, times in given.items():
            values[value] += number * times
            alike += Fraction(number * times * (times - 1), given.total() - 1)
    total = values.total()
    if not total:
        return Figure(None, NOTHING)
    expected = Fraction(total * total - sum(times * times for times in values.values()), total - 1)
    if not expected:
        return Figure(None, ONE_CATEGORY)
    return Figure(float(1 - (total - alike) / expected))


def _pairs(judged: Judged) -> Counter[tuple[Hashable, ...]]:
    """What both of two coders judged. Raises ValueError where there are more or fewer."""
    pairs = Counter[tuple[Hashable, ...]]()
    for judgements, number in judged.items():
        if len(judgements) != 2:
            raise ValueError(f"two coders are compared, not {len(judgements)}")
        if None not in judgements and number:
            pairs[judgements] += number
    return pairs


def _alike(pairs: Mapping[tuple[Hashable, ...], int]) -> int:
    return sum(number for (one, other), number in pairs.items() if one == other)
