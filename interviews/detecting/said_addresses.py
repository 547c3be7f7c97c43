"""Addresses as they are said: boxes, units, ranges, houses by their name, the number after the street."""

import re
from collections.abc import Collection, Iterator

from interviews.detecting import vocabulary as voc
from interviews.detecting.dates import NUMBER, TEENS, TENS, UNITS
from interviews.detecting.lexicon import is_word
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

DIGIT = rf"(?:{UNITS}|oh|o|zero|nought|double (?:{UNITS}|oh))\b"
RUN = rf"{DIGIT}(?: {DIGIT}){{1,4}}"
HUNDRED = rf"(?:a|{UNITS}) hundred(?: and {NUMBER})?"
SPLIT = rf"(?:{UNITS}) (?:(?:{TENS})(?: (?:{UNITS}))?|{TEENS}|double (?:{UNITS}))"  # one thirty five
SAID = rf"(?:{RUN}|{HUNDRED}|{SPLIT}|{NUMBER}|\d{{1,4}})\b"
STREET = (
    "street|road|lane|avenue|close|drive|crescent|terrace|gardens|grove|mews|hill|row|parade|way|square|walk|quay|"
    "wynd|brae|heights|boulevard|broadway|parkway|esplanade"
)
STRONG = STREET.replace("hill|row|", "").replace("|way|square|walk|", "|")
HOUSE = (
    "cottages?|farm ?house|school ?house|vicarage|rectory|lodge|manse|barn|gate ?house|bungalow|grange|manor|forge|"
    "coach house|farm|mill|chapel house|parsonage|presbytery|villa|croft|stables|toll house|station house"
)
NAMED = (
    "maltings|paddocks?|stables|granary|foundry|cloisters|laurels|hollies|oaks|elms|limes|willows|beeches|firs|"
    "poplars|orchards?|grange|crescent|mews|brambles|cedars|chestnuts|gables|coppice|glebe|spinney|meadows|shires|"
    "avenue|close|terrace|parade|moorings|wharf|quadrant|sidings|brewery|tannery|ropery|hawthorns|larches|pines|"
    "heathers|nook|haven|hollow|dell|glade|fairways|lawns|cottages|almshouses|square|green|arches|arcade"
)
ESTATE = "business park|industrial estate|trading estate|retail park|enterprise park|science park|business centre"
WORD = r"[a-zà-ÿ][a-zà-ÿ'’]*"

ONCE = (
    "dairy|bakery|bakehouse|school|chapel|post office|police station|fire station|station|mill|smithy|laundry|"
    "infirmary|works|surgery|library|town hall|courthouse|warehouse|rectory|vicarage|barracks"
)
HIGH = "high (?:street|road)|broadway|strand|ridgeway|headlands?|esplanade|promenade|drive|hollow|mount|rise|leas"
BUILDING = "house|court|tower|towers|point|lodge|mansions|buildings?|heights|block"

