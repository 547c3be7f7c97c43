"""What a rule proposes, and which of two proposals for the same words stays."""

from collections.abc import Iterable

from interviews.identifiers import Found


def settle(proposals: Iterable[Found]) -> list[Found]:
    """The best proposals in order of place, none overlapping: the higher score wins, then the longer, then the earlier."""
    taken: list[Found] = []
    covered: set[int] = set()
    for found in sorted(proposals, key=lambda f: (-f.score, f.start - f.end, f.start)):
        if found.end > found.start and covered.isdisjoint(range(found.start, found.end)):
            covered.update(range(found.start, found.end))
            taken.append(found)
    return sorted(taken, key=lambda f: f.start)
