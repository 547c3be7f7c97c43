"""Numbers and letters that are said one by one: "oh seven seven double nine", "n n fourteen six z q"."""

from collections.abc import Iterator
from dataclasses import dataclass

from interviews.detecting import vocabulary as voc
from interviews.detecting.letters import LETTERS, LOOSE_DIGITS, LOOSE_LETTERS, W_AFTER_DOUBLE, letter
from interviews.detecting.tokens import Words

DIGITS = {"oh": "0", "o": "0", "zero": "0", "nought": "0", "naught": "0", "nil": "0", "niner": "9"} | {
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


def _one(lows: list[str], at: int, spelt: str) -> tuple[str, int, int] | None:
    """What the words from here spell after what is spelt, how many words that takes, how many were said singly."""
    low = lows[at]
    following = lows[at + 1] if at + 1 < len(lows) else ""
    if low in TIMES:
        return _times(low, following, lows[at + 2] if at + 2 < len(lows) else "", spelt)
    if low in TENS and following in DIGITS and DIGITS[following] != "0":
        hundreds = lows[at + 2 : at + 3] == ["hundred"] and spelt.startswith("0")  # oh seven seventy seven hundred
        return (str(TENS[low] + int(DIGITS[following])) + "00" * hundreds, 2 + hundreds, 0)
    if low == "x" and following == "ray":
        return ("x", 2, 1)
    if low in DIGITS:
        return _hundred(lows, at, spelt) if following == "hundred" else (DIGITS[low], 1, 1)
    if (said := value(low)) is not None:
        return (said, 1, 1 if len(said) == 1 else 0)
    if said := letter(low):
        return (said, 3 if following == "for" and at + 2 < len(lows) and _stands_for(lows, at) else 1, 1)
    if low in JOINTS and following and (value(following) is not None or len(following) == 1 or following in TIMES):
        return (JOINTS[low], 1, 0)
    if low in ALPHABET and (following in ALPHABET or value(following) is not None or spelt[:1].isalpha()):
        return (low[0], 1, 1)
    if said := _loose(lows, at, spelt):
        return (said, 1, 1)
    return None


def _times(low: str, following: str, further: str, spelt: str) -> tuple[str, int, int] | None:
    if low == "double" and following in W_AFTER_DOUBLE:
        return ("w", 2, 1)
    said = DIGITS.get(following) or letter(following) or (following if following.isdigit() else "")
    if following in LOOSE_DIGITS and spelt.isdigit() and spelt.startswith("0"):
        said = LOOSE_DIGITS[following]
    if len(said) != 1:
        return None
    hundreds = further == "hundred" and spelt[:1] in ("0", "4")  # oh double seven hundred
    return (said * TIMES[low] + "00" * hundreds, 2 + hundreds, TIMES[low])


def _hundred(lows: list[str], at: int, spelt: str) -> tuple[str, int, int]:
    """nine hundred; within a number nine hundred and eighty two as well."""
    hundreds, rest = DIGITS[lows[at]], lows[at + 2 : at + 5]
    goes_on = spelt.startswith("0") or (
        not spelt and all(low in DIGITS or low in TIMES for low in lows[at + 4 : at + 7])
    )
    if goes_on and rest[:1] == ["and"] and len(rest) > 1 and (said := value(rest[1])) is not None:
        if rest[1] in TENS and len(rest) > 2 and DIGITS.get(rest[2], "0") != "0":
            return (hundreds + said[0] + DIGITS[rest[2]], 5, 1)
        return (hundreds + said.zfill(2), 4, 1)
    return (hundreds + "00", 2, 1)


def _stands_for(lows: list[str], at: int) -> bool:
    """b for bravo, and not b for are q."""
    return len(lows[at + 2]) > 2 and (lows[at + 2] in ALPHABET or lows[at + 2][0] == lows[at][0])


def _loose(lows: list[str], at: int, spelt: str) -> str | None:
    """A letter or digit that is an ordinary word as well, where its neighbours are letters and digits."""
    low, following = lows[at], lows[at + 1] if at + 1 < len(lows) else ""
    if low in LOOSE_DIGITS:
        within = spelt.isdigit() and spelt.startswith("0") and len(spelt) < PHONE_LENGTH
        goes_on = following in DIGITS or following in TIMES or following in LOOSE_DIGITS
        return LOOSE_DIGITS[low] if within and (goes_on or len(spelt) == PHONE_LENGTH - 1) else None
    if low not in LOOSE_LETTERS:
        return None
    if spelt:
        leads = following in DIGITS or (letter(following) and following not in "ai") or _plate_goes_on(lows, at, spelt)
        return LOOSE_LETTERS[low] if leads else None
    begins = letter(following) and following not in "aio" and at + 2 < len(lows) and value(lows[at + 2]) is not None
    return LOOSE_LETTERS[low] if begins else None


def _plate_goes_on(lows: list[str], at: int, spelt: str) -> bool:
    """Whether one more such letter and a sure one follow the number of a plate: y e seventy one, see are tee."""
    further = lows[at + 1 : at + 3]
    loose = len(further) > 1 and further[0] in LOOSE_LETTERS and letter(further[1]) is not None
    return loose and spelt[:1].isalpha() and spelt[-1].isdigit()


PHONE_LENGTH = 11
FILLERS = voc.words_of("said_fillers")
HESITATIONS = frozenset(["um", "er", "erm", "uh", "eh", "then", "space", "gap"])
READING = voc.words_of("reading_fillers")  # within a number that is no telephone number
AREA_CODES = range(3, 6)  # digits
MOST_FILLERS = 5
CONNECTED = frozenset({" ", ", ", "-", "–", " - ", "... ", "… ", ". ", "; ", " – ", ",", "/", ".", " … ", " ... "})


def stretches(words: Words, fewest: int = 3) -> Iterator[Said]:
    """The longest stretches of letters and digits, each of at least so many characters and two words."""
    at = 0
    while at < len(words.lows):
        said = stretch(words, at)
        if said and len(said.spelt) >= fewest and said.last > said.first:
            yield said
        at = max(said.last, at) + 1 if said else at + 1


def stretch(words: Words, at: int) -> Said | None:
    """The stretch of letters and digits that begins with this word."""
    lows = words.lows
    if not (len(lows[at]) == 1 or lows[at] in STARTS or lows[at].isdigit()):
        return None
    first, spelt, single, last = at, "", 0, at - 1
    parts: list[tuple[int, int, str]] = []
    while at < len(lows) and (at == first or words.tokens[at].gap in CONNECTED) and (part := _one(lows, at, spelt)):
        spelt, single, last = spelt + part[0], single + part[2], at + part[1] - 1
        parts.append((at, last, part[0]))
        at += part[1]
        if words.tokens[last].clitic:
            break
        at = _after_fillers(words, at, spelt)
    return Said(first, last, spelt, single, parts) if parts else None


def _after_fillers(words: Words, at: int, spelt: str) -> int:
    """Where a number goes on after "er", a telephone number after "so that's" too; here, when it does not."""
    lows = words.lows
    if not (spelt.isdigit() and 2 < len(spelt) < PHONE_LENGTH):
        return at
    dialled, told = spelt.startswith("0"), False
    for far in range(at, min(at + MOST_FILLERS + 1, len(lows))):
        if far > at and (lows[far] in DIGITS or lows[far] in TIMES):
            goes_on = _goes_on(lows, far, 2 if dialled or not told else 3)
            return far if goes_on else at
        if "\n" in words.tokens[far].gap:
            return at
        if lows[far] not in (FILLERS if dialled else READING) and not (dialled and _tells_where(lows, far, spelt)):
            return at
        told = told or lows[far] not in HESITATIONS
    return at


def _goes_on(lows: list[str], at: int, fewest: int) -> bool:
    """Whether so many digits follow."""
    count = 0
    while at < len(lows) and count < fewest and (lows[at] in NUMBER_WORDS or lows[at] in TIMES):
        count += 1
        at += 1
    return count >= fewest


def _tells_where(lows: list[str], at: int, spelt: str) -> bool:
    """The town after a code: oh one one four for sheffield, that's cardiff."""
    return len(spelt) in AREA_CODES and lows[at - 1] in ("for", "that", "that's", "thats", "is") and lows[at].isalpha()


STARTS = frozenset(NUMBER_WORDS) | frozenset(TIMES) | ALPHABET | frozenset(LETTERS) | frozenset(LOOSE_LETTERS)
