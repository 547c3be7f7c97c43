"""Houses as they are said, read word by word: a flat within a block in a street, a range or run of numbers, a house by
its name. Forward from what such an address begins with; what is to be seen at once has patterns (addresses.py,
said_addresses.py)."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator

from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import is_word
from interviews.detecting.spoken import DIGITS, NUMBER_WORDS, TIMES
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

INSIDE = voc.words_of("insides")
BLOCKS = voc.words_of("blocks")
ROOMS = frozenset(["room", "unit", "suite"])  # of other houses too
SURE = voc.words_of("sure_streets")
ANY = SURE | voc.words_of("other_streets")
LOOSE = voc.words_of("loose_streets")  # ordinary words besides: place, way, view
HOUSES = voc.words_of("named_houses")
ONCE = voc.words_of("once_buildings")  # the old bakery
THE = voc.words_of("the_streets")
FLOORS = voc.words_of("floors")
NOT_IN_NAME = voc.words_of("not_in_street") | voc.words_of("not_streets") | voc.FUNCTION
CLOSE = frozenset([" ", ", ", "-"])
WITHIN = frozenset([" ", "-"])  # one name
RANGING = frozenset(["to", "stroke", "slash", "dash", "and"])
FRONTS = voc.words_of("house_fronts")  # mill house, coach house
SOMETIMES = voc.words_of("sometimes_in_street")  # two new roads, New Road
LETTERS = frozenset("abcdefgh")
MOST_IN_NAME = 3
REACH = 16  # words from the first to that of the street
PLACED = re.compile(
    r"\b(?:at|live[sd]?|living|to|is|it['’]?s|of|address|on|in|from|outside|opposite|near|by|we['’]?re|i['’]?m|"
    r"she['’]?s|he['’]?s|they['’]?re|visit(?:s|ed)?|said|for|that['’]?s|thats|then|so|um|er|erm|house|number|as)\s*$",
    re.IGNORECASE,
)
AT_HOME = re.compile(
    r"\b(?:live[sd]? at|living at|address (?:is|was|as)|outside|house is|visit(?:s|ed)?|moved (?:to|from)|home at)\s*$",
    re.IGNORECASE,
)
NOT_AFTER = frozenset(["bus", "tram", "priority", "thing", "one"])


def find(words: Words) -> Iterator[Found]:
    ends = [at for at, low in enumerate(words.lows) if low in ANY or low in BLOCKS or low in THE]
    done = 0
    for at in _beginnings(words, ends):
        found = _address(words, at) if at >= done else None
        if found:
            first, done, score = found
            yield Found(*words.span(first, done - 1), "address", score)


def _beginnings(words: Words, ends: list[int]) -> Iterator[int]:
    """Where a flat, a number or a house is said, a street or block not far behind it."""
    for at, low in enumerate(words.lows):
        begins = low in NUMBER_WORDS or low in TIMES or low in INSIDE or low in HOUSES or low in ONCE or low.isdigit()
        if begins or (low == "a" and words.after(at) == "hundred") or (low == "number"):
            place = bisect_left(ends, at + 1)
            if place < len(ends) and ends[place] - at <= REACH:
                yield at


def _address(words: Words, at: int) -> tuple[int, int, float] | None:
    """First word, the one after the last, score."""
    low = words.lows[at]
    if low in INSIDE and (end := _inside(words, at)):
        return at, end, 0.93
    if _is_house(words, at):
        return _named(words, at)
    called = low == "number"
    if called and words.before(at) in ANY and (street := _street_before(words, at)) is not None:
        end = _number(words, at + 1)
        return (
            None if end == at + 1 or words.lows[end : end + 1] in ([word] for word in NOT_AFTER) else (street, end, 0.9)
        )
    found = _numbered(words, at + called, called)
    return (at, *found) if found else None


def _street_before(words: Words, at: int) -> int | None:
    """The first word of the street that is named before this one: badger street number sixty four."""
    first = at - 1
    while at - first <= MOST_IN_NAME and first and words.tokens[first].gap in WITHIN:
        if not _in_name(words.lows[first - 1], words.lows[first]):
            break
        first -= 1
    return first if first < at - 1 and words.tokens[at].gap in CLOSE else None


def _is_house(words: Words, at: int) -> bool:
    """cottage, mill house, old bakery, old post office."""
    low, before = words.lows[at], words.before(at)
    if low == "house" and before in FRONTS:
        return True
    return low in HOUSES or (low in ONCE and "old" in (before, words.before(at, 2) if before == "post" else ""))


def _inside(words: Words, at: int) -> int | None:
    """flat twelve ground floor ivy mansions on birch road."""
    after = at + 1 + (words.after(at) == "number")
    which = _number(words, after)
    if which == after:
        lettered = after < len(words.lows) and words.lows[after] in LETTERS and _joined(words, after)
        if not lettered or words.before(at) in ("a", "the", "my", "this", "that", "little"):
            return None
        which = after + 1
    where = _floor(words, which)
    where += words.lows[where : where + 1] == ["number"]
    block = _street(words, where, BLOCKS)
    if block:
        return _beyond(words, block)
    street = _number(words, where)
    plain = words.lows[at] in ROOMS and street == where  # room three red side
    return _the(words, street) or _street(words, street, SURE if plain else ANY)


def _beyond(words: Words, at: int) -> int:
    """The end of the street in which a block stands, when it is said; else that of the block."""
    if at < len(words.lows) and words.lows[at] in ("on", "in", "at", "off") and _joined(words, at):
        return _street(words, _number(words, at + 1), ANY) or at
    numbered = _number(words, at)
    street = _street(words, numbered, ANY)
    loose = street and words.lows[street - 1] in LOOSE and numbered == at
    return street if street and not (loose and all(is_word(low) for low in words.lows[at : street - 1])) else at


def _floor(words: Words, at: int) -> int:
    """After "top floor", "on the first floor"."""
    on = 2 if words.lows[at : at + 2] == ["on", "the"] else 0
    floor = words.lows[at + on : at + on + 2]
    return at + on + 2 if len(floor) == 2 and floor[0] in FLOORS and floor[1] == "floor" else at


def _numbered(words: Words, at: int, called: bool) -> tuple[int, float] | None:
    """double nine clay walk, six stroke eight nelson green, ninety two the orchard."""
    end = _number(words, at)
    if end == at:
        return None
    ranged = end < len(words.lows) and words.lows[end] in RANGING
    second = _number(words, end + 1) if ranged and _joined(words, end) else end
    if ranged and second == end + 1:
        return None
    many = second - at > 1 or (words.lows[at].isdigit() and len(words.lows[at]) > 1)
    placed = called or _placed(words, at)
    placed_so = placed if many or words.lows[at] not in DIGITS else called or _at_home(words, at)
    if placed_so and not ranged and (the := _the(words, second)):
        return the, 0.86
    street = _street(words, second, ANY)
    if street is None or (words.lows[street - 2] in SOMETIMES and not placed):
        return None
    sure = words.lows[street - 1] in SURE
    told = placed or any(not is_word(words.lows[word]) for word in range(second, street - 1))
    if ranged and words.lows[end] in ("to", "and") and not placed:
        return None
    loose = words.lows[street - 1] in LOOSE
    return (street, 0.92) if sure or (told and not loose) or (placed and many) else None


def _placed(words: Words, at: int) -> bool:
    start = words.tokens[at].start
    return PLACED.search(words.text, max(0, start - 20), start) is not None


def _at_home(words: Words, at: int) -> bool:
    start = words.tokens[at].start
    return AT_HOME.search(words.text, max(0, start - 20), start) is not None


def _named(words: Words, at: int) -> tuple[int, int, float] | None:
    """the old rectory on church lane, hill top farm in quarry wharf."""
    first = _owned(words, at)
    if first is None:
        return None
    after = at + 1
    linked = after < len(words.lows) and words.lows[after] in ("on", "in", "off", "at") and _joined(words, after)
    after = _number(words, after + linked)
    street = _street(words, after, ANY if linked or _placed(words, first) else ANY - LOOSE)
    return (first, street, 0.9) if street else None


def _owned(words: Words, at: int) -> int | None:
    """The first word of a house's name that ends here, or begins with "the"."""
    first = at - (words.lows[at] == "house") - 2 * (words.lows[at] == "office")
    house = first
    while first and at - first < MOST_IN_NAME - 1 and _joined(words, first) and _in_house(words.lows[first - 1]):
        first -= 1
    old = first and words.lows[first - 1] == "old" and _joined(words, first)
    first -= bool(old)
    return first if first < house or house < at or words.before(at) == "the" else None


