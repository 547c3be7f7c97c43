"""What a step made of each row, all its changes taken together. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

INSERT, UPDATE, DELETE = "insert", "update", "delete"

type Values = dict[str, Any]
"""By column."""


class Noted(Protocol):
    """As accounts.models.Change has it, with the words beside it, if they are still there."""

    id: int
    kind: str
    row: Any
    op: str
    before: Values | None
    after: Values | None
    worded: bool

    @property
    def told(self) -> tuple[Values, Values] | None: ...


@dataclass(slots=True)
class Effect:
    """Of one row: `before` and `after` hold all columns of a row that was not there at the other end, otherwise those
    that differ (and those noted beside them). `wordless`: the words that were changed are kept no more."""

    kind: str
    row: UUID
    was_there: bool
    is_there: bool
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)
    wordless: bool = False
    first: int = 0
    last: int = 0

    @property
    def op(self) -> str:
        """What happened to the row; "" where it is as before."""
        if self.was_there and self.is_there:
            return UPDATE if self.changed or self.wordless else ""
        return {(False, True): INSERT, (True, False): DELETE}.get((self.was_there, self.is_there), "")

    @property
    def ends(self) -> tuple[Values, Values]:
        return self.before, self.after

    @property
    def changed(self) -> frozenset[str]:
        """The columns that differ."""
        both = self.before.keys() | self.after.keys()
        return frozenset(name for name in both if self.before.get(name) != self.after.get(name))

    def add(self, change: Noted) -> None:
        before, after = dict(change.before or {}), dict(change.after or {})
        words = change.told
        if words:
            before |= words[0]
            after |= words[1]
        self.wordless |= change.worded and words is None
        self.is_there = change.op != DELETE
        self.first, self.last = self.first or change.id, change.id
        if self.was_there:
            self.before = before | self.before
        self.after = (self.after | after) if self.is_there else {}


def effects(changes: Iterable[Noted]) -> list[Effect]:
    """One for each row that is not as before, in the order of the last change. Changes come in their order."""
    rows: dict[tuple[str, Any], Effect] = {}
    for change in changes:
        key = (change.kind, change.row)
        if key not in rows:
            rows[key] = Effect(change.kind, change.row, was_there=change.op != INSERT, is_there=True)
        rows[key].add(change)
    for effect in rows.values():
        if effect.was_there and effect.is_there:
            _only_both(effect)
    return sorted((effect for effect in rows.values() if effect.op), key=lambda effect: effect.last)


def by_kind(found: Iterable[Effect]) -> Mapping[str, list[Effect]]:
    kinds: dict[str, list[Effect]] = {}
    for effect in found:
        kinds.setdefault(effect.kind, []).append(effect)
    return kinds


def _only_both(effect: Effect) -> None:
    """A row that was removed and made again is told of as changed: what one end alone names is left out."""
    shared = effect.before.keys() & effect.after.keys()
    effect.before = {name: effect.before[name] for name in shared}
    effect.after = {name: effect.after[name] for name in shared}
