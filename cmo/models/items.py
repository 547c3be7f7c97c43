"""The items of a configuration: contexts, mechanisms, outcomes and who or what acts."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.deletion import RestrictedError

from accounts import journal
from accounts.history.refused import Refused
from accounts.models import Identified, User

if TYPE_CHECKING:
    from cmo.models.links import Link

CELLS = {
    "context": ("actor", "intervention", "context"),
    "mechanism": ("mechanism", "resource", "reasoning"),
    "outcome": ("outcome",),
}
"""The three columns of a CMO table and the roles that stand in each."""


class Item(Identified):
    """One context, mechanism or outcome of a configuration. The role belongs to the item, not to the idea."""

    class Role(models.TextChoices):
        CONTEXT = "context", "Context"
        MECHANISM = "mechanism", "Mechanism"
        RESOURCE = "resource", "Mechanism: resource"
        REASONING = "reasoning", "Mechanism: reasoning"
        ACTOR = "actor", "Actor"
        INTERVENTION = "intervention", "Intervention"
        OUTCOME = "outcome", "Outcome"

    configuration = models.ForeignKey("cmo.Configuration", on_delete=models.CASCADE, related_name="items")
    role = models.CharField(max_length=12, choices=Role)
    text = models.TextField()
    order = models.PositiveIntegerField(default=0)
    intended = models.BooleanField("intended (for an outcome)", default=True)

    marks: Sequence[object] = ()
    """Where a page shows them: who contradicts it and who supports it (cmo.board.Mark)."""

    class Meta:
        ordering = ["role", "order"]

    def __str__(self) -> str:
        return self.text

    @property
    def column(self) -> str:
        """The column of a CMO table in which this item stands."""
        return next(column for column, roles in CELLS.items() if self.role in roles)

    @transaction.atomic
    def revise(self, *, by: User | None, text: str, role: str, intended: bool = True) -> None:
        """Change the words or the role; in a new role the item comes last. Raises ValidationError."""
        if role != self.role:
            self.order = self.configuration._last_place(role) + 1
        self.text, self.role, self.intended = text.strip(), role, intended or role != self.Role.OUTCOME
        self.full_clean()
        self.save()
        self.hold_fit()
        journal.record(self.configuration.study, by, "revised", self)

    def hold_fit(self) -> None:
        """Raises ValidationError where something that hangs on it does not fit what it is by now."""
        self.hold_links()
        self.hold_activations()
        self.hold_matches()

    def hold_links(self) -> None:
        """Raises ValidationError where a link joins it as what it no longer is, as an outcome that ripples."""
        for link in [*self.links_from.select_related("start", "end"), *self.links_to.select_related("start", "end")]:
            link.start_item, link.end_item = (self if pk == self.pk else None for pk in _ends(link))
            if problem := link.wrong_items():
                raise ValidationError(f"“{link}” stands on this item. {problem} Or remove that link first.")

    def hold_activations(self) -> None:
        """Raises ValidationError where it is said how far it fired, and it is no mechanism any more."""
        if self.column != "mechanism" and self.activations.exists():
            raise ValidationError("How far it fired is said of this item, so it stays a mechanism. Or take that back.")

    def hold_matches(self) -> None:
        """Raises ValidationError where it is matched with what stands in another column by now."""
        for other in Item.objects.filter(Q(matches_from__other=self) | Q(matches_to__one=self)):
            if other.column != self.column:
                raise ValidationError(
                    f"It was matched with “{other}”, which stands under {other.column}. Take that match back first."
                )

    @classmethod
    def restored(cls, changed: Collection[tuple[UUID, frozenset[str]]]) -> None:
        """What hangs on it fits what it is, also where it was brought back. Raises Refused."""
        for item in cls.objects.filter(pk__in=[row for row, _ in changed]):
            try:
                item.hold_fit()
            except ValidationError as error:
                raise Refused(" ".join(error.messages)) from None

    @transaction.atomic
    def move(self, steps: int, *, by: User | None) -> None:
        """Up (-1) or down (1) among the items that stand with it. At the end it stays where it is."""
        peers = list(self.configuration.items.select_for_update().filter(role=self.role, intended=self.intended))
        place = peers.index(self)
        there = min(max(place + steps, 0), len(peers) - 1)
        if there == place:
            return
        peers.insert(there, peers.pop(place))
        for order, item in enumerate(peers):
            item.order = order
        Item.objects.bulk_update(peers, ["order"])
        journal.record(self.configuration.study, by, "moved", self)

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        """Delete the item. Raises ValidationError when evidence, a link, an activation or a match still hangs on it."""
        record_of = Item(id=self.pk)
        try:
            self.delete_unused()
        except RestrictedError as error:
            users = sorted({str(thing._meta.verbose_name_plural) for thing in error.restricted_objects})
            raise ValidationError(
                f"This item is still used in {' and '.join(users)}. Move or remove that first, then the item."
            ) from None
        journal.record(self.configuration.study, by, "removed", record_of)

    def delete_unused(self) -> None:
        """Raises RestrictedError when evidence, a link, an activation or a match still hangs on it."""
        hanging: set[models.Model] = {*self.activations.all(), *self.matches_from.all(), *self.matches_to.all()}
        if hanging:
            raise RestrictedError("Something still hangs on the item.", hanging)
        self.delete()


def _ends(link: "Link") -> tuple[UUID | None, UUID | None]:
    return link.start_item_id, link.end_item_id
