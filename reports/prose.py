"""Prose in Markdown, read into the pieces of a finished document.

Markers, footnote marks and references are atoms that Markdown does not look into. No HTML comes in: what looks like a
tag is text, and a link leads to http, https or mailto, or nowhere.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reports.document import Because, Inline, Listing, Node, Paragraph, Runs, Table, Text
from reports.markers import MARKER

_ATOM = re.compile(rf"(?P<marker>{MARKER.pattern})|\[\^(?P<footnote>[^\]\s]+)\]|\[(?P<reference>@[^\]\s;,@]+[^\]]*)\]")
_HELD = re.compile("\ue000(\\d+)\ue001")
_FOOTNOTE_TEXT = re.compile(r"\s*\[\^(?P<label>[^\]\s]+)\]:[ \t]*(?P<text>.*)", re.DOTALL)
_STOP = re.compile(r"\s*[.,;:!?]+")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Atom:
    """A mark within prose: kind "marker", "footnote" or "reference", what it names, and its place among its kind.

    A reference names one work or several: `@weiss1998, p. 8; @pawson1997`.
    """

    kind: str
    content: str
    place: int


type Resolve = Callable[[Atom], Inline]


def read(text: str, resolve: Resolve) -> tuple[Node, ...]:
    """The nodes of one block of prose; `resolve` says what each mark stands for."""
    found = atoms(text)
    numbers = iter(range(len(found)))
    held = _ATOM.sub(lambda _: f"\ue000{next(numbers)}\ue001", _plain(text))
    return tuple(_Reader(_markdown().parse(held), [resolve(atom) for atom in found]).nodes())


def atoms(text: str) -> list[Atom]:
    """Every mark of a block of prose, in order."""
    met: Counter[str] = Counter()
    found = []
    for mark in _ATOM.finditer(_plain(text)):
        kind = str(mark.lastgroup if mark.lastgroup in {"footnote", "reference"} else "marker")
        found.append(Atom(kind, mark[kind], met[kind]))
        met[kind] += 1
    return found


def _plain(text: str) -> str:
    """Without the two private signs that hold the place of a mark."""
    return text.translate({0xE000: None, 0xE001: None})


def footnote(text: str) -> tuple[str, str] | None:
    """(label, text) when this block of prose is a footnote."""
    found = _FOOTNOTE_TEXT.fullmatch(text)
    return (found["label"], found["text"]) if found else None


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": False})
    markdown.enable("table")
    markdown.disable(
        ["code", "fence", "heading", "lheading", "html_block", "html_inline", "image", "reference", "backticks"]
    )
    return markdown


class _Reader:
    """Walks the flat tokens of markdown-it once, from front to back."""

    def __init__(self, tokens: Sequence[Token], resolved: Sequence[Inline]) -> None:
        self.tokens, self.resolved = tokens, resolved
        self.here = 0

    def nodes(self, until: str = "") -> Iterator[Node]:
        while self.here < len(self.tokens):
            token = self._next()
            if token.type == until:
                return
            if token.type == "inline":
                yield Paragraph(self._runs(token))
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                yield self._list(token)
            elif token.type == "table_open":
                yield self._table()

    def _next(self) -> Token:
        self.here += 1
        return self.tokens[self.here - 1]

    def _list(self, opening: Token) -> Listing:
        closing, items = opening.type.replace("open", "close"), []
        while (token := self._next()).type != closing:
            if token.type == "list_item_open":
                items.append(tuple(self.nodes("list_item_close")))
        return Listing(tuple(items), opening.type.startswith("ordered"), int(opening.attrGet("start") or 1))

    def _table(self) -> Table:
        rows: list[list[Runs]] = []
        while (token := self._next()).type != "table_close":
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self._runs(token))
        head, *body = [tuple(row) for row in rows]
        return Table(head, tuple(body))

    def _runs(self, inline: Token) -> Runs:
        runs: list[Inline] = []
        bold = italic = 0
        href = ""
        for token in inline.children or ():
            bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
            italic += {"em_open": 1, "em_close": -1}.get(token.type, 0)
            if token.type in {"link_open", "link_close"}:
                href = _safe(str(token.attrGet("href") or ""))
            elif said := _said(token):
                runs += self._parted(said, Text("", bool(bold), bool(italic), href))
        return tuple(_joined(_full_stop_first(runs)))

    def _parted(self, said: str, looks: Text) -> Iterator[Inline]:
        """The words between the marks, and what the marks stand for."""
        for place, piece in enumerate(_HELD.split(said)):
            if place % 2:
                yield self.resolved[int(piece)]
            elif piece:
                yield replace(looks, text=piece)


def _said(token: Token) -> str:
    if token.type in {"text", "text_special"}:
        return token.content
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, "")


def _safe(href: str) -> str:
    return href if _SAFE_LINK.match(href) else ""


def _full_stop_first(runs: Sequence[Inline]) -> list[Inline]:
    """The evidence of a message stands after its full stop, wherever the mark was put."""
    moved: list[Inline] = []
    for run in runs:
        before = moved[-2] if len(moved) > 1 else None
        if isinstance(run, Text) and isinstance(moved[-1:] and moved[-1], Because) and isinstance(before, Text):
            stop = _STOP.match(run.text)
            if stop:
                moved[-2] = replace(before, text=before.text.rstrip() + stop[0].strip())
                run = replace(run, text=run.text[stop.end() :])
        moved.append(run)
    return [run for run in moved if not isinstance(run, Text) or run.text]


def _joined(runs: Sequence[Inline]) -> Iterator[Inline]:
    """Neighbours of the same looks become one."""
    held: Text | None = None
    for run in runs:
        if held and isinstance(run, Text) and replace(held, text=run.text) == run:
            held = replace(held, text=held.text + run.text)
            continue
        if held:
            yield held
        held = run if isinstance(run, Text) else None
        if not held:
            yield run
    if held:
        yield held
