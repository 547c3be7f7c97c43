"""E-mail addresses, web addresses and postcodes, written or spoken."""

import re
from collections.abc import Iterator

from interviews.detecting import vocabulary as voc
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

# Every repetition is bounded and patterns begin where a word begins: a hostile file costs no more than an honest one.
EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@\w[\w-]{0,63}(?:\.\w[\w-]{0,63}){1,8}")
BROKEN_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?(?:@|\[at\]|\(at\)) ?[\w-]{1,64}(?:(?:\.| ?\[dot\] ?)\w[\w-]{0,63}){1,8}",
    re.IGNORECASE,
)
COUNT = (
    "oh|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|"
    "seventy|eighty|ninety|double|triple"
)
JOINT = "dot|underscore|hyphen|dash|point|full stop|stroke"
GAP = "[ ,]{1,3}"
LOCAL = (
    rf"(?<![\w'’-])(?:[a-z0-9'’]{{1,30}}{GAP}(?:{JOINT}){GAP}){{0,6}}(?:\b[a-z0-9]{GAP}){{0,12}}\b[a-z0-9'’-]{{1,30}}"
    rf"(?:{GAP}(?:{COUNT}|[0-9]{{1,9}})){{0,8}}"
)
HOST = rf"[a-z0-9-]{{1,40}}(?:{GAP}(?:[a-z]|hyphen|dash|{COUNT})\b){{0,8}}(?:{GAP}[a-z0-9]{{1,30}})?"
SPOKEN_EMAIL = re.compile(rf"{LOCAL}{GAP}at{GAP}{HOST}(?:{GAP}dot{GAP}[a-z0-9]{{1,30}}){{1,5}}", re.IGNORECASE)
AT_DOT = re.compile(rf"\bat{GAP}(?:[a-z0-9-]{{1,40}}{GAP}){{1,5}}?dot\b", re.IGNORECASE)
NOT_LOCAL = voc.words_of("not_local")

NO_MAILBOX = voc.words_of("no_mailbox")
SLASH = re.compile(r"[ ,]+(?:forward )?slash\b", re.IGNORECASE)

TOP = (
    "uk|com|org|net|gov|edu|info|io|eu|ie|scot|wales|cymru|london|nhs|health|care|co|tv|me|app|biz|example|"
    "test|local|site|online|blog|ac|ly"
)
TOPS = frozenset(TOP.split("|"))
AT_SIGN = re.compile(r"@|[\[(]at[\])]", re.IGNORECASE)
HANDLE = re.compile(r"(?<![\w.])@\w{3,}\b(?!\.\w)")
URL = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"”“]{1,500}[\w/]|"
    rf"(?<![\w.-])(?:[\w-]{{1,63}}\.){{1,8}}(?:{TOP})\b(?:/[^\s<>\"”“]{{0,500}}[\w/])?(?!@)",
    re.IGNORECASE,
)
DOMAIN = rf"(?:[a-z0-9-]{{1,40}}{GAP}dot{GAP})"
SPOKEN_URL = re.compile(
    rf"\b(?:h t t p s?[a-z ]{{0,30}}|www dot |w w w dot |double u double u double u dot )?{DOMAIN}{{1,5}}(?:{TOP})\b"
    rf"(?:{GAP}(?:dot [a-z]{{2,3}}\b|(?:forward )?slash [a-z0-9-]{{1,40}}"
    rf"(?:{GAP}(?:dash|hyphen|underscore|dot) [a-z0-9]{{1,40}}){{0,6}})){{0,6}}",
    re.IGNORECASE,
)

AREA = (
    "AB|AL|B|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|"
    "EX|FK|FY|G|GL|GU|GY|"
    "HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|"
    "OL|OX|PA|PE|PH|PL|PO|PR|"
    "RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
POSTCODE = re.compile(rf"\b(?=[A-Z]{{1,2}}\d)(?:{AREA})\d[\dA-Z]?[ ]{{0,2}}\d[A-Z]{{2}}\b", re.IGNORECASE)
HALF = re.compile(rf"\b(?:{AREA})\d[\dA-Z]?\b(?! {{0,2}}\d)")
OUTWARD = re.compile(
    rf"(?:(?<=postcode )|(?<=postcode is )|(?<=postcodes ))(?:{AREA})\d[\dA-Z]?\b|"
    rf"\b(?:{AREA})\d[\dA-Z]?(?= (?:area|postcodes?|district)\b)"
)


def emails(words: Words) -> Iterator[Found]:
    text = words.text
    for pattern in (EMAIL, BROKEN_EMAIL) if AT_SIGN.search(text) else ():
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), "email", 0.99)
    if not AT_DOT.search(text):
        return
    for match in SPOKEN_EMAIL.finditer(text):
        ending = match.group().split()[-1].lower()
        if ending in voc.FUNCTION and ending not in TOPS:  # nine at the surgery dot on the dot
            continue
        start = match.start()
        head = match.group().split(" at ", 1)[0]
        while (first := head.split(" ", 1))[0].strip(",").lower() in NOT_LOCAL and len(first) == 2:
            start += len(first[0]) + 1
            head = first[1]
        if head.strip(",").lower() in NO_MAILBOX or SLASH.match(text, match.end()):
            continue
        yield Found(start, match.end(), "email", 0.98)


def urls(words: Words) -> Iterator[Found]:
    for match in URL.finditer(words.text):
        yield Found(match.start(), match.end(), "url", 0.97)
    for match in HANDLE.finditer(words.text):
        yield Found(match.start(), match.end(), "url", 0.9)
    if " dot " in words.text:
        for match in SPOKEN_URL.finditer(words.text):
            yield Found(match.start(), match.end(), "url", 0.96)


def postcodes(words: Words) -> Iterator[Found]:
    halves: set[str] = set()
    for match in POSTCODE.finditer(words.text):
        yield Found(match.start(), match.end(), "postcode", 0.95)
        halves.add(match.group()[:-3].strip())
    for match in HALF.finditer(words.text) if halves else ():
        if match.group() in halves:  # the first half alone, where it stands whole elsewhere
            yield Found(match.start(), match.end(), "postcode", 0.75)
    for match in OUTWARD.finditer(words.text):
        yield Found(match.start(), match.end(), "postcode", 0.7)


def find(words: Words) -> Iterator[Found]:
    yield from emails(words)
    yield from urls(words)
    yield from postcodes(words)
