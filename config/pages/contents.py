"""What was in a step, row by row, for people to read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from accounts.history import rows
from accounts.history.effects import DELETE, INSERT, UPDATE, Effect, effects
from accounts.models import Change, Membership, User
from interviews.models import SourceText

MOST = 100
LONGEST = 120
VERBS = {INSERT: "Made", UPDATE: "Changed", DELETE: "Removed"}
NAMES = ("name", "label", "title", "printed_id", "heading", "code", "text")
"""What a thing is called by, the best first."""
UNTOLD = {"id", "study_id", "hue", "position", "order", "number"}


@dataclass(frozen=True)
class Told:
    """One row: what became of it, what it is called, and of a change what it was and is: (name, before, after)."""

    deed: str
    kind: str
    called: str
    changed: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class Contents:
    """`more` is how many rows are not told, `sealed` whether words are kept no more."""

    told: Sequence[Told]
    more: int
    sealed: bool


def contents(step: UUID, member: Membership) -> Contents:
    """The same number of queries however many rows the step changed."""
    changes = Change.objects.filter(step=step).exclude(op=Change.Op.BARRIER).select_related("words")
    found = effects(changes)
    shown = found[:MOST]
    names = _names(shown, member)
    told = [_told(effect, names) for effect in shown]
    return Contents(told, len(found) - len(shown), any(effect.wordless for effect in found))


def _told(effect: Effect, names: Mapping[str, str]) -> Told:
    model = apps.get_model(effect.kind)
    values = effect.before | effect.after
    own = names.get(str(effect.row)) or next((str(values[name]) for name in NAMES if values.get(name)), "")
    pointed = [names[str(values[key.column])] for key in _pointers(model) if str(values.get(key.column)) in names]
    called = " · ".join(dict.fromkeys(_short(each) for each in (own, *pointed) if each))
    return Told(VERBS[effect.op], str(model._meta.verbose_name), called, list(_changed(effect, model, names)))


def _changed(effect: Effect, model: type[models.Model], names: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    if effect.op != UPDATE:
        return
    for field in model._meta.concrete_fields:
        column = str(field.column)
        if column in effect.changed and column not in UNTOLD:
            was, became = (_value(values.get(column), names) for values in (effect.before, effect.after))
            yield str(getattr(field, "verbose_name", column)), was, became


def _value(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _short(names.get(str(value), "" if value is None or value in ([], {}) else str(value)))


def _names(found: Iterable[Effect], member: Membership) -> Mapping[str, str]:
    """What the rows, and those they point at, are called now; of what the member may not see, nothing."""
    wanted: dict[Any, set[str]] = {}
    called = _models_called()
    for effect in found:
        model = apps.get_model(effect.kind)
        pointed = [(key.related_model, end.get(key.column)) for key in _pointers(model) for end in effect.ends]
        for there, row in [(model, effect.row), *pointed]:
            if row and there in called:
                wanted.setdefault(there, set()).add(str(row))
    names: dict[str, str] = {}
    for model, ids in wanted.items():
        held = model._default_manager.filter(pk__in=ids)
        seen = held.visible_to(member) if hasattr(held, "visible_to") else held
        names |= {str(row.pk): str(row) for row in seen}
    return names


def _pointers(model: type[models.Model]) -> Iterable[models.ForeignKey[Any, Any]]:
    return (key for key in rows.pointers(model) if key.related_model not in {User, SourceText})


def _models_called() -> set[Any]:
    """Those whose rows are called by a column of their own: naming them asks nothing more."""
    named = {*NAMES, "quote"}
    return {
        model
        for model in apps.get_models()
        if model is not SourceText and any(f.name in named and not f.is_relation for f in model._meta.concrete_fields)
    }


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
