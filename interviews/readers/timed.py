"""A cue: words that are shown from a time to a time, in seconds from the start."""

import re
from dataclasses import dataclass

from interviews.readers.reading import Unreadable

_ARROW = re.compile(r"^[ \t]*[\d:.,]*\d[\d:.,\w]*[ \t]*-{1,2}>.*$", re.MULTILINE)
_TIME = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Cue:
    start: float
    end: float
    payload: str


def refuse_broken_times(file: str, text: str) -> None:
    """A cue whose times cannot be read would be lost with its words: the line is named instead."""
    for found in _ARROW.finditer(text):
        if not _TIMES.match(found[0]):
            line = text.count("\n", 0, found.start()) + 1
            raise Unreadable(
                file,
                f"the times in line {line} are broken",
                "export it again, or correct them to the form 00:00:01.000 --> 00:00:04.000",
            )
