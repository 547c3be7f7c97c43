"""Excel workbooks (.xlsx) as rows of text."""

import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from interviews.readers.reading import Unreadable

MOST_COLUMNS = 500


def rows(file: str, data: bytes, most: int) -> list[list[str]]:
    """The rows of the first sheet that has some, `most` of them, of a file that passed the guard (zips.py)."""
    filled = (found for _, found in _sheets(file, data, most) if any(cell.strip() for row in found for cell in row))
    return next(filled, [])


def _sheets(file: str, data: bytes, most: int) -> Iterator[tuple[str, list[list[str]]]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            lines = islice(sheet.iter_rows(values_only=True), most)
            yield sheet.title, [[_cell(value) for value in line[:MOST_COLUMNS]] for line in lines]
    except Exception:  # whatever the library meets in a strange workbook
        raise Unreadable(
            file, "this workbook cannot be read", "open it in a spreadsheet program and save it again"
        ) from None


def sheets(file: str, data: bytes, most: int) -> dict[str, list[list[str]]]:
    """The rows of every sheet by its name, `most` of each, of a file that passed the guard (zips.py)."""
    return dict(_sheets(file, data, most))


def _cell(value: Any) -> str:
    """A whole number without ".0", a day without midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return re.sub(r"\A(\d{4}-\d\d-\d\d) 00:00:00\Z", r"\1", str(value)).replace("_x000D_", "")