BOX = re.compile(
    rf"\b(?:(?:p\.? ?o\.?|post office) ?box|b\.? ?f\.? ?p\.? ?o\.?) (?:number )?(?:{SAID})(?: [a-h]\b)?", re.IGNORECASE
)
UNIT = re.compile(
    rf"\b(?:block (?:[a-z]|{NUMBER}),? )?(?:(?:flat|apartment|unit|suite|plot|room|number) )?"
    rf"{SAID}(?: [a-h])?,? "
    rf"(?:the (?:old )?(?:{NAMED})|the old (?:{ONCE})|(?:old )?(?:{WORD} ){{1,2}}(?:{ESTATE}))\b(?! (?:of|to|for)\b)",
    re.IGNORECASE,
)
HIGH_ROAD = re.compile(
    rf"\b(?:(?P<run>{DIGIT}(?: {DIGIT}){{2,3}})|{HUNDRED}|(?:{TENS}) (?:{UNITS})|{TEENS}|"
    rf"{TENS})(?: [a-h])? the (?:old )?"
    rf"(?:{NAMED}|{HIGH})\b(?! (?:of|to|for)\b)",
    re.IGNORECASE,
)
INSIDE = re.compile(
    rf"\b(?:(?:block|stair|floor) (?:[a-z]|{NUMBER}),? )?(?:(?:flat|apartment|unit|suite|room|house) )(?:number )?"
    rf"{SAID}(?: [a-h])?(?: (?:stroke|slash) {SAID})?,? "
    rf"(?:(?:{SAID})(?: [a-h])?,? |(?:{WORD} ){{1,2}}(?:house|court|buildings?|mansions|lodge|point|tower),? )?"
    rf"(?P<name>(?:{WORD} ){{1,3}}?)(?:(?:{STREET})\b|(?:{BUILDING})\b)(?: (?:{STREET})\b)?",
    re.IGNORECASE,
)
RANGE = re.compile(
    rf"\b(?:{SAID})(?: [a-h])?(?: (?:to|and|stroke|dash|slash) |[-–/])(?:{SAID})(?: [a-h])? "
    rf"(?P<name>(?:{WORD} ){{1,3}}?)(?:{STREET})\b(?: (?:{STREET})\b)?",
    re.IGNORECASE,
)
DIGITS = re.compile(
    rf"\b(?:house (?:number )?|number )?(?:{RUN}|{HUNDRED})(?: [a-h])? (?P<name>(?:{WORD} ){{1,3}}?)"
    rf"(?:{STRONG}|tower|towers|point|house|court)\b(?: (?:{STREET})\b)?",
    re.IGNORECASE,
)
LONGER = re.compile(
    rf"\b(?:house |number )?(?:{NUMBER})(?: [a-h])? (?P<name>(?:{WORD} ){{1,2}})(?:{STRONG}|park|hill|green|gate) "
    rf"(?:{STREET})\b",
    re.IGNORECASE,
)
AFTER = re.compile(
    rf"\b(?:{STREET}|{BUILDING}),? (?:at )?(?:number|house|flat) (?:number )?(?:{SAID})(?: [a-h]\b)?"
    rf"(?! (?:bus|tram|priority|thing|one)\b)",
    re.IGNORECASE,
)
CALLED = re.compile(
    rf"\b(?:{HOUSE})(?:,? (?:on|in|off|at) |,? )(?P<name>(?:{WORD} ){{1,2}}?)(?:{STREET})\b", re.IGNORECASE
)
WELSH_ROADS = (
    "bryn|parc|pant|plas|coed|heol|ffordd|stryd|lon|lôn|clos|llys|maes|rhodfa|cae|cwrt|trem|tan|golwg|rhiw|gerddi"
)
WELSH_ROAD = re.compile(rf"\b(?:{WELSH_ROADS})\b", re.IGNORECASE)
NUMBER_BEFORE = re.compile(rf"\b(?:{HUNDRED}|{NUMBER}) $", re.IGNORECASE)
WELSH = re.compile(
    rf"\b(?:(?:flat|number) )?(?:{SAID})(?: [a-h])? (?:{WELSH_ROADS}) (?:(?:y|yr|r|ger|pen|tan|pant) )*{WORD}",
    re.IGNORECASE,
)
ONE_WORD = re.compile(
    rf"\b(?:{UNITS}|{TEENS}|{TENS}|hundred) (?P<name>[a-z]{{3,12}}(?:gate|dale|croft|"
    r"fields?|wood|side|mead|hurst|lea|leigh|ley|"
    r"holme|thorpe|brook|view|bank|lands?|garth|royd|cote|combe|mount|hill))\b",
    re.IGNORECASE,
)
AT_HOUSE = re.compile(
    r"\b(?:at|live[sd]?|living|address|house|bungalow|flat|home|door|moved to|to|number|gate)(?: (?:is|was|at))? $",
    re.IGNORECASE,
)
WORDS_BEFORE = re.compile(rf"\b(?:{WORD} ){{1,2}}$", re.IGNORECASE)
ROADS = re.compile(rf"\b(?:{STREET}|{BUILDING})\b", re.IGNORECASE)
FAR, FURTHER = 90, 20  # characters before and after the word of a street in which its house is looked for
NOT_IN_NAME = voc.words_of("not_in_street")
ENDS = frozenset(["top", "end", "side", "head", "house", "hall", "green", "moor", "bank", "field", "wood"])
NOT_NUMBERED = frozenset(["main", "busy", "same", "side", "wrong", "way"])
NOT_STREETS = voc.words_of("not_streets") | NOT_NUMBERED


