"""What a report shows of the study as it is now: tables of figures, pictures of them, the timeline and the chains."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from cmo.chain_rows import called, said
from cmo.rippling import ShownChain, ShownStep, rippling
from interviews.matrix.building import Unknown
from interviews.matrix.grid import Grid
from interviews.matrix.ground import Ground
from interviews.overview.timeline import timeline as timeline_of
from interviews.pictures.drawn import PICTURES, in_parts
from interviews.pictures.frame import told
from interviews.pictures.timeline import in_words, timeline_picture
from reports import asked
from reports import document as doc
from reports.asked import PICTURE, TABLE, Asked
from reports.assemble.counted import counted
from reports.assemble.held import Held
from reports.assemble.tables import Tables
from reports.document import Node, missing
from reports.models import Block
from tracers import widening
from tracers.models import Tracer

TALLEST = 1.4  # how much taller than wide a picture may be, to be read on paper
STEPS = ("From", "How", "To", "Sites", "Told by one source")


@dataclass(frozen=True)
class Shown:
    """Each gives the nodes of a block. Tables are numbered with the other tables, figures by themselves."""

    held: Held
    tables: Tables
    figures: Iterator[int] = field(default_factory=lambda: count(1))

    def nodes(self, block: Block) -> list[Node]:
        wanted = asked.read(block.text)
        shown: dict[str, Callable[[Block, Asked], list[Node]]] = {
            Block.Kind.TIMELINE: self._timeline,
            Block.Kind.CHAINS: self._chains,
            Block.Kind.MATRIX: self._matrix,
        }
        try:
            return shown[block.kind](block, wanted)
        except ValueError as unknown:  # each says in a sentence what is wrong
            return [missing(f"{block.kind} {block.text}".strip(), str(unknown).rstrip("."))]

    def _matrix(self, block: Block, wanted: Asked) -> list[Node]:
        if asked.is_of_findings(block.text):
            return self.tables.findings()
        if len(wanted.words) != 2:
            raise Unknown("it says what stands in lines and what in columns, such as “codes site”")
        name = _one_of(wanted, {TABLE: "", **PICTURES})
        grid = counted(self.ground, asked.sent(wanted))
        if not name or name == TABLE:
            return [self._table(grid)]
        pictures = self._pictures(grid, name)
        return [*pictures, self._table(grid)] if wanted.option("with") == TABLE else pictures

    @cached_property
    def ground(self) -> Ground:
        return Ground(self.held.member)

    def _pictures(self, grid: Grid, name: str) -> list[Node]:
        """What is taller than a page in several."""
        parts = in_parts(grid, name, TALLEST)
        of = [f" ({number} of {len(parts)})" for number in range(1, len(parts) + 1)] if len(parts) > 1 else [""]
        return [
            doc.Figure(next(self.figures), grid.title + which, told(part), svg.encode(), tuple(_words(part)))
            for which, (part, svg) in zip(of, parts, strict=True)
        ]

    def _table(self, grid: Grid) -> doc.Matrix:
        lines = [*grid.lines, *filter(None, (grid.foot, grid.bases))]
        every = [(line, (*line.cells, *filter(None, (line.total,)))) for line in lines]
        return doc.Matrix(
            next(self.tables.numbers),
            f"{grid.title}. {grid.what}",
            (*(column.whole for column in grid.columns), *(["All"] if grid.has_totals else [])),
            tuple((line.head.whole, tuple(cell.told for cell in cells)) for line, cells in every),
            side=grid.side,
            notes=grid.notes,
        )

    def _timeline(self, block: Block, wanted: Asked) -> list[Node]:
        tracer = self._tracer(wanted.option("tracer"))
        if _one_of(wanted, {TABLE: "", PICTURE: ""}) != PICTURE:
            return self.tables.timeline([tracer] if tracer else [])
        least = self.held.report.study.threshold
        found = timeline_of(self.held.member, tracer)
        wide = widening.wide(found, least)
        note = widening.note(found, wide, least)
        title = f"Timeline: {tracer}" if tracer else "Timeline"
        svg = timeline_picture(wide, title=title, notes=[note] if note else [], bare=True).encode()
        return [doc.Figure(next(self.figures), title, in_words(wide), svg)]

    def _chains(self, block: Block, wanted: Asked) -> list[Node]:
        name = " ".join(wanted.words)
        shown = self.chains_of(name)
        if not shown:
            raise Unknown("there are no chains of this name")
        if _one_of(wanted, {TABLE: "", PICTURE: ""}) == TABLE:
            return [self._steps(shown)]
        return [
            doc.Figure(next(self.figures), each.title, each.in_words, each.as_file.encode(), (each.in_words,))
            for each in shown
        ]

    def chains_of(self, name: str) -> Sequence[ShownChain]:
        """Those of a tracer, that of a configuration, or all of the report's tracers."""
        every = rippling(self.held.member, links=False)
        if one := [each for each in every if name in {box.code for box in each.boxes.values()}]:
            return one
        tracers = [self._tracer(name)] if name else self.held.tracers
        keys = {each.pk for each in self.held.configurations if not tracers or each.tracer in tracers}
        return [each for each in every if keys & set(each.chain.places)]

    def _steps(self, shown: Sequence[ShownChain]) -> doc.Matrix:
        rows = [(str(step.drawn.number), _step(step)) for each in shown for step in each.steps]
        return doc.Matrix(next(self.tables.numbers), "Ripple chains", STEPS, tuple(rows), side="Step")

    def _tracer(self, name: str) -> Tracer | None:
        if not name:
            return None
        found = self.held.report.study.tracers.all().named(name)
        if not found:
            raise Unknown(f"there is no tracer “{name}” in this study")
        return found


def _one_of(wanted: Asked, known: dict[str, str]) -> str:
    name = wanted.option("as")
    if name and name not in known:
        raise Unknown(f"it cannot be shown as “{name}”; write one of: {', '.join(known)}")
    return name


def _step(step: ShownStep) -> tuple[str, ...]:
    link = step.link
    ends = [
        ": ".join(filter(None, [called(c), said(item)]))
        for c, item in ((link.start, link.start_item), (link.end, link.end_item))
    ]
    return ends[0], link.get_kind_display(), ends[1], " → ".join(step.sites), "yes" if step.drawn.solid else "no"


def _words(grid: Grid) -> Iterator[str]:
    """Every name in the picture, in full."""
    for head in (*grid.columns, *(line.head for line in grid.lines)):
        yield head.whole
    yield from grid.notes
