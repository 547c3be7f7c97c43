"""Who says a piece of evidence, for many pieces at once: two queries, whatever their number."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from interviews.citation import speaking
from interviews.models import Participation, Source
from interviews.turns import asks


@dataclass(frozen=True)
class Said:
    """`asked`: the interviewer says it, and it counts for nobody."""

    people: tuple[Participation, ...] = ()
    asked: bool = False

    @property
    def persons(self) -> frozenset[UUID]:
        """People as far as they are told apart: one who stands in no list of participants is one for each source."""
        return frozenset(person_of(person) for person in self.people)


def person_of(person: Participation) -> UUID:
    return person.participant_id or person.pk


class Hearing:
    """What is known of these sources."""

    def __init__(self, sources: Iterable[UUID | None]) -> None:
        wanted = {source for source in sources if source}
        self._interviewers: dict[UUID, Collection[str]] = dict(
            Source.objects.filter(pk__in=wanted).values_list("pk", "interviewers")
        )
        self._people: dict[UUID, list[Participation]] = {}
        for person in Participation.objects.filter(source__in=wanted).order_by("source", "order"):
            self._people.setdefault(person.source_id, []).append(person)
        self._known: dict[tuple[UUID | None, str | None], Said] = {}

    def of(self, source: UUID | None, speaker: str | None) -> Said:
        """Of words with this speaker's label; `None` for a source as a whole."""
        if (source, speaker) not in self._known:
            self._known[source, speaker] = self._heard(source, speaker)
        return self._known[source, speaker]

    def _heard(self, source: UUID | None, speaker: str | None) -> Said:
        if source is None:
            return Said()
        if speaker is not None and asks(speaker, self._interviewers.get(source, ())):
            return Said(asked=True)
        return Said(tuple(speaking(self._people.get(source, []), speaker)))
