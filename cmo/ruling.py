"""The rules of a study: what they would ask of each of its configurations, and changing them."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import studies
from accounts.models import Study, User
from cmo import states
from cmo.models import Configuration, ConfigurationVersion, Evidence, Link

UNKNOWN = "A rule is off, reminds or requires."


def facts_of(study: Study) -> dict[UUID, states.Facts]:
    """What the rules ask about, of every configuration: four queries whatever their number."""
    evidence = Evidence.objects.filter(configuration__study=study).order_by()
    testing = set(evidence.filter(use=Evidence.Use.TESTED).values_list("configuration", flat=True))
    against = evidence.filter(stance=Evidence.Stance.CONTRADICTS, answer="")
    contradictions = Counter(against.values_list("configuration", flat=True))
    rivals = Link.objects.filter(start__study=study, kind=Link.Kind.RIVAL_OF, answer="").order_by()
    for start, end in rivals.values_list("start", "end"):
        contradictions.update((start, end))
    return {
        pk: states.Facts(statement, pk in testing, contradictions[pk], author, reader)
        for pk, statement, author, reader in study.configurations.values_list(
            "pk", "statement", "author", "second_reader"
        )
    }


def lacking_by_rule(study: Study) -> Mapping[str, list[Configuration]]:
    """Of each rule the configurations in a state that asks it, for which it does not hold, on or off."""
    facts, found = facts_of(study), defaultdict(list)
    for configuration in study.configurations.only("code", "label", "state", "number", "study"):
        for rule in states.ASKED.get(configuration.state, ()):
            if not facts[configuration.pk].holds(rule):
                found[rule].append(configuration)
    found["version_reason"] = list(study.configurations.filter(pk__in=_without_reason(study)))
    return found


def _without_reason(study: Study) -> Any:
    versions = ConfigurationVersion.objects.filter(configuration__study=study, number__gt=1, reason="").order_by()
    return versions.values("configuration")


@transaction.atomic
def set_rules(study: Study, rules: Mapping[str, str], *, by: User) -> list[Configuration]:
    """Raises ValidationError. What lacks what is required from now on falls back to the state that it reaches; those
    are answered."""
    if any(rule not in states.RULES or value not in states.SETTINGS for rule, value in rules.items()):
        raise ValidationError(UNKNOWN)
    studies.revise(study, by=by, rules={**study.rules, **rules})
    facts, fallen = facts_of(study), []
    for configuration in study.configurations.filter(state__in=states.ORDER[1:]):
        if states.furthest(configuration.state, study.rules, facts[configuration.pk]) != configuration.state:
            configuration.study = study
            configuration.fall_back(by=by)
            fallen.append(configuration)
    return fallen
