"""A part of a configuration becomes one of its own."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from cmo.keeping import keep
from cmo.merging import ask_reason
from cmo.models import Configuration, ConfigurationQuestion, Item, Link, Match
from cmo.models.items import CELLS
from cmo.placing import beside, hold_board, place_configuration


@transaction.atomic
def split(
    configuration: Configuration,
    items: Collection[UUID],
    *,
    by: User | None,
    copied: Collection[UUID] = (),
    evidence: Collection[UUID] = (),
    label: str = "",
    reason: str = "",
) -> Configuration:
    """These items, with all that hangs on them, and this evidence of the whole, in a configuration of their own.

    `copied`: contexts that stand in both; their evidence stays where it is. A version of both is kept. Raises
    ValidationError where nothing goes, or nothing stays.
    """
    hold_board(configuration.study)
    configuration.refresh_from_db()
    going, twice = _chosen(configuration, items, copied)
    pieces = configuration.evidence.filter(pk__in=list(evidence), item=None)
    _refuse(configuration, going, bool(pieces))
    ask_reason(configuration, reason)
    keep(configuration, by=by, reason="As it was before a part of it was taken out.")
    part = _begin(configuration, label, by)
    pieces.update(configuration=part, look_again=True)
    for item in going:
        _hand_over(item, part)
    for item in twice:
        part._append(item.role, item.text)
    gone = configuration.findings.exclude(quote=None).exclude(quote__configuration=configuration)
    gone.update(quote=None)
    _keep_both(configuration, part, reason, by)
    journal.record(part.study, by, "split", configuration)
    return part


def _chosen(
    configuration: Configuration, items: Collection[UUID], copied: Collection[UUID]
) -> tuple[list[Item], list[Item]]:
    held = list(configuration.items.order_by("role", "order"))
    going = [item for item in held if item.pk in items]
    return going, [item for item in held if item.pk in copied and item not in going and item.role in CELLS["context"]]


def _refuse(configuration: Configuration, going: Sequence[Item], evidence: bool) -> None:
    if configuration.merged_into:
        raise ValidationError(f"{configuration.code} was merged into {configuration.merged_into.code}. Split that one.")
    if not going and not evidence:
        raise ValidationError("Choose at least one item, or some evidence of the whole, that goes to the new one.")
    if going and len(going) == configuration.items.count():
        raise ValidationError("Something has to stay: leave at least one item where it is.")


def _begin(configuration: Configuration, label: str, by: User | None) -> Configuration:
    """A draft with the frame of the whole, below it on the board."""
    same = {name: getattr(configuration, name) for name in ("level", "kind", "tracer", "theory")}
    sites = list(configuration.sites.all())
    part = Configuration.objects.write(
        configuration.study, by=by, sites=sites, label=label.strip(), split_from=configuration, **same
    )
    part.set_themes(list(configuration.themes.all()))
    for question in configuration.research_questions.all():
        ConfigurationQuestion.objects.create(configuration=part, question=question)
    rows = [each.pk for each in beside(configuration)]
    after = rows[rows.index(configuration.pk) + 1]
    if after != part.pk:
        place_configuration(part, by=by, before=after)
    return part


def _hand_over(item: Item, part: Configuration) -> None:
    """With its evidence, links and matches; activations hang on the item alone."""
    for match in Match.objects.of_item(item):
        match.comparison.comparisonconfiguration_set.get_or_create(configuration=part)
    Link.objects.filter(start_item=item).update(start=part)
    Link.objects.filter(end_item=item).update(end=part)
    item.evidence.update(configuration=part)
    item.configuration = part
    item.save(update_fields=["configuration"])


def _keep_both(configuration: Configuration, part: Configuration, reason: str, by: User | None) -> None:
    keep(part, by=by, reason=f"Taken out of {configuration.code}. {reason.strip()}".strip())
    keep(configuration, by=by, reason=f"A part of it became {part.code}. {reason.strip()}".strip())
    part.evidence.update(judged_on=part.versions_kept)
    configuration.fall_back(by=by)
