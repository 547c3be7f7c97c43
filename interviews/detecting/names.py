"""People, organisations and places of a text: by capitals or without them, then consistently through the whole text."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from interviews.detecting import branches, capitals, labels, lowercase, rows, telling
from interviews.detecting import vocabulary as voc
from interviews.detecting.ambiguous import is_month, reads_as_name, weighed
from interviews.detecting.lexicon import in_phrase, is_given, is_given_word, is_word, nicknames
from interviews.detecting.pieces import DOUBTFUL, Piece
from interviews.detecting.stops import is_stop
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

Seeds = dict[str, tuple[str, float]]  # a word of a name → its type and how sure that is

SURE_OF_PERSON = 0.65  # names less sure than these are not looked for elsewhere
SURE_OF_OTHER = 0.55
FULL_NAME = 0.9
NOTHING_NAMED = voc.GENERIC | voc.ORG_TAILS | voc.PLACE_TAILS | voc.COMPASS | voc.JOINING | voc.FUNCTION
BESIDE_PERSON = voc.TITLES | voc.ROLES | voc.PARTICLES
VERBS_TOO = voc.words_of("verbs_too")  # rob, penny: with a small letter words


def find(words: Words, speakers: Collection[str] = ()) -> Iterator[Found]:
    read = (piece for first, last, lower in words.stretches() for piece in _read(words, first, last, lower))
    pieces = [telling.with_adjective(words, piece) for piece in read if not telling.is_thing(words, piece)]
    pieces = [*rows.parted(words, pieces), *labels.pieces(words)]
    seeds = _seeds(words, pieces) | _of_speakers(speakers)
    seeds = _plainly(words, pieces) | seeds
    for piece in pieces:
        if piece.score != DOUBTFUL:
            yield Found(*words.span(piece.first, piece.last), piece.type, piece.score)
        elif reads_as_name(words, piece.first, words.lows[piece.first] in seeds):
            as_known = seeds.get(words.lows[piece.first], (piece.type, 0))
            yield Found(*words.span(piece.first, piece.last), as_known[0], 0.55)
    yield from _echoes(words, pieces, seeds)
    yield from branches.find(words)


def _read(words: Words, first: int, last: int, lower: bool) -> Iterator[Piece]:
    """The names of a stretch of the text, read with or without capitals."""
    reader = lowercase.pieces if lower else capitals.pieces
    for piece in reader(words.part(first, last, lower)):
        yield replace(piece, first=piece.first + first, last=piece.last + first)


def _plainly(words: Words, pieces: Sequence[Piece]) -> Seeds:
    """Words that are names as well and where they stand once can be nothing else."""
    doubtful = (piece for piece in pieces if piece.score == DOUBTFUL and piece.first == piece.last)
    return {
        words.lows[piece.first]: ("person", SURE_OF_PERSON)
        for piece in doubtful
        if words.lower and weighed(words, piece.first, False) >= rows.PLAIN
    }


def _of_speakers(speakers: Collection[str]) -> Seeds:
    """Names among the speaker labels that the study gives."""
    parts = (part for speaker in speakers for part in speaker.lower().split())
    return {
        part: ("person", 0.8)
        for part in parts
        if part.isalpha() and len(part) > 2 and not is_word(part) and not is_stop([part])
    }


def _seeds(words: Words, pieces: Sequence[Piece]) -> Seeds:
    """The words by which the names of this text are known again; a surer name counts more."""
    seeds: Seeds = {}
    for piece in sorted(pieces, key=lambda piece: piece.score):
        for low in _telling(words, piece):
            if piece.type == "person":
                seeds[low] = ("person", piece.score)
            else:
                seeds.setdefault(low, (piece.type, 0.6))
    return seeds | _short(seeds)


def _telling(words: Words, piece: Piece) -> Iterator[str]:
    lows = words.lows[piece.first : piece.last + 1]
    if piece.type == "person":
        if piece.score >= SURE_OF_PERSON:
            yield from (low for low in lows if len(low) > 2 and low not in BESIDE_PERSON)
    elif piece.score >= SURE_OF_OTHER and len(lows[0]) > 2 and lows[0] not in NOTHING_NAMED:
        yield from (low for low in lows[:1] if len(lows) == 1 or not is_word(low))


def _short(seeds: Seeds) -> Seeds:
    """The short forms of the given names among the seeds, which somebody may use without a word of explanation."""
    return {
        short: ("person", 0.7)
        for full, (kind, score) in seeds.items()
        if kind == "person" and score >= 0.7
        for short in nicknames().get(full, ())
        if short not in seeds and len(short) > 2
    }


def _echoes(words: Words, pieces: Sequence[Piece], seeds: Seeds) -> Iterator[Found]:
    """The words of names wherever else they stand, in any case where they are no ordinary words."""
    covered = {at for piece in pieces for at in range(piece.first, piece.last + 1)}
    for at, low in enumerate(words.lows):
        if low in seeds and at not in covered and not is_month(words, at) and _echoed(words, at, seeds[low][1]):
            yield Found(*words.span(at, at), seeds[low][0], 0.6)


def _echoed(words: Words, at: int, score: float) -> bool:
    token, low = words.tokens[at], words.lows[at]
    if is_stop([low]):
        named = token.capital and score >= FULL_NAME and (is_given(low) or is_given_word(low))
        return named and words.before(at) not in voc.DETERMINERS | {"or", "and"}
    if not is_word(low):
        return token.capital or words.lower or low not in VERBS_TOO
    if words.lower:
        return score >= 0.7 and not in_phrase("not_identifiers", words.lows, at) and reads_as_name(words, at, True)
    return token.capital and (not token.opens or reads_as_name(words, at, True))
