"""Word (.docx) as blocks: the words as they stand when every tracked change is accepted. Comments, notes, fields' code,
hidden words, text boxes and everything Word knows of the document stay out.

Read from the XML itself: python-docx leaves out what was inserted under tracked changes or stands in a content control.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from defusedxml import ElementTree  # type: ignore[import-untyped]

from exchange.triads.blocks import Block, Cell, Paragraph, Table
from interviews.readers.docx import MAIN_PART, SAVE_AS_DOCX, opened
from interviews.readers.reading import Unreadable

MOST_COLUMNS, MOST_ROWS, DEEPEST = 60, 5_000, 8
LEFT_OUT = {"del", "moveFrom", "instrText", "delText", "pPr", "txbxContent", "Fallback", "footnoteReference", "ruby"}
AROUND = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def read(file: str, data: bytes) -> list[Block]:
    """The paragraphs and tables of a document. Raises Unreadable."""
    with opened(file, data) as packed:
        styles = _styles(packed.read("word/styles.xml")) if "word/styles.xml" in packed.namelist() else {}
        try:
            body = next((each for each in ElementTree.fromstring(packed.read(MAIN_PART)) if _name(each) == "body"), ())
            return list(_blocks(body, styles, 0))
        except (RecursionError, ValueError):
            raise Unreadable(file, "Triad could not make sense of this document", SAVE_AS_DOCX) from None


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    level: int
    listed: bool
    bold: bool


def _styles(data: bytes) -> dict[str, _Style]:
    """By id. A style is a list or a heading also where the one it is based on is."""
    told = {_value(each, "styleId"): each for each in ElementTree.fromstring(data) if _name(each) == "style"}

    def chain(name: str) -> Iterator[Any]:
        met: set[str] = set()
        while name in told and name not in met:
            met.add(name)
            yield told[name]
            name = _value(_child(told[name], "basedOn"))

    return {name: _style(list(chain(name))) for name in told}


def _style(chain: list[Any]) -> _Style:
    names = [_value(_child(each, "name")).casefold() for each in chain]
    of_names = (re.fullmatch(r"heading (\d)", name) for name in names)
    level = next((int(found[1]) for found in of_names if found), 1 if "title" in names else 0)
    marks = [_child(each, "pPr") for each in chain]
    listed = any(_child(each, "numPr") is not None for each in marks) or any("list " in name for name in names)
    return _Style(names[0], level, listed and not level, any(_is_bold(_child(each, "rPr")) for each in chain))


def _blocks(parent: Any, styles: dict[str, _Style], depth: int) -> Iterator[Block]:
    for each in parent:
        name = _name(each)
        if name == "p":
            yield _paragraph(each, styles)
        elif name == "tbl" and depth < DEEPEST:
            yield _table(each, styles, depth)
        elif name in AROUND:
            yield from _blocks(each, styles, depth)


def _paragraph(part: Any, styles: dict[str, _Style]) -> Paragraph:
    marks = _child(part, "pPr")
    style = styles.get(_value(_child(marks, "pStyle")), _Style("", 0, False, False))
    outline = _value(_child(marks, "outlineLvl"))
    number = _child(_child(marks, "numPr"), "numId")
    level = int(outline) + 1 if re.fullmatch(r"[0-8]", outline) else style.level
    listed = _value(number) != "0" if number is not None else style.listed
    runs = [each for each in part.iter() if _name(each) == "r" and "".join(_words(each)).strip()]
    bold = bool(runs) and (style.bold or all(_is_bold(_child(run, "rPr")) for run in runs))
    return Paragraph("".join(_words(part)).strip(" \n\xa0"), level, listed and not level, style.name == "caption", bold)


def _words(part: Any) -> Iterator[str]:
    for each in part:
        name = _name(each)
        if name in LEFT_OUT or (name == "r" and _is_hidden(each)):
            continue
        if name == "t":
            yield each.text or ""
        elif name in SIGNS:
            yield SIGNS[name]
        else:
            yield from _words(each)


def _table(part: Any, styles: dict[str, _Style], depth: int) -> Table:
    grid: list[list[Cell | None]] = []
    for row in islice(_rows(part), MOST_ROWS):
        grid.append(_row(row, grid[-1] if grid else [], styles, depth))
    width = max(map(len, grid), default=0)
    return Table(tuple((*row, *[None] * (width - len(row))) for row in grid))


def _rows(part: Any) -> Iterator[Any]:
    """Those that stand there; a row that somebody took out under tracked changes does not."""
    for each in part:
        if _name(each) == "tr":
            if _child(_child(each, "trPr"), "del") is None:
                yield each
        elif _name(each) in AROUND:
            yield from _rows(each)


def _row(part: Any, above: list[Cell | None], styles: dict[str, _Style], depth: int) -> list[Cell | None]:
    """The cells by their places in the grid. A cell merged with the one above is that one."""
    before = _whole(_value(_child(_child(part, "trPr"), "gridBefore")), 0)
    row: list[Cell | None] = [None] * before
    for each in _cells(part):
        marks = _child(each, "tcPr")
        down, along = _child(marks, "vMerge"), _child(marks, "hMerge")
        cell: Cell | None = Cell(tuple(_blocks(each, styles, depth + 1)))
        if down is not None and _value(down) != "restart":
            cell = above[len(row)] if len(row) < len(above) else None
        if along is not None and _value(along) != "restart" and row:
            cell = row[-1]
        row += [cell] * _whole(_value(_child(marks, "gridSpan")), 1)
    return row[:MOST_COLUMNS]


def _cells(part: Any) -> Iterator[Any]:
    for each in part:
        if _name(each) == "tc":
            yield each
        elif _name(each) in AROUND:
            yield from _cells(each)


def _whole(told: str, otherwise: int) -> int:
    return min(int(told), MOST_COLUMNS) if re.fullmatch(r"\d{1,4}", told) else otherwise


def _is_on(mark: Any) -> bool:
    return mark is not None and _value(mark) not in {"0", "false", "off", "none"}


def _is_bold(marks: Any) -> bool:
    return _is_on(_child(marks, "b"))


def _is_hidden(run: Any) -> bool:
    return _is_on(_child(_child(run, "rPr"), "vanish"))


def _child(part: Any, name: str) -> Any:
    return next((each for each in part if _name(each) == name), None) if part is not None else None


def _value(part: Any, name: str = "val") -> str:
    """An attribute whatever its namespace: Word has two for the same words."""
    if part is None:
        return ""
    return next((str(value) for key, value in part.items() if key.rpartition("}")[2] == name), "")


def _name(part: Any) -> str:
    return str(part.tag).rpartition("}")[2]
