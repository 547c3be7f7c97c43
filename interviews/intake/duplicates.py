"""The same words again: whole, as a part of a longer text, or nearly. Pure.

A text is known by a sample of its runs of five words (winnowing: Schleimer, Wilkerson and Aiken 2003). Every stretch of
20 words gives at least one, and the same one wherever the stretch stands, so a text within a longer one is found.
"""

import base64
import re
import struct
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Literal

DOUBLINGS = (1, 2, 4, 8)  # the sample is the smallest of 16 neighbouring runs
LEAST = 4  # runs in common below which nothing is said: a phrase is not a text
SAME, WITHIN, NEARLY = 0.9, 0.85, 0.6  # parts of the sample that two texts share
APART = 0.1  # how much more of the shorter text must be shared, to say that it stands in the longer one
COMMON_TEXTS, COMMON_PART = (
    10,
    0.2,
)  # words in so many of the texts are a question or a form of consent read out in each

ODD, MASK = 0x9E3779B97F4A7C15, 2**64 - 1

type Relation = Literal["same", "contains", "within", "nearly", ""]

_LABEL = re.compile(r"^[^\w\n]{0,9}(?:\d[\d:.,]{0,15}[^\w\n]{0,5})?[^\W\d_][^:\n?!]{0,40}:", re.MULTILINE)
_TIME = re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?\b")
_APOSTROPHES = re.compile(r"['’‘ʼ]")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`words`: how many there are. `whole` stands for all of them in order, `runs` for the sample."""

    words: int
    whole: int
    runs: frozenset[int]

    def to_text(self) -> str:
        """For storing, as JSON or text: about 10 kB for 8,000 words."""
        packed = struct.pack(f"<LQ{len(self.runs)}Q", self.words, self.whole, *sorted(self.runs))
        return base64.b64encode(packed).decode()

    @classmethod
    def from_text(cls, stored: str) -> "Fingerprint":
        packed = base64.b64decode(stored)
        words, whole, *runs = struct.unpack(f"<LQ{(len(packed) - 12) // 8}Q", packed)
        return cls(words, whole, frozenset(runs))


@dataclass(frozen=True, slots=True)
class Match[One: Hashable, Other: Hashable]:
    """`one` is the same as, contains, stands within or is nearly `other`. `share`: how much of the shorter, 0 to 1.

    `known`: `other` is one of the known texts, not another of the new ones.
    """

    one: One
    relation: Relation
    other: Other
    share: float
    known: bool


def fingerprint(text: str) -> Fingerprint:
    """Speaker labels, times, case, accents, punctuation and spaces do not count."""
    words = folded(text)
    return Fingerprint(len(words), _digest(" ".join(words)), frozenset(_sample(words)))


def folded(text: str) -> list[str]:
    """The words as they are compared; single letters (“P:”, “I”) are left out, since a lost line end hides a label."""
    text = _TIME.sub(" ", _LABEL.sub(" ", text))
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold()
    if not plain.isascii():
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return [word for word in _WORD.findall(plain) if len(word) > 1 or not word.isascii()]


def compare(one: Fingerprint, other: Fingerprint) -> Relation:
    """What `one` is to `other`: the same, it contains it, it stands within it, or nearly the same; else nothing."""
    if not one.words or not other.words:
        return ""
    if one.whole == other.whole:
        return "same"
    return _relation(len(one.runs & other.runs), len(one.runs), len(other.runs))


def find[New: Hashable, Known: Hashable](
    texts: Mapping[New, Fingerprint], known: Mapping[Known, Fingerprint]
) -> list[Match[New, New | Known]]:
    """Each new text beside the known ones and beside the new ones before it, the closest first.

    Words that stand in a fifth of all texts (and in ten at least) are left out, so that interviews along one list of
    questions are not taken for one another.
    """
    held: list[tuple[New | Known, Fingerprint]] = [*known.items(), *texts.items()]
    index = _Index(held)
    found: list[Match[New, New | Known]] = []
    for number, (name, each) in enumerate(texts.items(), start=len(known)):
        for earlier, relation, share in index.matches(number, each):
            found.append(Match(name, relation, index.names[earlier], share, earlier < len(known)))
    return found


class _Index[Name: Hashable]:
    """Which texts hold a run, so that only texts with something in common are compared."""

    def __init__(self, texts: Iterable[tuple[Name, Fingerprint]]) -> None:
        held = list(texts)
        self.names = [name for name, _ in held]
        self.prints = [each for _, each in held]
        self.whole: dict[int, list[int]] = {}
        self.holders: dict[int, list[int]] = {}
        for number, each in enumerate(self.prints):
            copies = self.whole.setdefault(each.whole, [])
            if not copies:  # exact copies stand for one text
                for run in each.runs:
                    self.holders.setdefault(run, []).append(number)
            copies.append(number)
        many = max(COMMON_TEXTS, COMMON_PART * len(self.whole))
        self.common = frozenset(run for run, holders in self.holders.items() if len(holders) >= many)
        self.own = [len(each.runs - self.common) for each in self.prints]

    def matches(self, number: int, each: Fingerprint) -> Iterator[tuple[int, Relation, float]]:
        """The texts before this one that it is the same as, contains and so on; how much of the shorter is shared."""
        if not each.words:
            return
        yield from ((copy, "same", 1.0) for copy in self.whole[each.whole] if copy < number)
        shared = Counter(other for run in each.runs - self.common for other in self.holders[run])
        for first, runs in shared.most_common():
            if self.prints[first].whole == each.whole:
                continue
            relation = _relation(runs, self.own[number], self.own[first])
            share = runs / min(self.own[number], self.own[first])
            for other in self.whole[self.prints[first].whole] if relation else ():
                if other < number:
                    yield other, relation, share


def _relation(shared: int, one: int, other: int) -> Relation:
    """`shared` of the `one` and `other` runs of two texts."""
    if shared < LEAST:
        return ""
    of_one, of_other = shared / one, shared / other
    if min(of_one, of_other) >= SAME:
        return "same"
    if max(of_one, of_other) >= WITHIN and abs(of_one - of_other) >= APART:
        return "contains" if of_other > of_one else "within"
    return "nearly" if max(of_one, of_other) >= NEARLY else ""


def _sample(words: list[str]) -> list[int]:
    """Of each 16 neighbouring runs the one with the smallest number; a shorter text has a few at most."""
    runs = _numbered([_number(word) for word in words])
    for step in DOUBLINGS:
        if len(runs) <= step:
            break
        runs = list(map(min, runs, runs[step:]))
    return runs


def _numbered(words: list[int]) -> list[int]:
    """A number for each run of five words: a polynomial in a large odd number, of 64 bits."""
    return [
        ((((a * ODD + b) * ODD + c) * ODD + d) * ODD + e) & MASK
        for a, b, c, d, e in zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)
    ]


@lru_cache(maxsize=100_000)
def _number(word: str) -> int:
    return _digest(word)


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")
