"""A document as paragraphs and tables in their order: what stands in it, without what Word knows besides. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`level`: of a heading, 1 the highest; 0 for none. `listed`: an item of a list made by the program."""

    text: str
    level: int = 0
    listed: bool = False
    caption: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """The same cell stands at every place of the grid that it covers."""

    blocks: "tuple[Paragraph | Table, ...]" = ()

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def tables(self) -> "list[Table]":
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def text(self) -> str:
        return " ".join(" ".join(each.text.split()) for each in self.paragraphs).strip()


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """`rows` are of one length, place by place of the grid; None where there is no cell."""

    rows: tuple[tuple[Cell | None, ...], ...] = field(default_factory=tuple)

    def turned(self) -> "Table":
        """Rows as columns."""
        return Table(tuple(zip(*self.rows, strict=True)))


type Block = Paragraph | Table


def paragraphs_within(cell: Cell) -> Iterator[Paragraph]:
    """The paragraphs of a cell with those of the tables within it, in their order."""
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        met: set[int] = set()
        for inner in (each for row in block.rows for each in row if each):
            if id(inner) not in met:
                met.add(id(inner))
                yield from paragraphs_within(inner)