def _in_house(low: str) -> bool:
    """Whether the word may be part of a house's name: hill top farm."""
    return low == "top" or _in_name(low)


def _the(words: Words, at: int) -> int | None:
    """forty one the oaks; not the square of."""
    lows = words.lows
    if at + 1 >= len(lows) or lows[at] != "the" or not (_joined(words, at) and _joined(words, at + 1)):
        return None
    named = at + 1 + (lows[at + 1] == "old")
    return named + 1 if lows[named : named + 1] and lows[named] in THE and words.after(named) != "of" else None


def _street(words: Words, at: int, ends: Collection[str]) -> int | None:
    """The end of a street, or block, whose name begins here: albert road, mill hill lane."""
    lows = words.lows
    for length in range(1, MOST_IN_NAME + 1):
        end = at + length
        if end >= len(lows) or not _joined(words, at) or words.tokens[end].gap not in WITHIN:
            return None
        if not _in_name(lows[end - 1], lows[end]):
            return None
        if lows[end] in ends and not words.tokens[end].clitic:
            longer = end + 1 < len(lows) and lows[end + 1] in SURE and ends is not BLOCKS and _joined(words, end + 1)
            return end + 1 + longer
    return None


def _in_name(low: str, following: str = "") -> bool:
    """Whether the word may be part of a street's name: "all" of all saints, "new" of new road, "old" of old church
    lane."""
    if low in SOMETIMES:
        return following in SURE
    if low == "old":
        return bool(following) and following not in ANY and following not in BLOCKS
    return (low not in NOT_IN_NAME and low.isalpha()) or (low == "all" and following in ("saints", "souls"))


def _joined(words: Words, at: int) -> bool:
    return words.tokens[at].gap in CLOSE and not (at and words.tokens[at - 1].label)


def _number(words: Words, at: int) -> int:
    """After the number that is said here, with its letter; here, when none is."""
    lows, end = words.lows, at
    while end < len(lows) and (end == at or _joined(words, end)):
        low, after = lows[end], words.after(end)
        if (low in NUMBER_WORDS and low != "o") or (low.isdigit() and len(low) < 5):
            end += 1
        elif (
            (low in TIMES and after in DIGITS)
            or (low == "a" and after == "hundred" and end == at)
            or (low == "and" and end > at and lows[end - 1] == "hundred" and after in NUMBER_WORDS)
        ):
            end += 2
        else:
            break
    lettered = end > at and words.after(end) and words.lows[end] in LETTERS and _joined(words, end)
    return end + bool(lettered)
