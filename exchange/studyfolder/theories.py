"""theories.csv: programme theories."""

from collections.abc import Iterator
from typing import Any

from accounts.models import Study
from cmo.models import ProgrammeTheory
from exchange.studyfolder.loading import Entry, Loading, Shelf, given, insist_on_a_tree, table
from exchange.studyfolder.outgoing import Outgoing
from interviews.tables import BadRow, Row

COLUMNS = ("id", "statement"), ("level", "parent", "origin", "tracer", "none_identifiable", "note")


def load(loading: Loading) -> None:
    rows = loading.table("theories", *COLUMNS)
    shelf = Shelf(loading, loading.study.theories.all(), lambda theory: theory.code.casefold(), rows, once=True)
    for row in rows:
        with loading.row(row):
            code = row.required("id")
            values: dict[str, Any] = {"study": loading.study, "code": code, "statement": row["statement"]}
            values |= given(
                row,
                {
                    "level": row["level"],
                    "parent": _parent_theory(shelf, row),
                    "origin": row["origin"],
                    "tracer": loading.tracers.optional(row["tracer"]),
                    "none_identifiable": row.flag("none_identifiable", False),
                    "note": row["note"],
                },
            )
            theory = shelf.put(row, code.casefold(), values)
            theory.attributes |= row.extra
            insist_on_a_tree(theory, theory.parent)
    shelf.flush()


def _parent_theory(shelf: Shelf[ProgrammeTheory], row: Row) -> ProgrammeTheory | None:
    if row["parent"] and row["parent"].casefold() not in shelf.by_key:
        raise BadRow(f"the parent “{row['parent']}” is not among the theories above this row. Put it first.")
    return shelf.by_key[row["parent"].casefold()] if row["parent"] else None


def dump(study: Study) -> bytes:
    return table(COLUMNS, rows(Outgoing(study)))


def rows(out: Outgoing) -> Iterator[Entry]:
    held = {theory.pk: theory for theory in out.theories}
    for theory in sorted(held.values(), key=lambda theory: (_depth(held, theory), theory.code)):
        yield {
            "uuid": theory.pk,
            "id": theory.code,
            "statement": theory.statement,
            "level": theory.level,
            "parent": held[theory.parent_id].code if theory.parent_id else "",
            "origin": theory.origin,
            "tracer": theory.tracer.code if theory.tracer else "",
            "none_identifiable": "yes" if theory.none_identifiable else "",
            "note": theory.note,
        } | theory.attributes


def _depth(rows: dict[Any, ProgrammeTheory], theory: ProgrammeTheory) -> int:
    return 1 + _depth(rows, rows[theory.parent_id]) if theory.parent_id else 0
