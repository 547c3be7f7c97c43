"""The finished document: what a report says, whatever it is printed as. HTML and PDF are made from this one value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

COLUMNS = ("Context", "Mechanism", "Outcome")


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an interview within a sentence, with their citation."""

    words: str
    citation: str
    extract: UUID
    source: UUID


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation; `extract` is missing where it points to an interview only."""

    citation: str
    source: UUID
    extract: UUID | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Several sources cited together are printed within one pair of brackets: `text` is the whole."""

    text: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Because:
    """The evidence of an actionable message: configurations by code, and citations."""

    text: str
    configurations: tuple[tuple[str, UUID], ...]
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class ReferenceMark:
    """One work or several: (key, as it is printed) of each, within one pair of brackets."""

    cited: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return f"({'; '.join(text for _, text in self.cited)})"


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    number: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A mark that could not be resolved, as it was given, and why."""

    given: str
    why: str


type Inline = Text | Words | Citation | Because | ReferenceMark | FootnoteMark | Missing
type Runs = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Listing:
    """Each item is a row of nodes: a paragraph, or several, or a list within."""

    items: "tuple[tuple[Node, ...], ...]"
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of an interview as a block, in their published form, a string for each paragraph."""

    words: tuple[str, ...]
    citation: str
    extract: UUID
    source: UUID


@dataclass(frozen=True, slots=True)
class Item:
    text: str
    role: str
    letter: str
    intended: bool = True


@dataclass(frozen=True, slots=True)
class Triad:
    """A configuration as a table of three columns."""

    id: UUID
    number: int
    code: str
    label: str
    sites: str
    kind: str
    sentence: str
    contexts: tuple[Item, ...]
    mechanisms: tuple[Item, ...]
    outcomes: tuple[Item, ...]

    def of(self, column: str) -> tuple[Item, ...]:
        return dict(zip(COLUMNS, (self.contexts, self.mechanisms, self.outcomes), strict=True))[column]


@dataclass(frozen=True, slots=True)
class SiteCell:
    """What stands under one site: triads told in short, and what is known there in the words of the comparison page."""

    triads: tuple[Triad, ...] = ()
    finding: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    label: str
    cells: tuple[SiteCell, ...]
    judgement: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    number: int
    caption: str
    sites: tuple[str, ...]
    rows: tuple[ComparisonRow, ...]


@dataclass(frozen=True, slots=True)
class Event:
    date: str
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class Timeline:
    number: int
    caption: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    number: int
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    side: str = "Configuration"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that is drawn anew: `svg` as a file has it, `told` the same in words for those who do not see it."""

    number: int
    caption: str
    told: str
    svg: bytes
    words: tuple[str, ...] = ()
    """What is written in the picture, for those who look for names."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where the words of a footnote are kept. It is printed at its mark, not here."""

    label: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class ReferenceList:
    entries: tuple[tuple[str, Runs], ...]


type Node = (
    Paragraph | Listing | Table | Quotation | Triad | Comparison | Timeline | Matrix | Figure | Footnote | ReferenceList
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A node and the block it came from; footnotes and generated parts have none."""

    node: Node
    block: UUID | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section: `depth` is 1 for a chapter and never skips; `number` is "2.1", or "" where it is not counted."""

    anchor: str
    heading: str
    number: str
    depth: int
    kind: str
    nodes: tuple[Placed, ...]
    section: UUID | None = None


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    study: str
    programme: str
    tracers: tuple[str, ...]
    authors: tuple[str, ...]
    contact: str
    date: str
    version: str
    status: str
    is_final: bool
    chapters: tuple[Chapter, ...]
    footnotes: tuple[Runs, ...] = ()
    language: str = "en-GB"

    @property
    def printed(self) -> tuple[Chapter, ...]:
        """The chapters that say something, or have parts that do: an empty heading is not printed."""
        spoken = say_something([(chapter.depth, bool(chapter.nodes)) for chapter in self.chapters])
        return tuple(chapter for chapter, kept in zip(self.chapters, spoken, strict=True) if kept)

    @property
    def nodes(self) -> Iterator[Node]:
        return (placed.node for chapter in self.chapters for placed in chapter.nodes)

    @property
    def missing(self) -> list[Missing]:
        """Everything that could not be resolved, in the order of the text."""
        return [inline for node in self.nodes for inline in inlines(node) if isinstance(inline, Missing)]


def missing(given: str, why: str) -> Paragraph:
    """What stands in the place of a block that could not be made."""
    return Paragraph((Missing(given, why),))


def say_something(chapters: Sequence[tuple[int, bool]]) -> list[bool]:
    """Of (depth, has something under its heading): whether the chapter or a part of it says anything."""
    spoken: list[bool] = []
    below = 0  # the depth of the next one that does
    for depth, filled in reversed(chapters):
        spoken.append(filled or below > depth)
        below = depth if spoken[-1] else below
    return spoken[::-1]


def inlines(node: Node) -> Iterator[Inline]:
    """Every piece of running text in a node, in order."""
    if isinstance(node, Paragraph | Footnote):
        yield from node.runs
    elif isinstance(node, Listing):
        for item in node.items:
            for inner in item:
                yield from inlines(inner)
    elif isinstance(node, Table):
        for row in (node.head, *node.rows):
            for cell in row:
                yield from cell


def plain(runs: Runs) -> str:
    """The running text without its looks."""
    return "".join(
        run.text if isinstance(run, Text | Citation | Because | ReferenceMark) else _said(run) for run in runs
    )


def _said(inline: Inline) -> str:
    if isinstance(inline, Text | Citation | Because | ReferenceMark):
        return inline.text
    if isinstance(inline, Words):
        return f"‘{inline.words}’ {inline.citation}"
    return f"[{inline.given}]" if isinstance(inline, Missing) else ""
