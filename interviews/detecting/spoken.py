"""Numbers and letters that are said one by one: "oh seven seven double nine", "n n fourteen six z q"."""

from collections.abc import Iterator
from dataclasses import dataclass

from interviews.detecting import vocabulary as voc
from interviews.detecting.tokens import Words

DIGITS = {"oh": "0", "o": "0", "zero": "0", "nought": "0", "naught": "0", "nil": "0"} | {
    word: str(value)
    for value, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], 1)
}
TEENS = {
    word: str(value)
    for value, word in enumerate(
        ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
        10,
    )
}
TENS = {
    word: value
    for value, word in zip(
        range(20, 100, 10), ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], strict=True
    )
}
TIMES = {"double": 2, "triple": 3, "treble": 3}
JOINTS = {"stroke": "/", "slash": "/", "dash": "-", "hyphen": "-"}
ALPHABET = voc.words_of("spelling_alphabet")
NUMBER_WORDS = frozenset(DIGITS) | frozenset(TEENS) | frozenset(TENS) | {"hundred", "thousand"}


@dataclass(slots=True)
class Said:
    """A stretch of said letters and digits: first and last word, what they spell, how many were said singly.

    parts: for each said piece its first and last word and what it spells.
    """

    first: int
    last: int
    spelt: str
    single: int
    parts: list[tuple[int, int, str]]

    def cut(self, length: int) -> "Said | None":
        """The beginning that spells so many characters, where a piece ends there."""
        spelt = ""
        for count, (_, last, piece) in enumerate(self.parts, 1):
            spelt += piece
            if len(spelt) == length:
                return Said(self.first, last, spelt, self.single, self.parts[:count])
        return None

    def without_first(self) -> "Said":
        piece = self.parts[0][2]
        return Said(self.parts[1][0], self.last, self.spelt[len(piece) :], self.single, self.parts[1:])

    def without_last(self) -> "Said":
        piece = self.parts[-1][2]
        return Said(self.first, self.parts[-2][1], self.spelt[: -len(piece)], self.single, self.parts[:-1])


def value(low: str) -> str | None:
    if low in DIGITS:
        return DIGITS[low]
    if low in TEENS:
        return TEENS[low]
    if low in TENS:
        return str(TENS[low])
    return low if low.isdigit() else None


def _one(lows: list[str], at: int) -> tuple[str, int, int] | None:
    """What the words from here spell, how many words that takes, how many were said singly."""
    low = lows[at]
    following = lows[at + 1] if at + 1 < len(lows) else ""
    if low in TIMES and (following in DIGITS or (len(following) == 1 and following.isalnum())):
        return (DIGITS.get(following, following) * TIMES[low], 2, TIMES[low])
    if low in TENS and following in DIGITS and DIGITS[following] != "0":
        return (str(TENS[low] + int(DIGITS[following])), 2, 0)
    if low in DIGITS:
        if following == "hundred":
            return (DIGITS[low] + "00", 2, 1)
        return (DIGITS[low], 1, 1)
    if (said := value(low)) is not None:
        return (said, 1, 1 if len(said) == 1 else 0)
    if len(low) == 1 and low.isalpha():
        if following == "for" and at + 2 < len(lows):
            return (low, 3, 1)
        return (low, 1, 1)
    if low in JOINTS and following and (value(following) is not None or len(following) == 1 or following in TIMES):
        return (JOINTS[low], 1, 0)
    if low in ALPHABET and (following in ALPHABET or value(following) is not None):
        return (low[0], 1, 1)
    return None


CONNECTED = frozenset({" ", ", ", "-", "–", " - ", "... ", "… ", ". ", "; ", " – ", ",", "/", ".", " … ", " ... "})


def stretches(words: Words) -> Iterator[Said]:
    """The longest stretches of letters and digits, each of at least three characters."""
    at, lows = 0, words.lows
    starts = frozenset(NUMBER_WORDS) | frozenset(TIMES) | ALPHABET
    while at < len(lows):
        low = lows[at]
        if not (len(low) == 1 or low in starts or low.isdigit()):
            at += 1
            continue
        first, spelt, single, last = at, "", 0, at - 1
        parts: list[tuple[int, int, str]] = []
        while at < len(lows) and (at == first or words.tokens[at].gap in CONNECTED) and (part := _one(lows, at)):
            spelt, single, last = spelt + part[0], single + part[2], at + part[1] - 1
            parts.append((at, last, part[0]))
            at += part[1]
            if words.tokens[last].clitic:
                break
        if len(spelt) >= 3 and last > first:
            yield Said(first, last, spelt, single, parts)
        at = max(at, first + 1)
