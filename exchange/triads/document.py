"""A board as a Word document: for each configuration a heading, a few lines about it, and a table of three columns.

Written by hand, a handful of parts, so that nothing of the computer or the person it was made by stands in it; what
`word` and `finding` read from it are the same configurations.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from exchange.triads.finding import WHOLE_STUDY
from exchange.triads.notation import lines_of

PARTS = Path(__file__).parent / "parts"
HEADS = ("Context", "Mechanism", "Outcome")
MADE = (1980, 1, 1, 0, 0, 0)
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TABLE = (
    '<w:tblPr><w:tblStyle w:val="Triad"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="4858"/><w:gridCol w:w="4858"/><w:gridCol w:w="4858"/></w:tblGrid>'
)


@dataclass(frozen=True, slots=True)
class Written:
    """A configuration: its cells by the columns of configurations.csv, and lines about it by their names."""

    code: str
    label: str
    about: Mapping[str, str]
    cells: Mapping[str, str]


def document(title: str, lede: str, configurations: Iterable[Written]) -> bytes:
    """The .docx file."""
    body = [_paragraph(title, "Heading1"), _paragraph(lede, "Normal") if lede else ""]
    body += [part for each in configurations for part in _configuration(each)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in _parts().items():
            packed.writestr(zipfile.ZipInfo(name, MADE), data.replace("{{body}}", "".join(body)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _configuration(each: Written) -> Iterable[str]:
    heading = f"{_run(each.code)}<w:r><w:tab/></w:r>{_run(each.label)}"
    yield f'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>{heading}</w:p>'
    for name, words in each.about.items():
        yield f'<w:p><w:pPr><w:pStyle w:val="About"/></w:pPr>{_run(f"{name}: {words}")}</w:p>'
    yield f"<w:tbl>{TABLE}{_row(map(_head, HEADS), head=True)}{_row(_cells(each.cells))}</w:tbl>"
    yield "<w:p/>"


def _cells(cells: Mapping[str, str]) -> Iterable[str]:
    for cell in HEADS:
        lines = lines_of(cell.casefold(), cells)
        yield "".join(_paragraph(line, "ListBullet") for line in lines) or "<w:p/>"


def _row(cells: Iterable[str], *, head: bool = False) -> str:
    marks = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{marks}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def _head(words: str) -> str:
    return _paragraph(words, "TableHead")


def _paragraph(words: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(words)}</w:p>'


def _run(words: str) -> str:
    plain = " ".join(ILLEGAL.sub("", words).split())
    return f'<w:r><w:t xml:space="preserve">{escape(plain)}</w:t></w:r>'


@cache
def _parts() -> dict[str, str]:
    """The parts of the package by their names; the body is put in where {{body}} stands."""
    return {
        path.relative_to(PARTS).as_posix().removesuffix(".txt"): path.read_text(encoding="utf-8")
        for path in sorted(PARTS.rglob("*.txt"))
    }


def about(configuration: Mapping[str, str], sites: Sequence[str], tracer: str, kind: str) -> dict[str, str]:
    """The lines between heading and table; what is not said is left out, but for the scope."""
    told = {
        "Sites": "; ".join(sites) or WHOLE_STUDY,
        "Tracer": tracer,
        "Kind": kind,
        "Level": configuration.get("level", ""),
        "Plain sentence": configuration.get("statement", ""),
    }
    return {name: words for name, words in told.items() if words}
