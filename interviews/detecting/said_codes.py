"""Postcodes as they are said: "en ee four seven dee tee", "cf ten three at", "s k six" after the word postcode."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from interviews.detecting import vocabulary as voc
from interviews.detecting.contacts import AREA
from interviews.detecting.letters import LETTERS, LOOSE_DIGITS, LOOSE_LETTERS, W_AFTER_DOUBLE, letter
from interviews.detecting.spoken import ALPHABET, DIGITS, TEENS, TENS, stretch, value
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

PLATE = re.compile(r"[A-Z]{2}\d\d[A-Z]{3}")
WHOLE = re.compile(rf"(?:{AREA})\d[\dA-Z]?\d[A-Z]{{2}}")
OUTWARD = re.compile(rf"(?:{AREA})(?:\d{{1,2}}|\dA)")
BEGUN = re.compile(r"[A-Z]{1,2}(?:\d[\dA-Z]?(?:\d[A-Z]{0,2})?)?")
CUE = re.compile(r"\bpost ?codes?\b[^.?!\n]{0,40}$", re.IGNORECASE)
CUE_AFTER = re.compile(
    r"[,]? (?:(?:or|and) (?:below|above|under|over|higher|lower) )?(?:post ?codes?|area|areas)\b", re.IGNORECASE
)
ONLY_POSTCODE_AFTER = re.compile(r" post ?codes?\b", re.IGNORECASE)
NEAR_AFTER = re.compile(r"[^.?!\n]{1,60}\bpost ?codes?\b", re.IGNORECASE)
LIVING = re.compile(
    r"\b(?:live[sd]?|living|moved|based|grew up|born|home|flat|house|surgery|clinic|office|she['’]?s|he['’]?s|"
    r"i['’]?m|we['’]?re|"
    r"they['’]?re|it['’]?s|over|out)(?: (?:in|to|at|over|round|from|out|up|down)){0,2} $",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r" (?:days?|weeks?|nights?|hours?|times?|months?|years?|minutes?|people|patients|nurses?|of|forms?|or)\b",
    re.IGNORECASE,
)
GRADED = re.compile(
    r"\b(?:band|grade|vitamins?|junction|motorway|the [ma]|type|stage|level|ward|form) $", re.IGNORECASE
)
INWARD = re.compile(r"\d[A-Z]{2}")
CLOSE = frozenset([" ", ", ", "-", "... ", ". "])
MOST_WORDS = 14  # of a postcode with its pauses
FAR = 14  # words from the first half to the second, with an echo and labels between
FARTHEST = 4  # words from the first letter to the first digit
FARTHEST_SPELT = 7  # … when it is said what they stand for: s for sugar n for november nine
SHORT_WORDS = voc.words_of("two_letter_words")
PAUSES = frozenset(["and", "then", "um", "er", "erm", "uh", "space", "gap"])  # between the halves
DIGITISH = (frozenset(DIGITS) - {"o"}) | frozenset(TEENS) | frozenset(TENS)


@dataclass(frozen=True, slots=True)
class Code:
    """The words first to last, what they spell, how many of them are ordinary words as well."""

    first: int
    last: int
    spelt: str
    loose: int
    sure_end: bool  # one of the last two letters is surely a letter
    sure: int = 0  # how many of the words are surely letters


def find(words: Words) -> Iterator[Found]:
    outward: list[tuple[Code, bool]] = []
    for at in _starts(words):
        cued = CUE.search(words.text, max(0, words.tokens[at].start - 60), words.tokens[at].start) is not None
        codes = list(_codes(words, at, "", 0, at, False))
        whole = [code for code in codes if WHOLE.fullmatch(code.spelt) and (cued or _sure(words, code))]
        if whole and not _within_plate(words, at, cued):
            best = max(whole, key=lambda code: (code.last, -code.loose))
            yield Found(*words.span(best.first, best.last), "postcode", 0.96)
        halves = [code for code in codes if OUTWARD.fullmatch(code.spelt) and not code.loose]
        if halves and not (outward and outward[-1][0].first < at <= outward[-1][0].last):
            outward.append((max(halves, key=lambda code: code.last), cued))
    yield from _outward(words, outward)
    yield from _inward(words, outward)


def _within_plate(words: Words, at: int, cued: bool) -> bool:
    """Whether a registration plate begins here or with the letter before: l b sixty seven v n o."""
    for first in (at - 1, at):
        if first < 0 or cued or (first < at and words.tokens[at].gap not in CLOSE):
            continue
        plate = stretch(words.part(first, first + MOST_WORDS + 2, words.lower), 0)
        if (
            plate
            and PLATE.fullmatch(re.sub("0$", "O", plate.spelt.upper()))
            and words.lows[first + plate.last] not in "ai"
        ):
            return True
    return False


def _outward(words: Words, halves: list[tuple[Code, bool]]) -> Iterator[Found]:
    """The first half alone, where it is said that it is one, or that the next one is: "l one to l nine postcodes"."""
    following = -1
    told: set[str] = set()
    found: list[Code] = []
    for code, cued in reversed(halves):
        start, end = words.span(code.first, code.last)
        cued = cued or _lived_in(words.text, code, start, end)
        named = CUE_AFTER if code.last - code.first > 1 else ONLY_POSTCODE_AFTER
        joined = following == code.last + 2 and words.lows[code.last + 1] in ("to", "and", "or", "through")
        if cued or joined or following == code.last + 1 or named.match(words.text, end):
            following = code.first
            told.add(code.spelt)
            found.append(code)
    for code, _ in halves:
        if code in found or (code.spelt in told and len(code.spelt) > 2):  # read back by whoever asks
            yield Found(*words.span(code.first, code.last), "postcode", 0.78)


def _lived_in(text: str, code: Code, start: int, end: int) -> bool:
    """Whether somebody is there, or postcodes are spoken of: "she's s w nineteen", "s ten got it by postcode"."""
    if COUNTED.match(text, end) or GRADED.search(text, max(0, start - 20), start):
        return False
    living = code.spelt[1].isalpha() and LIVING.search(text, max(0, start - 30), start) is not None
    return living or NEAR_AFTER.match(text, end) is not None


def _inward(words: Words, halves: list[tuple[Code, bool]]) -> Iterator[Found]:
    """The second half as an answer of its own, when the first was read back: "two d q"."""
    for code, _ in halves:
        for at in range(code.last + 1, min(code.last + FAR, len(words.lows))):
            said = (
                stretch(words, at) if "\n" in words.tokens[max(at - 1, 0)].gap and words.tokens[at - 1].label else None
            )
            if said and INWARD.fullmatch(said.spelt.upper()) and said.last > at:
                yield Found(*words.span(said.first, said.last), "postcode", 0.78)


def _sure(words: Words, code: Code) -> bool:
    """Without the word postcode before it: few ordinary words, no "for" for four, and no letter more."""
    if code.loose > 2 or not code.sure_end:
        return False
    if words.lows[code.first] in LOOSE_LETTERS and code.sure < 2:
        return False
    following = letter(words.after(code.last)) if words.after(code.last) else None
    if following and following not in "aio" and words.tokens[code.last + 1].gap in CLOSE:
        return False
    loose = (at for at in range(code.first, code.last + 1) if words.lows[at] in LOOSE_DIGITS)
    return all(at > code.first and _spelling(words, at) for at in loose)


def _spelling(words: Words, at: int) -> bool:
    """Whether "for" stands between a letter and a word for it: s for sugar."""
    said = letter(words.lows[at - 1])
    return words.lows[at] == "for" and said is not None and words.after(at).startswith(said)


def _starts(words: Words) -> list[int]:
    """Where a letter stands shortly before a digit."""
    found: set[int] = set()
    for at, low in enumerate(words.lows):
        if low in DIGITISH or low.isdigit():
            far = FARTHEST_SPELT if "for" in words.lows[max(0, at - FARTHEST_SPELT) : at] else FARTHEST
            for before in range(max(0, at - far), at):
                if before not in found and _may_begin(words, before):
                    found.add(before)
    return sorted(found)


def _may_begin(words: Words, at: int) -> bool:
    low = words.lows[at]
    if letter(low) or low in LOOSE_LETTERS or low in ALPHABET or low == "double":
        return True
    return (low.isalpha() and len(low) == 2 and low.upper() in AREAS) or (low == "oh" and words.after(at) in AFTER_O)


AREAS = frozenset(AREA.split("|"))
AFTER_O = frozenset(["l", "el", "ell", "x", "ex"])  # Oldham, Oxford


def _codes(
    words: Words, at: int, spelt: str, loose: int, first: int, sure: bool, tens: bool = False, named: int = 0
) -> Iterator[Code]:
    """Every way to read the words from here on as the rest of a postcode; fifty one is never the 5 1 of BD5 1SM."""
    if at >= len(words.lows) or (at > first and (words.tokens[at].gap not in CLOSE or words.tokens[at - 1].clitic)):
        return
    if len(spelt) > 1 and words.lows[at] in PAUSES and at - first < MOST_WORDS:  # b three oh and then two z r
        yield from _codes(words, at + 1, spelt, loose, first, sure, tens, named)
    for said, taken, is_loose in _pieces(words, at):
        longer = spelt + said
        if len(longer) > 7 or not BEGUN.fullmatch(longer) or (tens and said[0].isalpha()):
            continue
        inward = longer[-1].isalpha() and len(longer) > 3
        sure_now = sure or (inward and not is_loose and said not in "AI")
        named_now = named + len(said) * (said.isalpha() and not is_loose and said not in "AIO")
        yield Code(first, at + taken - 1, longer, loose + is_loose, sure_now, named_now)
        more = len(said) == 2 and said.isdigit()
        yield from _codes(words, at + taken, longer, loose + is_loose, first, sure_now, more, named_now)


def _pieces(words: Words, at: int) -> Iterator[tuple[str, int, bool]]:
    """What the word (or two) here may spell, how many words that takes, whether they are ordinary words."""
    low, after = words.lows[at], words.after(at)
    if low == "double":
        yield from _doubled(after)
    if low == "x" and after == "ray":
        yield "X", 2, False
    yield from _digits(low, after)
    yield from _letters(low, after, words.after(at, 2))
    if len(low) == 2 and low.isalpha() and (low not in LETTERS or low.upper() in AREAS):
        yield low.upper(), 1, low in SHORT_WORDS
    elif 2 <= len(low) <= 4 and not low.isalpha() and not low.isdigit() and low.isascii():
        yield low.upper(), 1, False


def _doubled(after: str) -> Iterator[tuple[str, int, bool]]:
    if after in W_AFTER_DOUBLE:
        yield "W", 2, False
    if said := DIGITS.get(after) or letter(after):
        yield said.upper() * 2, 2, False


def _digits(low: str, after: str) -> Iterator[tuple[str, int, bool]]:
    if low in TENS and after in DIGITS and DIGITS[after] != "0":
        yield str(TENS[low] + int(DIGITS[after])), 2, False
    if (digits := value(low)) is not None and len(digits) <= 2:
        yield digits, 1, False
    if low in LOOSE_DIGITS:
        yield LOOSE_DIGITS[low], 1, True


def _letters(low: str, after: str, further: str) -> Iterator[tuple[str, int, bool]]:
    if said := letter(low):
        yield said.upper(), 1, False
        if after == "for" and further.startswith(said):
            yield said.upper(), 3, False
    elif low in LOOSE_LETTERS:
        yield LOOSE_LETTERS[low].upper(), 1, True
    elif low in ALPHABET:
        yield low[0].upper(), 1, False
    elif low == "oh":
        yield "O", 1, True
