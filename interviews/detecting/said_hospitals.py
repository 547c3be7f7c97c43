"""Short names of hospitals after "the", in a text without capitals: the freeman, the infirmary, the general."""

from functools import cache

from interviews.detecting import vocabulary as voc
from interviews.detecting.contractions import CONTRACTED
from interviews.detecting.lexicon import listed
from interviews.detecting.marked import Marked
from interviews.detecting.pieces import Piece

ENDS = voc.FUNCTION | voc.PREPOSITIONS | voc.SPEECH | voc.DETERMINERS | voc.PRONOUNS | CONTRACTED
SORTS = ("hospital", "infirmary")


def piece(text: Marked, at: int) -> Piece | None:
    low, before = text.lows[at], text.words.before(at, 2)
    if text.words.before(at) != "the" or not (low in ("infirmary", "general") or low in _called_by_one_word()):
        return None
    if text.near(at + 1) and text.lows[at + 1] not in ENDS:
        return None
    by_itself = low == "infirmary" or (low == "general" and text.words.after(at) in voc.SPEECH)
    return Piece(at, at, "organisation", 0.65) if by_itself or before in voc.PREPOSITIONS else None


@cache
def _called_by_one_word() -> frozenset[str]:
    """freeman, whose entry is freeman hospital."""
    entries = (entry.split() for entry in listed("organisations"))
    return frozenset(entry[0] for entry in entries if len(entry) == 2 and entry[1] in SORTS and entry[0] != "royal")
