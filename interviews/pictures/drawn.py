"""The pictures a table can be drawn as, by name. Pure."""

from collections.abc import Callable

from interviews.matrix.grid import Grid
from interviews.pictures.bars import diverging_bars
from interviews.pictures.dots import dot_plot
from interviews.pictures.heat import heat_map
from interviews.pictures.panels import small_multiples

HEAT = "heat"
PICTURES: dict[str, str] = {
    HEAT: "Heat map",
    "bars": "Diverging bars",
    "dots": "Dot plot",
    "panels": "Small multiples",
}
_DRAWN: dict[str, Callable[..., str]] = {
    HEAT: heat_map,
    "bars": diverging_bars,
    "dots": dot_plot,
    "panels": small_multiples,
}


def draw(grid: Grid, name: str = HEAT, *, bare: bool = False) -> str:
    """As SVG; what is not known is a heat map. `bare`: without its title, for where it has a caption."""
    return _DRAWN.get(name, heat_map)(grid, bare=bare)
