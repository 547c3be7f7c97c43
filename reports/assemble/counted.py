"""The tables of figures that a report asks for: the one place that knows how they are counted."""

from collections.abc import Sequence

from django.utils.datastructures import MultiValueDict

from cmo import matrix as configurations
from interviews.matrix import tables
from interviews.matrix.building import Table, Unknown
from interviews.matrix.grid import Grid
from interviews.matrix.ground import Ground

OPTIONS = frozenset({"rows", "by", "count", "share", "sort", "below", "said", "columns"})


def counted(ground: Ground, sent: Sequence[tuple[str, str]]) -> Grid:
    """What the page of the table would export, small numbers widened. Raises ValueError with a sentence."""
    asked: MultiValueDict[str, str] = MultiValueDict()
    for name, value in sent:
        asked.appendlist(name, value)
    _check(ground, asked)
    return _table(ground, asked).widened


def _table(ground: Ground, asked: MultiValueDict[str, str]) -> Table:
    if asked["rows"] == configurations.ROWS:
        chosen = configurations.Chosen.read(asked)
        return configurations.asked_for(ground, configurations.read(ground, asked), chosen)
    return tables.asked_for(ground, tables.read(ground, asked))


def _check(ground: Ground, asked: MultiValueDict[str, str]) -> None:
    """A page falls back to what is usual; a marker that was mistyped is told."""
    rows = [*tables.rows(ground), configurations.ROWS]
    if asked["rows"] not in rows:
        raise Unknown(f"“{asked['rows']}” cannot be counted in lines; write one of: {', '.join(rows)}")
    if asked["by"] not in ground.attributes or asked["by"] == asked["rows"]:
        known = ", ".join(name for name in ground.attributes if name != asked["rows"]) or "nothing yet"
        raise Unknown(f"there are no columns “{asked['by']}”; write one of: {known}")
    known_options = {*OPTIONS, *ground.attributes, *configurations.OF_CONFIGURATIONS, *configurations.OF_EVIDENCE}
    if unknown := [name for name in asked if name not in known_options]:
        raise Unknown(f"“{unknown[0]}” is nothing that a table can be asked")
