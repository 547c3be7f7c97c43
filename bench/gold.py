"""Reading the gold transcripts: invented interviews in which every identifier is marked by hand.

A mark is `⟦the words|type|entity⟧`, a decoy (words that only look like an identifier) `⟦the words|none⟧`. Lines that
begin with `#` at the top give the style (cased, lower, headed) and a note. `bench/gold/open` may be read while rules
are written; `bench/gold/held` was made by somebody who never saw the rules, and only the scorer reads it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from interviews.identifiers import TYPES

HERE = Path(__file__).parent / "gold"
HALVES = ("open", "held")
LATER = "later"
DECOY = "none"
_MARK = re.compile(r"⟦([^⟦⟧\n]*)⟧")
_LOWER_AT_MOST = 0.005  # capitals among the letters of a transcript that has none but by accident


class GoldError(ValueError):
    """A gold transcript is not well formed; the message names file and line, never the words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked words at start … end of the bare text."""

    start: int
    end: int
    words: str
    type: str
    entity: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The bare text, and what is marked in it, in order of place."""

    name: str
    style: str  # cased | lower
    text: str
    marks: tuple[Mark, ...]
    decoys: tuple[Mark, ...]


def transcripts(half: str) -> list[Transcript]:
    return [read(file.stem, file.read_text(encoding="utf-8")) for file in sorted((HERE / half).glob("*.txt"))]


def read(name: str, raw: str) -> Transcript:
    header, words, line = _header(raw)
    pieces: list[str] = []
    marks: list[Mark] = []
    done = length = 0
    for found in _MARK.finditer(words):
        before = words[done : found.start()]
        length += len(before)
        mark = _mark(name, line + words.count("\n", 0, found.start()), found[1], length)
        pieces += [before, mark.words]
        length, done = mark.end, found.end()
        marks.append(mark)
    text = "".join([*pieces, words[done:]])
    if "⟦" in text or "⟧" in text:
        raise GoldError(f"{name}: a mark is not closed, or stands in another.")
    identifiers = tuple(mark for mark in marks if mark.type != DECOY)
    style = "lower" if header.get("style") == "lower" or not _has_capitals(text) else "cased"
    return Transcript(name, style, text, identifiers, tuple(mark for mark in marks if mark.type == DECOY))


def _header(raw: str) -> tuple[dict[str, str], str, int]:
    """What the lines at the top say, the words below, and the number of their first line."""
    lines = raw.removeprefix("\ufeff").splitlines(keepends=True)
    count = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return dict(_pairs(lines[:count])), "".join(lines[count:]).lstrip("\n"), count + 1


def _pairs(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, _, value = line.lstrip("#").partition(":")
        yield name.strip(), value.strip()


def _mark(name: str, line: int, inner: str, start: int) -> Mark:
    words, *rest = inner.split("|")
    if rest == [DECOY]:
        return Mark(start, start + len(words), words, DECOY, "")
    if not words.strip() or len(rest) != 2 or rest[0] not in TYPES or not rest[1].strip():
        raise GoldError(f"{name}, about line {line}: a mark is not words, type and entity.")
    return Mark(start, start + len(words), words, rest[0], rest[1].strip())


def _has_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) > _LOWER_AT_MOST * len(letters)
