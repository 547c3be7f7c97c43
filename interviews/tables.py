"""Tables in and out: CSV (RFC 4180, UTF-8) and the first sheet of an XLSX workbook that is not empty."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import TextChoices

from interviews.problems import Problems
from interviews.readers import Unreadable, workbook
from interviews.readers.zips import guarded
from tracers.names import fold, plain

MOST_ROWS = 200_000


class BadRow(Exception):
    """This row cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Row:
    """A row of a table: its place and its cells by column name."""

    file: str
    number: int
    cells: Mapping[str, str]
    extra: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def has(self, column: str) -> bool:
        """Whether the table has this column at all: a column that is absent leaves what is there alone."""
        return column in self.cells

    def required(self, column: str) -> str:
        if not self[column]:
            raise BadRow(f"the column “{column}” is empty. Fill it in, or remove the row.")
        return self[column]

    def listed(self, column: str) -> list[str]:
        """The parts of a cell that are separated by semicolons."""
        return [part.strip() for part in self[column].split(";") if part.strip()]

    def lines(self, column: str) -> list[str]:
        return [line.strip() for line in self[column].splitlines() if line.strip()]

    def choice(self, column: str, choices: type[TextChoices], default: str = "") -> str:
        """One of the known values, whatever its case, blanks, underscores and hyphens."""
        if not self[column]:
            return default
        known = {plain(name): str(value) for value, label in choices.choices for name in (label, value)}
        if plain(self[column]) not in known:
            wanted = ", ".join(str(value) for value in choices.values if value)
            raise BadRow(f"“{self[column]}” is not a known {column}. Use one of: {wanted}.")
        return known[plain(self[column])]

    def flag(self, column: str, default: bool) -> bool:
        word = plain(self[column])
        if word in {"yes", "y", "true", "1", "x"}:
            return True
        if word in {"no", "n", "false", "0"}:
            return False
        if word:
            raise BadRow(f"“{self[column]}” in the column “{column}” is neither yes nor no.")
        return default

    def whole_number(self, column: str) -> int | None:
        if not self[column]:
            return None
        if not re.fullmatch(r"\d{1,9}", self[column]):
            raise BadRow(f"“{self[column]}” in the column “{column}” is not a whole number.")
        return int(self[column])


def read(file: str, data: bytes, required: Sequence[str], optional: Sequence[str], problems: Problems) -> list[Row]:
    """The rows of a table. Says which columns are missing (an error) or unknown (a notice, kept in Row.extra)."""
    lines = _lines(file, data, problems)
    return [] if lines is None else of_lines(file, lines, required, optional, problems)


def of_lines(
    file: str, lines: Sequence[Sequence[str]], required: Sequence[str], optional: Sequence[str], problems: Problems
) -> list[Row]:
    """The same of lines that were read, the head first."""
    head = [fold(name).replace(" ", "_") for name in (lines[0] if lines else [])]
    known = {*required, *optional, "uuid"}
    missing = [name for name in required if name not in head]
    if missing:
        problems.error(file, 1, f"the column “{missing[0]}” is missing. The first row must name the columns.")
        return []
    if twice := next((name for name in head if name and head.count(name) > 1), ""):
        problems.error(file, 1, f"the column “{twice}” stands there twice. Remove or rename one of them.")
        return []
    if unknown := [name for name in head if name and name not in known]:
        problems.notice(
            file, 1, f"unknown column “{'”, “'.join(unknown)}”, kept as an attribute where rows have attributes."
        )
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) > len(head) and any(cell.strip() for cell in line[len(head) :]):
            problems.error(file, number, "this row has more cells than there are columns. Is a quotation mark missing?")
            continue
        cells = dict(zip(head, [*line, *[""] * (len(head) - len(line))], strict=False))
        if any("\x00" in cell for cell in cells.values()):
            problems.error(file, number, "this row holds a NUL character. Remove it.")
            continue
        extra = {name: cells[name] for name in head if name and name not in known and cells[name].strip()}
        rows.append(Row(file, number, {name: cells[name] for name in cells if name in known}, extra))
    return rows


def _lines(file: str, data: bytes, problems: Problems) -> list[list[str]] | None:
    """All cells, the head first; None, and an error, where the table cannot be read."""
    try:
        lines = _xlsx(file, data) if file.casefold().endswith(".xlsx") else _csv(data)
    except UnicodeDecodeError:
        problems.error(file, 0, "this is not UTF-8 text. Save it again as “CSV UTF-8”.")
    except _Unbalanced as error:
        problems.error(file, error.row, str(error))
    except Unreadable as error:
        problems.error(file, 0, f"{error.problem}; {error.remedy}.")
    else:
        if not any("\x00" in name for name in (lines[0] if lines else [])):
            return lines
        problems.error(file, 1, "the name of a column holds a NUL character. Remove it.")
    return None


class _Unbalanced(Exception):
    """The table breaks off in this row."""

    def __init__(self, row: int, message: str) -> None:
        self.row = row
        super().__init__(message)


def _csv(data: bytes) -> list[list[str]]:
    """The lines. A row that breaks off is named by its number among the rows, as a spreadsheet shows it."""
    csv.field_size_limit(10_000_000)
    lines: list[list[str]] = []
    try:
        lines.extend(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except csv.Error as error:
        raise _Unbalanced(
            len(lines) + 1,
            f"the table cannot be read from here on ({error}). Is a quotation mark missing, or one too many? "
            "Within a cell in quotation marks each of them is written twice.",
        ) from None
    return lines


def _xlsx(file: str, data: bytes) -> list[list[str]]:
    guarded(file, data).close()
    return workbook.rows(file, data, MOST_ROWS)


def write(required: Sequence[str], optional: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """A CSV with the required columns and those of the optional ones that some row fills."""
    rows = [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows]
    used = [*required, *(name for name in optional if any(row.get(name) for row in rows))]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, used, extrasaction="ignore", restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
