"""A table for a spreadsheet program, in which nothing that somebody typed is taken for a formula. Pure."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import batched

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
AT_ONCE = 500  # rows


def sheet(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """CSV in UTF-8 with the mark that spreadsheet programs know it by."""
    return b"".join(pieces(head, rows))


def pieces(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The same, some hundred rows at a time."""
    yield "\ufeff".encode() + _written([[harmless(cell) for cell in head]])
    for some in batched(rows, AT_ONCE, strict=False):
        yield _written([harmless(cell) for cell in row] for row in some)


def _written(rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def harmless(cell: object) -> object:
    """A text that would begin a formula, with an apostrophe before it; a number as it is."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA) else cell
