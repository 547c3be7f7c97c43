"""Codes by one another: how often two stand together, as a table of those that do so most. Pure but for the tree."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from interviews.matrix.grid import Cell, Grid, Head, Line, shaded
from interviews.searching.together import Pair

MOST = (10, 20, 40, 80)
MEASURES = {"places": "Places", "sources": "Sources"}
RULES = {
    False: "Two codes stand together where the same words bear both.",
    True: "Two codes stand together where both are given to words of the same turn.",
}


def together(pairs: Sequence[Pair], codes: Mapping[UUID, Head], *, most: int, measure: str, by_turn: bool) -> Grid:
    """The `most` codes that stand with others most often, in the order of `codes`."""
    figures = {frozenset(pair.codes): _figure(pair, measure) for pair in pairs}
    often: Counter[UUID] = Counter()
    for pair in pairs:
        for code in pair.codes:
            often[code] += _figure(pair, measure)
    order = {pk: place for place, pk in enumerate(codes)}
    first = sorted(often, key=lambda pk: (-often[pk], order[pk]))[:most]
    kept = sorted(first, key=lambda pk: order[pk])
    heads = [codes[pk] for pk in kept]
    lines = tuple(Line(codes[pk], tuple(_cells(figures, pk, kept))) for pk in kept)
    notes = [
        RULES[by_turn],
        "A place counts once, whoever coded it; codes under another are counted for themselves.",
    ]
    if len(often) > len(kept):
        notes.append(f"The {len(kept)} codes of {len(often)} that stand with others most often.")
    what = f"{MEASURES[measure]} where both codes stand"
    return shaded(Grid("Codes together", what, "Code", tuple(heads), lines, notes=tuple(notes)))


def _figure(pair: Pair, measure: str) -> int:
    return len(pair.places) if measure == "places" else pair.texts


def _cells(figures: Mapping[Any, int], code: UUID, others: Iterable[UUID]) -> Iterable[Cell]:
    for other in others:
        yield Cell(None if other == code else figures.get(frozenset((code, other)), 0))
