"""Word documents for tests, made by python-docx as people make them."""

import io
from collections.abc import Callable, Sequence

import docx
from docx.document import Document
from docx.table import Table

from exchange.triads import finding, word

KNOWN = finding.Known(
    {"area 1": "A1", "a1": "A1", "area 2": "A2", "a2": "A2"}, {"dementia": "dementia", "screening": "screening"}
)
HEADS = ("Context", "Mechanism", "Outcome")


def document(write: Callable[[Document], object]) -> bytes:
    made = docx.Document()
    write(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def table(made: Document, rows: Sequence[Sequence[str]], heads: Sequence[str] = HEADS) -> Table:
    written = made.add_table(rows=0, cols=len(heads))
    for row in (heads, *rows):
        for cell, words in zip(written.add_row().cells, row, strict=True):
            cell.text = words
    return written


def cells(data: bytes) -> list[dict[str, str]]:
    """What is found, without the cells that are empty."""
    found, _ = finding.configurations(word.read("board.docx", data), KNOWN)
    return [{name: words for name, words in each.cells.items() if words} for each in found]


def items(data: bytes) -> list[tuple[str, str, str]]:
    """The three cells of each configuration."""
    return [tuple(each.get(name.casefold(), "") for name in HEADS) for each in cells(data)]  # type: ignore[misc]
