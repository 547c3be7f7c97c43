"""The pictures a table can be drawn as, by name. Pure."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import ceil

from interviews.matrix.grid import Grid
from interviews.pictures.bars import diverging_bars
from interviews.pictures.dots import dot_plot
from interviews.pictures.heat import heat_map
from interviews.pictures.panels import small_multiples

HEAT = "heat"
NARROW = 640  # a page; what is narrower is not drawn larger on it
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


def draw(grid: Grid, name: str = HEAT, *, bare: bool = False, most: float = 0) -> str:
    """As SVG; what is not known is a heat map.

    `bare`: without its title, for where it has a caption. `most`: what the longest bar would stand for, where this is a
    part of a table.
    """
    return _DRAWN.get(name, heat_map)(grid, bare=bare, most=most)


def in_parts(grid: Grid, name: str, tallest: float) -> list[tuple[Grid, str]]:
    """Bare pictures of as many lines each as fit on pages so much taller than wide, all on one scale."""
    whole = draw(grid, name, bare=True)
    if _ratio(whole) <= tallest or not grid.lines:
        return [(grid, whole)]
    for number in range(min(ceil(_ratio(whole) / tallest), len(grid.lines)), len(grid.lines) + 1):
        parts = list(_cut(grid, -(-len(grid.lines) // number)))
        drawn = [draw(part, name, bare=True, most=grid.most) for part in parts]
        if all(_ratio(svg) <= tallest for svg in drawn):
            break
    return list(zip(parts, drawn, strict=True))


def _cut(grid: Grid, lines: int) -> Iterator[Grid]:
    """What stands at the end, and the rules, go with the last part."""
    for start in range(0, len(grid.lines), lines):
        part = replace(grid, lines=grid.lines[start : start + lines])
        is_last = start + lines >= len(grid.lines)
        yield part if is_last else replace(part, foot=None, bases=None, notes=())


def _ratio(svg: str) -> float:
    width, height = (float(side) for side in re.findall(r'(?:width|height)="([\d.]+)"', svg)[:2])
    return height / max(width, NARROW)
