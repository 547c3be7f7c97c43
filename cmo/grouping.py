"""Gathering configurations, often of several tracers, under a general one that says what they have in common."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Study, User
from cmo.models import Configuration, Link


@transaction.atomic
def gather(
    configurations: Sequence[Configuration], under: Configuration | None, *, by: User | None, label: str = ""
) -> Configuration:
    """The general one, under which they stand now; without `under` a new draft with this label.

    Raises ValidationError: for nothing chosen, a new one without a label, and a circle.
    """
    if not configurations:
        raise ValidationError("Tick the configurations that are to stand under the general one.")
    general = under or _new(configurations, by=by, label=label)
    for each in configurations:
        if each == general:
            raise ValidationError(f"{each.code} cannot stand under itself. Take its tick away.")
        if stands_under(general, each):
            raise ValidationError(f"{each.code} generalises {general.code} already: that goes one way.")
        general.link(Link.Kind.GENERALISES, each, by=by)
    return general


def _new(configurations: Sequence[Configuration], *, by: User | None, label: str) -> Configuration:
    """At all their sites; of their tracer where they have one in common."""
    if not label.strip():
        raise ValidationError("Give the new general configuration a short label.")
    study: Study = configurations[0].study
    tracers = {each.tracer for each in configurations}
    sites = list(dict.fromkeys(site for each in configurations for site in each.sites.all()))
    whole = any(not each.sites.all() for each in configurations)
    level = study.levels[0] if study.levels else ""
    return Configuration.objects.write(
        study,
        by=by,
        label=label.strip(),
        level=level,
        tracer=tracers.pop() if len(tracers) == 1 else None,
        sites=[] if whole else sites,
    )


def stands_under(part: Configuration, general: Configuration) -> bool:
    """Whether `general` generalises it, directly or through others."""
    seen, edge = {part.pk}, {part.pk}
    while edge and general.pk not in seen:
        above = Link.objects.filter(kind=Link.Kind.GENERALISES, end__in=edge)
        edge = set(above.values_list("start", flat=True)) - seen
        seen |= edge
    return general.pk in seen
