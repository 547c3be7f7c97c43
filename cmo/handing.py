"""Everything that hangs on one configuration goes over to another one: a part of merging. Nothing is lost."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q

from cmo.models import (
    Activation,
    ComparisonConfiguration,
    Configuration,
    ConfigurationQuestion,
    Evidence,
    Item,
    Link,
    Match,
    Reading,
    SiteFinding,
)
from interviews.models import Memo

STRONGEST = ("not asked", "nothing", "speaks")
"""What a reading says; of two by the same person the later in this order stands."""


def hand_over(goes: Configuration, into: Configuration, same: Mapping[UUID, Item]) -> None:
    """`same`: items of `goes` by id, to the equal ones of `into` that take their place."""
    _move_items(goes, into, same)
    _hand_evidence(goes, into, same)
    _hand_links(goes, into, same)
    for item, equal in same.items():
        _hand_activations(item, equal)
        _hand_matches(item, equal)
        Memo.objects.filter(study=goes.study_id, on=item).update(on=equal.pk)
    _hand_readings(goes, into)
    _hand_findings(goes, into)
    Match.objects.within([into]).delete()  # as one they are not set beside each other
    _hand_comparisons(goes, into)
    _hand_frame(goes, into)
    for double in Item.objects.filter(pk__in=same):
        double.delete_unused()


def _move_items(goes: Configuration, into: Configuration, same: Mapping[UUID, Item]) -> None:
    for item in goes.items.exclude(pk__in=same).order_by("role", "order"):
        item.order = into._last_place(item.role) + 1
        item.configuration = into
        item.save(update_fields=["order", "configuration"])


def _hand_evidence(goes: Configuration, into: Configuration, same: Mapping[UUID, Item]) -> None:
    """What was judged for the whole is to be looked at again: the whole says more now.

    It counts as judged on the version that is kept when all has gone over.
    """
    Evidence.objects.filter(finding=goes).exclude(configuration__in=[goes, into]).update(finding=into)
    for item, equal in same.items():
        Evidence.objects.filter(item=item).update(item=equal)
    goes.evidence.filter(item=None).update(look_again=True)
    goes.evidence.update(configuration=into, judged_on=into.versions_kept + 1)


def _hand_links(goes: Configuration, into: Configuration, same: Mapping[UUID, Item]) -> None:
    """A link between the two goes. An equal one of `into` takes the notes over, and is open if either was."""
    links = Link.objects.filter(Q(start=goes) | Q(end=goes)).select_related("start_item", "end_item")
    for link in links:
        start, end = (into.pk if each == goes.pk else each for each in (link.start_id, link.end_id))
        if start == end:
            link.delete()
            continue
        link.start_id, link.end_id = start, end
        link.start_item = same.get(link.start_item_id, link.start_item) if link.start_item_id else None
        link.end_item = same.get(link.end_item_id, link.end_item) if link.end_item_id else None
        _save_link(link)


def _save_link(link: Link) -> None:
    fields = ("start_id", "kind", "end_id", "start_item_id", "end_item_id")
    equal = Link.objects.filter(**{name: getattr(link, name) for name in fields}).exclude(pk=link.pk).first()
    if not equal:
        link.save()
        return
    equal.note, equal.answer_note = _both(equal.note, link.note), _both(equal.answer_note, link.answer_note)
    if not link.answer:
        equal.answer, equal.answered_by = "", ""
    link.delete()
    equal.save()


def _hand_activations(item: UUID, equal: Item) -> None:
    held = set(equal.activations.values_list("site", "actor", "period"))
    for activation in Activation.objects.filter(item=item):
        if (activation.site_id, activation.actor, activation.period) in held:
            activation.delete()
        else:
            activation.item = equal
            activation.save(update_fields=["item"])


def _hand_matches(item: UUID, equal: Item) -> None:
    """Of two with the same third item, what was said of the one that stays counts."""
    held = {match.one_id if match.other_id == equal.pk else match.other_id for match in Match.objects.of_item(equal)}
    for match in Match.objects.filter(Q(one=item) | Q(other=item)):
        third = match.one_id if match.other_id == item else match.other_id
        if third in held or third == equal.pk:
            match.delete()
            continue
        match.one_id, match.other_id = (equal.pk if each == item else each for each in (match.one_id, match.other_id))
        match.save(update_fields=["one", "other"])


def _hand_readings(goes: Configuration, into: Configuration) -> None:
    held = {(reading.source_id, reading.reader): reading for reading in into.readings.all()}
    for reading in goes.readings.all():
        other = held.get((reading.source_id, reading.reader))
        if other and STRONGEST.index(other.result) >= STRONGEST.index(reading.result):
            reading.delete()
            continue
        if other:
            other.delete()
        Reading.objects.filter(pk=reading.pk).update(configuration=into)


def _hand_findings(goes: Configuration, into: Configuration) -> None:
    held = {finding.site_id: finding for finding in into.findings.all()}
    for finding in goes.findings.all():
        if other := held.get(finding.site_id):
            other.summary = _both(other.summary, _found(finding))
            other.save(update_fields=["summary"])
            finding.delete()
        else:
            SiteFinding.objects.filter(pk=finding.pk).update(configuration=into)


def _found(finding: SiteFinding) -> str:
    said = f"{finding.configuration.code}: {finding.get_presence_display().lower()}"
    return f"{said}. {finding.summary}".strip() if finding.summary else f"{said}."


def _hand_comparisons(goes: Configuration, into: Configuration) -> None:
    both = into.comparisonconfiguration_set.values("comparison")
    ComparisonConfiguration.objects.filter(configuration=goes, comparison__in=both).delete()
    ComparisonConfiguration.objects.filter(configuration=goes).update(configuration=into)


def _hand_frame(goes: Configuration, into: Configuration) -> None:
    """Sites, themes and questions: the one that goes keeps its own, too. The whole study stays the whole study."""
    if into.sites.all() and goes.sites.all():
        into.set_sites([*into.sites.all(), *goes.sites.all()])
    into.set_themes([*into.themes.all(), *goes.themes.all()])
    for question in goes.research_questions.all():
        ConfigurationQuestion.objects.get_or_create(configuration=into, question=question)


def _both(one: str, other: str) -> str:
    return "\n".join(dict.fromkeys(filter(None, [one.strip(), other.strip()])))
