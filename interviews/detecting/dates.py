"""Dates of birth, in figures or in words."""

import re
from collections.abc import Iterator

from interviews.detecting.tokens import Words
from interviews.identifiers import Found

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
UNITS = "one|two|three|four|five|six|seven|eight|nine"
TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
    r"fourteenth|fifteenth|sixteenth|"
    r"seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty)[ -](?:first|second|third|fourth|"
    r"fifth|sixth|seventh|eighth|ninth))"
)
NUMBER = rf"(?:(?:{TENS})[ -](?:{UNITS})|{TENS}|{TEENS}|(?:oh|o)[ -](?:{UNITS})|{UNITS})"
DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{ORDINAL}|{NUMBER})"
YEAR = (
    rf"(?:(?:19|20)\d\d|['’]\d\d|\d\d|nineteen[ -](?:hundred(?: and {NUMBER})?|{NUMBER})|twenty[ -]{NUMBER}|"
    rf"two thousand(?: and {NUMBER})?|eighteen[ -]{NUMBER}|{NUMBER})"
)
NUMERIC = r"\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
FULL_YEAR = (
    rf"(?:(?:19|20)\d\d|nineteen[ -](?:hundred(?: and {NUMBER})?|(?:oh[ -])?{NUMBER})|two thousand(?: and {NUMBER})?)"
)
FEAST = r"(?:christmas|boxing|new year's|new years|valentine's|midsummer's|st \w+'s|saint \w+'s) (?:day|eve)"
SPELT = (
    rf"{MONTH} (?:of )?(?:the year )?{FULL_YEAR}|{FEAST},?(?: in)? {FULL_YEAR}|"
    rf"(?:the )?{DAY}(?: of)?(?: the)? {MONTH}\b,?(?: in)?(?:,? {YEAR})?|"
    rf"{MONTH} (?:the )?{DAY}\b(?! thousand| hundred),?(?: {YEAR})?|"
    rf"(?:the )?{ORDINAL} of the {ORDINAL}(?:,?(?: of)? ?(?:the )?{YEAR})?|{NUMBER} {NUMBER} (?:{FULL_YEAR}|"
    rf"{NUMBER})"
)
DATE = re.compile(rf"(?<![\w/.-])(?:{NUMERIC}|{SPELT})(?![\w/]|-\d)", re.IGNORECASE)
FULL = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,2}} ?[/.-] ?\d{{1,2}} ?[/.-] ?(?:19[0-9]\d|[2-9]\d)|19\d\d-\d\d-\d\d|"
    rf"(?:the )?{DAY}(?: of)? {MONTH},? (?:19\d\d|['’][2-9]\d|nineteen[ -]{NUMBER})|"
    rf"{MONTH} (?:the )?{DAY},? (?:19\d\d|nineteen[ -]{NUMBER})|"
    rf"(?:the )?{ORDINAL} of the {ORDINAL},?(?: of)? (?:19\d\d|nineteen[ -](?:oh[ -])?{NUMBER}|"
    rf"(?:{TENS.replace('twenty|', '')})(?:[ -](?:{UNITS}))?|two thousand(?: and {NUMBER})?))(?![\w/]|-\d)",
    re.IGNORECASE,
)
BORN = re.compile(
    r"\b(?:born|birth|birthday|birthdays|birthdate|d\.? ?o\.? ?b\.?|dob|d o b|d of b|date of birth)\b"
    r"[^.?!\n]{0,45}(?:\?? ?\n{1,2}[\w ]{1,20}: (?:(?:um|er|erm|uh|oh|its|it['’]s|that['’]?s|the|yeah|yes) ?)*)?$",
    re.IGNORECASE,
)
THING_BORN = re.compile(
    r"\b(?:it|idea|service|project|programme|scheme|team|unit|clinic|charity|group|trust|partnership|network|centre|"
    r"organisation|campaign|forum|hub|model|plan) (?:was|were|is|had been) born\b",
    re.IGNORECASE,
)
BORN_AFTER = re.compile(
    r"[,)]? (?:is |was )?"
    r"(?:(?:his|her|their|my|your|mum['’]?s|dad['’]?s|our \w+['’]?s) )?(?:birthday|date of birth|dob|d o b|"
    r"was born)\b",
    re.IGNORECASE,
)
BORN_YEAR = re.compile(
    rf"\bborn (?:back )?in (?:the year (?:of our lord )?)?(?P<year>(?:19|20)\d\d|nineteen[ -](?:oh[ -])?{NUMBER}|"
    rf"{MONTH} (?:of )?(?:(?:19|20)\d\d|nineteen[ -]{NUMBER}|['’]\d\d|(?:{TENS})(?:[ -](?:{UNITS}))?)|"
    rf"(?:thirty|forty|fifty|sixty)[ -](?:{UNITS}))",
    re.IGNORECASE,
)


