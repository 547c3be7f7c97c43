"""Tables as files: CSV, an Excel workbook, and the picture that is chosen."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils import timezone

from accounts.models import Membership
from interviews.downloads import csv_file, file
from interviews.matrix.grid import Grid, cells
from interviews.matrix.workbook import of_grid
from interviews.pictures.drawn import HEAT, draw
from interviews.pictures.png import png

FORMS = {"csv": "CSV", "xlsx": "Excel", "svg": "Picture (SVG)", "png": "Picture (PNG)"}


def as_file(asking: Membership, grid: Grid, name: str, form: str, picture: str = HEAT) -> HttpResponse:
    """A grid in one of FORMS."""
    if form == "csv":
        head, *rows = cells(grid)
        under = [[], *([note] for note in grid.widened)] if grid.widened else []
        return csv_file(name, [str(cell) for cell in head], [*rows, *under])
    made: dict[str, Callable[[], bytes]] = {
        "svg": lambda: draw(grid, picture).encode(),
        "png": lambda: png(draw(grid, picture)),
        "xlsx": lambda: of_grid(grid, asking.study.title, timezone.localtime()),
    }
    return file(name, form, made[form]())
