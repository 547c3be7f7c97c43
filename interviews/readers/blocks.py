"""HTML as paragraphs: what mammoth makes of Word, and web pages once they are cleaned."""

import re
from html.parser import HTMLParser

from interviews.readers.bold import Paragraph
from interviews.readers.reading import listed

BACK_FROM_NOTE = "↑"
NOTE_REFERENCE = re.compile(
    r"#(?:footnote|endnote|comment|_ftn|_edn|_msocom|sdfootnote|sdendnote|fn)[-_]?", re.IGNORECASE
)
NOTE_PLACE = re.compile(r"(?:footnote|endnote|comment|ftn|edn|_com|sdfootnote|sdendnote)[-_]?\d+\Z", re.IGNORECASE)


class Blocks(HTMLParser):
    """A table row is one paragraph, its cells parted by tabs. Notes are left out and counted."""

    PARTS = listed(
        "p h1 h2 h3 h4 h5 h6 li div section article blockquote dt dd pre caption main header ul ol dl figure"
    )

    def __init__(self, *, fold: bool = False) -> None:
        """With `fold`, line ends and runs of blanks are one blank, as a browser shows them."""
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[Paragraph] = []
        self.notes = 0
        self._fold = fold
        self._now = Paragraph()
        self._strong = 0
        self._rows: list[list[list[str]]] = []  # of each open table: the cells of its current row, as their lines
        self._skipped: list[str] = []  # the open elements from the one that is left out on

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            if not self._skipped:
                self._now.write("\n")
        elif tag in {"hr", "img"}:
            self._end_paragraph()
        elif self._skipped or self._is_note(tag, dict(attrs)):
            self._skipped.append(tag)
        else:
            self._open(tag)

    def _is_note(self, tag: str, attrs: dict[str, str | None]) -> bool:
        if tag == "a" and NOTE_REFERENCE.match(attrs.get("href") or ""):
            return True
        if tag in {"li", "div", "aside"} and NOTE_PLACE.match(attrs.get("id") or ""):
            self.notes += 1
            return True
        return False

    def _open(self, tag: str) -> None:
        if tag in self.PARTS:
            self._end_paragraph()
        elif tag == "table":
            self._end_paragraph()
            self._rows.append([])
        elif tag in {"td", "th"} and self._rows:
            self._rows[-1].append([])
        elif tag in {"strong", "b"}:
            self._strong += 1

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            if tag in self._skipped:
                while self._skipped and self._skipped.pop() != tag:
                    pass
            return
        if tag in self.PARTS or tag in {"td", "th"}:
            self._end_paragraph()
        elif tag in {"strong", "b"}:
            self._strong = max(0, self._strong - 1)
        elif tag == "tr" and self._rows:
            self._end_row()
        elif tag == "table" and self._rows:
            self._rows.pop()

    def handle_data(self, data: str) -> None:
        if self._skipped or data == BACK_FROM_NOTE:
            return
        if self._fold:
            data = re.sub(r"[ \t\n\r\f]+", " ", data)
            if not self._now.lines[-1].text:
                data = data.lstrip(" ")
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
