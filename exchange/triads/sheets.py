"""Tables of the theory side for a spreadsheet program, with the columns of docs/formats.md: one as CSV, all as XLSX."""

from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType

from django.utils import timezone

from exchange.studyfolder import configurations, evidence, findings, links, readings, theories
from exchange.studyfolder.loading import Entry
from exchange.studyfolder.outgoing import Outgoing
from interviews.matrix.workbook import workbook
from interviews.sheet import FORMULA, sheet

TABLES: Mapping[str, ModuleType] = {
    "theories": theories,
    "configurations": configurations,
    "links": links,
    "evidence": evidence,
    "readings": readings,
    "findings": findings,
}
"""In the order in which they can be brought in again."""


def csv(name: str, out: Outgoing) -> bytes:
    head, *rows = _table(name, out)
    return sheet([str(column) for column in head], ([defused(str(cell)) for cell in row] for row in rows))


def xlsx(out: Outgoing) -> bytes:
    """A sheet a table, configurations first; a sheet that says what this is comes last."""
    first = sorted(TABLES, key=lambda name: name != "configurations")
    of = f"Of the tracer {out.tracer}" if out.tracer else "Of all tracers"
    told = [
        f"{of}, taken out of Triad on {timezone.localtime():%-d %B %Y}.",
        "What each column holds: docs/formats.md.",
    ]
    return workbook({name: _table(name, out) for name in first}, str(out.study), told)


def _table(name: str, out: Outgoing) -> list[Sequence[object]]:
    """Head and rows, every known column, then attributes, then uuid."""
    module = TABLES[name]
    rows: list[Entry] = list(module.rows(out))
    known = [*module.COLUMNS[0], *module.COLUMNS[1]]
    extra = dict.fromkeys(column for row in rows for column in row if column not in {*known, "uuid"})
    head = [*known, *extra, "uuid"]
    return [head, *(_cells(row, head) for row in rows)]


def _cells(row: Entry, head: Iterable[str]) -> list[str]:
    return ["" if (cell := row.get(column, "")) is None else str(cell) for column in head]


def defused(cell: str) -> str:
    """With an apostrophe before what a spreadsheet program would take for a formula; `plain` takes it away again."""
    return f"'{cell}" if _is_formula(cell) else cell


def plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    """Also behind apostrophes, so that those that somebody wrote are not taken for ours."""
    return cell.lstrip("'").lstrip(" ").startswith(FORMULA)
