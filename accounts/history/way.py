"""The way back from what a step made of the rows: whether it is open, and walking it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models

from accounts.history import rows, since
from accounts.history.effects import DELETE, INSERT, UPDATE, Effect, Values, by_kind
from accounts.history.refused import Refused
from accounts.models import Change, Membership, Study

SEALED = "Its words were sealed when names were taken out of the interviews, so they cannot be brought back by undoing."
GONE = "The words it stood on were taken out of the interview since, so it cannot be brought back."
CIRCLE = "Something was moved since, so that this would come to stand under itself. Move that away first."
LOOSE = frozenset({"order", "position"})
"""A place in a list: put back where it was left, and left alone where somebody moved it since."""


class Way:
    """The way back: each row as it is now, as the step left it, and as it was before, the last two in today's terms."""

    def __init__(self, found: Sequence[Effect], member: Membership, told: models.Q) -> None:
        self.found, self.member, self.asker = found, member, since.Asker(member.user, told)
        self.trees = _trees(found)
        if self.trees:  # two moves at once could make a circle
            Study.objects.select_for_update(no_key=True).values_list("pk").get(pk=member.study_id)
        self.now: dict[UUID, Values] = {}
        self.left: dict[UUID, Values] = {}
        self.was: dict[UUID, Values | None] = {}
        for kind, group in sorted(by_kind(found).items()):
            model = _model(kind)
            left, was = model.as_now([each.after for each in group]), model.as_now([each.before for each in group])
            for effect, after, before in zip(group, left, was, strict=True):
                self.left[effect.row] = effect.after if after is None else after
                self.was[effect.row] = before
            self.now |= rows.held(model, [each.row for each in group])

    def go(self) -> None:
        """Raises Refused or PermissionDenied; then nothing was changed, once the transaction is rolled back."""
        self._seen()
        for effect in self.found:
            self._stands(effect)
        self._nothing_hangs_on()
        self._all_is_there()
        self._write()
        self._no_circles()
        rows.in_force()
        self._seen()

    def _of(self, op: str) -> Mapping[str, list[Effect]]:
        return by_kind(effect for effect in self.found if effect.op == op)

    def _stands(self, effect: Effect) -> None:
        """Whether the row is as the step left it."""
        model, now = _model(effect.kind), self.now.get(effect.row)
        if (now is None) != (effect.op == DELETE) or any(self._differs(effect, each) for each in _columns(effect)):
            raise since.changed(model, effect.row, effect.last, asker=self.asker)
        if effect.wordless and (effect.op != INSERT or Change.objects.filter(row=effect.row, id__gt=effect.last)):
            raise Refused(SEALED)
        if self.was[effect.row] is None and effect.op != INSERT:
            raise Refused(GONE)

    def _differs(self, effect: Effect, column: str) -> bool:
        now, left = self.now.get(effect.row, {}), self.left[effect.row]
        return column in now and column in left and now[column] != left[column]

    def _nothing_hangs_on(self) -> None:
        going = {kind: {each.row for each in group} for kind, group in self._of(INSERT).items()}
        for kind, taken in going.items():
            model = _model(kind)
            for leaning, key in rows.leaning(model):
                others = leaning._base_manager.filter(**{f"{key.name}__in": taken})
                let_go = {
                    each.row for each in self._of(UPDATE).get(leaning._meta.label, ()) if key.column in each.changed
                }
                other = others.exclude(pk__in=going.get(leaning._meta.label, set()) | let_go).first()
                if other is not None:
                    raise since.hangs_on(model, leaning, other.pk, asker=self.asker)

    def _all_is_there(self) -> None:
        """What the rows point at once they are as before; an account that is gone is left out."""
        coming = {kind: {each.row for each in group} for kind, group in self._of(DELETE).items()}
        for kind, group in by_kind(effect for effect in self.found if effect.op != INSERT).items():
            model = _model(kind)
            for key in rows.pointers(model):
                there: Any = key.related_model
                pointing = [was for each in group if (was := self.was[each.row] or {}).get(key.column)]
                wanted = {UUID(was[key.column]) for was in pointing} - coming.get(there._meta.label, set())
                held = set(there._base_manager.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
                for was in pointing if wanted - held else ():
                    if UUID(was[key.column]) not in wanted - held:
                        continue
                    if key.remote_field.on_delete is not models.SET_NULL:
                        raise since.misses(model, there, UUID(was[key.column]), asker=self.asker)
                    was[key.column] = None

    def _write(self) -> None:
        """The other way round: what was made last goes first, so that what hangs on something goes before it."""
        for kind, run in _backwards(each for each in self.found if each.op == INSERT):
            rows.take_away(_model(kind), [each.row for each in run])
        for kind, run in _backwards(each for each in self.found if each.op == UPDATE):
            rows.set_back(_model(kind), [(each.row, self._to_set(each)) for each in run])
        for kind, run in _backwards(each for each in self.found if each.op == DELETE):
            rows.put_back(_model(kind), [self.was[each.row] or {} for each in run])
        for kind, group in by_kind(each for each in self.found if each.op != INSERT).items():
            _model(kind).restored([(each.row, each.changed) for each in group])
        for kind, group in by_kind(each for each in self.found if each.op == INSERT).items():
            _model(kind).taken_away([each.after for each in group])

    def _no_circles(self) -> None:
        """What stands under another thing of its kind does not come to stand under itself."""
        for (kind, column), wanted in self.trees.items():
            above: dict[UUID, UUID | None] = {}
            edge = set(wanted)
            while edge:
                above |= dict(_model(kind)._base_manager.filter(pk__in=edge).values_list("pk", column))
                edge = {pk for pk in above.values() if pk} - above.keys()
            for row in wanted:
                if _leads_to_itself(row, above):
                    raise Refused(CIRCLE)

    def _to_set(self, effect: Effect) -> Values:
        was = self.was[effect.row] or {}
        wanted = {column for column in effect.changed if column not in LOOSE or not self._differs(effect, column)}
        return {column: was[column] for column in wanted if column in self.now[effect.row]}

    def _seen(self) -> None:
        """Whether a restricted analyst may see all of it: each row, and what it points at."""
        if not self.member.site_restricted:
            return
        for model, wanted in self._in_sight().items():
            there = model._base_manager.filter(pk__in=wanted).count()
            if model._default_manager.visible_to(self.member).filter(pk__in=wanted).count() != there:
                raise PermissionDenied("This concerns a source that you may not see any more.")

    def _in_sight(self) -> Mapping[Any, set[UUID]]:
        wanted: dict[Any, set[UUID]] = {}
        for effect in self.found:
            model, values = _model(effect.kind), effect.before | effect.after
            pointed = [(key.related_model, values.get(key.column)) for key in rows.pointers(model)]
            for there, row in [(model, effect.row), *pointed]:
                if row and hasattr(there._default_manager, "visible_to"):
                    wanted.setdefault(there, set()).add(UUID(str(row)))
        return wanted


def _backwards(found: Iterable[Effect]) -> Iterator[tuple[str, list[Effect]]]:
    """From the last to the first, neighbours of one kind together."""
    latest_first = sorted(found, key=lambda effect: -effect.first)
    for kind, run in groupby(latest_first, key=lambda effect: effect.kind):
        yield kind, list(run)


def _trees(found: Iterable[Effect]) -> dict[tuple[str, str], set[UUID]]:
    """The rows that come to stand under another of their kind, by kind and the column that says under which."""
    trees: dict[tuple[str, str], set[UUID]] = {}
    for effect in found:
        model = _model(effect.kind)
        for key in rows.pointers(model):
            if key.related_model is model and effect.op != INSERT and effect.before.get(key.column):
                trees.setdefault((effect.kind, str(key.column)), set()).add(effect.row)
    return trees


def _leads_to_itself(row: UUID, above: Mapping[UUID, UUID | None]) -> bool:
    seen: set[UUID] = set()
    at: UUID | None = row
    while at is not None and at not in seen:
        seen.add(at)
        at = above.get(at)
    return at is not None


def _columns(effect: Effect) -> Iterator[str]:
    """Those that must be as the step left them."""
    compared = effect.after if effect.op == INSERT else effect.changed if effect.op == UPDATE else ()
    yield from (column for column in compared if column not in LOOSE)


def _model(kind: str) -> Any:
    return apps.get_model(kind)
