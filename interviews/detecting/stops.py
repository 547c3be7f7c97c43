"""Capitalised words that are no names: national bodies, festivals, drugs, abbreviations, software."""

import re
from collections.abc import Sequence

from interviews.detecting.lexicon import is_word, longest, single

HUMPS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
SURNAME_HUMPS = ("Mc", "Mac", "De", "La", "Le", "Fitz", "Van", "Di", "Du", "Da", "St", "Al", "El")


def is_stop(lows: Sequence[str], shouted: bool = True) -> bool:
    """Whether these words together only look like a name; an abbreviation only where it stands in capitals."""
    if longest("not_identifiers", lows, 0) == len(lows):
        return True
    return shouted and len(lows) == 1 and is_abbreviation(lows[0])


def is_abbreviation(low: str) -> bool:
    """CQC, GPs: an abbreviation that names nobody."""
    known = single("acronyms")
    return low in known or (low.endswith("s") and low[:-1] in known)


def is_product(word: str) -> bool:
    """HomeFirst, SystmOne: how software and schemes are written, and no surname such as McGurk or D'Arcy."""
    if "'" in word or "’" in word or word.startswith(SURNAME_HUMPS):
        return False
    humps = HUMPS.findall(word)
    return len(humps) > 1 and len(humps[-1]) > 2 and is_word(humps[-1].lower())
