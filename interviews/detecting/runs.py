"""Stretches of capitalised words, with the small words that join them: University of Keele, Praze-an-Beeble."""

from collections.abc import Iterator

from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import is_given, is_given_word, is_place, is_surname, is_word, listed, longest
from interviews.detecting.tokens import Words

LINKS = frozenset({" ", "-", "‑", "  ", " & ", "&", "\u00a0"})
SPELLING = frozenset({", ", "-", ". ", ".", "‑", " – "})
SHORTENED = frozenset(
    ["dr", "mr", "mrs", "ms", "prof", "st", "rev", "cllr"]
)  # a full stop after these ends no sentence
BEFORE_OF = voc.words_of("before_of")
FIRM_ENDS = voc.words_of("firm_ends")
MOST_BETWEEN = 3  # small words between two capitalised ones


def runs(words: Words) -> Iterator[tuple[int, int]]:
    """First and last word of each stretch."""
    at = 0
    while at < len(words.tokens):
        last = at
        if is_capital(words, at):
            while (reach := _reach(words, last)) is not None:
                last = reach
            yield at, last
        at = last + 1


def is_capital(words: Words, at: int) -> bool:
    """Whether a capitalised word that is no label and no "I" stands here."""
    return at < len(words.tokens) and words.tokens[at].capital and not words.tokens[at].label and words.lows[at] != "i"


def _reach(words: Words, last: int) -> int | None:
    """The next word that belongs to the stretch, if any."""
    if last + 1 >= len(words.tokens) or _parted(words, last):
        return None
    current, following = words.tokens[last], words.tokens[last + 1]
    if not following.capital:
        return _over_small_words(words, last)
    if not is_capital(words, last + 1):
        return None
    spelt = len(current.word) == 1 == len(following.word) and following.gap in SPELLING and "&" not in current.gap
    return last + 1 if spelt or following.gap in LINKS or _shortened(words, last) else None


def _parted(words: Words, last: int) -> bool:
    """Whether a possessive or the sign of a question (Q. What …) ends the stretch."""
    current, following = words.tokens[last], words.tokens[last + 1]
    if current.low in ("q", "a") and current.opens and following.gap == ". ":
        return True
    if not current.clitic or following.gap == "-":
        return False
    return not (following.gap == " " and is_capital(words, last + 1) and _owned(words, last))


def _owned(words: Words, last: int) -> bool:
    """Whether what follows a possessive belongs to the same name: St Luke's Hospital, King's Heath."""
    following = words.lows[last + 1]
    if longest("not_identifiers", words.lows, last) > 1:
        return True
    return following in voc.ORG_TAILS | voc.PLACE_TAILS or is_place(f"{words.lows[last]}'s {following}")


def _shortened(words: Words, last: int) -> bool:
    """Dr. or an initial with its full stop."""
    current = words.tokens[last]
    return (len(current.word) == 1 or current.low in SHORTENED) and words.tokens[last + 1].gap in (". ", ".")


def _over_small_words(words: Words, last: int) -> int | None:
    tokens = words.tokens
    if tokens[last + 1].gap == ". " and tokens[last].low in voc.TITLES and tokens[last + 1].low in voc.PARTICLES:
        return next((at for at in range(last + 2, last + 5) if is_capital(words, at)), None)  # Ms. van der Berg
    for target in range(last + 2, last + MOST_BETWEEN + 2):
        if target >= len(tokens) or any(tokens[at].gap not in LINKS for at in range(last + 1, target)):
            return None
        if is_capital(words, target):
            near = tokens[target].gap in LINKS or tokens[target].gap in ("'", "’")
            return target if near and _joins(words, last, target) else None
    return None


def _joins(words: Words, last: int, target: int) -> bool:
    """Whether the small words between two capitalised ones join them to one name."""
    low, between = words.lows[last], words.lows[last + 1 : target]
    if all(words.tokens[at].gap == "-" for at in range(last + 1, target + 1)):
        return True
    whole = " ".join(words.lows[last : target + 1])
    if all(word in voc.PARTICLES for word in between):
        return is_given(low) or is_given_word(low) or not is_word(low) or is_place(whole) or low in voc.PARTICLES
    if (
        is_place(whole)
        or _listed_whole(words, last, target)
        or longest("not_identifiers", words.lows, last) >= len(between) + 2
    ):
        return True
    if between[0] == "of":
        return low in voc.ORG_TAILS or low in voc.ORG_HEADS or low in BEFORE_OF
    return between in (["and"], ["y"], ["yr"], ["a"]) and _both(words, last, target)


def _listed_whole(words: Words, last: int, target: int) -> bool:
    """Whether a listed organisation reaches over the small words: Norfolk and Norwich, Greater Glasgow and Clyde."""
    return any(at + longest("organisations", words.lows, at) > target for at in range(max(0, last - 2), last + 1))


def _both(words: Words, last: int, target: int) -> bool:
    """NHS Wharfe and Nidd, Brighton and Sussex Hospitals; but not Mary and John."""
    low = words.lows[last]
    if words.lows[target] in FIRM_ENDS and (is_surname(low) or is_given(low)):
        return True  # Jones and Sons
    if words.before(last) == "nhs" and words.tokens[last - 1].capital:
        return True
    if (
        last
        and words.tokens[last - 1].capital
        and words.lows[last - 1] in voc.ORG_TAILS
        and is_place(words.lows[target])
    ):
        return is_place(low)  # University Hospitals Bristol and Weston
    if words.before(last) == "the" and _alike(words, last, target):
        return True
    return _organised(words, target) and low not in voc.FUNCTION and not is_given(low)


def _alike(words: Words, last: int, target: int) -> bool:
    """The Norfolk and Norwich, the N and N: two places, or two letters, that one article makes one thing."""
    if words.tokens[last].opens or words.tokens[target].clitic:
        return False
    one, other = words.lows[last], words.lows[target]
    return len(one) == 1 == len(other) or (one in listed("places") and other in listed("places"))


def _organised(words: Words, at: int) -> bool:
    """Whether the stretch of capitals from here ends as an organisation does."""
    first = at
    while is_capital(words, at) and (at == first or words.tokens[at].gap in LINKS):
        if words.lows[at] in voc.ORG_TAILS:
            return True
        at += 1
    return False
