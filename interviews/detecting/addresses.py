"""Houses: a number and a street, written or spoken, and houses that have a name."""

import re
from collections.abc import Collection, Iterator

from interviews.detecting import vocabulary as voc
from interviews.detecting.dates import NUMBER, TEENS, TENS, UNITS
from interviews.detecting.lexicon import is_word
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

STREET = (
    "street|road|lane|avenue|close|drive|crescent|terrace|place|court|gardens?|grove|way|walk|mews|square|hill|"
    "rise|row|mount|view|green|parade|"
    "park|gate|bank|brow|fold|croft|vale|wynd|loan|brae|side|end|quay|wharf|yard|heights|parkway|boulevard|"
    "broadway|circus|esplanade|"
    "ridgeway|causeway|drove|greenway|promenade|villas|cottages?|buildings?|house|flats|mansions|reach|meadows?|field|fields|approach|passage|"
    "alley|ginnel|heol|stryd|"
    "ffordd|lon|rd|ave|st|cres|ln|dr|gdns|cl|tce|drift|loke|chare|orchard|copse|spinney|hollow|bottom|dale|moor|common"
)
NAME = r"[A-ZÀ-Þ][^\W\d_]*(?:['’][^\W\d_]+)*(?![\w])"
NUMERAL = r"\d{1,4}[a-zA-Z]?(?: ?[-–/] ?\d{1,4}[a-z]?)?"
FLAT = rf"(?:(?:Flat|Apartment|Apt|Unit|Room|Plot|flat|apartment) (?:{NUMERAL}|[A-Z]|{NUMBER}),? )?"
TOWN = rf"(?:, {NAME}(?:[ -](?:{NAME}|on|upon|le|of|the))*)*"
WRITTEN = re.compile(
    rf"(?<![\w£$€.,:/-]){FLAT}{NUMERAL},? (?:the |The )?{NAME}(?:[ -](?:{NAME}|y|yr|of|the|and)){{0,3}}(?:{TOWN})",
    re.MULTILINE,
)
FLAT_ONLY = re.compile(rf"\b(?:Flat|Apartment|Apt) (?:{NUMERAL}|[A-Z])\b,? {NAME}(?: {NAME}){{0,3}}")
WELSH = voc.words_of("welsh_streets")
UNITS_AFTER = voc.words_of("month_names_short")
HUNDRED = (
    rf"(?:(?:a|{UNITS}) hundred(?: and (?:{NUMBER}))?|(?:{UNITS})[ -](?:oh[ -])?(?:{UNITS})|"
    rf"(?:{TEENS}) hundred(?: and (?:{NUMBER}))?|(?:{UNITS}|{TEENS}) (?:{TENS}) (?:{UNITS})|"
    rf"(?:{UNITS}|{TEENS}) (?:sixty|seventy|eighty|ninety)|one (?:{TENS})(?:[ -](?:{UNITS}))?)"
)
FLOOR = (
    r"(?:on the )?(?:(?:top|ground|basement|first|second|third|fourth|fifth|upper|lower) floor|top|ground|basement) "
)
CALLED = "flat|apartment|number|unit|plot|pitch|house|studio|chalet|caravan|suite|bungalow"
SPOKEN = re.compile(
    rf"\b(?:(?:(?:flat|apartment|room|unit) (?:{NUMBER}|\d{{1,3}}|[a-h]),? (?:{FLOOR})?)|"
    rf"(?:{FLOOR})?(?:{CALLED}) )?(?P<number>(?:{HUNDRED}|{NUMBER}|"
    rf"\d{{1,4}})(?: ?[a-f](?= )| and a half)?) (?P<name>(?:[a-zà-ÿ'’]+ ){{1,3}}?)(?P<street>{STREET})\b(?!['’])"
    rf"(?: (?:street|road|lane|avenue|crescent|terrace|gardens|grove|mews|(?:close|court|place)(?! (?:to|by|"
    rf"up)\b))\b)?"
    rf"(?: (?:north|south|east|west)\b(?! (?:of|side|and)))?",
    re.IGNORECASE,
)
NOT_IN_NAME = voc.words_of("not_in_street")
THE_WEAK = voc.words_of("weak_the_streets")
WEAK = voc.words_of("weak_streets")


