"""Findings and judgements that were made when their configurations said something else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import Study
from cmo import saying
from cmo.models import Comparison, Configuration, SiteFinding


@dataclass(frozen=True)
class Stale:
    """What is to be looked at again, in the order of the configurations."""

    findings: Sequence[SiteFinding]
    comparisons: Sequence[Comparison]

    @property
    def number(self) -> int:
        return len(self.findings) + len(self.comparisons)

    def of(self, configuration: UUID) -> int:
        """How many conclusions on this configuration."""
        findings = sum(finding.configuration_id == configuration for finding in self.findings)
        return findings + sum(_holds(comparison, configuration) for comparison in self.comparisons)


def stale(study: Study) -> Stale:
    """Of configurations that were not set aside: five queries."""
    live = study.configurations.exclude(state=Configuration.State.SET_ASIDE)
    held = {each.pk: each for each in live.prefetch_related("items")}
    findings = SiteFinding.objects.filter(configuration__in=held).exclude(said="").select_related("site")
    comparisons = list(Comparison.objects.filter(study=study).exclude(said="").with_codes())
    marks = {pk: each.says for pk, each in held.items()}
    old = [each for each in mark_findings(findings.order_by("configuration__number", "site"), held) if each.stale]
    return Stale(old, [each for each in mark_comparisons(comparisons, marks) if each.stale])


def mark_findings(
    findings: Iterable[SiteFinding], configurations: Mapping[UUID, Configuration]
) -> Iterable[SiteFinding]:
    """Each with its configuration, from those at hand with their items, and whether it is stale."""
    marks: dict[UUID, str] = {}
    for each in findings:
        each.configuration = configurations[each.configuration_id]
        if each.said:
            now = marks.get(each.configuration_id) or each.configuration.says
            marks[each.configuration_id] = now
            each.stale = saying.is_stale(each.said, now)
        yield each


def mark_comparisons(comparisons: Sequence[Comparison], marks: Mapping[UUID, str]) -> Sequence[Comparison]:
    """`marks` of configurations at hand; of others that are compared with them they are fetched."""
    compared = {each.pk for one in comparisons if one.said for each in one.configurations.all()}
    missing = Configuration.objects.filter(pk__in=compared - marks.keys()).prefetch_related("items")
    marks = {**marks, **({each.pk: each.says for each in missing} if compared - marks.keys() else {})}
    for each in comparisons:
        if each.said:
            each.stale = saying.is_stale(
                each.said, saying.mark_of_all(marks[one.pk] for one in each.configurations.all())
            )
    return comparisons


def _holds(comparison: Comparison, configuration: UUID) -> bool:
    return any(each.pk == configuration for each in comparison.configurations.all())
