"""Places that are ordinary words as well, in a text without capitals, where somebody lives or goes: "out of walker"."""

from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import listed
from interviews.detecting.marked import Marked
from interviews.detecting.pieces import Piece

BEFORE = {  # the word before the place → the words before that
    "in": voc.words_of("located_in"),
    "from": voc.words_of("located_from"),
    "to": voc.words_of("located_to"),
    "of": voc.words_of("located_of"),
    "near": voc.words_of("located_in"),
}
COVERED = frozenset(["cover", "covers", "covered", "covering"])
NOT_LOCATED = voc.words_of("not_located")


def piece(text: Marked, at: int) -> Piece | None:
    low, before = text.lows[at], text.words.before(at)
    if low in NOT_LOCATED or low not in listed("place_words"):
        return None
    if text.words.before(at, 2) in BEFORE.get(before, ()) or (before in COVERED and _ends(text, at)):
        return Piece(at, at, "place", 0.7)
    return None


def _ends(text: Marked, at: int) -> bool:
    """Whether nothing follows that the word could tell more of: "i cover poplar and", but not "walker frames"."""
    return not text.near(at + 1) or text.lows[at + 1] in voc.FUNCTION | voc.PREPOSITIONS
