"""Organisations that say what they are, in a text without capitals: kettering general hospital, elgar close surgery.

Read backwards from the word that says it (hospital, surgery, care home) to where the name begins: an ordinary word at
its beginning belongs to it only where nothing speaks against that, here or where the name is said again.
"""

from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import is_place, is_surname
from interviews.detecting.marked import Marked

TAILS = voc.words_of("lower_tails")
PAIRED = voc.words_of("paired_tails")  # care home, health centre: neither is a tail by itself
PAIR_FRONTS = voc.words_of("pair_fronts")
STREETS = voc.words_of("sure_streets") | voc.words_of("other_streets")
NOT_NAMED = voc.words_of("not_named")
LOCAL_HEADS = voc.words_of("local_heads")  # royal, north: begin a name although they are ordinary words
WITHIN = voc.words_of("within_org_name")
SURNAMES_TOO = frozenset(["ward", "lodge", "church", "temple", "wing", "room"])
HOUSE_ENDS = tuple(voc.words_of("house_ends"))  # rosewood, silverdale
ADVERBS = voc.words_of("told_adverbs")
BEFORE_OF = voc.words_of("before_of")  # isle of mull
NOT_WITHIN = frozenset(["the", "for", "two", "one", "three", "first", "third", "big", "main", "other", "area", "first"])
LINKED = frozenset(["and", "of", "on", "the"])
INTRODUCED = voc.PREPOSITIONS | voc.DETERMINERS | frozenset(["called", "and", "not", "rang", "left", "joined"])
SHORTEST_HOUSE = 7  # letters
MOST_WORDS = 6


def ending(text: Marked, at: int) -> int | None:
    """The last word of an organisation that begins here."""
    if text.words.tokens[at].label or text.lows[at] in LINKED:
        return None
    for last in range(at + 1, min(at + MOST_WORDS, len(text.lows))):
        if text.words.tokens[last].gap not in (" ", "-"):
            return None
        tail = _tail(text, last)
        if tail and tail <= last:
            first = _first(text, tail)
            if first == at and not _again(text, at, last):
                return last
            if first is None or first <= at:
                return None
    return None


def _tail(text: Marked, last: int) -> int:
    """Where the words begin that say what it is and end here; 0, when none do."""
    low, before = text.lows[last], text.lows[last - 1]
    if low in PAIRED and before in PAIR_FRONTS:
        return last - 1
    if low not in TAILS:
        return 0
    return (
        last - 1 if low in ("school", "practice", "council", "college", "hospital") and before in PAIR_FRONTS else last
    )


def kind_after(text: Marked, at: int) -> int | None:
    """The last of the words from here that say what sort of organisation it is: primary school, hospice."""
    if at >= len(text.lows) or text.words.tokens[at].gap != " ":
        return None
    if text.lows[at] in PAIR_FRONTS and text.near(at + 1) and text.lows[at + 1] in PAIRED | TAILS:
        return at + 1
    return at if text.lows[at] in TAILS else None


def _first(text: Marked, tail: int) -> int | None:
    """Where the name begins whose kind is said from `tail` on; None, when these words name nothing."""
    start, told = _place_before(text, tail)
    for at in range(start - 1, max(-1, tail - MOST_WORDS), -1):
        twice = at + 1 < tail and text.lows[at] == text.lows[at + 1]
        another = told and text.lows[at] in TAILS  # the end of what is named before
        if not text.near(at + 1) or text.words.tokens[at].label or twice or another:
            break
        low, mark = text.lows[at], text.marks[at]
        if mark in "nxp?" and low not in NOT_NAMED and low not in voc.GENERIC:
            if mark == "n" and at == tail - 1 and text.lows[tail] in SURNAMES_TOO and not is_place(low):
                return None  # jonathan ward
            start, told = at, True
        elif low in STREETS and text.near(at) and _names_street(text, at - 1):
            start, told = at - 1, True
        elif _goes_on(text, at) or (not told and _named_before(text, at)):
            continue
        elif low == "of" and told and text.near(at) and text.lows[at - 1] in BEFORE_OF:
            start = at - 1
            break
        elif told and _begins(text, at, start, tail):
            start = at
            break
        elif not told and start == tail and (low.endswith(HOUSE_ENDS) and len(low) >= SHORTEST_HOUSE):
            start, told = at, True
        else:
            break
    return _outward(text, start) if told else None


