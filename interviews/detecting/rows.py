"""Names in a row without a comma: "khadija flo ayo", "mrs dean patience dean", "tom tom verity", each one by itself."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from interviews.detecting import vocabulary as voc
from interviews.detecting.ambiguous import weighed
from interviews.detecting.lexicon import is_given, is_given_word, is_surname, nicknames, single
from interviews.detecting.pieces import DOUBTFUL, Piece
from interviews.detecting.tokens import Words

LONGEST = 8  # words
_NOBODY: Counter[str] = Counter()
PLAIN = 0.7  # weight of the words around a name


@dataclass(frozen=True, slots=True)
class _Names:
    """The people of a text as they are named elsewhere: `whole` the names, `titled` what follows a title, `heads` their
    first words, each with the words that follow it ("" for none)."""

    whole: frozenset[tuple[str, ...]]
    titled: frozenset[str]
    heads: Mapping[str, Counter[str]]

    def alone(self, low: str, without: str) -> bool:
        """Whether somebody is called so, or for short so, elsewhere without the other word."""
        called = (head for head in self.heads if head == low or _short_for(head, low))
        return any(count for head in called for word, count in self.heads[head].items() if word != without)


def parted(words: Words, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, those without capitals that hold several people cut where the next one begins."""
    known = _named(words, pieces)
    for piece in pieces:
        first = piece.first
        spelt = len(words.lows[first]) == 1
        if piece.type == "person" and piece.score != DOUBTFUL and not words.tokens[first].capital and not spelt:
            many = _are_many(words.lows[first : piece.last + 1], known)
            for at in range(first + 1, min(piece.last, first + LONGEST) + 1):
                if many or _begins(words, first, at, piece.last, known):
                    yield replace(piece, first=first, last=at - 1)
                    first = at
        yield replace(piece, first=first)


def _named(words: Words, pieces: Sequence[Piece]) -> _Names:
    heads: dict[str, Counter[str]] = defaultdict(Counter)
    people = [piece for piece in pieces if piece.type == "person"]
    for piece in people:
        lows = words.lows[piece.first : piece.last + 1]
        if not _is_called(lows[0]) and (piece.score != DOUBTFUL or weighed(words, piece.first, False) >= PLAIN):
            heads[lows[0]][lows[1] if len(lows) > 1 else ""] += 1
    whole = frozenset(tuple(words.lows[piece.first : piece.last + 1]) for piece in people)
    return _Names(whole, frozenset(lows[-1] for lows in whole if len(lows) == 2 and lows[0] in voc.TITLES), heads)


def _is_called(low: str) -> bool:
    return low in voc.TITLES or low in voc.ROLES or low in voc.KIN


def _begins(words: Words, first: int, at: int, last: int, known: _Names) -> bool:
    """Whether somebody else's name, or the same one's again, begins at this word of the row."""
    lows = words.lows
    said = [low for low in lows[first:at] if not _is_called(low)]
    if not said:
        return False
    if lows[at] in said:
        return True
    if last > at and lows[last] in said:  # mrs dean, patience dean
        return True
    if not _may_be_given(lows[at]):
        return False
    if _short_for(lows[at], said[-1]) or (last > at and tuple(lows[at : last + 1]) in known.whole):
        return True
    return len(said) == 1 and first + 1 == at and _are_two(said[0], lows[at], known)


def _are_many(row: Sequence[str], known: _Names) -> bool:
    """Given names alone, two of them of somebody elsewhere: "paris faith tyrese"."""
    given = len(set(row)) == len(row) > 2 and all(map(_may_be_given, row))
    given = given and not is_surname(row[-1]) and row[-1] not in known.titled
    return given and sum(bool(known.heads.get(low, _NOBODY)[""]) for low in row) > 1


def _are_two(one: str, other: str, known: _Names) -> bool:
    """Both given names, said together here alone, each of somebody elsewhere: "julie denise"; of a man and a woman one
    is enough."""
    if not _may_be_given(one) or known.heads.get(one, _NOBODY)[other] > 1:
        return False
    if is_surname(other) or other in known.titled:
        return known.alone(one, other) and any(known.heads.get(other, _NOBODY))
    of_each = known.alone(one, other), known.alone(other, one)
    return all(of_each) or (any(of_each) and _sexes_differ(one, other))


def _sexes_differ(one: str, other: str) -> bool:
    men, women = single("men"), single("women")
    return (one in men - women and other in women - men) or (one in women - men and other in men - women)


def _may_be_given(low: str) -> bool:
    return is_given(low) or is_given_word(low)


def _short_for(low: str, full: str) -> bool:
    return low in nicknames().get(full, ()) or (2 < len(low) < len(full) and full.startswith(low.removesuffix("s")))
