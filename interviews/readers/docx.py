"""Word (.docx): paragraphs and tables in their order; insertions kept, deletions, comments and page heads left out."""

import io
import zipfile
from html.parser import HTMLParser

from interviews.readers.bold import Paragraph, speakers_in_bold
from interviews.readers.decoding import clean
from interviews.readers.reading import Draft, Unreadable
from interviews.readers.sniffing import OLE, ZIP, what_it_is
from interviews.readers.zips import guarded

SAVE_AS_DOCX = "save it as a Word document (.docx)"
MAIN_PART = "word/document.xml"
BACK_FROM_FOOTNOTE = "↑"


def read(file: str, data: bytes) -> Draft:
    _refuse_other_kinds(file, data)
    with guarded(file, data) as packed:
        _refuse_other_packages(file, packed)
    paragraphs = _paragraphs(data)
    text = clean("\n\n".join(paragraph.text for paragraph in paragraphs))
    return Draft(text, "Word", (), speakers_in_bold(paragraphs))


def _refuse_other_kinds(file: str, data: bytes) -> None:
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable(file, "it is protected by a password", "remove the password in Word and save it again")
        raise Unreadable(file, "it is a Word document of the older .doc kind", SAVE_AS_DOCX)
    if not data.startswith(ZIP):
        kind = what_it_is(data) or "something else"
        raise Unreadable(file, f"its content is {kind}, not a Word document", SAVE_AS_DOCX)


def _refuse_other_packages(file: str, packed: zipfile.ZipFile) -> None:
    names = {name.casefold() for name in packed.namelist()}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable(file, "it holds macros (small programs)", "save it as a Word document without macros (.docx)")
    if "[content_types].xml" not in names or MAIN_PART not in names:
        raise Unreadable(file, "its content is a packed file, not a Word document", SAVE_AS_DOCX)
    if b"macroEnabled" in packed.read("[Content_Types].xml"):
        raise Unreadable(file, "it is made for macros (small programs)", "save it as a Word document (.docx)")


def _paragraphs(data: bytes) -> list[Paragraph]:
    import mammoth

    pictures = mammoth.images.img_element(lambda image: {})
    page = mammoth.convert_to_html(io.BytesIO(data), convert_image=pictures)
    reader = _Page()
    reader.feed(page.value)
    reader.close()
    return reader.paragraphs


class _Page(HTMLParser):
    """The HTML that mammoth makes, as paragraphs; a table row is one paragraph, its cells parted by tabs."""

    BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[Paragraph] = []
        self._now = Paragraph()
        self._strong = 0
        self._rows: list[list[list[str]]] = []  # of each open table: the cells of its current row, as their lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCKS:
            self._end_paragraph()
        elif tag == "table":
            self._end_paragraph()
            self._rows.append([])
        elif tag in {"td", "th"}:
            self._rows[-1].append([])
        elif tag == "br":
            self._now.write("\n")
        elif tag == "strong":
            self._strong += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BLOCKS or tag in {"td", "th"}:
            self._end_paragraph()
        elif tag == "strong":
            self._strong -= 1
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._rows.pop()

    def handle_data(self, data: str) -> None:
        if data != BACK_FROM_FOOTNOTE:
            self._now.write(data, strong=self._strong > 0)

    def close(self) -> None:
        super().close()
        self._end_paragraph()

    def _end_paragraph(self) -> None:
        paragraph, self._now = self._now, Paragraph()
        if not paragraph.text:
            return
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(paragraph.text)
        else:
            self.paragraphs.append(paragraph)

    def _end_row(self) -> None:
        row = "\t".join("\n".join(lines) for lines in self._rows[-1])
        self._rows[-1].clear()
        if not row.strip():
            return
        if len(self._rows) > 1 and self._rows[-2]:
            self._rows[-2][-1].append(row)
        else:
            self._now.write(row)
            self.paragraphs.append(self._now)
            self._now = Paragraph()