def find(words: Words) -> Iterator[Found]:
    text = words.text
    for match in BOX.finditer(text):
        yield Found(match.start(), match.end(), "address", 0.96)
    for match in UNIT.finditer(text):
        if _is_house(match):
            yield Found(match.start(), match.end(), "address", 0.85)
    for match in HIGH_ROAD.finditer(text):
        if match["run"] or _is_house(match):
            yield Found(match.start(), match.end(), "address", 0.85)
    yield from _welsh(text)
    yield from _of_one_word(text)
    for start, end in _stretches(text):
        yield from _numbered(text, start, end)
        yield from _number_after(text, start, end)
        yield from _called(text, start, end)


def _welsh(text: str) -> Iterator[Found]:
    """thirteen ffordd y mynydd."""
    for road in WELSH_ROAD.finditer(text):
        match = WELSH.search(text, max(0, road.start() - FURTHER * 2), road.end() + FAR)
        within = match is not None and match.start() < road.start() < match.end()
        if match and within and match.group().split()[-1].lower() not in voc.FUNCTION:
            yield Found(match.start(), match.end(), "address", 0.85)


def _of_one_word(text: str) -> Iterator[Found]:
    """thirty three kirkgate; five ferndale, where somebody lives at it."""
    for match in ONE_WORD.finditer(text):
        number = NUMBER_BEFORE.search(text, max(0, match.start() - FURTHER * 2), match.start("name"))
        if number is None or is_word(match["name"].lower()):
            continue
        if match["name"].endswith("gate") or AT_HOUSE.search(text, max(0, number.start() - FURTHER), number.start()):
            yield Found(number.start(), match.end(), "address", 0.8)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where a street may be named: the stretches about the words that streets end with."""
    first = last = -1
    for match in ROADS.finditer(text):
        if match.start() - FAR > last:
            if last >= 0:
                yield first, last
            first = max(0, match.start() - FAR)
        last = match.end() + FURTHER
    if last >= 0:
        yield first, last


def _numbered(text: str, start: int, end: int) -> Iterator[Found]:
    for pattern in (INSIDE, RANGE, DIGITS, LONGER):
        for match in pattern.finditer(text, start, end):
            if _names_street(match["name"], NOT_NUMBERED):
                yield Found(match.start(), match.end(), "address", 0.94)


def _number_after(text: str, start: int, end: int) -> Iterator[Found]:
    """penrhyn avenue number sixty."""
    for match in AFTER.finditer(text, start, end + FAR):
        before = WORDS_BEFORE.search(text, max(0, match.start() - FAR // 2), match.start())
        if before:
            name = before.start() + _leading(before.group())
            if _names_street(text[name : match.start()]):
                yield Found(name, match.end(), "address", 0.85)


def _called(text: str, start: int, end: int) -> Iterator[Found]:
    """the old schoolhouse on mill lane."""
    for match in CALLED.finditer(text, start, end):
        before = WORDS_BEFORE.search(text, max(0, match.start() - FAR // 2), match.start())
        owner = before.group().split()[-1].lower() if before else ""
        owned = bool(owner) and (owner == "old" or (owner not in NOT_IN_NAME and owner not in voc.FUNCTION))
        name = match["name"].lower().split()
        if _names_street(match["name"]) or (owned and NOT_IN_NAME.isdisjoint(name) and name[0] != "main"):
            far = len(before.group()) if before and owner in ENDS else len(owner) + 1  # hill top farm
            yield Found(match.start() - far * owned, match.end(), "address", 0.85)


def _is_house(match: re.Match[str]) -> bool:
    """ "five the paddocks", and not "two the same": with no word before it, only a place name after it."""
    before = match.string[max(0, match.start() - 20) : match.start()]
    return bool(re.search(r"\b(?:at|to|in|is|it's|of|from|address|on|for|were|was|live[sd]?)\s*$", before)) or bool(
        re.match(r"\s*(?:block|flat|apartment|unit|suite|plot|room|number)", match.group(), re.IGNORECASE)
    )


def _names_street(name: str, never: Collection[str] = NOT_STREETS) -> bool:
    """Whether these words may name a street; an old or upper one as well."""
    parts = name.lower().split()
    if len(parts) > 1 and parts[0] in ("old", "new", "upper", "lower"):
        parts = parts[1:]
    return bool(parts) and NOT_IN_NAME.isdisjoint(parts) and not any(part in never for part in parts)


def _leading(name: str) -> int:
    """How much of "at penrhyn " stands before the name."""
    first, _, rest = name.partition(" ")
    return len(first) + 1 if rest.strip() and (first.lower() in NOT_IN_NAME or first.lower() in voc.FUNCTION) else 0
