"""What is left of a stretch of capitalised words: people for the most part."""

from interviews.detecting import singles, stops
from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import is_given, is_given_word, is_place, is_surname, is_word, listed
from interviews.detecting.pieces import Part
from interviews.detecting.tokens import Words

PITIED = frozenset(["poor", "dear", "lovely", "darling", "bless"])  # Poor Okonkwo
SURNAMES_BEGIN = ("mc", "mac")
TRADES = voc.words_of("trades")
NEWSPAPERS = frozenset(["daily", "evening", "sunday", "morning", "weekly"])


def rest(words: Words, first: int, last: int) -> Part | None:
    """What is left of more than one word: people for the most part."""
    if first == last:
        return None
    start, end = _core(words, first, last)
    if start == end:
        return None if (start, end) == (first, last) else _alone(words, start)
    return Part(start, end, *_of_several(words, start, end))


def _alone(words: Words, at: int) -> Part:
    piece = next(singles.piece(words, at), None)
    return Part(at, at, piece.type, piece.score) if piece else Part(at, at)


def _core(words: Words, first: int, last: int) -> tuple[int, int]:
    """Without words at either end that only look like names."""
    while first < last and not _is_full_name(words, first, last):
        opening = words.lows[first] in voc.FUNCTION and words.tokens[first].opens
        if not (opening or words.lows[first] in PITIED or only_looks(words, first, first)):
            break
        first += 1
    while first < last and only_looks(words, last, last) and not _is_full_name(words, first, last):
        last -= 1
    return first, last


def _is_full_name(words: Words, first: int, last: int) -> bool:
    """A given name or initials, and what may be a surname."""
    lows = words.lows[first : last + 1]
    if all(len(low) == 1 for low in lows):
        return len(lows) > 1
    given = is_given(lows[0]) or is_given_word(lows[0]) or (len(lows[0]) == 1 and lows[0] not in "ia")
    surname = lows[-1]
    if not given or (stops.is_stop([surname]) and is_word(surname) and surname not in listed("surnames")):
        return False
    return is_surname(surname) or is_given(surname) or not is_word(surname)


def _of_several(words: Words, first: int, last: int) -> tuple[str, float]:
    """Type and score of several words; no type where they are an ordinary phrase with capitals."""
    lows, before = words.lows[first : last + 1], words.before(first)
    if _is_full_name(words, first, last):
        return "person", 0.9
    if all(words.tokens[at].shouted for at in range(first, last + 1)):
        return "organisation", 0.5
    if lows[0] in NEWSPAPERS and lows[-1] not in ("service", "meeting"):
        return "organisation", 0.6
    if all(is_word(low) for low in lows) and (lows[-1] in voc.MANAGEMENT or not any(map(is_surname, lows))):
        plain = lows[-1] in voc.MANAGEMENT or (words.tokens[first].opens and len(lows) == 2)
        return ("", 0.0) if plain else ("organisation", 0.5)
    if lows[-1] in ("general", "infirmary"):
        return "organisation", 0.7
    if (
        lows[0] in voc.COMPASS
        or is_place(lows[-1])
        or (before in ("in", "near", "around") and not is_surname(lows[-1]))
    ):
        return "place", 0.6
    return ("organisation", 0.6) if before == "the" or _is_firm(lows) else ("person", 0.7)


def _is_firm(lows: list[str]) -> bool:
    """Hallam Brunt: two surnames; Eden Lifts, Fellside Mutual, Solent Typing: what it does, no surname."""
    if is_given(lows[0]) or is_given_word(lows[0]) or len(lows[0]) < 3 or any(low in voc.PARTICLES for low in lows):
        return False
    if lows[0] in voc.OLD or not all(low.isascii() for low in lows):
        return False
    trade = lows[-1] in TRADES or (is_word(lows[-1]) and not is_surname(lows[-1]) and not is_given(lows[-1]))
    surnames = all(is_surname(low) or low.startswith(SURNAMES_BEGIN) for low in lows)
    return trade or (surnames and not is_given(lows[-1]) and not is_given_word(lows[-1]))


def only_looks(words: Words, first: int, last: int) -> bool:
    return stops.is_stop(words.lows[first : last + 1], words.tokens[first].shouted)
