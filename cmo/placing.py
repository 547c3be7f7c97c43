"""Where things stand on a board: items in their columns, configurations below one another."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import Study, User
from cmo.models import Configuration, Item
from cmo.models.items import CELLS

COLUMNS = tuple(CELLS)


def hold_board(study: Study) -> None:
    """Nobody else moves, merges or splits in this study until the transaction ends."""
    Study.objects.select_for_update(no_key=True).values_list("pk").get(pk=study.pk)


@transaction.atomic
def place_item(item: Item, column: str, *, by: User | None, before: UUID | None = None) -> None:
    """Into a column, before one of the items there, or last.

    In its own column an item keeps its role; in another it gets the plain one of that column. Items of a column stand
    by their roles, so it goes to the nearest place among its like. Raises ValidationError for an unknown column, and
    where something stands on its role.
    """
    if column not in CELLS:
        raise ValidationError("Choose one of the columns: context, mechanism or outcome.")
    hold_board(item.configuration.study)
    held = Item.objects.select_related("configuration__study").get(pk=item.pk)
    cell = [each for each in held.configuration.cell(*CELLS[column]) if each.pk != held.pk]
    if held.column != column:
        held.role, held.intended = column, True
    ahead = next((place for place, each in enumerate(cell) if each.pk == before), len(cell))
    like = [each for each in cell if _like(each) == _like(held)]
    like.insert(sum(_like(each) == _like(held) for each in cell[:ahead]), held)
    _save_in_order(like, held)
    held.hold_fit()
    journal.record(held.configuration.study, by, "moved", held)


def _like(item: Item) -> tuple[str, bool]:
    return item.role, item.intended


def _save_in_order(items: list[Item], moved: Item) -> None:
    for order, each in enumerate(items):
        if each.order != order or each is moved:
            each.order = order
            each.save(update_fields=["order", "role", "intended"])


def aside(item: Item, steps: int) -> str:
    """The column to the left (-1) or to the right (1); its own at the edge of the board."""
    return COLUMNS[min(max(COLUMNS.index(item.column) + steps, 0), len(COLUMNS) - 1)]


def place_item_aside(item: Item, steps: int, *, by: User | None) -> None:
    """Last in the next column to the left or right; at the edge of the board it stays."""
    there = aside(item, steps)
    if there != item.column:
        place_item(item, there, by=by)


@transaction.atomic
def place_configuration(configuration: Configuration, *, by: User | None, before: UUID | None = None) -> None:
    """Before another of its kind on its board, or last."""
    hold_board(configuration.study)
    rows = beside(configuration)
    rest = [each for each in rows if each.pk != configuration.pk]
    at = next((place for place, each in enumerate(rest) if each.pk == before), len(rest))
    _number([*rest[:at], configuration, *rest[at:]])
    journal.record(configuration.study, by, "moved", configuration)


def step_configuration(configuration: Configuration, steps: int, *, by: User | None) -> None:
    """Up (-1) or down (1) on its board; at the end it stays."""
    rows = beside(configuration)
    here = next(place for place, each in enumerate(rows) if each.pk == configuration.pk)
    there = min(max(here + steps, 0), len(rows) - 1)
    if there == here:
        return
    after = [each for each in rows if each.pk != configuration.pk][there:]
    place_configuration(configuration, by=by, before=after[0].pk if after else None)


def beside(configuration: Configuration) -> list[Configuration]:
    """Those of its kind on its board, in their order: what was anticipated and what was observed stand apart."""
    study = configuration.study
    return list(study.configurations.filter(tracer=configuration.tracer_id, kind=configuration.kind).on_board())


def _number(rows: list[Configuration]) -> None:
    for place, each in enumerate(rows):
        if each.position != place:
            each.position = place
            each.save(update_fields=["position"])
