"""Files as a draft: CSV and XLSX by the columns of docs/formats.md, Word documents by their tables of three columns."""

from collections.abc import Iterable, Sequence

from accounts.models import Study
from exchange.triads import finding, heads, sheets, word
from exchange.triads.draft import Draft
from exchange.triads.sheets import TABLES
from interviews import tables
from interviews.problems import Problems
from interviews.readers import INSTEAD, Unreadable, workbook
from interviews.readers.reading import MAX_TEXT_BYTES, MEGABYTE, SPLIT, shown_name
from interviews.readers.sheet import csv_lines, insist_on_workbook
from interviews.tables import Row
from tracers.names import fold

MOST_CONFIGURATIONS = 500
MOST_ROWS = 20_000
KNOWN_BY = {  # a table by the columns that no other has, where its name does not say what it is
    "findings": {"configuration", "site", "presence"},
    "readings": {"source", "configuration", "result"},
    "links": {"from", "kind", "to"},
    "evidence": {"configuration", "source"},
    "theories": {"id", "statement"},
}


def take(study: Study, files: Sequence[tuple[str, bytes]], problems: Problems) -> Draft:
    """What stands in the files, by name and bytes. What cannot be read is an error that names the file."""
    draft = Draft()
    for name, data in files:
        shown = shown_name(name)
        try:
            _take(study, shown, data, draft, problems)
        except Unreadable as error:
            problems.error(error.file, 0, f"{error.problem}; {error.remedy}.")
    if len(draft.of("configurations")) > MOST_CONFIGURATIONS:
        problems.error("These files", 0, f"they hold more than {MOST_CONFIGURATIONS} configurations. Bring in a part.")
    return draft


def _take(study: Study, name: str, data: bytes, draft: Draft, problems: Problems) -> None:
    ending = name.rpartition(".")[2].casefold()
    if not data:
        raise Unreadable(name, "the file is empty", "check that you chose the right file")
    if len(data) > MAX_TEXT_BYTES:
        raise Unreadable(name, f"it is larger than {MAX_TEXT_BYTES // MEGABYTE} MB", SPLIT)
    if ending == "docx":
        _take_document(study, name, data, draft, problems)
    elif ending == "xlsx":
        insist_on_workbook(name, data)
        for sheet, lines in workbook.sheets(name, data, MOST_ROWS).items():
            _take_lines(f"{name}, sheet {sheet}", sheet, lines, draft, problems)
    elif ending == "csv":
        lines = [[sheets.plain(cell) for cell in line] for line in csv_lines(name, data)]
        _take_lines(name, name, lines, draft, problems)
    else:
        remedy = INSTEAD.get(ending, "save it as a Word document (.docx), an Excel workbook (.xlsx) or CSV")
        raise Unreadable(name, f"Triad finds no configurations in .{ending} files", remedy)


def _take_lines(file: str, name: str, lines: list[list[str]], draft: Draft, problems: Problems) -> None:
    """A table. One of a workbook that is none of ours is passed over; nothing else is."""
    lines = _from_head(lines)
    if not lines:
        return
    table, head = _table(name, lines[0])
    if not table:
        said = "no table of configurations, links, evidence, theories, readings or findings was found in it."
        if ", sheet " not in file:
            problems.error(file, 1, f"{said} The first row must name the columns, such as context, mechanism, outcome.")
        elif not name.casefold().startswith("about"):
            problems.notice(file, 0, f"{said} It was left out.")
        return
    required, optional = TABLES[table].COLUMNS
    needed = [column for column in required if table != "configurations" or column in head]
    draft.add(table, tables.of_lines(file, [head, *lines[1:]], needed, (*required, *optional), problems))


def _from_head(lines: list[list[str]]) -> list[list[str]]:
    """Without empty rows before the head."""
    first = next((place for place, line in enumerate(lines) if any(cell.strip() for cell in line)), len(lines))
    return lines[first:]


def _table(name: str, head: Sequence[str]) -> tuple[str, list[str]]:
    """The table that a sheet or a file is, by its name or its columns, and its head in the words of that table."""
    plain = [fold(cell).replace(" ", "_") for cell in head]
    stem = fold(name.rpartition("/")[2].rpartition(".")[0] or name)
    named = next((table for table in TABLES if table in stem), "")
    meant = heads.columns(head, loose=True)
    if named == "configurations" or (meant and named in {"", "configurations"}):
        return "configurations", _translated(plain, head)
    if named and set(TABLES[named].COLUMNS[0]) <= set(plain):
        return named, plain
    return next((table for table, columns in KNOWN_BY.items() if columns <= set(plain)), ""), plain


def _translated(plain: Sequence[str], head: Sequence[str]) -> list[str]:
    """Heads as people write them in the words of configurations.csv."""
    known = {*sum(TABLES["configurations"].COLUMNS, ()), "uuid"}
    told: list[str] = []
    for name, words in zip(plain, head, strict=True):
        meant = name if name in known else heads.meaning(words) or heads.loosely(words)
        told.append(meant if meant and meant not in told and meant not in plain[len(told) + 1 :] else name)
    return told


def _take_document(study: Study, name: str, data: bytes, draft: Draft, problems: Problems) -> None:
    known = finding.Known(_names(study.sites.all()), _names(study.tracers.all()))
    found, without = finding.configurations(word.read(name, data), known)
    for each in found:
        draft.add("configurations", [Row(f"{name}, table {each.table}", each.row, each.cells)])
        for notice in each.notices:
            problems.notice(f"{name}, table {each.table}", each.row, f"{notice}.")
    if not found:
        problems.error(
            name, 0, "no table with the heads Context, Mechanism and Outcome was found in it. Name the columns so."
        )
    elif without:
        tables_left = "1 table has" if without == 1 else f"{without} tables have"
        problems.notice(name, 0, f"{tables_left} no heads Context, Mechanism and Outcome, and was left out.")


def _names(rows: Iterable[object]) -> dict[str, str]:
    """The codes of rows of the frame by every name they go by, folded."""
    told: dict[str, str] = {}
    for row in rows:
        code, label = str(getattr(row, "code", "")), str(row)
        told |= {" ".join(code.split()).casefold(): code}
        told.setdefault(" ".join(label.split()).casefold(), code)
    return told
