"""How configurations stand to one another."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q

from accounts import journal
from accounts.history.refused import Refused
from accounts.models import Identified, Study, User
from cmo.models.answers import Answered
from cmo.models.items import CELLS, Item

if TYPE_CHECKING:
    from cmo.models.configurations import Configuration


class LinkQuerySet(models.QuerySet["Link"]):
    def of(self, study: Study) -> Self:
        """All links of a study, with both ends and their items at hand."""
        return self.filter(start__study=study).select_related("start", "end", "start_item", "end_item")

    def rippling(self) -> Self:
        """Those that make chains: what comes out of one configuration is the context of another."""
        return self.filter(kind__in=[Link.Kind.RIPPLE, Link.Kind.SETS_CONTEXT])

    def rivals_of(self, configuration: "Configuration") -> Self:
        return self.filter(Q(start=configuration) | Q(end=configuration), kind=Link.Kind.RIVAL_OF)

    def nests(self, part: "Configuration", *, inside: "Configuration") -> bool:
        """Whether `part` is nested in `inside`, directly or through others."""
        seen, edge = {part.pk}, {part.pk}
        while edge and inside.pk not in seen:
            edge = set(self.filter(kind=Link.Kind.NESTED_IN, start__in=edge).values_list("end", flat=True)) - seen
            seen |= edge
        return inside.pk in seen


class Link(Answered, Identified):
    """How one configuration stands to another, read as a sentence: start kind end. An answer is given to rivals."""

    class Kind(models.TextChoices):
        RIPPLE = "ripple", "ripples into"
        SETS_CONTEXT = "sets_context", "sets the context of"
        NESTED_IN = "nested_in", "is nested in"
        REFINES = "refines", "refines"
        RIVAL_OF = "rival_of", "is a rival of"
        COUNTERPART_OF = "counterpart_of", "is the counterpart of"
        GENERALISES = "generalises", "generalises"
        TESTS = "tests", "tests"

    start = models.ForeignKey("cmo.Configuration", on_delete=models.CASCADE, related_name="links_from")
    kind = models.CharField(max_length=20, choices=Kind)
    end = models.ForeignKey("cmo.Configuration", on_delete=models.CASCADE, related_name="links_to")
    start_item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.RESTRICT, related_name="links_from")
    end_item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.RESTRICT, related_name="links_to")
    note = models.TextField(blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["start__number", "kind", "end__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["start", "kind", "end", "start_item", "end_item"],
                name="equal_links_merge",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=~Q(start=F("end")), name="a_link_joins_two"),
        ]

    def __str__(self) -> str:
        return f"{self.start.code} {self.get_kind_display()} {self.end.code}"

    @classmethod
    def restored(cls, changed: Collection[tuple[UUID, frozenset[str]]]) -> None:
        """Nesting goes one way, also where it is brought back. Raises Refused."""
        for link in cls.objects.filter(pk__in=[row for row, _ in changed]).select_related("start", "end"):
            if link.kind == cls.Kind.NESTED_IN and cls.objects.nests(link.end, inside=link.start):
                raise Refused(f"{link.end.code} is nested in {link.start.code} by now: nesting goes one way.")
            if link.kind == cls.Kind.RIVAL_OF:
                link.fall_back(by=None)

    def clean(self) -> None:
        for item, configuration in ((self.start_item, self.start_id), (self.end_item, self.end_id)):
            if item and item.configuration_id != configuration:
                raise ValidationError("This item belongs to another configuration.")
        if problem := self.wrong_items():
            raise ValidationError(problem)

    def wrong_items(self) -> str:
        """Why these items cannot be joined so, as a sentence; "" where they can. Without items the whole is meant."""
        if self.kind == self.Kind.RIPPLE and self.start_item and self.start_item.role != Item.Role.OUTCOME:
            return (
                f"A ripple begins with an outcome. Choose an outcome of {self.start.code}, or say that it sets the "
                "context of the other."
            )
        becomes_context = self.kind in (self.Kind.RIPPLE, self.Kind.SETS_CONTEXT)
        if becomes_context and self.end_item and self.end_item.role not in CELLS["context"]:
            return f"What is joined so becomes a context. Choose one of the contexts of {self.end.code}."
        return ""

    def was_settled(self, by: User | None) -> None:
        self.fall_back(by=by)
        journal.record(self.start.study, by, "settled", self.start)

    def fall_back(self, *, by: User | None) -> None:
        """Both, where a rival without an answer forbids their state."""
        self.start.fall_back(by=by)
        self.end.fall_back(by=by)

    @transaction.atomic
    def annotate(self, note: str, *, by: User | None) -> None:
        """For a general one: counter-examples, or “none found”."""
        self.note = note.strip()
        self.save(update_fields=["note"])
        journal.record(self.start.study, by, "revised", self)

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        journal.record(self.start.study, by, "unlinked", self.start)
        self.delete()
