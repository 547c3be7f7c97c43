"""Speaker labels that are names: BRIDGET YOUNG:, Dr Patel (GP):, Interviewer (Mark Hughes):."""

from collections.abc import Iterator

from interviews.detecting import stops
from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import is_given, is_given_word, is_word, listed, single
from interviews.detecting.pieces import Piece
from interviews.detecting.tokens import Token, Words

JOINED = frozenset({" ", "-", ". ", ".", ", ", "’", "'"})
ROLE_WORDS = voc.words_of("label_roles")
ROLE_NAMES = frozenset(["sister", "father", "major", "chair", "king", "art"])  # given names too, but as labels roles
SHORTEST_SHOUTED = 5  # letters; shorter words in capitals are headings or abbreviations


def pieces(words: Words) -> Iterator[Piece]:
    for first, last in _labels(words):
        if not _is_role(words, first, last) and not stops.is_stop(words.lows[first : last + 1]):
            while first < last and (words.lows[first] in voc.ROLES or words.lows[first] in ROLE_WORDS):
                first += 1
            while last > first and words.lows[last] in ROLE_WORDS:
                last -= 1
            if words.tokens[first].capital or words.lower:
                yield Piece(first, last, "person", 0.85)


def _labels(words: Words) -> Iterator[tuple[int, int]]:
    """First and last word of each label, or of each part of it: what stands in brackets is a part."""
    at = 0
    while at < len(words.tokens):
        last = at
        if words.tokens[at].label:
            while last + 1 < len(words.tokens) and _goes_on(words.tokens[last + 1]):
                last += 1
            yield at, last
        at = last + 1


def _goes_on(token: Token) -> bool:
    return token.label and token.gap in JOINED


def _is_role(words: Words, first: int, last: int) -> bool:
    """Whether the words say a role or what a heading says, no name."""
    if first == last and is_given_word(words.lows[first]) and words.lows[first] not in ROLE_NAMES:
        return False
    hyphened = last == first + 1 and words.tokens[last].gap == "-"  # MEI-LING
    return all(_says_no_name(words.tokens[at], hyphened) for at in range(first, last + 1))


def _says_no_name(token: Token, hyphened: bool) -> bool:
    low = token.low
    if len(low) < 2 or any(letter.isdigit() for letter in low) or low in voc.TITLES:
        return True
    if is_word(low) and not is_given(low) and low not in listed("surnames"):
        return True
    heading = token.shouted and len(low) < SHORTEST_SHOUTED and not hyphened
    return low in single("acronyms") or stops.is_stop([low]) or heading
