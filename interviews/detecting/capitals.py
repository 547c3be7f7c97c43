"""Names in a text that uses capitals: what each stretch of capitalised words is."""

from collections.abc import Iterator
from dataclasses import dataclass

from interviews.detecting import singles, stops
from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import is_given, is_given_word, is_place, is_surname, is_word, listed, longest, single
from interviews.detecting.pieces import Piece
from interviews.detecting.runs import runs
from interviews.detecting.tokens import Words

MOST_OF_PERSON = 6  # words
PITIED = frozenset(["poor", "dear", "lovely", "darling", "bless"])  # Poor Okonkwo
SURNAMES_BEGIN = ("mc", "mac")
TRADES = voc.words_of("trades")
NEWSPAPERS = frozenset(["daily", "evening", "sunday", "morning", "weekly"])
CHARITIES = frozenset(["association", "society", "foundation", "charity"])
NO_CHARITY = frozenset(["housing", "the", "local", "charity"])
NO_STREET = frozenset(["main", "new", "the", "housing", "back", "high", "other"])
LETTERED = voc.words_of("lettered")
NAMED_AFTER = voc.words_of("named_after")  # wing, room, fund
NO_NAME = voc.words_of("not_named_after")  # waiting, quiet
HOUSE_TAILS = voc.words_of("house_tails")


@dataclass(frozen=True, slots=True)
class Part:
    """The words first to last of a stretch are a name, or none (no type). What stands beside them is read anew."""

    first: int
    last: int
    type: str = ""
    score: float = 0.0


def pieces(words: Words) -> Iterator[Piece]:
    for first, last in runs(words):
        yield from _named(words, first, last)


def _named(words: Words, first: int, last: int) -> Iterator[Piece]:
    first = _after_opening(words, first, last)
    for rule in (
        _numbered,
        _named_after,
        _listed_organisation,
        _stop,
        _lettered,
        _spelt,
        _stop_within,
        _titled,
        _listed_place,
        _organisation,
        _street,
        _rest,
    ):
        part = rule(words, first, last)
        if part is not None:
            if part.first > first:
                yield from _named(words, first, part.first - 1)
            if part.type:
                yield Piece(part.first, part.last, part.type, part.score)
            if part.last < last:
                yield from _named(words, part.last + 1, last)
            return
    yield from singles.piece(words, first)


def _after_opening(words: Words, first: int, last: int) -> int:
    """The first word that does not merely open the sentence: "When McGettigan …"."""
    while first < last and words.tokens[first].opens and words.tokens[first + 1].gap != "-":
        opening = words.lows[first]
        whole = words.lows[first : last + 1]
        if opening not in voc.FUNCTION or is_place(" ".join(whole)) or stops.is_stop(whole):
            break
        if is_given_word(opening) and is_surname(words.after(first)) and not is_word(words.after(first)):
            break
        first += 1
        while first < last and not words.tokens[first].capital:
            first += 1
    return first


def _numbered(words: Words, first: int, last: int) -> Part | None:
    """Ward 305, Ward Nine; the number is no capitalised word."""
    if last > first + 1 or not singles.is_numbered(words, first):
        return None
    return Part(first, first + 1, "organisation", 0.6)


def _named_after(words: Words, first: int, last: int) -> Part | None:
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


def _listed_organisation(words: Words, first: int, last: int) -> Part | None:
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


def _stop(words: Words, first: int, last: int) -> Part | None:
    """What only looks like a name."""
    return Part(first, last) if _only_looks(words, first, last) else None


def _only_looks(words: Words, first: int, last: int) -> bool:
    return stops.is_stop(words.lows[first : last + 1], words.tokens[first].shouted)


def _lettered(words: Words, first: int, last: int) -> Part | None:
    """Appendix C, Table B: a part of a document."""
    if last == first or words.lows[first] not in LETTERED or len(words.lows[first + 1]) > 1:
        return None
    return Part(first, first + 1)


