"""The extracts of a code in groups (sites, organisations, tracers, sources), without the extracts themselves.

Where an extract belongs follows from who speaks it in which source. So a code with thousands of extracts is known by a
few hundred parts, each with a count; of the extracts only those on the screen are fetched. Pure.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from interviews.tally import Tally


class Voice(NamedTuple):
    """A participation, as far as counting and grouping need it."""

    pk: Hashable
    participant_id: Hashable | None
    speaker: str
    site: Any = None
    organisation: str = ""
    role: str = ""


class Said(NamedTuple):
    """What somebody said that extracts speak of; nothing at all: nobody said so yet."""

    tracers: tuple[Hashable, ...] = ()
    sites: tuple[Hashable, ...] = ()
    nowhere: bool = False


UNSAID = Said()


class Part(NamedTuple):
    """Extracts of one speaker in one source, of which the same was said.

    `voices` are those who speak: nobody told apart, everybody there.
    """

    source: Hashable
    speaker: str
    said: Said
    extracts: int
    question: bool
    voices: Sequence[Voice]


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    parts: tuple[Part, ...]
    tally: Tally
    first: int = 0
    """How many extracts stand before it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Extracts number `skip` to `skip + take` of these parts, which all lie in one group."""

    group: Group
    parts: tuple[Part, ...]
    skip: int
    take: int
    begins: bool


type Heading = tuple[Any, ...]
"""What a group is sorted by; the last value is its label."""


def count(parts: Iterable[Part]) -> Tally:
    """People, sources and extracts. Of a question nobody counts as heard."""
    rows = list(parts)
    people = {voice.participant_id or voice.pk for row in rows if not row.question for voice in row.voices}
    return Tally(len(people), len({row.source for row in rows}), sum(row.extracts for row in rows))


def grouped(parts: Iterable[Part], headings: Callable[[Part], Iterable[Heading]]) -> list[Group]:
    """The groups in their order; a part with several headings stands under each. The order of parts is kept."""
    found: dict[Heading, list[Part]] = {}
    for part in parts:
        for heading in headings(part):
            found.setdefault(heading, []).append(part)
    groups: list[Group] = []
    first = 0
    for heading in sorted(found):
        tally = count(found[heading])
        groups.append(Group(heading[-1], tuple(found[heading]), tally, first))
        first += tally.extracts
    return groups


def cut(groups: Iterable[Group], start: int, number: int) -> list[Piece]:
    """What of the groups holds the extracts from number `start` (0 the first) on, at most `number`."""
    pieces: list[Piece] = []
    for group in groups:
        skip = max(start - group.first, 0)
        take = min(group.tally.extracts - skip, start + number - max(group.first, start))
        if take > 0:
            parts, before = _touched(group.parts, skip, take)
            pieces.append(Piece(group, parts, skip - before, take, begins=skip == 0))
    return pieces


def _touched(parts: Sequence[Part], skip: int, take: int) -> tuple[tuple[Part, ...], int]:
    """The parts of those sources that hold these extracts, and how many extracts stand before them.

    What several people say in one source is mixed, in the order of the words; so the parts of a source stay together.
    """
    sizes: dict[Hashable, int] = {}
    for part in parts:
        sizes[part.source] = sizes.get(part.source, 0) + part.extracts
    wanted: set[Hashable] = set()
    passed = before = 0
    for source, size in sizes.items():
        if passed + size <= skip:
            before = passed + size
        elif passed < skip + take:
            wanted.add(source)
        passed += size
    return tuple(part for part in parts if part.source in wanted), before
