"""Branches of what there is in every town: Mind in Keighley, Healthwatch Grimsby, age uk ormskirk.

The charity by itself identifies nobody, and the town is no place there: together they are one organisation.
"""

from collections.abc import Iterator

from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import is_place, is_word
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

HEADS = {tuple(head.split("_")) for head in voc.words_of("branch_heads")}
FIRST = frozenset(head[0] for head in HEADS)
LONGEST = max(map(len, HEADS))
MOST_WORDS = 3  # of the place


def find(words: Words) -> Iterator[Found]:
    for at, low in enumerate(words.lows):
        if low in FIRST and (last := _last(words, at)) is not None:
            yield Found(*words.span(at, last), "organisation", 0.9)


def _last(words: Words, at: int) -> int | None:
    for length in range(LONGEST, 0, -1):
        if tuple(words.lows[at : at + length]) in HEADS and _joined(words, at + 1, at + length):
            return _place(words, at + length)
    return None


def _joined(words: Words, first: int, last: int) -> bool:
    return last < len(words.lows) and all(words.tokens[at].gap in (" ", "-") for at in range(first, last + 1))


def _place(words: Words, first: int) -> int | None:
    """The last word of the place that begins here: one that is listed, or a word that no list knows."""
    for last in range(min(first + MOST_WORDS, len(words.lows)) - 1, first, -1):
        if _joined(words, first, last) and is_place(" ".join(words.lows[first : last + 1])):
            return last
    low, token = words.lows[first], words.tokens[first]
    if not words.lower:
        directed = low in voc.COMPASS and _joined(words, first + 1, first + 1) and words.tokens[first + 1].capital
        return (first + directed) if token.capital and (directed or is_place(low) or not is_word(low)) else None
    return first if is_place(low) and low not in voc.FUNCTION and not (is_word(low) and low in voc.SPEECH) else None
