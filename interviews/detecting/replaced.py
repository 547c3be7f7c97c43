"""Words that were replaced before they came here: "[Borough Y]", "Dr A", "Person B"; or blacked out: "XXX XX"."""

import re
from collections.abc import Iterable

from interviews.identifiers import Found

_BRACKETS = re.compile(r"\[[^\[\]\n,:;–—?]{1,60}\]")  # with these signs it is a note, which may name somebody
_LETTERED = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sister|Cllr|Councillor|Person|Participant|Borough|Area|Trust|Town|Site)"
    r"\.? [A-Z]\b(?!\.? ?[A-Z][a-z’']|\.? ?[A-Z]\b|[’'](?!s\b)\w|-\w)"
)
_BLACKED_OUT = re.compile(r"\b(?:X{2,}|x{3,})\b|[█▇■]+|\*{3,}|_{3,}")


def unreplaced(text: str, proposals: Iterable[Found]) -> list[Found]:
    """The proposals without those that lie within such words; the study's own list knows better."""
    replaced = {
        place
        for pattern in (_BRACKETS, _LETTERED, _BLACKED_OUT)
        for found in pattern.finditer(text)
        for place in range(found.start(), found.end())
    }
    return [found for found in proposals if found.entity or found.start not in replaced]
