"""People, organisations and places of a text: by its capitals or without them, then consistently through the whole text."""

from collections.abc import Collection, Iterator

from interviews.detecting import vocabulary as voc
from interviews.detecting.ambiguous import reads_as_name
from interviews.detecting.capitals import Capitals, Piece, is_role_label, is_stop
from interviews.detecting.lexicon import is_given, is_given_word, is_word, nicknames
from interviews.detecting.lowercase import Lowercase
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

Seeds = dict[str, tuple[str, float]]  # a word of a name → its type and how sure that is


def find(words: Words, speakers: Collection[str] = ()) -> Iterator[Found]:
    reader = Lowercase(words) if words.lower else Capitals(words)
    reader.read()
    pieces = reader.pieces + list(_labels(words))
    seeds = _seeds(words, pieces) | _spoken_for(speakers)
    for piece in pieces:
        yield Found(*words.span(piece.first, piece.last), piece.type, piece.score)
    for at in reader.doubtful:
        low = words.lows[at]
        if reads_as_name(words, at, low in seeds):
            yield Found(*words.span(at, at), seeds.get(low, ("person", 0))[0], 0.55)
    yield from _echoes(words, pieces, seeds)


def _labels(words: Words) -> Iterator[Piece]:
    """Speaker labels that are names: BRIDGET YOUNG:, Dr Patel (GP):, Interviewer (Mark Hughes):."""
    at = 0
    while at < len(words.tokens):
        if not words.tokens[at].label:
            at += 1
            continue
        last = at
        while last + 1 < len(words.tokens) and words.tokens[last + 1].label and words.tokens[last + 1].gap in JOINED:
            last += 1
        if not is_role_label(words, at, last) and not is_stop(words.lows[at : last + 1]):
            first = at
            while first < last and (words.lows[first] in voc.ROLES or words.lows[first] in ROLE_WORDS):
                first += 1
            while last > first and words.lows[last] in ROLE_WORDS:
                last -= 1
            if words.tokens[first].capital or words.lower:
                yield Piece(first, last, "person", 0.85)
        at = last + 1


JOINED = frozenset({" ", "-", ". ", ".", ", ", "’", "'"})
ROLE_WORDS = frozenset(
    "interviewer interviewee respondent participant moderator facilitator speaker researcher patient carer nurse manager gp".split()
)


def _spoken_for(speakers: Collection[str]) -> Seeds:
    """Names among the speaker labels that the study gives."""
    found: Seeds = {}
    for speaker in speakers:
        for part in speaker.lower().split():
            if part.isalpha() and len(part) > 2 and not is_word(part) and not is_stop([part]):
                found[part] = ("person", 0.8)
    return found


def _seeds(words: Words, pieces: list[Piece]) -> Seeds:
    """The words by which the names of this text are known again."""
    seeds: Seeds = {}
    for piece in sorted(pieces, key=lambda p: p.score):
        for at in range(piece.first, piece.last + 1):
            low = words.lows[at]
            if len(low) < 3 or low in voc.FUNCTION and piece.type != "person":
                continue
            if piece.type == "person" and low not in voc.TITLES and low not in voc.ROLES and low not in voc.PARTICLES:
                if piece.score >= 0.65:
                    seeds[low] = ("person", piece.score)
            elif (
                piece.type in ("organisation", "place")
                and piece.score >= 0.55
                and low not in voc.GENERIC | voc.ORG_TAILS | voc.PLACE_TAILS | voc.COMPASS | voc.JOINING
            ):
                if at == piece.first and not is_word(low) or piece.first == piece.last:
                    seeds.setdefault(low, (piece.type, 0.6))
    return seeds | _short(seeds)


def _short(seeds: Seeds) -> Seeds:
    """The short forms of the given names among the seeds, which somebody may use without a word of explanation."""
    return {
        short: ("person", 0.7)
        for full, (type, score) in seeds.items()
        if type == "person" and score >= 0.7
        for short in nicknames().get(full, ())
        if short not in seeds and len(short) > 2
    }


def _echoes(words: Words, pieces: list[Piece], seeds: Seeds) -> Iterator[Found]:
    """The words of names wherever else they stand, in any case where they are no ordinary words."""
    covered = {at for piece in pieces for at in range(piece.first, piece.last + 1)}
    for at, low in enumerate(words.lows):
        if at in covered or low not in seeds:
            continue
        token = words.tokens[at]
        type, score = seeds[low]
        if is_stop([low]):
            if (
                token.capital
                and (is_given(low) or is_given_word(low))
                and score >= 0.9
                and words.before(at) not in voc.DETERMINERS | {"or", "and"}
            ):
                yield Found(token.start, token.end, type, 0.6)
            continue
        plain = is_word(low)
        if plain and words.lower:
            if score >= 0.7 and reads_as_name(words, at, True):
                yield Found(token.start, token.end, type, 0.5)
        elif plain and token.capital:
            if not token.opens or reads_as_name(words, at, True):
                yield Found(token.start, token.end, type, 0.6)
        elif not plain and (token.capital or words.lower or low not in voc.VERBS_TOO):
            yield Found(token.start, token.end, type, 0.6)
