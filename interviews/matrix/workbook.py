"""Tables as an Excel workbook: figures as numbers, words as words (never a formula), and a sheet that says what was
counted, when and by which rules."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from interviews.matrix.grid import Grid, cells

ILLEGAL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
WIDEST, NARROWEST = 60, 9


def workbook(tables: Mapping[str, Iterable[Sequence[object]]], title: str, told: Sequence[str]) -> bytes:
    """A sheet for each table by its name, the first row of each being its head; and “About”."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    for name, rows in tables.items():
        page = book.create_sheet(name[:31])
        page.freeze_panes = "B2"
        held = [list(row) for row in rows]
        for place, width in enumerate(_widths(held), 1):
            page.column_dimensions[get_column_letter(place)].width = width
        for number, row in enumerate(held):
            page.append([_cell(WriteOnlyCell(page), value, Font(bold=True) if number == 0 else None) for value in row])
    about = book.create_sheet("About")
    about.column_dimensions["A"].width = 100
    for number, line in enumerate((title, *told)):
        about.append([_cell(WriteOnlyCell(about), line, Font(bold=True) if number == 0 else None)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def of_grid(grid: Grid, study: str, at: datetime) -> bytes:
    return workbook({"Table": cells(grid)}, grid.title, about(grid, study, at))


def about(grid: Grid, study: str, at: datetime) -> list[str]:
    """What the second sheet says."""
    return [f"Study: {study}", f"Counted on {at:%-d %B %Y at %H:%M}", f"In the cells: {grid.what}", *grid.notes]


def _cell(cell: Any, value: object, font: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
    else:
        cell.value = str(value).translate(ILLEGAL)
        cell.data_type = "s"  # whatever it begins with
    if font:
        cell.font = font
    return cell


def _widths(rows: Sequence[Sequence[object]]) -> list[int]:
    """Of the columns, in characters."""
    columns = zip(*rows, strict=True) if rows else ()
    return [min(max(NARROWEST, *(len(str(value)) + 2 for value in column)), WIDEST) for column in columns]