# A date of birth that is put right before it is whole, or after: the seventh, no, the eighth of march forty
PUT_RIGHT = re.compile(
    r"[ ,]+(?:(?:er|um|erm|oh|no|sorry|wait|hang on|hold on|i mean|i tell a lie|actually|rather|not|it['’]?s|"
    r"that['’]?s|"
    r"the|on|is|was)[ ,]+){1,6}",
    re.IGNORECASE,
)
TOLD = re.compile(r"\b(?:no|sorry|wait|mean|lie|actually|rather|not)\b", re.IGNORECASE)
HALF = (
    rf"(?:{ORDINAL} of (?:the (?:{ORDINAL}|{NUMBER})|{MONTH})|{MONTH} (?:the )?{DAY}"
    rf"|{DAY} {MONTH}|{NUMBER} {NUMBER}|{ORDINAL}|{MONTH})"
)
HALF_BEFORE = re.compile(rf"\b(?P<half>{HALF}){PUT_RIGHT.pattern}$", re.IGNORECASE)
HALF_AFTER = re.compile(
    rf"{PUT_RIGHT.pattern}(?P<half>{HALF}|{NUMBER})\b(?! (?:years?|months?|weeks?|days?|hours?|of|people|"
    rf"o.?clock)\b)",
    re.IGNORECASE,
)

WITH_MONTH = re.compile(rf"{MONTH}|{ORDINAL} of|\d[/.-]", re.IGNORECASE)
# One date of birth is compared with another or put right
ANOTHER = re.compile(
    r"(?:[^\w\n]|\b(?:wrong|no|not|sorry|wait|hang on|tell a lie|should be|should have been|is|it['’]?s|was|actually|"
    r"instead of|rather than|or|and|but|says?|said|got|put|had|have|has|down|as|on|one|other|another|the|that|they|"
    r"it|"
    r"he|she|screen|system|record|records|card|form|letter|notes|computer|mine|hers|his|i|mean|er|um|erm|really|for|"
    r"whereas|flipped|with|written|theirs|correct|right|so|i['’]?ve|they['’]?ve|mum|dad)\b){1,30}",
    re.IGNORECASE,
)


def find(words: Words) -> Iterator[Found]:
    """Every date of birth, with what was said wrong of it."""
    text = words.text
    before: Found | None = None
    for found in sorted(_births(text), key=lambda one: one.start):
        yield found
        if found.score < SURE:
            continue
        if before and _puts_right(text, PUT_RIGHT.fullmatch(text, before.end, found.start)):
            yield Found(before.start, found.end, "dob", CORRECTED)
        half = HALF_BEFORE.search(text, max(0, found.start - 70), found.start)
        if half and TOLD.search(text, half.end("half"), found.start):
            yield Found(half.start("half"), found.end, "dob", CORRECTED)
        half = HALF_AFTER.match(text, found.end)
        if half and TOLD.search(text, found.end, half.start("half")):
            yield Found(found.start, half.end("half"), "dob", CORRECTED)
        before = found


SURE, CORRECTED = 0.9, 0.97


def _puts_right(text: str, between: re.Match[str] | None) -> bool:
    return between is not None and TOLD.search(between.group()) is not None


def _births(text: str) -> Iterator[Found]:
    last = -1  # where the date of birth before ends
    for match in DATE.finditer(text):
        another = last >= 0 and WITH_MONTH.search(match.group()) and ANOTHER.fullmatch(text, last, match.start())
        born = BORN.search(text, max(0, match.start() - 60), match.start())
        if born and THING_BORN.search(text, max(0, born.start() - 40), born.end()):
            continue
        if born or another or BORN_AFTER.match(text, match.end()):
            last = match.end()
            yield _dob(text, match.start(), match.end(), 0.95)
        elif FULL.match(text, match.start()):
            last = match.end()
    for match in FULL.finditer(text):
        yield _dob(text, match.start(), match.end(), 0.7)
    for match in BORN_YEAR.finditer(text):
        if not THING_BORN.search(text, max(0, match.start() - 40), match.start() + 4):
            yield Found(match.start("year"), match.end("year"), "dob", 0.6)


def _dob(text: str, start: int, end: int, score: float) -> Found:
    return Found(start + 4 if text[start : start + 4].lower() == "the " else start, end, "dob", score)
