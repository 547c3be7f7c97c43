"""Organisations in a text that uses capitals: by their kind, by a list, called after somebody."""

from interviews.detecting import stops
from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import is_given, is_given_word, is_place, is_surname, is_word, longest
from interviews.detecting.pieces import Part
from interviews.detecting.tokens import Words

CHARITIES = frozenset(["association", "society", "foundation", "charity"])
NO_CHARITY = frozenset(["housing", "the", "local", "charity"])
NAMED_AFTER = voc.words_of("named_after")  # wing, room, fund
NO_NAME = voc.words_of("not_named_after")  # waiting, quiet
HOUSE_TAILS = voc.words_of("house_tails")


def named_after(words: Words, first: int, last: int) -> Part | None:
    """Friends of Daisy Hill; the Lavinia Hope Wing, the Gurney Room: called after somebody or a place."""
    lows = words.lows
    if last > first + 1 and lows[first] in voc.ORG_HEADS and lows[first + 1] == "of":
        return Part(first, last, "organisation", 0.85)
    tail = next((at for at in range(first + 1, last + 1) if lows[at] in NAMED_AFTER), None)
    if tail is None or stops.is_stop(lows[first : tail + 1]):
        return None
    if all(low in NO_NAME for low in lows[first:tail]):
        return Part(first, tail)
    if not any(_names_somebody(lows[at]) for at in range(first, tail)):
        return None
    return Part(first, tail, "organisation", 0.9)


def _names_somebody(low: str) -> bool:
    plain = low in voc.GENERIC or low in voc.FUNCTION or low in voc.COMPASS or low in voc.MANAGEMENT or low in NO_NAME
    return not plain and (is_given(low) or is_given_word(low) or is_surname(low) or is_place(low) or not is_word(low))


def listed_organisation(words: Words, first: int, last: int) -> Part | None:
    """Hospitals, charities and firms that everybody knows, also as the beginning of a longer name."""
    for at in range(first, last + 1):
        end = at + longest("organisations", words.lows, at) - 1
        if at <= end <= last and not words.tokens[at].shouted:
            while end < last and _continues(words.lows[end + 1]):
                end += 1
            return Part(at, end, "organisation", 0.85)
    return None


def _continues(low: str) -> bool:
    """Whether the word goes on with an organisation's name: Age UK Norfolk, Royal Preston Hospital."""
    return low in voc.ORG_TAILS or low in voc.GENERIC or (is_place(low) and not is_given(low))


def organisation(words: Words, first: int, last: int) -> Part | None:
    """Fernhill Surgery, University of Keele, NHS Highland, St Bride's, Sidat & Crompton."""
    lows = words.lows
    if any(lows[at] in voc.ORG_TAILS for at in range(first, last + 1)):
        return _with_tail(words, first, last)
    if first < last and lows[first] in ("st", "saint"):
        place = is_place("st " + " ".join(lows[first + 1 : last + 1]))
        return Part(first, last, "place" if place else "organisation", 0.75)
    if first < last and lows[first] in voc.ORG_HEADS:
        return Part(first, last, "organisation", 0.75)
    if any(words.lows[at] == "and" for at in range(first + 1, last)):
        return Part(first, last, "organisation", 0.8)
    if any(words.tokens[at].gap in (" & ", "&") for at in range(first + 1, last + 1)):
        return Part(first, last, "organisation", 0.8)
    return None


def _with_tail(words: Words, first: int, last: int) -> Part | None:
    """An organisation by the kind of thing that it is; where nothing tells which, it is none in particular."""
    lows = words.lows
    tail = end = max(at for at in range(first, last + 1) if lows[at] in voc.ORG_TAILS)
    while end < last and lows[end + 1] in voc.GENERIC:
        end += 1
    if end < last and lows[tail + 1] in ("of", "for", "at", "in"):
        end = last
    if end < last and all_plain(lows[first : end + 1]) and all(map(is_place, lows[end + 1 : last + 1 : 2])):
        return Part(first, last, "organisation", 0.8)  # University Hospitals Bristol and Weston
    charity = end > first and lows[end] in CHARITIES and lows[first] not in NO_CHARITY
    if not charity and all_plain(lows[first : end + 1]):
        return Part(first, end)
    if end == first + 1 and lows[end] in HOUSE_TAILS and is_given(lows[first]):
        return None
    return Part(first, end, "organisation", 0.7 if lows[end] in voc.WEAK_TAILS else 0.85)


def all_plain(lows: list[str]) -> bool:
    return all(low in voc.GENERIC or low in voc.FUNCTION for low in lows)
