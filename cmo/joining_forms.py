"""Forms of merging and splitting."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from cmo.models import Configuration, Evidence, Item
from cmo.models.items import CELLS

REASON = forms.Textarea(attrs={"rows": 2})
STAYS, GOES, BOTH = "stays", "goes", "both"


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(Configuration.objects.none(), label="Becomes part of", empty_label="Choose one")
    reason = forms.CharField(
        required=False, label="What made you do this?", widget=REASON, help_text="It stands in the history of both."
    )

    def __init__(self, *args: Any, configuration: Configuration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = configuration.study.configurations.filter(merged_into=None).exclude(pk=configuration.pk)
        same = {"tracer": configuration.tracer_id, "kind": configuration.kind}
        self.fields["into"].queryset = others.with_triads()  # type: ignore[attr-defined]
        near = list(others.filter(**same).on_board())
        rest = [each for each in others.on_board() if each not in near]
        groups = [("On the same board", near), ("Elsewhere", rest)]
        self.fields["into"].choices = [  # type: ignore[attr-defined]
            ("", "Choose one"),
            *((name, [(str(each.pk), str(each)) for each in group]) for name, group in groups if group),
        ]

    @property
    def chosen(self) -> Configuration | None:
        """The other one, as far as it is said."""
        said = self["into"].value()
        try:
            return self.fields["into"].clean(said) if said else None
        except forms.ValidationError:
            return None


class SplitForm(forms.Form):
    """A field for each item: it stays, goes, or (a context) stands in both; and one for the evidence of the whole."""

    label = forms.CharField(max_length=200, required=False, label="Short label of the new one")
    reason = forms.CharField(required=False, label="What made you do this?", widget=REASON)
    evidence = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, configuration: Configuration, evidence: Sequence[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = [*configuration.contexts, *configuration.mechanisms, *configuration.outcomes]
        for item in self.items:
            self.fields[name_of(item)] = forms.ChoiceField(choices=_choices(item), required=False, initial=STAYS)
        self.fields["evidence"].choices = [(str(each.pk), str(each.pk)) for each in evidence]  # type: ignore[attr-defined]

    @property
    def rows(self) -> list[tuple[Item, forms.BoundField, str]]:
        """Each item with its field and what is chosen."""
        return [(item, self[name_of(item)], self.said(item)) for item in self.items]

    def said(self, item: Item) -> str:
        value = self[name_of(item)].value()
        return value if value in dict(_choices(item)) else STAYS

    @property
    def ticked(self) -> set[str]:
        return set(self["evidence"].value() or ()) if self.is_bound else set()

    @property
    def sides(self) -> list[tuple[str, list[Item], list[Item]]]:
        """By column: what stays, and what the new one says."""
        said = {item.pk: self.said(item) for item in self.items}
        return [
            (
                column,
                [item for item in self.items if item.role in roles and said[item.pk] != GOES],
                [item for item in self.items if item.role in roles and said[item.pk] != STAYS],
            )
            for column, roles in CELLS.items()
        ]

    def pieces_going(self, on_items: Iterable[UUID]) -> int:
        """How many pieces of evidence go along: those of the items that go, and those ticked."""
        going = {item.pk for item in self.items if self.said(item) == GOES}
        return sum(pk in going for pk in on_items) + len(self.ticked)

    @property
    def answers(self) -> dict[str, Any]:
        """As cmo.splitting.split takes them."""
        return {
            "items": [item.pk for item in self.items if self.said(item) == GOES],
            "copied": [item.pk for item in self.items if self.said(item) == BOTH],
            "evidence": [UUID(pk) for pk in self.cleaned_data["evidence"]],
            "label": self.cleaned_data["label"],
            "reason": self.cleaned_data["reason"],
        }


def name_of(item: Item) -> str:
    return f"item-{item.pk}"


def _choices(item: Item) -> list[tuple[str, str]]:
    both = [(BOTH, "stands in both")] if item.role in CELLS["context"] else []
    return [(STAYS, "stays"), (GOES, "goes"), *both]
