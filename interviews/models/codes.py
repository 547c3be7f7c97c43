"""The code tree."""

from typing import Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models.functions import Lower

from accounts import journal
from accounts.models import Identified, Study, User
from interviews.siblings import STEP, position_at
from tracers.models import Theme

HUES = 16
PATH = " > "
"""What parts the names of a code's path: “Relationships > Trust”."""


def hold_tree(study: Study) -> None:
    """Nobody else changes the tree of this study until the transaction ends: two moves at once could make a circle."""
    Study.objects.select_for_update(no_key=True).values_list("pk").get(pk=study.pk)


class CodeQuerySet(models.QuerySet["Code"]):
    def in_use(self) -> Self:
        return self.filter(retired=False)

    @transaction.atomic
    def make(
        self, study: Study, name: str, *, by: User | None, parent: "Code | None" = None, **fields: object
    ) -> "Code":
        """A new code under `parent`, with the study's least used hue unless one is given. Raises ValidationError."""
        hold_tree(study)
        fields.setdefault("hue", parent.hue if parent else study.codes.filter(parent=None).count() % HUES + 1)
        code = Code(study=study, name=" ".join(name.split()), parent=parent, **fields)
        code.go_last()
        code.full_clean()
        code.save(force_insert=True)
        journal.record(study, by, "made", code)
        return code


