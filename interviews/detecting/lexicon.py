"""The lists that ship with Triad, read once: names, places, ordinary words, and words that only look like names."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from interviews.detecting.contractions import CONTRACTED

DATA = Path(__file__).parent / "data"


def lines(name: str) -> Iterator[str]:
    """The entries of a list, without comments and empty lines."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.strip()


@cache
def listed(name: str) -> frozenset[str]:
    """Entries in lower case; a list may hold several a line only where it is made of single words."""
    return frozenset(line.lower() for line in lines(f"{name}.txt"))


@cache
def single(name: str) -> frozenset[str]:
    """The single words of a list that holds several a line."""
    return frozenset(word.lower() for line in lines(f"{name}.txt") for word in line.split())


Phrases = dict[str, list[tuple[str, ...]]]


@cache
def phrases(name: str) -> Phrases:
    """Entries as tuples of words under their first word, the longest first."""
    found: Phrases = {}
    for entry in listed(name):
        words = tuple(re.findall(r"[^\W_]+(?:'[^\W_]+)*", entry.replace("’", "'")))
        if len(words) > 1:
            words = tuple(word.removesuffix("'s") for word in words)  # as texts are cut: interviews/detecting/tokens.py
        if words:
            found.setdefault(words[0], []).append(words)
    for entries in found.values():
        entries.sort(key=len, reverse=True)
    return found


def longest(name: str, words: Sequence[str], start: int) -> int:
    """How many of the words from start make the longest entry of a list; 0 where none does."""
    for entry in phrases(name).get(words[start], ()):
        if tuple(words[start : start + len(entry)]) == entry:
            return len(entry)
    return 0


def in_phrase(name: str, words: Sequence[str], at: int) -> bool:
    """Whether the word at this place belongs to an entry of a list that has several words: the crack of dawn."""
    return any(longest(name, words, start) > max(at - start, 1) for start in range(max(0, at - 3), at + 1))


@cache
def nicknames() -> dict[str, tuple[str, ...]]:
    """Full given name → its short forms, all in lower case."""
    pairs = (line.split(":", 1) for line in lines("nicknames.txt"))
    return {full.strip(): tuple(short.strip() for short in shorts.split(",")) for full, shorts in pairs}


def is_word(low: str) -> bool:
    """Whether this is an ordinary English word, also in the plural or with an ending that lists leave out."""
    words = listed("words")
    if low in words or low in CONTRACTED or low.endswith("n't"):
        return True
    if low in listed("given") or low in listed("surnames"):
        return False
    if len(low) > SHORTEST_MEDICINE and low.endswith(_medicines()):
        return True
    if "iz" in low and low.replace("iz", "is") in words:
        return True
    for ending, instead in ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 2 and low[: -len(ending)] + instead in words:
            return not (ending == "ies" and is_given(low[:-1]))  # julies: julie, and not july
    return False


SHORTEST_MEDICINE = 7  # letters more than which such a word has


@cache
def _medicines() -> tuple[str, ...]:
    return tuple(single("medicine_endings"))


ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ing", ""),
    ("ing", "e"),
    ("in", ""),
    ("ed", ""),
    ("ed", "e"),
    ("er", ""),
    ("ish", ""),
    ("ly", ""),
    ("ness", ""),
    ("ies", "y"),
)


def is_given(low: str) -> bool:
    """A given name that is no ordinary word."""
    return low in listed("given")


def is_given_word(low: str) -> bool:
    """A given name that is an ordinary word as well: will, may, grace."""
    return low in listed("given_words")


def is_surname(low: str) -> bool:
    return low in listed("surnames") or low in listed("surname_words")


def is_place(low: str) -> bool:
    return low in listed("places") or low in listed("place_words")
