"""Who did what in a text while one reads it, in sentences. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

NAMED = 3  # turns that are named one by one
TOLD = 3  # sentences at once
SAID = {
    "coded": "coded",
    "marked": "marked words in",
    "uncoded": "took a code off",
    "removed": "deleted an extract in",
    "moved the ends of": "moved the ends of an extract in",
}
OTHERWISE = "changed the coding of"


@dataclass(frozen=True, slots=True)
class Did:
    """`who` did `deed` (as the journal calls it) in these turns, by their numbers."""

    who: str
    deed: str
    turns: frozenset[int]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, and the turns it speaks of: whoever sees nothing new in them need not hear it."""

    words: str
    turns: tuple[int, ...]


def told(deeds: Iterable[Did]) -> list[Told]:
    """One sentence for each person and kind of deed; where there are many, one for each person."""
    turns: dict[tuple[str, str], set[int]] = {}
    for did in deeds:
        turns.setdefault((did.who, SAID.get(did.deed, OTHERWISE)), set()).update(did.turns)
    for who, what in list(turns):
        if what == SAID["marked"] and (who, SAID["coded"]) in turns:
            turns[who, SAID["coded"]] |= turns.pop((who, what))
    if len(turns) > TOLD:
        turns = _merged(turns)
    return [Told(f"{who} {what} {_named(sorted(where))}", tuple(sorted(where))) for (who, what), where in turns.items()]


def _merged(turns: dict[tuple[str, str], set[int]]) -> dict[tuple[str, str], set[int]]:
    merged: dict[tuple[str, str], set[int]] = {}
    for (who, _), where in turns.items():
        merged.setdefault((who, OTHERWISE), set()).update(where)
    return merged


def _named(turns: Sequence[int]) -> str:
    if len(turns) > NAMED:
        return f"{len(turns)} turns"
    return f"{'turn' if len(turns) == 1 else 'turns'} {joined([str(turn) for turn in turns])}"


def joined(names: Collection[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
