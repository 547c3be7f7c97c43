"""What the database knows of the evidence of some configurations, as values of cmo.standing: three queries."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from accounts.models import Membership
from cmo.models import Configuration, Evidence
from cmo.standing import Piece
from interviews.citation import speaking
from interviews.models import Participation, Source
from interviews.turns import asks

FIELDS = ("pk", "configuration", "item", "stance", "use", "source", "extract__speaker")


class Heard(NamedTuple):
    """The sources of the evidence: who asks in them, and who speaks."""

    interviewers: Mapping[UUID, Collection[str]]
    people: Mapping[UUID, list[Participation]]


def pieces_of(member: Membership, configurations: Iterable[Configuration]) -> list[Piece]:
    """Contradicting first, what only the interviewer says last. Of what this member may see."""
    evidence = Evidence.objects.visible_to(member).filter(configuration__in=configurations)
    rows = list(evidence.contradicting_first().values_list(*FIELDS))
    heard = _heard({row[5] for row in rows if row[5]})
    known: dict[tuple[UUID | None, str | None], tuple[frozenset[UUID], bool]] = {}
    found = []
    for pk, configuration, item, stance, use, source, speaker in rows:
        if (source, speaker) not in known:
            known[source, speaker] = _said(heard, source, speaker)
        people, asked = known[source, speaker]
        found.append(Piece(pk, configuration, item, stance, use, people, asked))
    return sorted(found, key=lambda piece: piece.asked)


def _heard(sources: Collection[UUID]) -> Heard:
    asking = dict(Source.objects.filter(pk__in=sources).values_list("pk", "interviewers"))
    people: dict[UUID, list[Participation]] = {}
    for each in Participation.objects.filter(source__in=sources).order_by("source", "order"):
        people.setdefault(each.source_id, []).append(each)
    return Heard(asking, people)


def _said(heard: Heard, source: UUID | None, speaker: str | None) -> tuple[frozenset[UUID], bool]:
    """Who says words of this label, and whether it asks."""
    if source is None:
        return frozenset(), False
    people = speaking(heard.people.get(source, []), speaker)
    asked = speaker is not None and asks(speaker, heard.interviewers.get(source, ()))
    return frozenset(person.participant_id or person.pk for person in people), asked
