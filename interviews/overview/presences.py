"""Who is in the sources that a member may see, and what contradicts itself there."""

from collections.abc import Iterator

from accounts.models import Membership
from interviews.models import Participation, Settled, Source
from interviews.overview.conflicts import Conflict, conflicts
from interviews.overview.presence import Presence


def presences(member: Membership) -> list[Presence]:
    """One for each person in a source; for a source where nobody stands, one without a person."""
    sources = Source.objects.visible_to(member).select_related("work_stream").defer("summary", "attributes")
    people = Participation.objects.filter(source__in=Source.objects.visible_to(member))
    of_source: dict[object, list[Participation]] = {}
    for person in people.select_related("site", "participant__site"):
        of_source.setdefault(person.source_id, []).append(person)
    return [each for source in sources for each in _of(source, of_source.get(source.pk, []))]


def open_conflicts(member: Membership, held: list[Presence] | None = None) -> list[Conflict]:
    """Those that nobody settled. `held`: the presences, where they are at hand."""
    settled = Settled.objects.keys_of(member.study)
    found = conflicts(presences(member) if held is None else held)
    return [conflict for conflict in found if conflict.key not in settled]


def _of(source: Source, people: list[Participation]) -> Iterator[Presence]:
    for person in people or [Participation()]:
        yield Presence(
            source=source.pk,
            printed_id=source.printed_id,
            kind=source.kind,
            date=source.date,
            mode=source.mode,
            work_stream=source.work_stream.code if source.work_stream else "",
            person=person.participant.code if person.participant else "",
            site=person.site.code if person.site else "",
            place=person.site.label if person.site else "",
            organisation=person.organisation,
            role=person.role,
            speaker=person.speaker,
            usual=person.participant.site.label if person.participant and person.participant.site else "",
        )
