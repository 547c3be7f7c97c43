"""Keeping a version of a configuration: what it says now, and what made somebody change it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from cmo import states, versions
from cmo.differing import Wording
from cmo.models import Configuration, ConfigurationVersion, Decision, Meeting


@transaction.atomic
def keep(
    configuration: Configuration, *, by: User | None, reason: str = "", meeting: Meeting | None = None
) -> ConfigurationVersion:
    """A version of what it says now; evidence on items that changed since the last is to be looked at again.

    Nothing changed: the last version is answered. Raises ValidationError where the study requires a reason.
    """
    Configuration.objects.select_for_update().get(pk=configuration.pk)
    last = configuration.versions.order_by("number").last()
    items = items_of(configuration)
    if last and not differs(configuration, last):
        return last
    if last and not reason.strip() and states.setting(configuration.study.rules, "version_reason") == states.REQUIRE:
        raise ValidationError("This study asks for a reason with each version. Say what made you change it.")
    kept = ConfigurationVersion(
        configuration=configuration,
        number=last.number + 1 if last else 1,
        reason=reason.strip(),
        label=configuration.label,
        statement=configuration.statement,
        state=configuration.state,
        items=items,
        meeting=meeting,
        by=by,
        analyst=str(by or ""),
    )
    kept.full_clean(exclude=["items"])
    kept.save(force_insert=True)
    if last:
        configuration.evidence.filter(item__in=versions.changed(last.items, items)).update(look_again=True)
    journal.record(configuration.study, by, "kept", configuration)
    return kept


def keep_decision(decision: Decision, *, by: User | None) -> ConfigurationVersion:
    """A version whose reason is what a meeting decided. Raises ValidationError."""
    return keep(decision.configuration, by=by, reason=decision.reason, meeting=decision.meeting)


def wording(held: Configuration | ConfigurationVersion) -> Wording:
    """What a configuration says now, or said in a version."""
    items = items_of(held) if isinstance(held, Configuration) else held.items
    return Wording(held.label, held.statement, items)


def items_of(configuration: Configuration) -> list[dict[str, Any]]:
    """The items as a version holds them."""
    return [
        {"id": str(item.pk), "role": item.role, "text": item.text, "intended": item.intended}
        for item in configuration.items.order_by("role", "order")
    ]


def differs(configuration: Configuration, version: ConfigurationVersion) -> bool:
    """Whether it says something else by now."""
    now = (configuration.label, configuration.statement, items_of(configuration))
    return now != (version.label, version.statement, version.items)