def written(words: Words) -> Iterator[Found]:
    for match in WRITTEN.finditer(words.text):
        head = re.split(r"\d[a-zA-Z]?,? (?:the )?", match.group())[-1]
        parts = re.findall(r"[\w'’]+", head.split(",")[0])
        first = parts[0].lower() if parts else ""
        if not parts or first in UNITS_AFTER or re.fullmatch(r"(?:19|20)\d\d", match.group().split(" ")[0].strip(",")):
            continue
        street = parts[-1].lower() in STREET_WORDS or first in WELSH
        named = len(parts) > 1 and not all(is_word(part.lower()) for part in parts)
        if street and len(parts) > 1:
            yield Found(match.start(), match.end(), "address", 0.95)
        elif "Flat" in match.group() or (named and "," in match.group()):
            yield Found(match.start(), match.end(), "address", 0.8)
        elif (
            not is_word(first)
            and len(parts) <= 2
            and not parts[0].isupper()
            and re.search(r"(?:at|on|,|from|is|it's|–|to)\s*$", words.text[max(0, match.start() - 10) : match.start()])
        ):
            yield Found(match.start(), match.end(), "address", 0.85)
    for match in HOUSE.finditer(words.text):
        yield Found(match.start(), match.end(), "address", 0.9)
    for match in FLAT_ONLY.finditer(words.text):
        yield Found(match.start(), match.end(), "address", 0.8)


HOUSE = re.compile(
    rf"(?<![\w-])(?:The )?(?:Old |New |Upper |Lower )?(?:{NAME} )?(?:Rectory|Vicarage|Cottage|Farm|Farmhouse|"
    rf"House|Lodge|Manse|Barn|Mill|Bungalow|"
    rf"Schoolhouse|Court|Croft|Grange|Villa|Forge|Manor), (?:{NAME} ){{1,3}}(?:Street|Road|Lane|Avenue|Close|"
    rf"Drive|Crescent|Terrace|Way|Hill|Row)\b{TOWN}"
)
STREET_WORDS = frozenset(word.rstrip("?") for word in STREET.split("|")) | {
    "garden",
    "gardens",
    "cottage",
    "cottages",
    "building",
    "buildings",
    "meadow",
    "meadows",
}


DRIVEN = re.compile(r" (?:home|took|takes|back|there|in|up|down|to|over|was|is|here|between)\b", re.IGNORECASE)
CALLED_SO = re.compile(rf"(?:{FLOOR})?(?:{CALLED}|room)\b", re.IGNORECASE)
FLOORED = re.compile(FLOOR, re.IGNORECASE)
LETTERED = re.compile(r"\w ?\b[a-f]$", re.IGNORECASE)  # twenty eight a
PLACED = re.compile(
    r"\b(?:at|live[sd]?|to|is|it['’]?s|of|address|on|in|from|we['’]?re|i['’]?m|she['’]?s|he['’]?s|they['’]?re|card|"
    r"visit|"
    r"for|want|that['’]?s)(?: at| is)?\s*$|(?:^|\n)(?:[a-z\d ]{1,20}: )?$",
    re.IGNORECASE,
)
AT_HOME = re.compile(
    r"\b(?:live[sd]?|living|address|moved|stay(?:s|ed|ing)?|home|house|flat|front door|next door|neighbours?|"
    r"born (?:in|at)|grew up|brought up|deliver\w*|visit(?:s|ed)?|send it|sent it|over the road|post it|landlord|"
    r"tenan\w+)\b[^.?!\n]{0,70}$",
    re.IGNORECASE,
)
POSTCODE_AFTER = re.compile(
    r",? (?:(?:thats|that['’]s|its|it['’]s|the|and|with a|er|um|in \w+) ){0,3}"
    rf"(?:post ?code|[a-z] [a-z] (?:\d|{UNITS}|{TEENS}|{TENS}))",
    re.IGNORECASE,
)
OF_MANY = re.compile(r"\w{4,}s['’]? (?:row|court|gate|green|hill|yard|buildings|field|cottages?)", re.IGNORECASE)


