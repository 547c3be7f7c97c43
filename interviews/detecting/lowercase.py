"""Names in a text without capitals: listed names, words that no list knows, and what stands beside them."""

from collections.abc import Iterator

from interviews.detecting import (
    said_hospitals,
    said_letters,
    said_located,
    said_organisations,
    said_people,
    said_places,
)
from interviews.detecting.lexicon import longest
from interviews.detecting.marked import Marked, marked
from interviews.detecting.pieces import DOUBTFUL, Piece
from interviews.detecting.tokens import Words

RULES = (
    said_letters.piece,
    said_hospitals.piece,
    said_organisations.piece,
    said_places.piece,
    said_located.piece,
    said_people.piece,
)


def pieces(words: Words) -> Iterator[Piece]:
    text = marked(words)
    at = 0
    while at < len(words.tokens):
        length = longest("not_identifiers", words.lows, at)
        piece = None if length > 1 else _piece(text, at)
        if piece is None:
            at += max(length, 1)
        else:
            yield piece
            at = piece.last + 1


def _piece(text: Marked, at: int) -> Piece | None:
    for rule in RULES:
        if (piece := rule(text, at)) is not None:
            return piece
    return Piece(at, at, "person", DOUBTFUL) if text.marks[at] == "?" else None
