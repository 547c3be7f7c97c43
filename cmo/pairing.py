"""What the page of matches shows: items of some configurations by column, proposals, and what was said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import Membership
from cmo import matching
from cmo.models import Configuration, Evidence, Item, Match
from cmo.models.items import CELLS

AT_ONCE = 12  # proposals


@dataclass(frozen=True)
class Proposed:
    one: Item
    other: Item
    why: str


@dataclass(frozen=True)
class Column:
    """By configuration: its items of this column, each with how many it was matched with."""

    name: str
    sides: Sequence[tuple[Configuration, Sequence[Item]]]


@dataclass(frozen=True)
class Pairing:
    configurations: Sequence[Configuration]
    columns: Sequence[Column]
    proposed: Sequence[Proposed]
    further: int
    said: Sequence[Match]


def pairing(member: Membership, configurations: Sequence[Configuration]) -> Pairing:
    """Of configurations with their items at hand: two queries. Only extracts that this member may see speak for one."""
    said = list(Match.objects.within(configurations).select_related("one__configuration", "other__configuration"))
    items = {item.pk: item for each in configurations for item in each.items.all()}
    proposals = matching.propose(_parts(member, configurations), {match.pair for match in said})
    return Pairing(
        configurations,
        [Column(name, [(each, each.cell(*roles)) for each in configurations]) for name, roles in CELLS.items()],
        [Proposed(items[each.one], items[each.other], each.why) for each in proposals[:AT_ONCE]],  # type: ignore[index]
        max(len(proposals) - AT_ONCE, 0),
        said,
    )


def _parts(member: Membership, configurations: Iterable[Configuration]) -> list[matching.Part]:
    held = Evidence.objects.visible_to(member).filter(configuration__in=configurations)
    extracts: dict[UUID, set[UUID]] = {}
    for item, extract in held.exclude(item=None).exclude(extract=None).values_list("item", "extract"):
        extracts.setdefault(item, set()).add(extract)
    return [
        matching.Part(item.pk, each.pk, column, item.text, frozenset(extracts.get(item.pk, ())))
        for each in configurations
        for column, roles in CELLS.items()
        for item in each.cell(*roles)
    ]
