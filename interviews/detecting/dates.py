"""Dates of birth, and ages over 89, in figures or in words."""

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
    rf"(?:the )?{ORDINAL} of the {ORDINAL}(?:,?(?: of)? ?(?:the )?{YEAR})?|{NUMBER} {NUMBER} (?:nineteen[ -]{NUMBER}|"
    rf"{NUMBER})"
)
DATE = re.compile(rf"(?<![\w/.-])(?:{NUMERIC}|{SPELT})(?![\w/]|-\d)", re.IGNORECASE)
FULL = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,2}} ?[/.-] ?\d{{1,2}} ?[/.-] ?(?:19[0-9]\d|[2-9]\d)|19\d\d-\d\d-\d\d|"
    rf"(?:the )?{DAY}(?: of)? {MONTH},? (?:19\d\d|['’][2-9]\d|nineteen[ -]{NUMBER})|"
    rf"{MONTH} (?:the )?{DAY},? (?:19\d\d|nineteen[ -]{NUMBER}))(?![\w/]|-\d)",
    re.IGNORECASE,
)
BORN = re.compile(
    r"\b(?:born|birth|birthday|birthdays|birthdate|d\.? ?o\.? ?b\.?|dob|d o b|date of birth)\b[^.?!\n]{0,45}$",
    re.IGNORECASE,
)
THING_BORN = re.compile(
    r"\b(?:it|idea|service|project|programme|scheme|team|unit|clinic|charity|group|trust|partnership|network|centre|"
    r"organisation|campaign|forum|hub|model|plan) (?:was|were|is|had been) born\b",
    re.IGNORECASE,
)
BORN_AFTER = re.compile(
    r"[,)]? (?:is |was )?(?:(?:his|her|their|my) )?(?:birthday|date of birth|dob|d o b|was born)\b", re.IGNORECASE
)
BORN_YEAR = re.compile(
    rf"\bborn (?:back )?in (?:the year )?(?P<year>(?:19|20)\d\d|nineteen[ -](?:oh[ -])?{NUMBER}|"
    rf"{MONTH} (?:of )?(?:(?:19|20)\d\d|nineteen[ -]{NUMBER}|['’]\d\d))",
    re.IGNORECASE,
)

