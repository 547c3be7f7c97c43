"""Names in a row without a comma: "khadija flo ayo", "mrs dean patience dean", "tom tom verity", each one by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import is_given, is_given_word, is_surname, nicknames
from interviews.detecting.pieces import DOUBTFUL, Piece
from interviews.detecting.tokens import Words

LONGEST = 8  # words


def parted(words: Words, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, those without capitals that hold several people cut where the next one begins."""
    begin = _begin_names(words, pieces)
    for piece in pieces:
        first = piece.first
        spelt = len(words.lows[first]) == 1
        if piece.type == "person" and piece.score != DOUBTFUL and not words.tokens[first].capital and not spelt:
            for at in range(first + 1, min(piece.last, first + LONGEST) + 1):
                if _begins(words, first, at, piece.last, begin):
                    yield replace(piece, first=first, last=at - 1)
                    first = at
        yield replace(piece, first=first)


def _begin_names(words: Words, pieces: Sequence[Piece]) -> set[tuple[str, ...]]:
    """The names that stand by themselves somewhere: one given name, or a given name and what follows."""
    return {tuple(words.lows[piece.first : piece.last + 1]) for piece in pieces if piece.type == "person"}


def _begins(words: Words, first: int, at: int, last: int, begin: set[tuple[str, ...]]) -> bool:
    """Whether somebody else's name, or the same one's again, begins at this word of the row."""
    lows = words.lows
    said = [low for low in lows[first:at] if low not in voc.TITLES and low not in voc.ROLES and low not in voc.KIN]
    if not said:
        return False
    if lows[at] in said:
        return True
    if last > at and lows[last] in said:  # mrs dean, patience dean
        return True
    if not (is_given(lows[at]) or is_given_word(lows[at])):
        return False
    if _short_for(lows[at], said[-1]) or (last > at and tuple(lows[at : last + 1]) in begin):
        return True
    alone = (lows[at],) in begin and len(said) == 1 and (said[0],) in begin
    return alone and is_given(said[0]) and not is_surname(lows[at])


def _short_for(low: str, full: str) -> bool:
    return low in nicknames().get(full, ()) or (2 < len(low) < len(full) and full.startswith(low.removesuffix("s")))
