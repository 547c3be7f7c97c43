"""Telephone, NHS and other identifying numbers as they are said, with what the speaker corrects in their midst."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from interviews.detecting import said_echoes
from interviews.detecting import vocabulary as voc
from interviews.detecting.letters import LOOSE_LETTERS
from interviews.detecting.numbers import EXTENSION_AFTER, LONG_NUMBER, cued, valid_nhs
from interviews.detecting.said_codes import WHOLE as POSTCODE
from interviews.detecting.said_cues import BED, CAR, EXTENSION, PHONE_CUE, TIGHT_CUE
from interviews.detecting.spoken import Said, stretch, stretches
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

Judged = tuple[Said, str, float]  # the part of a stretch that is a number, its kind, how surely

NINO = re.compile(r"[A-Z]{2}\d{6}[A-D]?")
PLATE = re.compile(r"[A-Z]{2}\d\d[A-Z]{3}|[A-Z]\d{1,3}[A-Z]{3}|[A-Z]{3}\d{2,3}[A-Z]|[A-Z]{2,3}\d{3,4}")
OWN_PLATE = re.compile(r"[A-Z]\d{1,2}[A-Z]{2}0|[A-Z]0\d[A-Z]{3}")  # n one k k o
SORT_CODE = re.compile(r"\d\d-\d\d-\d\d")
ABROAD = re.compile(r"0044\d{9,10}|00[1-9]\d{9,11}")
YEARS = re.compile(r"(?:(?:19|20)\d\d)+\d{0,2}")
LONE = frozenset("aio-/")
CORRECTED = voc.words_of("said_corrections")
TELLING = voc.words_of("telling_corrections")  # one of them at least says that what was said is wrong
CORRECTION_SCORE = 0.97  # the whole rather than the part that is right
MOST_BETWEEN = 8  # words of a correction
COUNTED_UP = "123456789"
FEWEST = 3  # characters of a number
DIGITS_OF_PHONE = (6, 11)
BEGUN_AS_PHONE = 9  # digits of a telephone number with a correction inside


def find(words: Words) -> Iterator[Found]:
    done = -1
    numbers: list[Said] = []
    for said in stretches(words, fewest=2):
        if said.first <= done:
            continue
        chain = _chain(words, said)
        done = chain[-1].last
        for found in _corrected(words, chain) if len(chain) > 1 else _alone(words, said):
            numbers += chain
            yield found
    yield from said_echoes.find(words, numbers)
    for match in BED.finditer(words.text):
        yield Found(match.start("number"), match.end("number"), "number", 0.75)


def _chain(words: Words, said: Said) -> list[Said]:
    """The stretch and those after it that only correct it: "double four one no i tell a lie double four seven"."""
    chain = [said]
    while following := _correction(words, chain[-1].last + 1):
        chain.append(following)
    return chain


def _correction(words: Words, at: int) -> Said | None:
    """The stretch which comes after words that only say that the one before was wrong."""
    told = False
    for far in range(at, min(at + MOST_BETWEEN + 1, len(words.lows))):
        if "\n" in words.tokens[far].gap:
            return None
        if told and (said := stretch(words, far)) and len(said.spelt) > 1:
            return said
        low = words.lows[far]
        if low not in CORRECTED:
            return None
        told = told or low in TELLING
    return None


def _corrected(words: Words, chain: Sequence[Said]) -> Iterator[Found]:
    """All of a corrected number, of the kind of its surest part; its parts alone, when they are no number together."""
    judged = [one for said in chain if not _figures(words, said) and (one := _judge(said, words.lows))]
    digits = "".join(said.spelt for said in chain)
    start, end = words.span(chain[0].first, chain[-1].last - (words.lows[chain[-1].last] in LONE))
    if digits.isdigit() and digits.startswith("0") and len(digits) >= BEGUN_AS_PHONE:
        yield Found(start, end, "phone", CORRECTION_SCORE)
    elif judged:
        part, kind, score = max(judged, key=lambda one: (one[1] != "number", one[2]))
        yield Found(start, end, _as_phone(words.text, start, kind, part), max(score, CORRECTION_SCORE))
    elif TIGHT_CUE.search(words.text, max(0, start - 60), start):
        yield Found(start, end, "number", 0.75)


def _figures(words: Words, said: Said) -> bool:
    """Whether it is written in figures: the rules for written numbers know better."""
    return all(words.lows[at].isdigit() for at in range(said.first, said.last + 1))


def _alone(words: Words, said: Said) -> Iterator[Found]:
    counted = COUNTED_UP.startswith(said.spelt) and len(said.spelt) < LONG_NUMBER  # one two three four five
    if counted or _figures(words, said):
        return
    if len(said.spelt) < FEWEST:
        start, end = words.span(said.first, said.last)
        if EXTENSION.search(words.text, max(0, start - 20), start):
            yield Found(start, end, "number", 0.75)
        return
    if _is_plate(words, said):
        yield Found(*words.span(said.first, said.last + 1), "number", 0.97)
    elif judged := _cued(words, said) or _judge(said, words.lows):
        part, kind, score = judged
        first = part.first - (part.first > 0 and words.lows[part.first - 1] == "plus")
        start, end = words.span(first, part.last)
        yield Found(start, end, _as_phone(words.text, start, kind, part), score)
    else:
        start, end = words.span(said.first, said.last)
        if _is_short_number(words.text, start, end, said):
            yield Found(start, end, "number", 0.75)


def _is_plate(words: Words, said: Said) -> bool:
    """Whether it is a plate whose last letter is a word as well, where a car is spoken of: b d fifty one s m are."""
    return (
        words.after(said.last) in LOOSE_LETTERS
        and re.fullmatch(r"[a-z]{2}\d\d[a-z]{2}", said.spelt) is not None
        and CAR.search(words.text, max(0, words.span(said.first, said.last)[0] - 50), words.tokens[said.last].end + 50)
        is not None
    )


def _cued(words: Words, said: Said) -> Judged | None:
    """A code that begins with a letter that is a word as well, after "hcpc", "the incident": o t four one double oh."""
    if words.lows[said.first] not in LONE or len(said.parts) < FEWEST:
        return None
    start = words.tokens[said.first].start
    code = said.without_last() if words.lows[said.last] == "i" else said
    if not TIGHT_CUE.search(words.text, max(0, start - 60), start) or code.spelt.isdigit():
        return None
    return code, "number", 0.9


def _judge(said: Said, lows: Sequence[str]) -> Judged | None:
    """The stretch, or the part of it, which is a number of some kind; rather one of a known kind than any."""
    tries = [said]
    if len(said.parts) > 3 and lows[said.first] in LONE:
        tries.append(said.without_first())
    if len(said.parts) > 3 and lows[said.last] in LONE:
        tries.append(said.without_last())
    found = [judged for one in tries if (judged := _of_known_length(one))]
    kinds: list[Judged] = [(one, *kind) for one in tries if (kind := _kind(one)) and not _is_rest(said, one, kind[0])]
    found += [judged for judged in kinds if judged[1] != "number"]
    found += [judged for judged in kinds if lows[judged[0].first] not in LONE]
    return next(iter(found + kinds), None)


def _is_rest(said: Said, part: Said, kind: str) -> bool:
    """Whether it is only the rest of a reference, without its first letter: nc440291 of inc440291."""
    return kind == "nino" and part.first > said.first and part.spelt[-1].isdigit()


def _kind(said: Said) -> tuple[str, float] | None:
    spelt = said.spelt.upper()
    if spelt.isdigit():
        if valid_nhs(spelt):
            return "nhs_number", 0.97
        if spelt.startswith(("0", "44")) and (10 <= len(spelt) <= 12 or ABROAD.fullmatch(spelt)):
            return "phone", 0.95
        if YEARS.fullmatch(spelt) and not said.single:
            return None  # twenty nineteen twenty twenty twenty one
        long = len(spelt) >= 10 or (spelt.startswith("0") and len(spelt) >= 8)
        if long or (len(spelt) >= 5 and said.single >= len(spelt) - 2):
            return "number", 0.8
        return None
    for pattern, kind in (
        (POSTCODE, "postcode"),
        (NINO, "nino"),
        (PLATE, "number"),
        (OWN_PLATE, "number"),
        (SORT_CODE, "number"),
    ):
        if pattern.fullmatch(spelt):
            return kind, 0.93
    if re.fullmatch(r"[\d/-]{6,}", spelt) and said.single >= 4:
        return "number", 0.8
    letters, digits = sum(map(str.isalpha, spelt)), sum(map(str.isdigit, spelt))
    if letters and digits >= 3 and said.single >= 3:
        return "number", 0.8
    return None


def _of_known_length(said: Said) -> Judged | None:
    """A telephone or NHS number, whatever digits follow it."""
    whole = _kind(said)
    if whole and whole[0] in ("phone", "nhs_number") and len(said.spelt) <= 12:
        return said, *whole
    if whole and ABROAD.fullmatch(said.spelt):
        return said, *whole
    for length in (11, 10) if said.spelt.startswith("0") else (10, 11):
        begun = said.cut(length) if len(said.spelt) > length else None
        kind = _kind(begun) if begun else None
        if begun and len(said.spelt) - length <= FEWEST and _begins_anew(said):
            return said, "phone", 0.95
        if begun and kind and kind[0] in (("phone", "nhs_number") if length == 11 else ("nhs_number",)):
            return begun, *kind
    return None


def _begins_anew(said: Said) -> bool:
    """Whether its last digits are said once more after a pause: nine six oh four six, that's it, four six two."""
    spelt = ""
    for before, part in pairwise(said.parts):
        spelt += before[2]
        if len(spelt) >= BEGUN_AS_PHONE and part[0] > before[1] + 1:
            return spelt.startswith("0")
    return False


def _as_phone(text: str, start: int, kind: str, said: Said) -> str:
    """A number that somebody rings is a telephone number however short it is."""
    fewest, most = DIGITS_OF_PHONE
    rung = kind == "number" and said.spelt.isdigit() and fewest <= len(said.spelt) <= most
    return "phone" if rung and PHONE_CUE.search(text, max(0, start - 40), start) else kind


def _is_short_number(text: str, start: int, end: int, said: Said) -> bool:
    """Three or four digits, or tens, after a word such as bleep or account number."""
    if TIGHT_CUE.search(text, max(0, start - 60), start):
        return True
    single = said.spelt.isdigit() and said.single >= len(said.spelt) - 1
    return len(said.spelt) == 4 and single and (cued(text, start) or EXTENSION_AFTER.match(text, end) is not None)
