"""What every reader gives and takes: a reading, a draft of one, and the one way to refuse a file."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from interviews.turns import Turn

MEGABYTE = 1024 * 1024
MAX_TEXT_BYTES = 20 * MEGABYTE
MAX_WORDS = 200_000
MAX_NAME = 100

SPLIT = "split it into parts and bring them in one by one"


@dataclass(frozen=True, slots=True)
class Reading:
    """A transcript as Triad keeps it: text with its labels, the turns over it, and what a researcher should know."""

    text: str
    turns: tuple[Turn, ...]
    encoding: str
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What a format gives: text, and what it knows itself of speakers and times (by the place where words begin)."""

    text: str
    encoding: str
    notices: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    times: Mapping[int, float] = field(default_factory=dict)


class Unreadable(Exception):
    """A file Triad cannot read: one sentence for a researcher, naming the file, what is wrong and what to do."""

    def __init__(self, file: str, problem: str, remedy: str) -> None:
        self.file, self.problem, self.remedy = shown_name(file), problem, remedy
        super().__init__(f"{self.file}: {problem}; {remedy}.")


def listed(words: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(words.split())


def too_many_words(file: str, words: int) -> Unreadable:
    return Unreadable(file, f"it holds {words:,} words, and a text may have {MAX_WORDS:,} at most", SPLIT)


def shown_name(name: str) -> str:
    """The last part of a file name, fit to be shown."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    last = "".join(character for character in last if unicodedata.category(character)[0] != "C").strip()
    if len(last) > MAX_NAME:
        last = f"{last[: MAX_NAME // 2]}…{last[-MAX_NAME // 2 :]}"
    return last or "a file without a name"
