"""Words next to a name that belong to it, or that make a thing of it: wee Iona, Old Bill; Victoria sponge."""

from dataclasses import replace

from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import is_given, is_given_word
from interviews.detecting.pieces import DOUBTFUL, Piece
from interviews.detecting.tokens import Words

THINGS = voc.words_of("things")
TELLING_APART = frozenset(["wee", "big", "old", "young", "little"])


def is_thing(words: Words, piece: Piece) -> bool:
    """Victoria sponge, Harris tweed: a name that has become a kind of thing."""
    after = words.tokens[piece.last + 1] if piece.last + 1 < len(words.tokens) else None
    if piece.first != piece.last or after is None or after.gap != " " or words.tokens[piece.last].clitic:
        return False
    return after.low in THINGS and not after.capital and piece.type != "organisation"


def with_adjective(words: Words, piece: Piece) -> Piece:
    """The name with the word before it that tells her from the other one of that name."""
    first = piece.first
    if piece.type != "person" or piece.score == DOUBTFUL or first == 0 or words.tokens[first].gap != " ":
        return piece
    given = first == piece.last and (is_given(words.lows[first]) or is_given_word(words.lows[first]))
    return replace(piece, first=first - 1) if given and words.lows[first - 1] in TELLING_APART else piece
