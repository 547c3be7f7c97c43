"""PDF (.pdf): the letters and their places come from PDFium, what they mean for a transcript from `pages`."""

import ctypes
import re
import threading
import time
from collections.abc import Iterator
from typing import Any

from interviews.readers.bold import Paragraph, drafted
from interviews.readers.pages import Line, Page, paragraphs
from interviews.readers.plain import refuse_other_kinds
from interviews.readers.reading import MAX_WORDS, SPLIT, Draft, Unreadable, too_many_words

MAX_PAGES = 1_000
MAX_LETTERS = 10 * MAX_WORDS
MAX_SECONDS = 30.0
BOLD = 600  # the weight of letters from which they are bold
WIDE = 1.2  # a gap wider than so many times the size of the letters parts two columns
LEAST_SIZE = 4.0
UNREADABLE = 0.2  # a greater share of letters without a meaning is no text

RECOGNISE = "run text recognition (OCR) on it first, then bring in the result"
_ONE_AT_A_TIME = threading.Lock()  # PDFium must not be used by two threads at once
_WRONG_PASSWORD = 4
HYPHEN_AT_LINE_END = (0x02, 0xFFFE)  # PDFium says so instead of the hyphen and the line end


def read(file: str, data: bytes) -> Draft:
    refuse_other_kinds(file, data, expected="a PDF document")
    with _ONE_AT_A_TIME:
        pages = list(_pages(file, data))
    found = [Paragraph.of(part.text, part.bold) for part in paragraphs(pages)]
    draft = drafted(found, "PDF")
    _refuse_without_words(file, draft.text)
    return draft


def _refuse_without_words(file: str, text: str) -> None:
    if not re.search(r"[^\W_]", text):
        raise Unreadable(file, "it holds no words, only pictures of pages", RECOGNISE)
    strange = len(re.findall("[\ufffd\ue000-\uf8ff]", text))
    if strange > UNREADABLE * len(text):
        raise Unreadable(file, "its letters carry no meaning and cannot be read", RECOGNISE)


def _pages(file: str, data: bytes) -> Iterator[Page]:
    import pypdfium2  # type: ignore[import-untyped]
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _WRONG_PASSWORD or "password" in str(error).casefold():
            raise Unreadable(file, "it is protected by a password", "remove the password and save it again") from None
        remedy = "open it in the program that made it and save it as PDF again"
        raise Unreadable(file, "the file is damaged", remedy) from None
    try:
        if len(document) > MAX_PAGES:
            raise Unreadable(file, f"it has {len(document):,} pages, and {MAX_PAGES:,} is the most", SPLIT)
        started, letters = time.monotonic(), 0
        for number in range(len(document)):
            page, count = _page(document, number, raw)
            letters += count
            if letters > MAX_LETTERS:
                raise too_many_words(file, letters // 6)
            if time.monotonic() - started > MAX_SECONDS:
                raise Unreadable(file, "it takes too long to read", "save its words as plain text")
            yield page
    finally:
        document.close()


def _page(document: Any, number: int, raw: Any) -> tuple[Page, int]:
    page = document[number]
    try:
        words = page.get_textpage()
        try:
            count = words.count_chars()
            box = page.get_cropbox()
            lines = tuple(_lines(_Letters(words, count, raw), box)) if count <= MAX_LETTERS else ()
            return Page(box[3] - box[1], lines), count
        finally:
            words.close()
    finally:
        page.close()


def _lines(letters: "_Letters", box: tuple[float, float, float, float]) -> Iterator[Line]:
    """The lines that are seen, measured from the top left corner of the page."""
    left, bottom, right, top = box
    start = 0
    for end, letter in enumerate([*letters.text, "\n"]):
        if letter not in "\r\n" and end not in letters.broken:
            continue
        first, last = letters.edges(start, end + (end in letters.broken))
        if first <= last and (line := letters.line(first, last)):
            x, y = line.left, line.top
            if left - 2 <= x <= right + 2 and bottom - 2 <= y <= top + 2:
                yield Line(line.text, x - left, line.right - left, top - y, line.size, line.bold)
        start = end + 1


class _Letters:
    """The letters of a page by their number, and where each stands (measured from the bottom)."""

    def __init__(self, words: Any, count: int, raw: Any) -> None:
        self.words, self.raw = words, raw
        codes = [raw.FPDFText_GetUnicode(words, number) for number in range(count)]
        self.text = [_letter(code) for code in codes]
        self.broken = {number for number, code in enumerate(codes) if code in HYPHEN_AT_LINE_END}
        self._box = [ctypes.c_double() for _ in range(4)]

    def edges(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last letter that is no blank."""
        end -= 1
        while start <= end and not self.text[start].strip():
            start += 1
        while end >= start and not self.text[end].strip():
            end -= 1
        return start, end

    def line(self, first: int, last: int) -> Line:
        left, _, bottom, _ = self._place(first)
        _, right, _, _ = self._place(last)
        size = self.raw.FPDFText_GetFontSize(self.words, first) or 1.0
        return Line(self._words(first, last), left, right, bottom, size, self._bold(first, last))

    def _words(self, first: int, last: int) -> str:
        """A gap wider than between words is a tab: a column begins there."""
        pieces = []
        number = first
        while number <= last:
            letter = self.text[number]
            if letter in " \xa0\t":
                after = number
                while self.text[after] in " \xa0\t":
                    after += 1
                gap = self._place(after)[0] - self._place(number - 1)[1]
                pieces.append("\t" if gap > WIDE * LEAST_SIZE and self._is_wide(gap, number - 1) else " ")
                number = after
            else:
                pieces.append(letter)
                number += 1
        return "".join(pieces)

    def _is_wide(self, gap: float, number: int) -> bool:
        size = self.raw.FPDFText_GetFontSize(self.words, number)
        return gap > WIDE * max(size, LEAST_SIZE) * self._scale(number, size)

    def _scale(self, number: int, size: float) -> float:
        """The size may be told before the page is scaled; letters of no height say nothing."""
        _, _, bottom, top = self._place(number)
        return max(1.0, (top - bottom) / size / 1.5) if size else 1.0

    def _bold(self, first: int, last: int) -> str:
        """The words in bold with which the line begins."""
        if not self._is_bold(first):
            return ""
        low, high = first, last
        while low < high:
            middle = (low + high + 1) // 2
            number = next((n for n in range(middle, high + 1) if self.text[n].strip()), middle)
            low, high = (max(middle, number), high) if self._is_bold(number) else (low, middle - 1)
        return self._words(first, low).rstrip()

    def _is_bold(self, number: int) -> bool:
        weight = self.raw.FPDFText_GetFontWeight(self.words, number)
        if weight >= BOLD:
            return True
        name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
        self.raw.FPDFText_GetFontInfo(self.words, number, name, 100, flags)
        return re.search(rb"bold|black|heavy|semib|demi", name.value, re.IGNORECASE) is not None

    def _place(self, number: int) -> tuple[float, float, float, float]:
        """left, right, bottom, top"""
        left, right, bottom, top = self._box
        self.raw.FPDFText_GetCharBox(self.words, number, left, right, bottom, top)
        return left.value, right.value, bottom.value, top.value


def _letter(code: int) -> str:
    if code in HYPHEN_AT_LINE_END:
        return "-"
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" if code else " "
