"""How many people, sources and extracts: three counts that are never added up or mistaken for one another."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interviews.citation import speaking


@dataclass(frozen=True, slots=True)
class Tally:
    people: int = 0
    sources: int = 0
    extracts: int = 0


def tally(spoken: Iterable[tuple[Hashable, str, int]], people: Mapping[Any, Sequence[Any]]) -> Tally:
    """`spoken`: (source, speaker label, number of extracts); `people`: the participations of each source.

    Somebody known by a private code counts once over all sources; somebody who is not told apart, once a source.
    """
    rows = list(spoken)
    heard = {
        person.participant_id or person.pk
        for source, speaker, _ in rows
        for person in speaking(people.get(source, ()), speaker)
    }
    return Tally(len(heard), len({source for source, _, _ in rows}), sum(number for _, _, number in rows))
