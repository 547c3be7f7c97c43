"""An identifier where it stands, as it is grouped with others (entities.py)."""

from dataclasses import dataclass

AROUND = 80  # characters of a mention's `before` and `after`


@dataclass(frozen=True, slots=True)
class Mention:
    """An identifier at start … end of a source; `entity` names an entry of the study's own list, when known; `before`
    and `after` are some of the words around it, which tell "Dr Patel, the young one, Nikhil" from "Dr Patel and
    Nikhil"."""

    source: str
    start: int
    end: int
    words: str
    type: str
    entity: str = ""
    before: str = ""
    after: str = ""


def said(text: str, start: int, end: int) -> tuple[str, str, str]:
    """`words` (on one line), `before` and `after` of the mention at start … end of a text."""
    return " ".join(text[start:end].split()), text[max(0, start - AROUND) : start], text[end : end + AROUND]


def between(one: Mention, other: Mention) -> str:
    """The words between a mention and one that follows it; none when they are far apart."""
    gap = other.start - one.end
    return other.before[-gap:] if 0 < gap <= len(other.before) else ""


def is_label(mention: Mention) -> bool:
    """The name of the speaker before what is said."""
    return mention.after.startswith(":") and (not mention.before or mention.before.endswith("\n"))
