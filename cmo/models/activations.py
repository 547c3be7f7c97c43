"""How far a mechanism fired: at a site, with somebody, at a time."""

from collections.abc import Collection
from typing import Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts import journal
from accounts.history.refused import Refused
from accounts.models import Identified, User
from cmo.models.items import CELLS, Item
from tracers.models import Site

NOT_A_MECHANISM = "How far something fired is said of mechanisms. Choose a mechanism, a resource or a reasoning."


class ActivationQuerySet(models.QuerySet["Activation"]):
    def with_names(self) -> Self:
        return self.select_related("item__configuration", "site")

    @transaction.atomic
    def state(
        self, item: Item, site: Site, *, activation: str, actor: str = "", period: str = "", by: User | None
    ) -> "Activation":
        """How far it fired there, for these people then. Raises ValidationError, also where it is said already."""
        made = Activation(item=item, site=site, activation=activation, actor=actor.strip(), period=period.strip())
        made.full_clean()
        made.save(force_insert=True)
        journal.record(item.configuration.study, by, "stated", made)
        return made


class Activation(Identified):
    """How far a mechanism fired at a site."""

    class Level(models.TextChoices):
        ABSENT = "resource absent", "Resource absent"
        NOT_TRIGGERED = "offered but not triggered", "Offered but not triggered"
        WEAK = "weak", "Weak"
        STRONG = "strong", "Strong"
        COUNTERED = "countered", "Countered"

    # Goes with its item, so that a study can be deleted whole; Item.remove refuses while one hangs on it.
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="activations")
    site = models.ForeignKey(Site, on_delete=models.RESTRICT, related_name="activations")
    activation = models.CharField(max_length=30, choices=Level)
    actor = models.CharField(max_length=200, blank=True)
    period = models.CharField(max_length=100, blank=True)

    objects = ActivationQuerySet.as_manager()

    class Meta:
        ordering = ["item", "site"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "site", "actor", "period"],
                name="one_activation_each",
                violation_error_message="This is said already for these people and this time. Change that one.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} at {self.site}: {self.get_activation_display()}"

    def clean(self) -> None:
        if self.item.role not in CELLS["mechanism"]:
            raise ValidationError(NOT_A_MECHANISM)
        if self.site_id and self.site.study_id != self.item.configuration.study_id:
            raise ValidationError("This site belongs to another study.")

    @classmethod
    def restored(cls, changed: Collection[tuple[UUID, frozenset[str]]]) -> None:
        """Its item is a mechanism, also where it was brought back. Raises Refused."""
        held = cls.objects.filter(pk__in=[row for row, _ in changed])
        if held.exclude(item__role__in=CELLS["mechanism"]).exists():
            raise Refused("What it was said of is no mechanism by now.")

    @transaction.atomic
    def revise(self, *, by: User | None, activation: str, actor: str = "", period: str = "") -> None:
        """Raises ValidationError."""
        self.activation, self.actor, self.period = activation, actor.strip(), period.strip()
        self.full_clean()
        self.save()
        journal.record(self.item.configuration.study, by, "stated", self)

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        journal.record(self.item.configuration.study, by, "removed", self)
        self.delete()
