"""Two wordings of a configuration side by side: label, sentence and items, each with the words that changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cmo.versions import Piece, words_between

SAME, OTHER, NEW, GONE = "same", "changed", "new", "gone"
ORDER = ("actor", "intervention", "context", "mechanism", "resource", "reasoning", "outcome")


@dataclass(frozen=True)
class Wording:
    """What a configuration says, or said in a version. `items`: id, role, text and intended of each."""

    label: str = ""
    statement: str = ""
    items: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Row:
    """An item: what became of it, its words in pieces, and the role it had before where that is another."""

    kind: str
    role: str
    pieces: Sequence[Piece]
    role_before: str = ""
    intended: bool = True
    intention_changed: bool = False


@dataclass(frozen=True)
class Difference:
    """`label` and `statement` in pieces; `rows` role by role, what is gone at the end of its role."""

    label: Sequence[Piece]
    statement: Sequence[Piece]
    rows: Sequence[Row] = field(default_factory=tuple)

    @property
    def is_none(self) -> bool:
        words = (*self.label, *self.statement)
        return all(piece.kind == "same" for piece in words) and all(row.kind == SAME for row in self.rows)

    @property
    def told(self) -> str:
        """In words: what changed, as "the sentence, 2 items"."""
        parts = [
            name
            for name, pieces in (("the label", self.label), ("the sentence", self.statement))
            if any(piece.kind != "same" for piece in pieces)
        ]
        number = sum(row.kind != SAME for row in self.rows)
        return ", ".join([*parts, *([f"{number} item{'' if number == 1 else 's'}"] if number else [])])


def between(before: Wording, after: Wording) -> Difference:
    """What became of each part; items are the same where their ids are."""
    return Difference(
        tuple(words_between(before.label, after.label)),
        tuple(words_between(before.statement, after.statement)),
        tuple(_rows(before.items, after.items)),
    )


def _rows(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[Row]:
    was, now = ({item["id"]: item for item in items} for items in (before, after))
    rows = [_row(was.get(item["id"]), item) for item in after]
    rows += [
        Row(GONE, item["role"], (Piece("out", item["text"]),), intended=item["intended"])
        for item in before
        if item["id"] not in now
    ]
    return sorted(rows, key=lambda row: (_place(row.role), row.kind == GONE))


def _row(was: Mapping[str, Any] | None, now: Mapping[str, Any]) -> Row:
    if was is None:
        return Row(NEW, now["role"], (Piece("in", now["text"]),), intended=now["intended"])
    pieces = tuple(words_between(was["text"], now["text"]))
    moved, other = was["role"] != now["role"], was["intended"] != now["intended"]
    kind = OTHER if moved or other or any(piece.kind != "same" for piece in pieces) else SAME
    return Row(kind, now["role"], pieces, was["role"] if moved else "", now["intended"], other)


def _place(role: str) -> int:
    return ORDER.index(role) if role in ORDER else len(ORDER)