OLD = rf"(?:ninety(?:[ -](?:{UNITS}))?|(?:a|one) hundred(?: and (?:{UNITS}|ten|eleven|twelve))?|9[0-9]|1[01][0-9])"
AGE = re.compile(
    rf"(?<![\w£$€.,:/+'’-])(?:{OLD})(?:[ -]years?[ -]olds?|[ -]year[ -]old)?(?![\w%]|[.,:/]\d|-\w)", re.IGNORECASE
)
OF_SOMEBODY = re.compile(
    r"\b(?:man|woman|lady|gentleman|gent|chap|bloke|fella|fellow|patient|resident|mother|father|mum|dad|nan|"
    r"gran|granny|grandad|widow|widower|lad|boy|girl|person|somebody|someone|neighbour|veteran|she|"
    r"he)(?: in [\w ]{1,30}| who's| she's| he's| of| is| was)?,?\s*$",
    re.IGNORECASE,
)
NINETIES = re.compile(
    r"\b(?:(?:his|her|their|my|in) (?:early |mid |late |mid-|late-)?|(?:early|mid|late)[ -](?=\w+ (?:he|she|they)\b))"
    r"(?P<age>nineties|90s|hundreds)\b|\b(?P<old>(?:super)?centenarian)\b|"
    r"\b(?P<birthday>ninetieth|ninety[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"(?:one |a )?hundred(?:th| and (?:first|second|third|fourth|fifth|sixth))|9\dth|9(?:1st|2nd|3rd)|10\dth)"
    r"(?= birthday\b)|"
    r"\b(?:he|she|mum|dad|mother|father|nan|gran)(?:['’]s| is| was|['’]d be) "
    r"(?:early|mid|late)[ -](?P<late>nineties)\b",
    re.IGNORECASE,
)
AGE_BEFORE = re.compile(
    r"(?:\b(?:is|was|be|been|being|aged?|am|are|were|turned|turning|turns|reached|nearly|almost|about|around|"
    r"just|now|only|gone|"
    r"hit|of|at|to|till|until|past|he|she|and|says|said|lived)|['’](?:s|d|re|m)|[,(–—:-]|^|[.!?])\s*(?:be |"
    r"been |like |nearly |almost |about |er |um |now )?[\"“‘']?$",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"\s*(?:per ?cent|percent|%|minutes?|mins?|hours?|days?|weeks?|months?|miles?|pounds?|quid|p\b|grand|k\b|"
    r"thousand|hundred|million|beds?|"
    r"patients?|people|staff|times|odd|of (?:them|us|the|those|our)|and|degrees|grams?|kilos?|stone|milligrams?|"
    r"mg|ml|mils?|over|point|"
    r"in the|a |calls?|residents?|places?|letters|names|pages|visits|practices|gps|nurses|cases|out of|or so|"
    r"plus|to one|something people|"
    r"[a-z]+ (?:people|patients|staff|beds|pounds)|volts|families|carers|houses|homes|appointments|questions|"
    r"responses|interviews|hospitals|"
    r"members|children|kids|women|men|deaths|falls|referrals|odd|mile|minute|day|bed|hour|week|pound|for|on|at)\b",
    re.IGNORECASE,
)
AGED_AFTER = re.compile(
    r"\s*(?:years?[ -]olds?|year[ -]old|when|now|you|this|next|last|bless|if|but|he|she|and (?:he|she|still|"
    r"a half|lives|living|as|sharp|in|on|all|never)|in (?:may|june|july|august|september|october|november|"
    r"december|january|february|march|april)|and)\b|\s*[,.;!?)\n–—-]|\s*$",
    re.IGNORECASE,
)
SOMEBODY = (
    r"(?:he|she|i|you|who|mum|mam|ma|dad|da|mother|father|nan|nana|nain|taid|gran|granny|grandad|grandma|grandpa|"
    r"auntie|aunt|uncle|lady|gentleman|man|woman|chap|husband|wife|patient|resident|lad|neighbour)"
)
LIVED = re.compile(
    rf"(?:\b(?:aged?|turned|turning|turns|just gone|coming up(?: to)?|pushing|rising|knocking on|getting on for|"
    rf"(?:died|passed away|passed|went|live[sd]?|get|gets|got|getting)(?: \w+)? (?:at|to|till|until|to be)|"
    rf"{SOMEBODY}(?:['’](?:s|re|m|d be|ll be)| is| was| were| are| be| would be| will be| had been| would have been|"
    rf" reached| hit| made it to| got to))(?: (?:now|only|about|nearly|almost|over|all of|like|er|um|what|just|well|"
    rf"coming up|getting on for|going on|pushing|rising|near enough|about to be))*)[ ,]*$",
    re.IGNORECASE,
)
THEY_ARE_OVER = re.compile(
    r"\b(?:residents?|patients?|ladies|lady|gentlem[ae]n|people|one|ones|somebody|someone|two|three|women|men) "
    r"(?:who's |who are |aged |that's )?(?:over|past|nearly|well over)\s*$",
    re.IGNORECASE,
)
UNITS_COUNTED = re.compile(
    r"\s*(?:per ?cent|percent|%|minutes?|mins?|hours?|days?|weeks?|months?|miles?|pounds?|quid|p\b|grand|k\b|"
    r"thousand|hundred|million|beds?|patients?|people|staff|times|of (?:them|us|the|those|our)|degrees|grams?|kilos?|"
    r"stone|milligrams?|mg|ml|mils?|over|point|plus|to one|volts|calls?|places?|pages|visits|mile|minute|day|bed|hour|"
    r"week|pound|out of|yards?|feet|metres?|"
    r"(?:odd|or so|something|and a half) (?!years?|now|she|he|if|and|when|like)[a-z]+|"
    r"[a-z]+ (?:people|patients|staff|beds|pounds|miles|minutes|hours|days|weeks))\b",
    re.IGNORECASE,
)
AGE_VERB = re.compile(
    r"(?:\b(?:aged?|turned|turning|turns)|\b(?:he|she|i|who|mum|dad|mother|father|nan|gran|grandad|man|lady|"
    r"woman|gentleman|[a-z]+)(?:['’](?:s|d be|ll be|m|d)| is| was| be| were))(?: (?:now|only|about|nearly|"
    r"almost|over|all of|like|er|um|what|just))*\s*$",
    re.IGNORECASE,
)