class Code(Identified):
    """A label for extracts, in a tree. A retired code keeps its extracts but is no longer offered."""

    class Kind(models.TextChoices):
        A_PRIORI = "a priori", "A priori"
        EMERGENT = "emergent", "Emergent"
        IN_VIVO = "in vivo", "In vivo"

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="codes")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.RESTRICT, related_name="children")
    position = models.PositiveIntegerField("place among its siblings", default=0)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    include = models.TextField("include when", blank=True)
    exclude = models.TextField("exclude when", blank=True)
    hue = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(HUES)])
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.EMERGENT)
    themes = models.ManyToManyField(Theme, through="CodeTheme", related_name="codes")
    retired = models.BooleanField(default=False)
    attributes = models.JSONField(default=dict, blank=True)

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "study", "parent", name="one_code_a_name_and_place", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if PATH in self.name:
            raise ValidationError(
                {"name": "A code’s name cannot hold “>” between blanks: it parts the names of a path."}
            )
        if self in self.ancestors():
            raise ValidationError({"parent": "A code cannot stand under itself. Choose another place."})

    def ancestors(self) -> "list[Code]":
        """The codes above this one, from the top down (one query). In a circle this one is among them."""
        codes = {code.pk: code for code in self.study.codes.all()}
        above: list[Code] = []
        parent = codes.get(self.parent_id) if self.parent_id else None
        while parent and parent not in above:
            above.insert(0, parent)
            parent = codes.get(parent.parent_id) if parent.parent_id else None
        return above

    def below(self) -> "list[Code]":
        """All codes under this one, at any depth (one query)."""
        children: dict[UUID | None, list[Code]] = {}
        for code in self.study.codes.all():
            children.setdefault(code.parent_id, []).append(code)
        found = children.get(self.pk, [])
        for code in found:  # it grows meanwhile
            found.extend(children.get(code.pk, []))
        return found

    def go_last(self) -> None:
        """Take the last place under its parent; not saved yet."""
        last = self.study.codes.filter(parent=self.parent_id).aggregate(last=models.Max("position"))["last"]
        self.position = (last or 0) + STEP

    def siblings(self) -> "list[Code]":
        """The other codes at the same place, retired ones too, in their order."""
        others = self.study.codes.filter(parent=self.parent_id).exclude(pk=self.pk)
        return sorted(others, key=in_order)

    @transaction.atomic
    def revise(self, *, by: User | None, **fields: object) -> None:
        """Rename, describe, colour or move the code. Under a new parent it comes last. Raises ValidationError."""
        hold_tree(self.study)
        moved = "parent" in fields and fields["parent"] != self.parent
        for name, value in fields.items():
            setattr(self, name, value)
        if moved:
            self.go_last()
        self.full_clean()
        changed = {*fields} - {"parent"} | ({"parent", "position"} if moved else set())
        self.save(update_fields=changed)
        journal.record(self.study, by, "revised", self)

    @transaction.atomic
    def move(self, *, parent: "Code | None", before: "Code | None" = None, by: User | None) -> None:
        """Stand under `parent` (None: at the top), before one of the codes there or last. Raises ValidationError.

        Only this row changes, unless there is no number left between its new neighbours.
        """
        hold_tree(self.study)
        self.refresh_from_db()
        was = (self.parent_id, self.position)
        self.parent = parent
        row = self.siblings()
        if self in [parent, *self.ancestors()]:
            raise ValidationError("A code cannot stand under itself. Choose another place.")
        if before and before not in row:
            raise ValidationError(f"“{before}” stands somewhere else by now. Load the page again.")
        if any(other.name.lower() == self.name.lower() for other in row):
            raise ValidationError(f"There is already a code “{self.name}” in this place. Rename one of them first.")
        place = row.index(before) if before else len(row)
        if was[0] == self.parent_id and _stays(row, place, was[1]):
            return
        self._take(row, place)
        journal.record(self.study, by, "moved", self)

    def _take(self, row: "list[Code]", place: int) -> None:
        """Come at this place of the row, and save."""
        position = position_at([other.position for other in row], place)
        if position is not None:
            self.position = position
        else:
            row.insert(place, self)
            for number, code in enumerate(row, 1):
                code.position = STEP * number
            Code.objects.bulk_update([code for code in row if code is not self], ["position"])
        self.save(update_fields=["parent", "position"])

    def step(self, places: int, *, by: User | None) -> None:
        """Move up (-1) or down (1) among the codes in use at the same place."""
        row = [code for code in self.siblings() if not code.retired]
        here = sum(in_order(code) < in_order(self) for code in row)
        there = min(max(here + places, 0), len(row))
        self.move(parent=self.parent, before=row[there] if there < len(row) else None, by=by)

    def step_in(self, *, by: User | None) -> None:
        """Move under the code in use that stands before it at the same place. Raises ValidationError."""
        above = [code for code in self.siblings() if not code.retired and in_order(code) < in_order(self)]
        if not above:
            raise ValidationError(f"No code stands before “{self}” that it could go under.")
        self.move(parent=above[-1], by=by)

    def step_out(self, *, by: User | None) -> None:
        """Move out of the code it stands under, to the place behind that. Raises ValidationError."""
        if self.parent is None:
            raise ValidationError(f"“{self}” stands at the top already.")
        behind = [code for code in self.parent.siblings() if in_order(code) > in_order(self.parent)]
        self.move(parent=self.parent.parent, before=behind[0] if behind else None, by=by)

    @transaction.atomic
    def colour(self, hue: int, *, below: bool = False, by: User | None) -> None:
        """Give the code one of the sixteen hues, with `below` all codes under it as well. Raises ValidationError."""
        self.hue = hue
        self.full_clean(exclude=["parent"])
        codes = [self, *(self.below() if below else [])]
        self.study.codes.filter(pk__in=[code.pk for code in codes]).exclude(hue=hue).update(hue=hue)
        journal.record(self.study, by, "coloured", self, count=len(codes))

    @transaction.atomic
    def retire(self, *, by: User | None) -> None:
        """No longer offered; its extracts keep it. Codes under it stay."""
        self.retired = True
        self.save(update_fields=["retired"])
        journal.record(self.study, by, "retired", self)

    @transaction.atomic
    def bring_back(self, *, by: User | None) -> None:
        self.retired = False
        self.save(update_fields=["retired"])
        journal.record(self.study, by, "brought back", self)


def in_order(code: Code) -> tuple[int, str]:
    """The order of the codes at one place."""
    return code.position, code.name.casefold()


def _stays(row: list[Code], place: int, position: int) -> bool:
    """Whether a code of this position stands at that place of its row already."""
    return all(other.position < position for other in row[:place]) and all(
        other.position > position for other in row[place:]
    )


class CodeTheme(Identified):
    code = models.ForeignKey(Code, on_delete=models.CASCADE)
    theme = models.ForeignKey(Theme, on_delete=models.RESTRICT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "theme"], name="one_theme_a_code_each")]
