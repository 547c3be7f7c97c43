"""OpenDocument text (.odt): paragraphs, lists and tables in their order; notes, comments and deletions left out."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml import ElementTree  # type: ignore[import-untyped]

from interviews.readers.apart import left_out
from interviews.readers.bold import Paragraph, drafted
from interviews.readers.reading import MEGABYTE, Draft, Unreadable
from interviews.readers.sniffing import ZIP, what_it_is
from interviews.readers.zips import guarded

SAVE_AS_ODT = "save it as an OpenDocument text (.odt) or a Word document (.docx)"
TEXT = b"application/vnd.oasis.opendocument.text"
MOST_BLANKS = 100

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _OFFICE, _STYLE = (_NS % name for name in ("text", "table", "office", "style"))
_FO = _NS % "xsl-fo-compatible"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_NOTES = {f"{_TEXT}note"}
_COMMENTS = {f"{_OFFICE}annotation"}
_LEFT_OUT = {f"{_TEXT}tracked-changes", f"{_OFFICE}forms", f"{_TEXT}ruby-text", f"{_TEXT}sequence-decls"}


def read(file: str, data: bytes) -> Draft:
    if not data.startswith(ZIP):
        kind = what_it_is(data) or "something else"
        raise Unreadable(file, f"its content is {kind}, not an OpenDocument text", SAVE_AS_ODT)
    refuse_locked(file, data)
    with guarded(file, data) as packed:
        _refuse_other_packages(file, packed)
        root = ElementTree.fromstring(packed.read("content.xml"), forbid_dtd=True)
    content = _Content(root)
    paragraphs = list(content.paragraphs())
    notices = left_out(notes=content.notes, comments=content.comments, deletions=content.deletions)
    return drafted(paragraphs, "OpenDocument", notices)


def refuse_locked(file: str, data: bytes) -> None:
    """A password of LibreOffice hides the parts, not the list of them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open("META-INF/manifest.xml") as manifest:
            locked = b"encryption-data" in manifest.read(MEGABYTE)
    except Exception:  # a damaged file is told so by the guard
        return
    if locked:
        raise Unreadable(file, "it is protected by a password", "remove the password and save it again")


def _refuse_other_packages(file: str, packed: zipfile.ZipFile) -> None:
    names = set(packed.namelist())
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise Unreadable(file, "it holds macros (small programs)", "remove them and save it again, or save it as .docx")
    kind = packed.read("mimetype")[:100].strip() if "mimetype" in names else b""
    if "content.xml" not in names or not kind.startswith(TEXT):
        raise Unreadable(file, "its content is a packed file, not an OpenDocument text", SAVE_AS_ODT)


class _Content:
    def __init__(self, root: Element) -> None:
        self.notes = self.comments = 0
        self.deletions = sum(1 for _ in root.iter(f"{_TEXT}deletion"))
        self._bold = {
            style.get(f"{_STYLE}name", "")
            for style in root.iter(f"{_STYLE}style")
            if any(part.get(f"{_FO}font-weight") in {"bold", "600", "700", "800", "900"} for part in style)
        }
        self._body = root.find(f"{_OFFICE}body/{_OFFICE}text")

    def paragraphs(self) -> Iterator[Paragraph]:
        if self._body is not None:
            yield from self._blocks(self._body)

    def _blocks(self, parent: Element) -> Iterator[Paragraph]:
        for element in parent:
            if element.tag in _PARAGRAPHS:
                paragraph = Paragraph()
                framed: list[Element] = []
                self._write(element, paragraph, self._is_bold(element, strong=False), framed)
                yield paragraph
                for frame in framed:
                    yield from self._blocks(frame)
            elif element.tag == f"{_TABLE}table-row":
                yield self._row(element)
            elif not self._is_left_out(element):
                yield from self._blocks(element)

    def _row(self, row: Element) -> Paragraph:
        """The cells of a row, parted by tabs; the lines within a cell stay."""
        paragraph = Paragraph()
        cells = [cell for cell in row if cell.tag == f"{_TABLE}table-cell"]
        paragraph.write("\t".join("\n".join(part.text for part in self._blocks(c) if part.text) for c in cells))
        return paragraph

    def _is_left_out(self, element: Element) -> bool:
        if element.tag in _NOTES:
            self.notes += 1
        elif element.tag in _COMMENTS:
            self.comments += 1
        elif element.tag not in _LEFT_OUT:
            return False
        return True

    def _is_bold(self, element: Element, *, strong: bool) -> bool:
        return strong or element.get(f"{_TEXT}style-name", "") in self._bold

    def _write(self, element: Element, paragraph: Paragraph, strong: bool, framed: list[Element]) -> None:
        paragraph.write(_folded(element.text), strong=strong)
        for part in element:
            if part.tag == f"{_TEXT}s":
                count = part.get(f"{_TEXT}c", "1")
                paragraph.write(" " * min(MOST_BLANKS, int(count) if count.isdecimal() else 1), strong=strong)
            elif part.tag == f"{_TEXT}tab":
                paragraph.write("\t", strong=strong)
            elif part.tag == f"{_TEXT}line-break":
                paragraph.write("\n", strong=strong)
            elif part.tag.endswith("}text-box"):
                framed.append(part)
            elif not self._is_left_out(part):
                self._write(part, paragraph, self._is_bold(part, strong=strong), framed)
            paragraph.write(_folded(part.tail), strong=strong)


def _folded(words: str | None) -> str:
    return " ".join((words or "").replace("\n", " ").replace("\t", " ").split(" "))