ROUND = frozenset(["a hundred", "one hundred", "100"])  # too often no age
YEARS_OLD = re.compile(r"\s*(?:years? old|next|last|this|now)")
NO_AGE_BEFORE = re.compile(r"(?:nineteen|one|eighteen|[£$€]|\d)\s*$", re.IGNORECASE)


def births(words: Words) -> Iterator[Found]:
    text = words.text
    for match in DATE.finditer(text):
        born = BORN.search(text, max(0, match.start() - 60), match.start())
        if born and THING_BORN.search(text, max(0, born.start() - 40), born.end()):
            continue
        if born or BORN_AFTER.match(text, match.end()):
            yield _dob(text, match.start(), match.end(), 0.95)
    for match in FULL.finditer(text):
        yield _dob(text, match.start(), match.end(), 0.7)
    for match in BORN_YEAR.finditer(text):
        if not THING_BORN.search(text, max(0, match.start() - 40), match.start() + 4):
            yield Found(match.start("year"), match.end("year"), "dob", 0.6)


def _dob(text: str, start: int, end: int, score: float) -> Found:
    return Found(start + 4 if text[start : start + 4].lower() == "the " else start, end, "dob", score)


def ages(words: Words) -> Iterator[Found]:
    text = words.text
    last = -1  # where the age before ends
    for match in AGE.finditer(text):
        again = last >= 0 and OR.fullmatch(text, last, match.start()) and not UNITS_COUNTED.match(text, match.end())
        if score := _of_age(text, match) or 0.7 * bool(again):
            yield Found(match.start(), match.end(), "age", score)
            last = match.end()
    for match in NINETIES.finditer(text):
        kind = str(match.lastgroup)
        yield Found(match.start(kind), match.end(kind), "age", 0.5)


OR = re.compile(r",? (?:or |maybe |er |no |nearly |well ){0,2}")


def _of_age(text: str, match: re.Match[str]) -> float:
    """How surely this number is an age: by the words before and after; 0 where it counts something else."""
    old = match.group().lower()
    if old.endswith(("old", "olds")):
        return 0.9
    if _lived(text, match, old in ROUND):
        return 0.8
    if old in ROUND and not YEARS_OLD.match(text, match.end()):
        return 0.0
    before = text[max(0, match.start() - 40) : match.start()]
    after = AGED_AFTER.match(text, match.end()) is not None
    sure = AGE_VERB.search(before) or OF_SOMEBODY.search(before)
    counted = COUNTED.match(text, match.end()) and not (sure and after)
    if counted or NO_AGE_BEFORE.search(before):
        return 0.0
    return 0.8 if sure else 0.65 if after and AGE_BEFORE.search(before) else 0.0


def _lived(text: str, match: re.Match[str], a_hundred: bool) -> bool:
    """Whether somebody is or became so old: she's ninety on a good day, he got to a hundred."""
    if UNITS_COUNTED.match(text, match.end()):
        return False
    before = text[max(0, match.start() - 60) : match.start()]
    if THEY_ARE_OVER.search(before):
        return True
    lived = LIVED.search(before)
    return lived is not None and (not a_hundred or HE_OR_SHE.match(lived.group()) is not None)


HE_OR_SHE = re.compile(SOMEBODY.replace("i|you|", "") + r"\b|aged|turn|died", re.IGNORECASE)


def find(words: Words) -> Iterator[Found]:
    yield from births(words)
    yield from ages(words)
