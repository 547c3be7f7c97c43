"""The sentence of a report around one of its markers. Pure."""

import re

from reports.markers import MARKER

_END = re.compile(r"(?<=[.!?…”’])\s+(?=[A-Z“‘\"'(])")
_DRESS = re.compile(r"\[\^[^\]]*\]|\[@[^\]]*\]|[*_`]{1,3}|^#+\s*|^\s*[-*+]\s+", re.MULTILINE)


def sentence_at(text: str, place: int) -> str:
    """The sentence that holds the marker number `place` (from 0), without marks of any kind; "" when there is none."""
    marked = list(MARKER.finditer(text))
    if not 0 <= place < len(marked):
        return ""
    sign = "\x00"
    before, after = _bare(text[: marked[place].start()]), _bare(text[marked[place].end() :])
    for sentence in _END.split(f"{before}{sign}{after}"):
        if sign in sentence:
            return _tidy(sentence.replace(sign, ""))
    return ""


def last_sentence(text: str) -> str:
    """How a paragraph ends: what leads up to the quotation that follows it."""
    return _tidy(_END.split(_tidy(_bare(text)))[-1])


def _bare(text: str) -> str:
    return _DRESS.sub("", MARKER.sub("", text))


def _tidy(text: str) -> str:
    return re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split()))
