"""The pictures a table can be drawn as, by name. Pure."""

from collections.abc import Callable

from interviews.matrix.grid import Grid
from interviews.pictures.heat import heat_map

HEAT = "heat"
PICTURES: dict[str, str] = {HEAT: "Heat map"}
_DRAWN: dict[str, Callable[[Grid], str]] = {HEAT: heat_map}


def draw(grid: Grid, name: str = HEAT) -> str:
    """As SVG; what is not known is a heat map."""
    return _DRAWN.get(name, heat_map)(grid)
