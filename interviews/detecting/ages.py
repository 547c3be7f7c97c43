"""Ages over 89, in figures or in words."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence

from interviews.detecting.dates import UNITS
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

OLD = (
    rf"(?:ninety(?:[ -](?:{UNITS}))?|(?:a |one )?hundred (?:and|an|n) (?:{UNITS}|ten|eleven|twelve)|"
    rf"(?:a|one) hundred|one oh (?:{UNITS})|9[0-9]|1[01][0-9])"
)
AGE = re.compile(
    rf"(?<![\w£$€.,:/+'’-])(?:{OLD})"
    r"(?:[ -]years?[ -]olds?|[ -]year[ -]old| years of age| and a half(?= (?:she|he|and|now)\b))?(?![\w%]|[.,:/]\d|"
    r"-\w)",
    re.IGNORECASE,
)
OF_SOMEBODY = re.compile(
    r"\b(?:man|woman|lady|gentleman|gent|chap|bloke|fella|fellow|patient|resident|mother|father|mum|dad|nan|"
    r"gran|granny|grandad|widow|widower|lad|boy|girl|person|somebody|someone|neighbour|veteran|she|"
    r"he)(?: in [\w ]{1,30}| who's| she's| he's| of| is| was)?,?\s*$",
    re.IGNORECASE,
)
OF_KIN = re.compile(  # auntie jean nearly ninety
    r"\b(?:auntie|aunt|uncle|nan|granny|cousin|mrs|mr|miss|old|our|my) \w+ (?:whos |who['’]s |is |must be )?"
    r"(?:nearly|almost|well over|past|about|just gone|coming up|going on|rising|pushing|getting on for)\s*$",
    re.IGNORECASE,
)
ORDINAL_AGE = (
    r"(?:ninetieth|ninety[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|hundredth|"
    r"(?:one |a )?hundred and (?:first|second|third|fourth|fifth|sixth))"
)
OF_BIRTHDAY = (  # her ninetieth in the village hall
    r"(?:in|at|on|with|and|when|they|we|she|he|i|last|this|next|the (?:week|day|month|year|other)|party|do|card|was|"
    r"is|so|"
    r"coming|just|but|before|after)\b"
)
NINETIES = re.compile(
    r"\b(?:(?:his|her|their|my|in) (?:early |mid |late |mid-|late-)?|(?:early|mid|late)[ -](?=\w+ (?:he|she|they)\b))"
    r"(?P<age>nineties|90s|hundreds)\b|\b(?P<old>(?:(?:super)?cent|nonag)enarians?)\b|"
    r"\b(?P<birthday>ninetieth|ninety[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"(?:one |a )?hundred(?:th| and (?:first|second|third|fourth|fifth|sixth))|9\dth|9(?:1st|2nd|3rd)|10\dth)"
    r"(?= birthday\b)|"
    rf"\b(?:(?:in|into|reached|hit) (?:his|her|their|my)|(?:his|her|their|my)(?= {ORDINAL_AGE} {OF_BIRTHDAY}))"
    rf" (?P<year>{ORDINAL_AGE})(?= (?:year|{OF_BIRTHDAY}))|"
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
    r"(?:he|she|i|you|who|mum|mam|ma|dad|da|mother|father|nan|nana|nain|taid|gran|granny|grandad|granddad|grandma|"
    r"grandpa|"
    r"auntie|aunt|uncle|lady|gentleman|man|woman|chap|husband|wife|patient|resident|lad|neighbour)"
)
RUN_TOGETHER = (  # shes, whod be, mums: the apostrophe is missing
    r"(?:(?:he|she|who|mum|mam|dad|nan|nana|gran|granny|grandad|granddad|grandma|grandpa|mother|father|husband|wife|"
    r"mamgu|taid|nain|auntie)s|(?:he|she|who|i|they)d (?:be|have been)|(?:he|she|who|i)ll be|im|youre|theyre)"
)
LIVED = re.compile(
    rf"(?:\b(?:aged?|age of|how old\b[^.?!\n]{{0,30}}|(?:weeks?|months?|days?|year|bit|just|inch) (?:off|short of|"
    rf"shy of)|"
    rf"a (?:sprightly|spritely|spry|grand|good|fit|ripe|young|healthy|hale)|couple are|parents are|grandparents are|"
    rf"turned|turning|turns|just gone|coming up(?: to)?|pushing|rising|knocking on|getting on for|"
    rf"(?:died|passed away|passed|went|live[sd]?|get|gets|got|getting)(?: \w+)? (?:at|to|till|until|to be)|"
    rf"{RUN_TOGETHER}|{SOMEBODY}"
    rf"(?:['’](?:s|re|m|d be|d have been|ll be)| (?:must|might|may|could|has to|had to|has got to|should)(?: be|"
    rf" have been)|"
    rf" is| was| were| are| be| would be| will be| had been| would have been|"
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
    r"stone|milligrams?|mg|ml|mils?|over|point|plus(?! (?:i|now|and|she|he|if|but)\b)|to one|volts|appointments|"
    r"referrals|cases|calls?|places?|pages|visits|mile|minute|day|bed|hour|"
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
TENFOLD = ROUND | {"ninety", "90"}
WHEN_SHE = re.compile(
    r",? (?:she|he) (?:is|was|says|said|reckons|tells)\b|"
    r",? when (?:she|he|mum|dad|nan|gran|my \w+) (?:died|came|went|passed|moved|had|was|got|fell|broke|left|"
    r"started|lost)\b",
    re.IGNORECASE,
)
YEARS_OLD = re.compile(r"\s*(?:years? old|next|last|this|now|when (?:she|he|they))")
NO_AGE_BEFORE = re.compile(r"(?:nineteen|one|eighteen|[£$€]|\d)\s*$", re.IGNORECASE)


ABOUT = re.compile(r" (?:odd|something|plus|ish|or so)\b", re.IGNORECASE)


def find(words: Words) -> Iterator[Found]:
    text = words.text
    said = [(match, _of_age(text, match)) for match in AGE.finditer(text)]
    sure = [match for match, score in said if score]
    for match, score in said:
        if score or _again(text, match, sure):
            about = ABOUT.match(text, match.end())
            yield Found(match.start(), about.end() if about else match.end(), "age", score or 0.7)
    for match in NINETIES.finditer(text):
        kind = str(match.lastgroup)
        yield Found(match.start(kind), match.end(kind), "age", 0.5)


AGAIN = re.compile(
    r",? (?:(?:or|and|maybe|er|um|no|nearly|well|sorry|wait|hang|hold|on|she|he|is|was|i|tell|a|lie|"
    r"not|actually|mean|shes|hes|she['’]s|he['’]s|it['’]?s|that['’]?s)[, …—–]+){0,6}"
)
CORRECTED_BY = re.compile(r"[ ,.…—–]+(?:er |um )?(?:no|sorry|wait|hang on|hold on|i tell a lie)\b", re.IGNORECASE)
NEAR = 200  # characters
NEIGHBOURS = 30  # ages before and after


def _again(text: str, match: re.Match[str], sure: Sequence[re.Match[str]]) -> bool:
    """Whether an age is said once more, by whoever asks, or put right: "she's ninety six" "ninety six in walmer"."""
    if UNITS_COUNTED.match(text, match.end()) or NO_AGE_BEFORE.search(text, max(0, match.start() - 20), match.start()):
        return False
    place = bisect(sure, match.start(), key=lambda one: one.start())
    before, after = sure[max(place - NEIGHBOURS, 0) : place], sure[place : place + NEIGHBOURS]
    same = [one for one in (*before, *after) if one.group().lower() == match.group().lower()]
    if same and match.group().lower() not in TENFOLD:
        return True
    if any(abs(one.start() - match.start()) < NEAR for one in same) and not COUNTED.match(text, match.end()):
        return True
    if before and AGAIN.fullmatch(text, before[-1].end(), match.start()):
        return True
    return bool(after) and after[0].start() - match.end() < NEAR and bool(CORRECTED_BY.match(text, match.end()))


def _of_age(text: str, match: re.Match[str]) -> float:
    """How surely this number is an age: by the words before and after; 0 where it counts something else."""
    old = match.group().lower()
    if old.endswith(("old", "olds")):
        return 0.9
    if _lived(text, match, old in ROUND) or WHEN_SHE.match(text, match.end()):
        return 0.8
    if old in ROUND and not YEARS_OLD.match(text, match.end()):
        return 0.0
    before = text[max(0, match.start() - 40) : match.start()]
    after = AGED_AFTER.match(text, match.end()) is not None
    sure = AGE_VERB.search(before) or OF_SOMEBODY.search(before) or OF_KIN.search(before)
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


HE_OR_SHE = re.compile(
    SOMEBODY.replace("i|you|", "") + r"\b|aged|turn|died|weeks?|months?|days?|year|bit|just", re.IGNORECASE
)
