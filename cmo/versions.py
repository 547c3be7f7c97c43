"""What changed between two versions: which items, and which words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple
from uuid import UUID

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(NamedTuple):
    """Words that stayed ("same"), went ("out") or came ("in")."""

    kind: str
    words: str


def words_between(before: str, after: str) -> list[Piece]:
    """The text as it became, with what went out before what came in.

    Joined, "same" and "out" are `before`, "same" and "in" are `after`.

    >>> [piece.kind + ":" + piece.words for piece in words_between("staff trust", "staff talk")]
    ['same:staff ', 'out:trust', 'in:talk']
    """
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    return list(_pieces(old, new))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(new[c:d]))
            continue
        if a < b:
            yield Piece("out", "".join(old[a:b]))
        if c < d:
            yield Piece("in", "".join(new[c:d]))


def changed(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> set[UUID]:
    """The ids of the items whose words, role or intention differ, or that are no longer there. Order is no change."""
    was, became = ({each["id"]: _said(each) for each in items} for items in (before, after))
    return {UUID(key) for key, said in was.items() if became.get(key) != said}


def _said(item: Mapping[str, Any]) -> tuple[Any, ...]:
    return " ".join(item["text"].split()), item["role"], item["intended"]
