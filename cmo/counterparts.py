"""Which configurations of a study are counterparts: the same question at other sites."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from uuid import UUID

from accounts.models import Study
from cmo.models import ComparisonConfiguration, Link


def joined[Key: Hashable](together: Iterable[Iterable[Key]]) -> dict[Key, frozenset[Key]]:
    """For each thing those it is held together with, itself included: sets that share a thing are one.

    >>> sorted(joined([{1, 2}, {4, 5}, {2, 3}])[1])
    [1, 2, 3]
    """
    found: dict[Key, set[Key]] = {}
    for some in together:
        whole = set(some)
        for each in list(whole):
            whole |= found.get(each, set())
        for each in whole:
            found[each] = whole
    return {key: frozenset(whole) for key, whole in found.items()}


def counterparts(study: Study) -> dict[UUID, frozenset[UUID]]:
    """Joined by a link, or judged together; two queries."""
    links = Link.objects.filter(start__study=study, kind=Link.Kind.COUNTERPART_OF).values_list("start", "end")
    judged: defaultdict[UUID, set[UUID]] = defaultdict(set)
    rows = ComparisonConfiguration.objects.filter(comparison__study=study)
    for comparison, configuration in rows.values_list("comparison", "configuration"):
        judged[comparison].add(configuration)
    return joined([*links, *judged.values()])
