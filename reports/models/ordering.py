"""The order of the sections of a report and of the blocks of a section."""

from collections.abc import Sequence
from typing import Protocol


class Ordered(Protocol):
    order: int

    def save(self, *, update_fields: list[str]) -> None: ...


def number[Row: Ordered](rows: Sequence[Row]) -> None:
    """Let `order` follow the list; rows already in their place are not written."""
    for order, row in enumerate(rows):
        if row.order != order:
            row.order = order
            row.save(update_fields=["order"])


def stepped[Row: Ordered](rows: list[Row], row: Row, step: int) -> list[Row]:
    """The list with this row one place up (-1) or down (1), as far as there is room."""
    place = rows.index(row)
    rows.insert(max(0, place + step), rows.pop(place))
    return rows
