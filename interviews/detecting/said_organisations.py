"""Organisations in a text without capitals: kettering general hospital, nhs highland, m f t."""

from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import longest, single
from interviews.detecting.marked import Marked
from interviews.detecting.pieces import Piece
from interviews.detecting.said_letters import SPELLING
from interviews.detecting.said_tails import TAILS, ending, kind_after, of_place, owned

NOT_NAMED = voc.words_of("not_named")
AFTER_NAME = voc.words_of("after_org_name")
REGIONS = voc.words_of("regions")
GOING_ON = TAILS | {"nhs", "general", "foundation", "centre"}
THE_ROYAL = frozenset(["royal", "general", "infirmary", "vic"])
BEFORE_THE = voc.PREPOSITIONS | {"not", "up", "down", "called", "leave", "left", "phoned", "rang"}
CALLED_TAILS = voc.words_of("called_tails")
MOST_WORDS = 6
WELSH_HEADS = frozenset(["ysgol", "ysbyty", "meddygfa", "cartref", "prifysgol", "coleg"])
IN_WELSH = frozenset(
    ["y", "yr", "pen", "bryn", "maes", "parc", "pant", "glan", "cae", "tan", "plas", "bro", "coed", "nant"]
)


def piece(text: Marked, at: int) -> Piece | None:
    for rule in (
        _listed,
        _with_tail,
        _with_head,
        of_place,
        owned,
        _called,
        _compass,
        _the_royal,
        _ward,
        _with_general,
        _letters,
    ):
        if (last := rule(text, at)) is not None:
            return Piece(at, last, "organisation", 0.75 if rule in SURE else 0.65)
    return None


def _listed(text: Marked, at: int) -> int | None:
    length = longest("organisations", text.lows, at)
    if not length:
        return None
    return _end(text, at + length - 1)


def _with_tail(text: Marked, at: int) -> int | None:
    last = ending(text, at)
    return None if last is None else _end(text, last)


def _end(text: Marked, last: int) -> int:
    if text.words.tokens[last].clitic and (tail := kind_after(text, last + 1)):
        return tail  # st james's hospice
    while text.near(last + 1) and text.lows[last + 1] in GOING_ON:
        last += 1
    return last


def _with_head(text: Marked, at: int) -> int | None:
    """saint mary's, nhs highland, radio leeds."""
    low = text.lows[at]
    if not text.near(at + 1):
        return None
    after, mark = text.lows[at + 1], text.marks[at + 1]
    saint = low in ("st", "saint") and after not in NOT_NAMED
    if low in WELSH_HEADS:
        return _welsh(text, at)
    if saint and text.words.tokens[at + 1].clitic and (tail := kind_after(text, at + 2)):
        return tail
    public = low in ("nhs", "radio", "bupa") and (mark in "px" or (low == "nhs" and after in REGIONS))
    return at + 1 if saint or public else None


def _welsh(text: Marked, at: int) -> int | None:
    """ysgol pen y waun, meddygfa bryn awel."""
    last = at
    while text.near(last + 1) and last < at + 3 and (text.marks[last + 1] in "nxp" or text.lows[last + 1] in IN_WELSH):
        last += 1
    return last if last > at and text.lows[last] not in ("y", "yr") else None


def _called(text: Marked, at: int) -> int | None:
    """hope field farm, where it is said that this is a name."""
    if text.words.before(at) not in ("called", "named"):
        return None
    last = at
    while text.near(last + 1) and last < at + MOST_WORDS // 2:
        last += 1
        if text.lows[last] in CALLED_TAILS:
            return last
    return None


def _compass(text: Marked, at: int) -> int | None:
    """south west acute."""
    last = at
    while text.near(last + 1) and text.lows[last] in voc.COMPASS:
        last += 1
    return last if last > at and text.lows[last] in ("acute", "general", "infirmary") else None


def _the_royal(text: Marked, at: int) -> int | None:
    the = text.words.before(at) == "the" and text.words.before(at, 2) in BEFORE_THE
    return _end(text, at) if the and text.lows[at] in THE_ROYAL else None


def _ward(text: Marked, at: int) -> int | None:
    if text.lows[at] != "ward" or not text.near(at + 1):
        return None
    if text.lows[at + 1] not in voc.NUMBERED and not text.lows[at + 1][0].isdigit():
        return None
    return at + 2 if text.near(at + 2) and text.lows[at + 2] in tuple("bcdefgh") else at + 1


def _with_general(text: Marked, at: int) -> int | None:
    """kettering general."""
    named = text.marks[at] in "pxn" and text.near(at + 1)
    return at + 1 if named and text.lows[at + 1] in AFTER_NAME else None


def _letters(text: Marked, at: int) -> int | None:
    """m f t: letters said one by one."""
    if text.lows[at] in ("a", "i"):
        return None
    last = at
    while last < len(text.lows) and len(text.lows[last]) == 1 and text.lows[last].isalpha():
        if last > at and text.words.tokens[last].gap not in SPELLING:
            break
        last += 1
    last -= 1
    the = text.words.before(at) == "the"  # the b r i
    while last > at and text.lows[last] in ("a", "i") and not (the and last == at + 2):
        last -= 1
    if the and last == at + 1 and text.lows[last] not in "ai":
        return last if "".join(text.lows[at : last + 1]) not in single("acronyms") else None
    spelt = "".join(text.lows[at : last + 1])
    if len(spelt) < 3 or spelt in single("acronyms") or spelt.removesuffix("s") in single("acronyms"):
        return None
    before = text.words.before(at)
    return None if len(before) == 1 and before not in "ai" else last


SURE = (_listed, _with_tail, _with_head, of_place, owned)
