"""Which items of two configurations are the same, alike, or not the same: said by people, never by the program."""

from collections.abc import Collection, Iterable
from typing import Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from accounts import journal
from accounts.history.refused import Refused
from accounts.models import Identified, User
from cmo.models.comparisons import Comparison
from cmo.models.configurations import Configuration
from cmo.models.items import Item
from tracers.models import Site


class MatchQuerySet(models.QuerySet["Match"]):
    def between(self, one: Item, other: Item) -> Self:
        return self.filter(Q(one=one, other=other) | Q(one=other, other=one))

    def of_item(self, item: Item) -> Self:
        return self.filter(Q(one=item) | Q(other=item))

    def within(self, configurations: Iterable[Configuration]) -> Self:
        """Both items belong to one of these."""
        held = list(configurations)
        return self.filter(one__configuration__in=held, other__configuration__in=held)

    @transaction.atomic
    def say(
        self,
        one: Item,
        other: Item,
        how: str,
        *,
        by: User | None,
        among: Collection[Configuration] = (),
        sites: Collection[Site] = (),
    ) -> "Match":
        """How these two stand to each other; said again, it takes the place of what was said. Raises ValidationError.

        It stands in the smallest comparison of both, or begins one of the configurations `among` which they are looked
        at, over these sites.
        """
        Configuration.objects.select_for_update().filter(pk=one.configuration_id).first()
        match = Match.objects.between(one, other).first() or self._new(one, other, among, sites)
        match.how, match.by, match.analyst = how, by, str(by or "")
        match.full_clean()
        match.save()
        journal.record(match.comparison.study, by, "matched", match)
        return match

    def _new(self, one: Item, other: Item, among: Collection[Configuration], sites: Collection[Site]) -> "Match":
        check(one, other)
        pair = [one.configuration, other.configuration]
        held = Comparison.objects.of_all(pair).first() or Comparison.objects.begin(list(among) or pair, sites)
        return Match(comparison=held, one=one, other=other)


class Match(Identified):
    """Two items of a comparison, and how they stand to each other."""

    class How(models.TextChoices):
        SAME = "same", "The same"
        ALIKE = "alike", "Alike"
        NOT_SAME = "not the same", "Not the same"

    SIGNS = {How.SAME.value: "=", How.ALIKE.value: "~", How.NOT_SAME.value: "≠"}

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="pairs")
    # They go with their items, so that a study can be deleted whole; Item.remove refuses while one is matched.
    one = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="matches_from")
    other = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="matches_to")
    how = models.CharField(max_length=12, choices=How)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    analyst = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "matches"
        constraints = [
            models.UniqueConstraint(Least("one", "other"), Greatest("one", "other"), name="one_match_a_pair"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="a_match_joins_two"),
        ]

    def __str__(self) -> str:
        return f"{self.one} {self.sign} {self.other}"

    @property
    def sign(self) -> str:
        return self.SIGNS[self.how]

    @property
    def pair(self) -> frozenset[UUID]:
        return frozenset((self.one_id, self.other_id))

    def clean(self) -> None:
        check(self.one, self.other)

    @classmethod
    def restored(cls, changed: Collection[tuple[UUID, frozenset[str]]]) -> None:
        """Both stand in one column of two configurations, also where it was brought back. Raises Refused."""
        for match in cls.objects.filter(pk__in=[row for row, _ in changed]).select_related("one", "other"):
            try:
                check(match.one, match.other)
            except ValidationError as error:
                raise Refused(" ".join(error.messages)) from None

    @transaction.atomic
    def take_back(self, *, by: User | None) -> None:
        """It may be proposed again. A comparison of which nothing is left goes with it."""
        journal.record(self.comparison.study, by, "took back", self)
        comparison = self.comparison
        self.delete()
        if comparison.is_empty and not comparison.pairs.exists():
            comparison.delete()


def check(one: Item, other: Item) -> None:
    """Raises ValidationError where two items cannot be matched."""
    if one.configuration_id == other.configuration_id:
        raise ValidationError("Choose items of two configurations: an item is not matched with its own.")
    if one.configuration.study_id != other.configuration.study_id:
        raise ValidationError("These items belong to two studies.")
    if one.column != other.column:
        raise ValidationError(
            f"One of these is a {one.column}, the other one a {other.column}. Match what stands in one column."
        )
