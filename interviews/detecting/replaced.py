"""Words that were replaced before they came here: "[Borough Y]", "Dr A", "Person B"; or blacked out: "XXX XX".

A bracket may as well hold what somebody explains or notes: "[Sarah nods]", "[in Leeds]". So what stands there counts as
replaced only where it says no more than a kind and a letter or number.
"""

import re
from collections.abc import Iterable

from interviews.detecting import vocabulary as voc
from interviews.identifiers import Found

_BRACKETS = re.compile(r"\[[^\[\]\n]{1,60}\]")
_LETTERED = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sister|Cllr|Councillor|Person|Participant|Borough|Area|Trust|Town|Site)"
    r"\.? [A-Z]\b(?!\.? ?[A-Z][a-z’']|\.? ?[A-Z]\b|[’'](?!s\b)\w|-\w)"
)
_WORD = re.compile(r"[^\W_]+")
_SIGNS = frozenset(["named", "name", "anon", "anonymised", "redacted", "removed", "area", "site", "region", "district"])
_KINDS = voc.TITLES | voc.ROLES | voc.GENERIC | voc.ORG_TAILS | voc.PLACE_TAILS | voc.COMPASS | voc.NUMBERED | _SIGNS
_BLACKED_OUT = re.compile(r"\b(?:X{2,}|x{3,})\b|[█▇■]+|\*{3,}|_{3,}")


def unreplaced(text: str, proposals: Iterable[Found]) -> list[Found]:
    """The proposals without those that lie within such words; the study's own list knows better."""
    gone = _places(text, _LETTERED) | _places(text, _BLACKED_OUT)
    bracketed = _places(text, _BRACKETS)
    return [
        found
        for found in proposals
        if found.entity
        or not (found.start in gone or (found.start in bracketed and _says_a_kind(text[found.start : found.end])))
    ]


def _places(text: str, pattern: re.Pattern[str]) -> set[int]:
    return {place for found in pattern.finditer(text) for place in range(found.start(), found.end())}


def _says_a_kind(words: str) -> bool:
    return all(len(word) == 1 or word.isdigit() or word.lower() in _KINDS for word in _WORD.findall(words))
