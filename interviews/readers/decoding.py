"""From bytes to clean text: which encoding, one kind of line end, no signs that cannot be seen."""

import codecs
import re
import unicodedata

from interviews.readers.reading import MAX_WORDS, Unreadable, too_many_words

MAX_RAW_WORDS = 3 * MAX_WORDS  # times and marks of form among them
SAVE_AS_TEXT = "save it again as plain text (UTF-8) or as a Word document"
MOST_CONTROLS = 0.005  # a greater share of control characters is no text

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")


def decode(file: str, data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """(text, name of the encoding, notices); refuses what is not text."""
    for mark, codec, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(file, _decoded(file, data, codec, encoding)), encoding, ()
    if codec := _utf16_without_mark(data):
        return _checked(file, _decoded(file, data, codec, "UTF-16")), "UTF-16", ()
    if b"\0" in data:
        raise Unreadable(file, "this is not a text file, whatever its name says", SAVE_AS_TEXT)
    try:
        return _checked(file, data.decode("utf-8")), "UTF-8", ()
    except UnicodeDecodeError:
        text = _decoded(file, data, "cp1252", "UTF-8 or Windows-1252")
    notice = "The file was read as Windows-1252; check that accents, quotation marks and pound signs look right."
    return _checked(file, text), "Windows-1252", (notice,)


def _utf16_without_mark(data: bytes) -> str:
    """The codec, where every second byte is mostly nothing, as in UTF-16 of European words."""
    sample = data[:4000]
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half < 4 or len(data) % 2:
        return ""
    if odd > 0.6 * half and even < 0.02 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.02 * half else ""


def clean(text: str) -> str:
    """Line ends as \\n, no control or invisible characters, composed accents (NFC), no blank space at the end."""
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text)).rstrip()


def _decoded(file: str, data: bytes, codec: str, encoding: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        raise Unreadable(file, f"its letters cannot be read as {encoding}", SAVE_AS_TEXT) from None


def _checked(file: str, text: str) -> str:
    if len(_CONTROLS.findall(text)) > max(5, MOST_CONTROLS * len(text)):
        raise Unreadable(file, "this is not a text file, whatever its name says", SAVE_AS_TEXT)
    if (words := len(text.split())) > MAX_RAW_WORDS:
        raise too_many_words(file, words)
    return text
