"""Which of the identifiers found in a study mean the same person, organisation, place or number."""

from collections.abc import Sequence
from dataclasses import dataclass

from interviews.naming.words import folded


@dataclass(frozen=True, slots=True)
class Mention:
    """An identifier at start … end of a source; `entity` names an entry of the study's own list, when known."""

    source: str
    start: int
    end: int
    words: str
    type: str
    entity: str = ""


def group(mentions: Sequence[Mention]) -> list[tuple[int, ...]]:
    """Places in the sequence, one tuple an entity, ascending within; entities in order of their first mention."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, mention in enumerate(mentions):
        key = ("known", mention.entity) if mention.entity else (mention.type, *folded(mention.words))
        groups.setdefault(key, []).append(place)
    return [tuple(places) for places in groups.values()]
