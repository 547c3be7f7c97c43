"""A single capitalised word: somebody, a place, an abbreviation, or a word that only has a capital."""

import re
from collections.abc import Iterator

from interviews.detecting import stops
from interviews.detecting import vocabulary as voc
from interviews.detecting.ambiguous import is_month
from interviews.detecting.lexicon import is_given, is_given_word, is_place, is_surname, is_word, listed, single
from interviews.detecting.pieces import DOUBTFUL, Piece
from interviews.detecting.tokens import Words

GOES_ON = re.compile(r"\.(?: ?…| ?\?|[,;:]| [a-z])")  # after an initial: its full stop ends no sentence
BEFORE_THE_ROYAL = voc.PREPOSITIONS | {"for", "with", "by", "on", "called", "than"}
NAMED_ALL_THE_SAME = frozenset(["long", "young"])
BEFORE_NAMED = frozenset(["at", "on", "to", "from", "into", "in", "called", "and", "of"])
ONE_OF_MANY = frozenset(["a", "an", "any", "every", "another", "per", "no"])  # an SAI is no name
AFTER_SITE = voc.words_of("after_site")  # Brocklebank unit
LONGEST_ABBREVIATION = 6
TOWNS = voc.words_of("towns_first")


def piece(words: Words, at: int) -> Iterator[Piece]:
    """The name that the word is, if any."""
    if is_numbered(words, at):
        yield Piece(at, at + 1, "organisation", 0.6)
    elif _before_initial(words, at):
        yield Piece(at, at + 1, "person", 0.85)
    elif not _names_nobody(words, at):
        kind, score = _judged(words, at)
        if kind:
            yield Piece(at, at, kind, score)


def is_numbered(words: Words, at: int) -> bool:
    """Ward 305, Ward Nine."""
    after = words.tokens[at + 1] if at + 1 < len(words.tokens) else None
    if after is None or after.gap != " " or words.lows[at] not in ("ward", "house", "unit"):
        return False
    return after.low[0].isdigit() or after.low in voc.NUMBERED


def _before_initial(words: Words, at: int) -> bool:
    """Hughes, M."""
    after = words.tokens[at + 1] if at + 1 < len(words.tokens) else None
    if after is None or after.gap != ", " or len(after.word) != 1 or not after.capital:
        return False
    return words.text[after.end : after.end + 1] == "." and not is_word(words.lows[at])


def _names_nobody(words: Words, at: int) -> bool:
    token, low = words.tokens[at], words.lows[at]
    if low in voc.TITLES or low in voc.ROLES or low in voc.GENERIC or token.word[0].isdigit():
        return True
    if stops.is_stop([low], token.shouted) or (token.clitic and stops.is_stop([low + "'s"])):
        return True
    return stops.is_product(token.word)


def _judged(words: Words, at: int) -> tuple[str, float]:
    token, low = words.tokens[at], words.lows[at]
    if len(low) == 1:
        return ("person", 0.5) if GOES_ON.match(words.text, token.end) else ("", 0)
    if token.shouted:
        return _shouted(words, at)
    if token.opens:
        return _opening(words, at)
    if is_word(low) and not is_given(low) and low not in listed("places"):
        return _ordinary(words, at)
    return _kind(words, at), 0.8


def _kind(words: Words, at: int) -> str:
    """What a single name most likely is, by the lists and by the word before it."""
    low, before = words.lows[at], words.before(at)
    if words.after(at) in AFTER_SITE and words.tokens[at + 1].gap == " ":
        return "organisation"
    person = is_given(low)
    if low in single("men") | single("women") and low not in TOWNS:
        return "person"
    if is_place(low) and (not person or before in ("in", "near", "from", "around", "to")):
        return "place"
    if person:
        return "person"
    if before in ("the", "at"):
        return "organisation"
    return "place" if before in ("in", "near", "around", "outside", "into") else "person"


def _opening(words: Words, at: int) -> tuple[str, float]:
    """A word that opens a sentence has its capital for that."""
    low = words.lows[at]
    if not is_word(low):
        return _kind(words, at), 0.75
    if is_given(low) or low in listed("places"):
        return _kind(words, at), 0.7
    surname = low in listed("surname_words") and (low not in voc.FUNCTION or low in NAMED_ALL_THE_SAME)
    return ("person", DOUBTFUL) if is_given_word(low) or surname else ("", 0)


def _shouted(words: Words, at: int) -> tuple[str, float]:
    """HMH, KP; a longer word may be a name in capitals."""
    low = words.lows[at]
    if any(letter.isdigit() for letter in low) or words.before(at) in ONE_OF_MANY:
        return "", 0
    if len(low) == 2:
        return "person", 0.6
    if len(low) > LONGEST_ABBREVIATION or is_given(low):
        named = is_given(low) or is_place(low) or not is_word(low)
        return (_kind(words, at), 0.7) if named else ("", 0)
    return ("organisation", 0.55) if len(low) <= 4 or not is_word(low) else ("", 0)


def _ordinary(words: Words, at: int) -> tuple[str, float]:
    """An ordinary word with a capital in the middle of a sentence: Grace, Long, the Royal."""
    low, before = words.lows[at], words.before(at)
    if is_given_word(low) or (is_surname(low) and low not in voc.FUNCTION - NAMED_ALL_THE_SAME):
        kind = "organisation" if before == "the" else "person"
        return ("", 0) if is_month(words, at) else (kind, 0.65)
    if low in listed("place_words"):
        return "place", 0.6
    the_royal = before == "the" and words.before(at, 2) in BEFORE_THE_ROYAL
    named = before in BEFORE_NAMED and low not in voc.MANAGEMENT and low not in voc.FUNCTION
    return ("organisation", 0.5) if the_royal or named else ("", 0)
