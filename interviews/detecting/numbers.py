"""Telephone, NHS, National Insurance and other identifying numbers, written or spoken."""

import re
from collections.abc import Iterator, Sequence

from interviews.detecting import vocabulary as voc
from interviews.detecting.contacts import AREA
from interviews.detecting.dates import NUMBER, UNITS
from interviews.detecting.spoken import Said, stretches
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

NINO = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D]\b", re.IGNORECASE)
TEN_DIGITS = re.compile(r"(?<![\d/.-])\d(?:[ .-]{0,3}\d){9}(?![\d/]|[.-]\d)")
PHONE = re.compile(r"(?<![\w/])(?:(?:\+|00)44[ .-]?(?:\(0\))?|\(?0)(?:[ .()-]{0,2}\d){7,10}(?![\d/])")
CUE = re.compile(
    r"(?:number|no\.?|ref|reference|code|badge|bleep|pager|ext|extension|pin|id|account|staff|payroll|member\w*|"
    r"licen[cs]e|policy|"
    r"registration|reg|plate|charity|invoice|case|ward phone|serial|passport|record|file|claim|complaint|gmc|"
    r"nmc|dbs|hcpc|crn|mrn|asset|"
    r"unit number|call sign|callsign|incident|ticket|order|job|hospital|divi|log(?:in)?|roll|extn|x|card|crime|"
    r"ring|phone|call|dial|tel\w*|fax|desk|line|"
    r"mobile)\b\.?[^.\n?!]{0,30}$",
    re.IGNORECASE,
)
SHORT = re.compile(r"(?<![\w£$€.,/:+-])\d{4}(?![\w%]|[.,/:-]\d|s\b)")
LONG = re.compile(r"(?<![\w£$€.,/:+-])\d{5,}(?![\w%]|[.,:]\d)")
GROUPS = re.compile(r"(?<![\w£$€.,/:+-])\d{2,5}(?:[ -]\d{2,5}){1,4}(?![\w%]|[.,/:-]\d)")
CODED = re.compile(
    r"\b(?:[A-Z]{1,6}[-/ ]?\d{4,}(?:[-/]?[A-Z\d]+)*|[A-Z]{1,6}[-/]\d{3,}(?:[-/][A-Z\d]+)*|"
    r"[A-Z]{1,6}(?:[-/][A-Z\d]+){2,}|"
    r"[A-Z]{1,4}\d{1,4}[-/]\d{2,}(?:[-/][A-Z\d]+)*|\d{2,}(?:[-/]\d{3,})*[-/][A-Z]{1,5}\b(?:[-/]\d+)*|"
    r"\d{2,}[A-Z]\d{3,}[A-Z]?|\d{4,}[A-Z]{1,3})\b"
)
PLATE = re.compile(r"\b[A-HJ-PR-Y][A-HJ-PR-Y]\d\d ?[A-HJ-PR-Z]{3}\b", re.IGNORECASE)
OLD_PLATE = re.compile(r"\b(?:[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]|[A-Z]{1,2}Z ?\d{2,4})\b")
LOWER_CODE = re.compile(
    r"(?<![\w/-])(?=[a-z\d/-]{0,40}\d)(?=[a-z\d/-]{0,40}[a-z])[a-z\d]{1,30}(?:[-/][a-z\d]{1,30}){0,6}(?![\w])"
)
UNIT = re.compile(
    r"\s*(?:people|patients|pounds|quid|euros|dollars|percent|per|%|a year|staff|beds|households|residents|"
    r"population|miles|words|"
    r"words|hours|letters|times|calls|steps|million|cases|deaths|visits|appointments|families|nurses|in a|items|to \d)"
)
YEAR = re.compile(r"(?:1[89]|20)\d\d")
SAID_POSTCODE = re.compile(rf"(?:{AREA})\d[\dA-Z]?\d[A-Z]{{2}}")
SAID_NINO = re.compile(r"[A-Z]{2}\d{6}[A-D]?")
SAID_PLATE = re.compile(r"[A-Z]{2}\d\d[A-Z]{3}|[A-Z]\d{1,3}[A-Z]{3}|[A-Z]{3}\d{1,3}[A-Z]|[A-Z]{2,3}\d{3,4}")


NUMBER_IS = re.compile(r"(?:number|ext|extension|bleep|badge|pin|code)\W*(?:is\W*)?$", re.IGNORECASE)
LONG_NUMBER = 7  # digits
SHORT_NUMBER = 5


