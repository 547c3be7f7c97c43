"""What a configuration says, as a short mark. A conclusion remembers it, so that it knows when it goes stale. Pure."""

from collections.abc import Iterable
from hashlib import sha256

LENGTH = 16

type Said = tuple[str, str, bool]
"""An item: role, words, whether it was intended."""


def mark_of(statement: str, items: Iterable[Said]) -> str:
    """Of the sentence and the items, whatever their order; blanks are no difference."""
    said = sorted((role, _plain(text), str(intended)) for role, text, intended in items)
    return _short(repr((_plain(statement), said)))


def mark_of_all(marks: Iterable[str]) -> str:
    """Of several configurations together, in whatever order."""
    return _short(repr(sorted(marks)))


def is_stale(said: str, now: str) -> bool:
    """Whether something else is said by now. What is not known ("") is never stale."""
    return bool(said) and said != now


def _plain(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:LENGTH]
