"""How many people, sources and extracts: three counts that are never added up or mistaken for one another."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from interviews.citation import speaking


@dataclass(frozen=True, slots=True)
class Tally:
    people: int = 0
    sources: int = 0
    extracts: int = 0


class Spoken(NamedTuple):
    """Extracts of one speaker in one source. Of a question nobody counts as heard: the interviewer asked it."""

    source: Hashable
    speaker: str
    extracts: int = 1
    question: bool = False


def tally(spoken: Iterable[Spoken], people: Mapping[Any, Sequence[Any]]) -> Tally:
    """`people`: the participations of each source.

    Somebody known by a private code counts once over all sources; somebody who is not told apart, once a source.
    """
    rows = list(spoken)
    heard = {
        person.participant_id or person.pk
        for row in rows
        if not row.question
        for person in speaking(people.get(row.source, ()), row.speaker)
    }
    return Tally(len(heard), len({row.source for row in rows}), sum(row.extracts for row in rows))
