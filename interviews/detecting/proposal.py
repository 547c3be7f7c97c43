"""Which of two proposals for the same words stays."""

from collections.abc import Iterable

from interviews.identifiers import Found


def settle(proposals: Iterable[Found]) -> list[Found]:
    """The best proposals in order of place, none overlapping: what is said in figures wins over
    names within it, the study's own list over the rules, then the higher score, the longer, the earlier."""
    taken: list[Found] = []
    covered: set[int] = set()
    for found in sorted(proposals, key=_rank):
        if found.end > found.start and covered.isdisjoint(range(found.start, found.end)):
            covered.update(range(found.start, found.end))
            taken.append(found)
    return sorted(taken, key=lambda f: f.start)


def united(proposals: Iterable[Found]) -> list[Found]:
    """Each stretch that proposals of one type cover between them, as sure as the surest of them: one rule saw the
    floor, the other the street."""
    made: list[Found] = []
    for found in sorted(proposals, key=lambda one: (one.start, one.end)):
        if made and found.start < made[-1].end:
            one = made.pop()
            found = Found(one.start, max(one.end, found.end), one.type, max(one.score, found.score))
        made.append(found)
    return made


def _rank(found: Found) -> tuple[bool, bool, float, int, int]:
    return (not is_exact(found), not found.entity, -found.score, found.start - found.end, found.start)


def is_exact(found: Found) -> bool:
    """Whether it is said in figures, and sure."""
    return found.type in EXACT and found.score >= SURE


EXACT = frozenset(
    ["email", "url", "address", "postcode", "phone", "nhs_number", "nino", "number", "dob"]
)  # may hold a name: a mailbox, a street
SURE = 0.75
