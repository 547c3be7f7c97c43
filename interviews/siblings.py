"""The numbers that keep codes at one place of the tree in order. Pure."""

from collections.abc import Sequence
from itertools import pairwise

STEP = 10
"""Between neighbours, so that one can come between without the others changing."""


def position_at(positions: Sequence[int], place: int) -> int | None:
    """A number for one that comes at this place among others; None when they have to be numbered anew.

    >>> position_at([10, 20, 30], 1), position_at([10, 20], 2), position_at([10, 11], 1)
    (15, 30, None)
    """
    if any(one >= other for one, other in pairwise(positions)):
        return None
    before = positions[place - 1] if place else 0
    if place == len(positions):
        return before + STEP
    return (before + positions[place]) // 2 if positions[place] - before > 1 else None
