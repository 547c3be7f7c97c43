"""The words of a name or a text, in a form in which they are compared: no case, no accents, no possessive."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

APOSTROPHES = "'’‘`´′ʼ＇"
POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s$", re.IGNORECASE)
_WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
_APOSTROPHE = re.compile(rf"[{APOSTROPHES}]")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"})


def listed(text: str) -> tuple[str, ...]:
    """The words of a list as it stands in code."""
    return tuple(text.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text at start … end; `folded` is how it is compared, `end` leaves out a possessive 's."""

    start: int
    end: int
    folded: str


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One word without case, accents and apostrophes: "O'Dowd" → "odowd", "Zieliński" → "zielinski"."""
    plain = word.casefold().translate(_LETTERS)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _APOSTROPHE.sub("", plain)


def words(text: str) -> Iterator[Word]:
    """Every word with its place; hyphens part words, apostrophes do not."""
    for match in _WORD.finditer(text):
        owner = POSSESSIVE.search(match[0])
        end = match.end() - (len(owner[0]) if owner else 0)
        yield Word(match.start(), end, fold(text[match.start() : end]))


def folded(text: str) -> tuple[str, ...]:
    """The words of a name, folded: "Dr Keane-Hobbs's" → ("dr", "keane", "hobbs")."""
    return tuple(word.folded for word in words(text))
