"""Names in a text that uses capitals: what each stretch of capitalised words is."""

from collections.abc import Iterator

from interviews.detecting import singles, stops
from interviews.detecting import vocabulary as voc
from interviews.detecting.capital_organisations import all_plain, listed_organisation, named_after, organisation
from interviews.detecting.capital_people import only_looks, rest
from interviews.detecting.lexicon import is_given, is_given_word, is_place, is_surname, is_word, longest, single
from interviews.detecting.pieces import Part, Piece
from interviews.detecting.runs import runs
from interviews.detecting.tokens import Words

MOST_OF_PERSON = 6  # words
NO_STREET = frozenset(["main", "new", "the", "housing", "back", "high", "other"])
LETTERED = voc.words_of("lettered")


def pieces(words: Words) -> Iterator[Piece]:
    for first, last in runs(words):
        yield from _named(words, first, last)


def _named(words: Words, first: int, last: int) -> Iterator[Piece]:
    first = _after_opening(words, first, last)
    for rule in (
        _numbered,
        named_after,
        listed_organisation,
        _stop,
        _lettered,
        _spelt,
        _stop_within,
        _titled,
        _listed_place,
        organisation,
        _street,
        rest,
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


def _stop(words: Words, first: int, last: int) -> Part | None:
    """What only looks like a name."""
    return Part(first, last) if only_looks(words, first, last) else None


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
    surname = lows[name] in ("church", "house", "bank") or (
        name == last and lows[at] in voc.TITLES and is_surname(lows[name])
    )
    if lows[name] in voc.ORG_TAILS and not surname:
        return None
    start = name if lows[start] in voc.ROLES - voc.KIN else start
    return Part(start, _end_of_person(words, name, last), "person", 0.95)


def _end_of_person(words: Words, at: int, last: int) -> int:
    end = at
    while end < last and end - at < MOST_OF_PERSON - 1 and words.lows[end + 1] not in voc.ORG_TAILS:
        end += 1
    if end == at and end + 1 == last and is_given(words.lows[at]) and is_surname(words.lows[last]):
        return last  # Mr Graham Ward
    return end


def _listed_place(words: Words, first: int, last: int) -> Part | None:
    phrase = " ".join(words.lows[first : last + 1])
    listed_so = first < last and (is_place(phrase) or is_place(phrase.replace("saint ", "st ")))
    return Part(first, last, "place", 0.85) if listed_so else None


def _street(words: Words, first: int, last: int) -> Part | None:
    """Welbeck Road, Clogher Valley; but Alan Hill is a man."""
    lows = words.lows
    end = max((at for at in range(first + 1, last + 1) if lows[at] in voc.PLACE_TAILS), default=None)
    if end is None:
        return None
    if last == first + 1 and is_given(lows[first]) and lows[last] not in voc.STREETS and is_surname(lows[last]):
        return None
    if all_plain(lows[first : end + 1]) and (lows[end] not in voc.STREETS or lows[first] in NO_STREET):
        return Part(first, last) if end == last else None
    return Part(first, end, "place", 0.75)
