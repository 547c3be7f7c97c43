"""Where a configuration comes from: what it said before, and what was said by those that were merged into it."""

from cmo.models import Configuration, ConfigurationVersion


def merged_in(configuration: Configuration) -> list[Configuration]:
    """What was merged into it, what had been merged into that, and so on; by their numbers. One query."""
    rows = list(configuration.study.configurations.exclude(merged_into=None))
    found = {configuration.pk}
    while more := {each.pk for each in rows if each.merged_into_id in found} - found:
        found |= more
    return [each for each in rows if each.pk in found and each.pk != configuration.pk]


def history(configuration: Configuration) -> list[ConfigurationVersion]:
    """All versions of it and of what was merged into it, in order of time. Two queries."""
    of = [configuration, *merged_in(configuration)]
    versions = ConfigurationVersion.objects.filter(configuration__in=of).select_related(
        "configuration", "by", "meeting"
    )
    return list(versions.order_by("at", "configuration__number", "number"))