def _place_before(text: Marked, tail: int) -> tuple[int, bool]:
    """Where a place of several words begins that ends right before, perhaps with "community" between: isle of mull."""
    for end in (tail, tail - 1):
        if end < tail and not (end > 0 and _goes_on(text, end)):
            break
        for start in range(max(0, end - 4), end - 1):
            if all(text.near(at) for at in range(start + 1, tail + 1)) and is_place(" ".join(text.lows[start:end])):
                return start, True
    return tail, False


def _goes_on(text: Marked, at: int) -> bool:
    """Whether this word stands within names of organisations: teaching, community, and."""
    low = text.lows[at]
    return low not in NOT_WITHIN and (low in voc.GENERIC or low in WITHIN or low in voc.COMPASS or low in LOCAL_HEADS)


def _named_before(text: Marked, at: int) -> bool:
    """Whether an ordinary word stands between a name and the word for its kind: durham miners association."""
    plain = text.lows[at] in NOT_NAMED or text.lows[at] in voc.FUNCTION or text.lows[at] in ADVERBS
    named = text.near(at) and text.marks[at - 1] in "xp" and not text.words.tokens[at - 1].label
    return named and not plain and text.marks[at] == "w"


def _outward(text: Marked, start: int) -> int:
    """With royal, north, saint before it."""
    while start and text.near(start) and text.lows[start - 1] in LOCAL_HEADS | voc.COMPASS:
        if text.words.tokens[start - 1].label:
            break
        start -= 1
    return start


def _names_street(text: Marked, at: int) -> bool:
    low, mark = text.lows[at], text.marks[at]
    plain = low in NOT_NAMED or low in voc.FUNCTION or low in voc.GENERIC or low in voc.DETERMINERS
    return mark != "-" and not plain and not text.words.tokens[at].label and low.isalpha() and len(low) > 2


def _begins(text: Marked, at: int, start: int, tail: int) -> bool:
    """Whether an ordinary word before a name begins it: "at red rose surgery", and not "apparently rose surgery"."""
    low = text.lows[at]
    if start != at + 1 or low in NOT_NAMED or low in voc.FUNCTION or low in ADVERBS or low.endswith(("ly", "s")):
        return False
    if low in voc.SPEECH or low in voc.PREPOSITIONS or low in voc.DETERMINERS or low in voc.PRONOUNS:
        return False
    before = text.words.before(at)
    return before in INTRODUCED and text.near(at) and not _elsewhere_without(text, at, start, tail)


def _elsewhere_without(text: Marked, at: int, start: int, tail: int) -> bool:
    """Whether the name is said somewhere without this word before it."""
    name = text.lows[start : tail + 1]
    for place in text.places.get(name[0], ()):
        if place != start and text.lows[place : place + len(name)] == name:
            return text.lows[place - 1] != text.lows[at]
    return False


def _again(text: Marked, first: int, last: int) -> bool:
    """A name said twice is two mentions; "the surgery sandhus" names no surgery."""
    lows = text.lows
    return lows[first] == lows[first + 1] or (lows[first] in TAILS and text.marks[first + 1] in "px")


def of_place(text: Marked, at: int) -> int | None:
    """university of milnrow, friends of keele."""
    lows = text.lows
    if lows[at] not in ("university", "friends", "diocese", "bishop") or lows[at + 1 : at + 2] != ["of"]:
        return None
    first = at + 2 + (lows[at + 2 : at + 3] == ["the"])
    last = first
    if not (text.near(at + 1) and text.near(at + 2) and first < len(lows)):
        return None
    while text.near(last + 1) and lows[last] in LOCAL_HEADS | voc.COMPASS:
        last += 1
    named = text.marks[last] in "xp" or (text.marks[last] in "n?" and (is_surname(lows[last]) or is_place(lows[last])))
    return last if named and lows[last] not in NOT_NAMED else None


def owned(text: Marked, at: int) -> int | None:
    """ollerenshaw and sons."""
    if text.lows[at + 1 : at + 2] != ["and"] or text.lows[at + 2 : at + 3] not in (["sons"], ["son"], ["daughters"]):
        return None
    named = text.marks[at] in "nxp?" and (is_surname(text.lows[at]) or text.marks[at] in "xp")
    return at + 2 if named and text.near(at + 1) and text.near(at + 2) and text.words.before(at) != "his" else None
