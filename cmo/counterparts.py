"""Which configurations of a study are counterparts: the same question at other sites."""

from collections import defaultdict
from uuid import UUID

from accounts.models import Study
from cmo.joined import joined
from cmo.models import ComparisonConfiguration, Link


def counterparts(study: Study) -> dict[UUID, frozenset[UUID]]:
    """Joined by a link, or judged together; two queries."""
    links = Link.objects.filter(start__study=study, kind=Link.Kind.COUNTERPART_OF).values_list("start", "end")
    judged: defaultdict[UUID, set[UUID]] = defaultdict(set)
    rows = ComparisonConfiguration.objects.filter(comparison__study=study)
    for comparison, configuration in rows.values_list("comparison", "configuration"):
        judged[comparison].add(configuration)
    return joined([*links, *judged.values()])
