"""Sources that were read or judged before the theory moved: their answers are to an older wording."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from accounts.models import Membership
from cmo.models import Configuration, ConfigurationVersion, Evidence, Reading
from interviews.models import Source


@dataclass
class Old:
    """A source whose readings of a configuration, or evidence for it, all come from before its last version."""

    source: Source
    at: datetime
    told: set[str] = field(default_factory=set)

    @property
    def what(self) -> str:
        return " and ".join(sorted(self.told))


@dataclass(frozen=True)
class Moved:
    """A configuration, the version it was last kept in, and the sources to read again, the oldest first."""

    configuration: Configuration
    version: ConfigurationVersion
    sources: list[Old]


def moved(member: Membership) -> list[Moved]:
    """Five queries, whatever there is. The first version moves nothing."""
    last = {version.configuration_id: version for version in _last_versions(member)}
    met = _met(member, last)
    sources = {
        each.pk: each
        for each in Source.objects.visible_to(member)
        .filter(pk__in={source for _, source in met})
        .only("printed_id", "title", "kind", "date", "study")
    }
    found: dict[UUID, list[Old]] = {}
    for (configuration, source), (at, told) in met.items():
        if source in sources and at < last[configuration].at:
            found.setdefault(configuration, []).append(Old(sources[source], at, told))
    held = member.study.configurations.filter(pk__in=found)
    return [Moved(each, last[each.pk], sorted(found[each.pk], key=lambda old: old.at)) for each in held]


def _last_versions(member: Membership) -> Iterable[ConfigurationVersion]:
    """The last version of each configuration that has more than one and is not set aside."""
    live = ConfigurationVersion.objects.filter(configuration__study=member.study_id, number__gt=1)
    live = live.exclude(configuration__state=Configuration.State.SET_ASIDE).defer("items", "statement")
    return live.order_by("configuration_id", "-number").distinct("configuration_id")


def _met(member: Membership, wanted: Mapping[UUID, object]) -> dict[tuple[UUID, UUID], tuple[datetime, set[str]]]:
    """For each configuration and source when it was last read or judged, and which of these."""
    found: dict[tuple[UUID, UUID], tuple[datetime, set[str]]] = {}
    evidence = Evidence.objects.visible_to(member).exclude(source=None)
    readings = Reading.objects.visible_to(member)
    for rows, word in ((readings, "read"), (evidence, "judged")):
        latest = rows.filter(configuration__in=wanted).order_by().values_list("configuration", "source")
        for configuration, source, at in latest.annotate(last=Max("at")):
            before, told = found.get((configuration, source), (at, set()))
            found[configuration, source] = (max(at, before), told | {word})
    return found
