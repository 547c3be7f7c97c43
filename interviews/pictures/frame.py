"""What every picture of a table has around it: title, notes, and words for those who do not see it. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from interviews.matrix.grid import Cell, Grid, Head, Line
from interviews.pictures.svg import SOFT, picture, tag, text, wrap
from interviews.pictures.svg import cut as cut_to

MARGIN, NARROWEST = 16.0, 420.0
SIZE, SMALL, LARGE = 12, 11, 16
LEADING, TITLE_LEADING = 14, 20
MOST_NOTES, MOST_TOLD = 24, 160
DARK, PALE, EDGE = "#005d68", "#bcdde1", "#d5d2ca"
EMPTY = "There is nothing to draw: the table has no figures."


@dataclass(frozen=True)
class Body:
    """What a picture draws between title and notes: `shapes` from a top, on `height`; `notes` are its own."""

    width: float
    height: float
    shapes: Callable[[float], Iterable[str]]
    notes: Sequence[str] = field(default=())


def framed(grid: Grid, body: Body, *, said: str = "", bare: bool = False) -> str:
    """The whole picture of a table. `said` describes it where the grid alone does not; `bare`: no title is drawn."""
    notes = [*body.notes, *grid.notes]
    return around(grid.title, grid.what, notes, " ".join([said or told(grid), *notes]), body, bare=bare)


def around(title: str, what: str, notes: Sequence[str], said: str, body: Body, *, bare: bool = False) -> str:
    """A body with its title above and its notes below; `said` is what it shows, for those who do not see it."""
    width = max(body.width + 2 * MARGIN, NARROWEST)
    head = [] if bare else wrap(title, width - 2 * MARGIN, LARGE, 3, bold=True)
    lines = [line for note in notes for line in wrap(note, width - 2 * MARGIN, SMALL, 4)][:MOST_NOTES]
    top = MARGIN + LARGE + len(head) * TITLE_LEADING + LEADING
    foot = top + body.height + 12
    height = foot + len(lines) * LEADING + MARGIN
    shapes = [*_title(head, what, width), *body.shapes(top), *_notes(lines, foot)]
    return picture(width, height, title, said, shapes)


def nothing(grid: Grid, *, bare: bool = False) -> str:
    """The picture of a table without lines or columns."""
    return framed(grid, Body(NARROWEST, 24, lambda top: [text(MARGIN, top + 14, EMPTY, SIZE)]), said=EMPTY, bare=bare)


def told(grid: Grid) -> str:
    """The table in words, line by line, as far as anybody would listen."""
    heads = [column.label for column in grid.columns]
    said, cells = [f"{grid.what}."], 0
    for line in (*grid.lines, *feet(grid)):
        cells += len(line.cells)
        if cells > MOST_TOLD:
            said.append(f"{len(grid.lines)} lines in all: the table says the rest.")
            break
        figures = (f"{head} {cell.told}" for head, cell in zip(heads, line.cells, strict=True))
        said.append(f"{line.head.whole}: {', '.join(figures)}.")
    return " ".join(said)


def feet(grid: Grid) -> list[Line]:
    """The lines at the end that are printed as figures alone."""
    return list(filter(None, (grid.foot, grid.bases)))


def length(cell: Cell, most: float, room: float) -> float:
    """How long the bar of a cell is; what is there at all can be seen."""
    return max(room * cell.value / most, 1.5) if cell.value and most else 0.0


def named(head: Head, x: float, top: float, height: float, width: float, **looks: object) -> Iterator[str]:
    """The name of a line on one or two lines in the middle of its row, in full where it was cut."""
    lines = wrap(head.label, width, SIZE, 2)
    first = top + height / 2 + 4 - (len(lines) - 1) * LEADING / 2
    whole = head.whole if lines != [head.label] or head.full else ""
    for number, line in enumerate(lines):
        yield text(x, first + number * LEADING, line, SIZE, full=whole if number == 0 else "", **looks)


def headed(head: Head, x: float, floor: float, width: float, most: int, **looks: object) -> Iterator[str]:
    """The name of a column on at most so many lines, the last of them on the floor."""
    lines = wrap(head.label, width, SIZE, most, bold=True)
    for number, line in enumerate(lines):
        y = floor - (len(lines) - 1 - number) * LEADING
        full = head.whole if number == 0 and lines != [head.label] else ""
        yield text(x, y, line, SIZE, full=full, font_weight=600, **looks)


def rule(y: float, start: float, end: float) -> str:
    return tag("line", x1=start, x2=end, y1=y, y2=y, stroke=SOFT, stroke_width=1)


def _title(lines: Sequence[str], what: str, width: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield text(MARGIN, MARGIN + LARGE + number * TITLE_LEADING, line, LARGE, font_weight=600)
    y = MARGIN + LARGE + (len(lines) - 1) * TITLE_LEADING + 8 + SMALL
    yield text(MARGIN, y, cut_to(what, width - 2 * MARGIN, SIZE), SIZE, full=what, fill=SOFT)


def _notes(lines: Sequence[str], foot: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield text(MARGIN, foot + (number + 1) * LEADING - 3, line, SMALL, fill=SOFT)