def valid_nhs(digits: str) -> bool:
    """Whether ten digits are an NHS (or CHI, or Health and Care) number by their check digit."""
    if len(digits) != 10 or not digits.isdigit() or len(set(digits)) == 1:
        return False
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == int(digits[9]) and check != 10


def _digits(words: str) -> str:
    return "".join(letter for letter in words if letter.isdigit())


def _phones(text: str) -> Iterator[Found]:
    for match in PHONE.finditer(text):
        digits = _digits(match.group())
        if len(digits) >= 9 or (len(digits) >= 8 and digits.startswith("0800")):
            yield Found(match.start(), match.end(), "phone", 0.95)


def _coded(text: str, lower: bool) -> Iterator[Found]:
    for pattern, score in ((NINO, 0.97), (PLATE, 0.9), (OLD_PLATE, 0.6)):
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), "nino" if pattern is NINO else "number", score)
    for match in CODED.finditer(text):
        if any(letter.isdigit() for letter in match.group()):
            yield Found(match.start(), match.end(), "number", 0.8)
    if lower:
        for match in LOWER_CODE.finditer(text):
            if sum(letter.isdigit() for letter in match.group()) >= 4:
                yield Found(match.start(), match.end(), "number", 0.6)


def _plain(text: str) -> Iterator[Found]:
    for match in TEN_DIGITS.finditer(text):
        digits = _digits(match.group())
        if valid_nhs(digits):
            yield Found(match.start(), match.end(), "nhs_number", 0.98)
        elif not digits.startswith("0"):
            yield Found(match.start(), match.end(), "number", 0.9)
    for match in LONG.finditer(text):
        if not UNIT.match(text, match.end()):
            yield Found(match.start(), match.end(), "number", 0.75)
    for match in GROUPS.finditer(text):
        if _identifies(text, match):
            yield Found(match.start(), match.end(), "number", 0.75)
    for match in SHORT.finditer(text):
        if _cued(text, match.start()) and (not YEAR.fullmatch(match.group()) or _numbered(text, match.start())):
            yield Found(match.start(), match.end(), "number", 0.7)


def _identifies(text: str, groups: re.Match[str]) -> bool:
    """Whether groups of digits are one number: many digits, or fewer after a word such as "account"; no years."""
    count = len(_digits(groups.group()))
    years = all(YEAR.fullmatch(part) for part in re.split("[ -]", groups.group()))
    return not years and (count >= LONG_NUMBER or (count >= SHORT_NUMBER and _cued(text, groups.start())))


def _cued(text: str, start: int) -> bool:
    """Whether a word shortly before says that a number comes."""
    return CUE.search(text, max(0, start - 45), start) is not None


def _numbered(text: str, start: int) -> bool:
    return NUMBER_IS.search(text, max(0, start - 20), start) is not None


def _kind(said: Said) -> tuple[str, float] | None:
    spelt = said.spelt.upper()
    if spelt.isdigit():
        if valid_nhs(spelt):
            return "nhs_number", 0.97
        if spelt.startswith(("0", "44")) and 10 <= len(spelt) <= 12:
            return "phone", 0.95
        if len(spelt) >= 10 or (len(spelt) >= 5 and said.single >= len(spelt) - 2):
            return "number", 0.8
        return None
    for pattern, kind in ((SAID_POSTCODE, "postcode"), (SAID_NINO, "nino"), (SAID_PLATE, "number")):
        if pattern.fullmatch(spelt):
            return kind, 0.93
    if re.fullmatch(r"[\d/-]{6,}", spelt) and said.single >= 4:
        return "number", 0.8
    letters, digits = sum(map(str.isalpha, spelt)), sum(map(str.isdigit, spelt))
    if letters and digits >= 3 and said.single >= 3:
        return "number", 0.8
    return None


LONE = frozenset("aio-/")
PHONE_CUE = re.compile(
    r"\b(?:phone|phoned|telephone|tel|mobile|landline|line|ring|rang|dial|text|fax|call|switchboard)\b[^.\n?!]{0,24}$",
    re.IGNORECASE,
)
TIGHT_CUE = re.compile(
    r"\b(?:ext|extension|extn|bleep|pager|badge|pin|"
    r"(?:staff|payroll|case|log|complaint|incident|reference|ref|policy|account|ticket|job|order|claim|invoice|locker|"
    r"badge|bleep|crime|hospital|unit|membership|member|plot|employee|receipt|tag) (?:number|no|ref|reference))"
    r"(?:['’]s)?(?: number)?(?: is| was| it's| it was)?[ ,:]+$",
    re.IGNORECASE,
)
EXTENSION_AFTER = re.compile(
    r",? (?:which is|which was|that's|is|was) (?:\w+ )?(?:extension|bleep|ext)\b", re.IGNORECASE
)
BED = re.compile(
    rf"\b(?:in|on|to|into|from|is|was|it's|by|and|ward {NUMBER}(?: [a-h])?,?) (?:bed|room|bay|cubicle|locker) "
    rf"(?P<number>(?:{NUMBER}|\d{{1,3}})(?: ?[a-h])?)\b"
    rf"(?! (?:{UNITS})\b)(?! ?(?:-|or|to|and a|more|months?|weeks?|days?|hours?|minutes?|years?|people|"
    rf"patients|of|times|per|hundred|thousand|other|big|star|beds?|nurses|staff|on \w+days?))",
    re.IGNORECASE,
)
CORRECTED = voc.words_of("said_corrections")
MOST_BETWEEN = 5  # words of a correction
COUNTED_UP = "123456789"
DIGITS_OF_PHONE = (6, 11)


