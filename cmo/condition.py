"""How a configuration stands: its state and what that asks, its versions, and what the team is to look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from cmo import states
from cmo.differing import Difference, between
from cmo.keeping import wording
from cmo.models import Configuration, ConfigurationVersion, Decision

FURTHER = {"draft": "working", "working": "refined"}


@dataclass(frozen=True)
class Condition:
    """`lacks`: what its own state lacks; `ahead`: what the next one would, and its name. `since`: what changed since
    the last version, None before the first. `undecided`: decisions that gave no version their reason."""

    lacks: Sequence[states.Lack]
    ahead: Sequence[states.Lack]
    further: str
    versions: Sequence[ConfigurationVersion]
    since: Difference | None
    decisions: Sequence[Decision]
    undecided: Sequence[Decision]

    @property
    def has_changed(self) -> bool:
        return self.since is not None and not self.since.is_none

    @property
    def may_be_kept(self) -> bool:
        return self.since is None or self.has_changed


def condition(configuration: Configuration) -> Condition:
    """Seven queries, whatever there is; items at hand are not asked again."""
    facts, rules = configuration.facts, configuration.study.rules
    further = FURTHER.get(configuration.state, "")
    versions = list(configuration.versions.select_related("meeting").order_by("-number"))
    decisions = list(configuration.decisions.select_related("meeting").order_by("-at"))
    told = {(version.meeting_id, version.reason) for version in versions}
    return Condition(
        states.lacking(configuration.state, rules, facts),
        states.lacking(further, rules, facts),
        further,
        versions,
        between(wording(versions[0]), wording(configuration)) if versions else None,
        decisions,
        [each for each in decisions if (each.meeting_id, each.reason) not in told],
    )


def mended_at(configuration: Configuration, lack: states.Lack) -> str:
    """Where what is lacking is mended: a part of the configuration's page."""
    page = reverse("cmo:configuration_detail", args=[configuration.study.slug, configuration.pk])
    return f"{page}#{lack.place}"
