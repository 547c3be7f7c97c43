"""Names that somebody spells, letter by letter, in a text without capitals: "a k h t a r", "k and c"."""

from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import is_given, is_surname, is_word, single
from interviews.detecting.marked import Marked
from interviews.detecting.pieces import Piece

SPELLING = frozenset({" ", ". ", ".", "-", ", "})
SHORTEST = 4  # letters of a name that is spelt
LONGEST = 16
BY_ITSELF = 5  # … that stands nowhere else in the text and in no list
VOWELS = frozenset("aeiouy")
NOT_TWO = frozenset(["aande", "bandb", "randd", "qanda", "handp", "pandp", "randr", "dandv", "dandc", "tando", "cande"])


def piece(text: Marked, at: int) -> Piece | None:
    if not _is_letter(text, at):
        return None
    return _spelt(text, at) or _two(text, at)


def _is_letter(text: Marked, at: int) -> bool:
    return at < len(text.lows) and len(text.lows[at]) == 1 and text.lows[at].isalpha()


def _spelt(text: Marked, at: int) -> Piece | None:
    """A name letter by letter, the longest that the text or a list knows; "a" and "i" at its ends belong to it then."""
    last = at
    while last < at + LONGEST and _is_letter(text, last + 1) and text.words.tokens[last + 1].gap in SPELLING:
        last += 1
    if last - at + 1 < SHORTEST:
        return None
    for end in range(last, max(at + SHORTEST - 2, last - 2), -1):
        low = "".join(text.lows[at : end + 1])
        if low in single("acronyms"):
            return None
        if (is_given(low) or is_surname(low) or low in text.said) and not (is_word(low) and low not in text.titled):
            return Piece(at, end, "person" if VOWELS & set(low) else "organisation", 0.8)
    while last > at and text.lows[last] in ("a", "i"):
        last -= 1
    low = "".join(text.lows[at : last + 1])
    if text.lows[at] in ("a", "i") or len(low) < BY_ITSELF or not VOWELS & set(low) or low in single("acronyms"):
        return None
    return Piece(at, last, "person", 0.65)


def _two(text: Marked, at: int) -> Piece | None:
    """the k and c."""
    if text.words.before(at) != "the" or text.words.after(at) != "and" or not _is_letter(text, at + 2):
        return None
    if "".join(text.lows[at : at + 3]) in NOT_TWO or not (text.near(at + 1) and text.near(at + 2)):
        return None
    further = _is_letter(text, at + 3) or text.words.after(at + 2) in voc.GENERIC
    return None if further else Piece(at, at + 2, "organisation", 0.65)