def _spelt(words: Words, first: int, last: int) -> Part | None:
    """P-A-P-A: a name that is spelt."""
    lows = words.lows[first : last + 1]
    if len(lows) < 3 or any(len(low) > 1 for low in lows) or "".join(lows) in single("acronyms"):
        return None
    return Part(first, last, "person", 0.7)


def _stop_within(words: Words, first: int, last: int) -> Part | None:
    """Words in a longer stretch that only look like a name: Health and Social Care in a Trust's name do not count."""
    lows = words.lows
    for at in range(first, last + 1):
        length = longest("not_identifiers", lows, at)
        end = at + length - 1
        if length < 2 or end > last or (lows[last] in voc.ORG_TAILS and end < last):
            continue
        if at > first and lows[end] in voc.ORG_TAILS and lows[at - 1] not in voc.FUNCTION:
            continue  # Norfolk County Council
        return Part(at, end)
    return None


def _titled(words: Words, first: int, last: int) -> Part | None:
    """Dr Whitlock, Mr. Long, Sister Young: a title is part of the name, a role is not."""
    lows = words.lows
    at = next((at for at in range(first, last) if lows[at] in voc.TITLES or lows[at] in voc.ROLES), None)
    if at is None:
        return None
    start = at
    while at < last and (lows[at + 1] in voc.TITLES or lows[at + 1] in voc.ROLES):
        at += 1
        start = at if lows[at - 1] in voc.ROLES else start
    name = at + 1
    if at == last or not (words.tokens[name].capital or lows[name] in voc.PARTICLES):
        return None
    if lows[name] in voc.ORG_TAILS and lows[name] not in ("church", "house", "bank"):
        return None
    start = name if lows[start] in voc.ROLES - voc.KIN else start
    return Part(start, _end_of_person(words, name, last), "person", 0.95)


def _end_of_person(words: Words, at: int, last: int) -> int:
    end = at
    while end < last and end - at < MOST_OF_PERSON - 1 and words.lows[end + 1] not in voc.ORG_TAILS:
        end += 1
    return end


def _listed_place(words: Words, first: int, last: int) -> Part | None:
    phrase = " ".join(words.lows[first : last + 1])
    listed_so = first < last and (is_place(phrase) or is_place(phrase.replace("saint ", "st ")))
    return Part(first, last, "place", 0.85) if listed_so else None


def _organisation(words: Words, first: int, last: int) -> Part | None:
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
    if end < last and _all_plain(lows[first : end + 1]) and all(map(is_place, lows[end + 1 : last + 1 : 2])):
        return Part(first, last, "organisation", 0.8)  # University Hospitals Bristol and Weston
    charity = end > first and lows[end] in CHARITIES and lows[first] not in NO_CHARITY
    if not charity and _all_plain(lows[first : end + 1]):
        return Part(first, end)
    if end == first + 1 and lows[end] in HOUSE_TAILS and is_given(lows[first]):
        return None
    return Part(first, end, "organisation", 0.7 if lows[end] in voc.WEAK_TAILS else 0.85)


def _all_plain(lows: list[str]) -> bool:
    return all(low in voc.GENERIC or low in voc.FUNCTION for low in lows)


def _street(words: Words, first: int, last: int) -> Part | None:
    """Welbeck Road, Clogher Valley; but Alan Hill is a man."""
    lows = words.lows
    end = max((at for at in range(first + 1, last + 1) if lows[at] in voc.PLACE_TAILS), default=None)
    if end is None:
        return None
    if last == first + 1 and is_given(lows[first]) and lows[last] not in voc.STREETS and is_surname(lows[last]):
        return None
    if _all_plain(lows[first : end + 1]) and (lows[end] not in voc.STREETS or lows[first] in NO_STREET):
        return Part(first, last) if end == last else None
    return Part(first, end, "place", 0.75)


def _rest(words: Words, first: int, last: int) -> Part | None:
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
        if not (opening or words.lows[first] in PITIED or _only_looks(words, first, first)):
            break
        first += 1
    while first < last and _only_looks(words, last, last) and not _is_full_name(words, first, last):
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