def _judge(said: Said, lows: Sequence[str]) -> tuple[Said, str, float] | None:
    """The stretch, or the part of it, which is a number of some kind; rather one of a known kind than any."""
    tries = [said]
    if len(said.parts) > 3 and lows[said.first] in LONE:
        tries.append(said.without_first())
    if len(said.parts) > 3 and lows[said.last] in LONE:
        tries.append(said.without_last())
    found = [judged for one in tries if (judged := _of_known_length(one))]
    kinds = [(one, *kind) for one in tries if (kind := _kind(one))]
    found += [judged for judged in kinds if judged[1] != "number"]
    found += [judged for judged in kinds if lows[judged[0].first] not in LONE]
    return next(iter(found + kinds), None)


def _of_known_length(said: Said) -> tuple[Said, str, float] | None:
    """A telephone or NHS number, whatever digits follow it."""
    whole = _kind(said)
    if whole and whole[0] in ("phone", "nhs_number") and len(said.spelt) <= 12:
        return said, *whole
    for length in (11, 10) if said.spelt.startswith("0") else (10, 11):
        begun = said.cut(length) if len(said.spelt) > length else None
        if (
            begun
            and (kind := _kind(begun))
            and kind[0] in (("phone", "nhs_number") if length == 11 else ("nhs_number",))
        ):
            return begun, *kind
    return None


def _spoken(words: Words) -> Iterator[Found]:
    before: Said | None = None
    for said in stretches(words):
        if all(words.lows[at].isdigit() for at in range(said.first, said.last + 1)):
            continue  # the rules for written numbers know better
        if COUNTED_UP.startswith(said.spelt) and len(said.spelt) < LONG_NUMBER:
            continue  # one two three four five
        if judged := _judge(said, words.lows):
            part, kind, score = judged
            first = part.first
            if kind == "phone" and before and _is_corrected(words, before.last + 1, part.first):
                first = before.first
            if first and words.lows[first - 1] == "plus":
                first -= 1
            start, end = words.span(first, part.last)
            yield Found(start, end, _as_phone(words.text, start, kind, part), score)
        elif said.spelt.isdigit() and len(said.spelt) >= 3:
            start, end = words.span(said.first, said.last)
            if _is_short_number(words.text, start, end, said):
                yield Found(start, end, "number", 0.75)
        before = said


def _as_phone(text: str, start: int, kind: str, said: Said) -> str:
    """A number that somebody rings is a telephone number however short it is."""
    fewest, most = DIGITS_OF_PHONE
    rung = kind == "number" and said.spelt.isdigit() and fewest <= len(said.spelt) <= most
    return "phone" if rung and PHONE_CUE.search(text, max(0, start - 40), start) else kind


def _is_corrected(words: Words, first: int, end: int) -> bool:
    """Whether the words between two stretches only say that the first one was wrong."""
    between = words.lows[first:end]
    return 0 < len(between) <= MOST_BETWEEN and CORRECTED.issuperset(between)


def _is_short_number(text: str, start: int, end: int, said: Said) -> bool:
    single = said.single >= len(said.spelt) - 1
    if TIGHT_CUE.search(text, max(0, start - 40), start):
        return True
    return len(said.spelt) == 4 and single and (_cued(text, start) or EXTENSION_AFTER.match(text, end) is not None)


def _beds(text: str) -> Iterator[Found]:
    for match in BED.finditer(text):
        yield Found(match.start("number"), match.end("number"), "number", 0.75)


def find(words: Words) -> Iterator[Found]:
    yield from _phones(words.text)
    yield from _coded(words.text, words.lower)
    yield from _plain(words.text)
    yield from _spoken(words)
    yield from _beds(words.text)
