"""What was taken out of the interviews and stands in a finished report: every printed word is looked through."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_args
from uuid import UUID

from interviews.leaks.lookout import TAKEN_OUT, Lookout, Shown, around
from reports import document as doc
from reports.document import Chapter, Document

INLINES = get_args(doc.Inline.__value__)
WRITTEN = (doc.Paragraph, doc.Listing, doc.Table, doc.Footnote)


@dataclass(frozen=True, slots=True)
class Leaked(Shown):
    """Words of a report that should not stand there. `block` or `section` is where: neither for the title page."""

    block: UUID | None = None
    section: UUID | None = None

    @property
    def place(self) -> str:
        """The place on the page of the report."""
        return f"b-{self.block}" if self.block else f"s-{self.section}" if self.section else ""


def leaks(document: Document, lookout: Lookout) -> tuple[Leaked, ...]:
    """In the order of the text. Authors and contact are left out: the team prints its own names on purpose."""
    return tuple(leak for piece in _pieces(document) for leak in _look(piece, lookout))


def taken_out(document: Document, lookout: Lookout) -> tuple[Leaked, ...]:
    """Those that stop a report: what is replaced elsewhere."""
    return tuple(leak for leak in leaks(document, lookout) if leak.kind == TAKEN_OUT)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Running text, where it is, and what it comes from; `made` when the program made it of many things."""

    text: str
    where: str
    block: UUID | None = None
    section: UUID | None = None
    things: frozenset[UUID] = frozenset()
    made: bool = False


def _pieces(document: Document) -> Iterator[_Piece]:
    title = (document.title, document.study, document.programme, document.version, *document.tracers)
    yield from (_Piece(text, "Title page", made=True) for text in title)
    for chapter in document.chapters:
        yield from _of_chapter(chapter)


def _of_chapter(chapter: Chapter) -> Iterator[_Piece]:
    where = f"Section “{chapter.heading}”" if chapter.heading else "Opening"
    own = frozenset(filter(None, (chapter.section,)))
    yield _Piece(chapter.heading, where, section=chapter.section, things=own)
    for placed in chapter.nodes:
        things = own | frozenset(_ids(placed))
        for text in _texts(placed.node):
            made = not isinstance(placed.node, WRITTEN)
            yield _Piece(text, where, placed.block, chapter.section, things, made or placed.block is None)


def _look(piece: _Piece, lookout: Lookout) -> Iterator[Leaked]:
    for leak in lookout.look(piece.text):
        words = piece.text[leak.start : leak.end]
        if lookout.is_aside(words, piece.things) or (piece.made and lookout.is_aside_anywhere(words)):
            continue
        before, after = around(piece.text, leak.start, leak.end)
        yield Leaked(leak.kind, leak.type, words, before, after, piece.where, piece.block, piece.section)


def _texts(value: Any) -> Iterator[str]:
    """Every text of a node; running text in one piece, however it is set."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple) and value and all(isinstance(each, INLINES) for each in value):
        yield doc.plain(value)
        yield from (each.href for each in value if isinstance(each, doc.Text) and each.href)
    else:
        for each in _within(value):
            yield from _texts(each)


def _ids(value: Any) -> Iterator[UUID]:
    if isinstance(value, UUID):
        yield value
    else:
        for each in _within(value):
            yield from _ids(each)


def _within(value: Any) -> Iterable[Any]:
    """What a part of the document is made of."""
    if isinstance(value, tuple):
        return value
    return (getattr(value, field.name) for field in fields(value)) if is_dataclass(value) else ()
