"""The code tree."""

from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models.functions import Lower

from accounts import journal
from accounts.models import Identified, Study, User
from tracers.models import Theme

HUES = 16
PATH = " > "
"""What parts the names of a code's path: “Relationships > Trust”."""


class CodeQuerySet(models.QuerySet["Code"]):
    def in_use(self) -> Self:
        return self.filter(retired=False)

    @transaction.atomic
    def make(
        self, study: Study, name: str, *, by: User | None, parent: "Code | None" = None, **fields: object
    ) -> "Code":
        """A new code under `parent`, with the study's least used hue unless one is given. Raises ValidationError."""
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

    def go_last(self) -> None:
        """Take the last place under its parent; not saved yet."""
        last = self.study.codes.filter(parent=self.parent_id).aggregate(last=models.Max("position"))["last"]
        self.position = (last or 0) + 10

    @transaction.atomic
    def revise(self, *, by: User | None, **fields: object) -> None:
        """Rename, describe, colour or move the code. Under a new parent it comes last. Raises ValidationError."""
        moved = "parent" in fields and fields["parent"] != self.parent
        for name, value in fields.items():
            setattr(self, name, value)
        if moved:
            self.go_last()
        self.full_clean()
        self.save()
        journal.record(self.study, by, "revised", self)

    @transaction.atomic
    def step(self, places: int, *, by: User | None) -> None:
        """Move up (-1) or down (1) among the codes in use at the same place."""
        row = list(self.study.codes.in_use().filter(parent=self.parent_id).order_by("position", "name"))
        here = row.index(self)
        there = min(max(here + places, 0), len(row) - 1)
        row.insert(there, row.pop(here))
        for position, code in enumerate(row, 1):
            code.position = 10 * position
        Code.objects.bulk_update(row, ["position"])
        journal.record(self.study, by, "moved", self)

    @transaction.atomic
    def retire(self, *, by: User | None) -> None:
        """No longer offered; its extracts keep it. Codes under it stay, at the top."""
        self.retired = True
        self.save(update_fields=["retired"])
        journal.record(self.study, by, "retired", self)

    @transaction.atomic
    def bring_back(self, *, by: User | None) -> None:
        self.retired = False
        self.save(update_fields=["retired"])
        journal.record(self.study, by, "brought back", self)


class CodeTheme(Identified):
    code = models.ForeignKey(Code, on_delete=models.CASCADE)
    theme = models.ForeignKey(Theme, on_delete=models.RESTRICT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "theme"], name="one_theme_a_code_each")]
