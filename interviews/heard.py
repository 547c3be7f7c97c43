"""Who is heard in which source, as counting and grouping need it."""

from collections import defaultdict
from collections.abc import Container
from typing import Any

from accounts.models import Membership
from interviews.grouping import Voice
from interviews.models import Participation


def voices(asking: Membership, sources: Container[Any]) -> dict[Any, list[Voice]]:
    """The participations of these sources, by source; one query."""
    held: defaultdict[Any, list[Voice]] = defaultdict(list)
    people = Participation.objects.filter(source__study=asking.study_id).order_by("source", "order", "pk")
    rows = people.values_list("source", "pk", "participant", "speaker", "site", "organisation", "role")
    for source, pk, participant, speaker, site, organisation, role in rows:
        if source in sources:
            held[source].append(Voice(pk, participant, speaker, site, organisation, role))
    return held