def spoken(words: Words) -> Iterator[Found]:
    text = words.text
    numbers: set[str] = set()
    at = 0
    while match := SPOKEN.search(text, at):
        at = match.end("number")  # forty years, seventeen mariners row
        if score := _of_house(text, match):
            at = match.end()
            numbers.add(match["number"].lower())
            yield Found(_put_right(text, match.start()), at, "address", score)
    yield from _numbers_alone(text, numbers)


def _of_house(text: str, match: re.Match[str]) -> float:
    """How surely it is a house in a street: by the word of the street, its name, what stands around; 0 for none."""
    name = match["name"].lower().split()
    if len(name) > 1 and name[0] in ("old", "new", "upper", "lower"):
        name = name[1:]
    street = match["street"].lower()
    the = name == ["the"] and street not in THE_WEAK
    if not the and any(re.split("['’]", part)[0] in NOT_IN_NAME for part in name):
        return 0.0
    called = CALLED_SO.match(match.group()) is not None
    placed = PLACED.search(text, max(0, match.start() - 18), match.start()) is not None
    if the and (not placed or (street == "drive" and DRIVEN.match(text, match.end()))):
        return 0.0
    if called:  # rather with its flat or number, its floor, than without
        return 0.95 if FLOORED.match(match.group()) else 0.93
    if street not in WEAK:
        return 0.9
    placed = placed or POSTCODE_AFTER.match(text, match.end()) is not None
    placed = placed or AT_HOME.search(text, max(0, match.start() - 80), match.start()) is not None
    placed = placed or LETTERED.search(match["number"]) is not None
    named = OF_MANY.fullmatch(f"{name[-1]} {street}") is not None or any(not is_word(part) for part in name)
    return 0.82 if placed or named else 0.0


CORRECTED = re.compile(
    rf"\b(?:(?:flat|number|unit) )?(?:{HUNDRED}|{NUMBER}|\d{{1,4}}),? (?:(?:er|um|no|sorry|wait|hang on|i mean|not|"
    r"rather|actually|i tell a lie|or|is it|was it|its|it['’]s|thats|that['’]s),? ){1,4}$",
    re.IGNORECASE,
)
TOLD = re.compile(r"\b(?:no|or|sorry|mean|rather|actually|lie)\b", re.IGNORECASE)


def _put_right(text: str, start: int) -> int:
    """Where the wrong number of the house begins, when the right one follows: fourteen, no, forty."""
    wrong = CORRECTED.search(text, max(0, start - 60), start)
    return wrong.start() if wrong and TOLD.search(wrong.group()) else start


NEXT_DOOR = re.compile(
    r"\b(?:next door|over the road|across the road|across the way|the neighbours?)(?: (?:at|is|was|in|number|"
    r"which is))* "
    rf"(?P<number>{HUNDRED}|{NUMBER})\b(?= (?:and|is|was|they|she|he|i|we|had|has|so|but|which)\b|[,.\n]|$)",
    re.IGNORECASE,
)


def _numbers_alone(text: str, numbers: Collection[str]) -> Iterator[Found]:
    """The number of a house whose street was named: "he walks up to sixty two and takes her tablets off her"."""
    for match in NEXT_DOOR.finditer(text) if numbers else ():
        yield Found(match.start("number"), match.end("number"), "address", 0.75)
    for match in NUMBER_ALONE.finditer(text) if numbers else ():
        number = match["number"].lower()
        if number not in numbers or number in SMALL or len(number) == 1:
            continue
        after = (match["after"] or "and").lower()
        if after in voc.FUNCTION and after not in NOT_AFTER_NUMBER:
            yield Found(match.start("number"), match.end("number"), "address", 0.75)


NUMBER_ALONE = re.compile(
    r"\b(?:at|to|number|outside|opposite|from|past|next to|into) "
    rf"(?P<number>{HUNDRED}|{NUMBER}|\d{{1,4}}[a-z]?)(?![\w-])(?:(?= (?P<after>\w+))|)",
    re.IGNORECASE,
)
SMALL = frozenset([*UNITS.split("|"), "ten", "a hundred", "one hundred"])
NOT_AFTER_NUMBER = voc.words_of("not_after_house_number") | frozenset(UNITS.split("|"))


def find(words: Words) -> Iterator[Found]:
    yield from written(words)
    yield from spoken(words)
