"""Telephone, NHS, National Insurance and other identifying numbers, written in figures."""

import re
from collections.abc import Iterator

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
    r"ring|phone|call|dial|ask for|tel\w*|fax|desk|line|"
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
    r"\d{2,}[A-Z]\d{3,}[A-Z]?|\d{4,}[A-Z]{1,3})(?: \d{2,}(?:/\d+)+)?\b"
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


NUMBER_IS = re.compile(r"(?:number|ext|extension|bleep|badge|pin|code)\W*(?:is\W*)?$", re.IGNORECASE)
EXTENSION_AFTER = re.compile(
    r",? (?:which is|which was|that['’]?s|is|was) (?:\w+ )?(?:extension|bleep|ext|internal)\b|,? internally\b",
    re.IGNORECASE,
)
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
    yield from _short(text)


def _short(text: str) -> Iterator[Found]:
    for match in SHORT.finditer(text):
        if EXTENSION_AFTER.match(text, match.end()):
            yield Found(match.start(), match.end(), "number", 0.75)
        elif cued(text, match.start()) and (not YEAR.fullmatch(match.group()) or _numbered(text, match.start())):
            yield Found(match.start(), match.end(), "number", 0.7)


def _identifies(text: str, groups: re.Match[str]) -> bool:
    """Whether groups of digits are one number: many digits, or fewer after a word such as "account"; no years."""
    count = len(_digits(groups.group()))
    years = all(YEAR.fullmatch(part) for part in re.split("[ -]", groups.group()))
    return not years and (count >= LONG_NUMBER or (count >= SHORT_NUMBER and cued(text, groups.start())))


def cued(text: str, start: int) -> bool:
    """Whether a word shortly before says that a number comes."""
    return CUE.search(text, max(0, start - 45), start) is not None


def _numbered(text: str, start: int) -> bool:
    return NUMBER_IS.search(text, max(0, start - 20), start) is not None


def find(words: Words) -> Iterator[Found]:
    yield from _phones(words.text)
    yield from _coded(words.text, words.lower)
    yield from _plain(words.text)
