"""Markdown (.md): the words without their marks; bold names are speakers, [00:00] stamps inside a turn go."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from interviews.readers.bold import Paragraph, drafted
from interviews.readers.decoding import clean, decode
from interviews.readers.plain import refuse_other_kinds
from interviews.readers.reading import Draft
from interviews.turns import find_turns

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<lines>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STAMP = re.compile(r"\[(?:\d{1,3}:)?\d{1,3}:\d{2}(?:\.\d+)?\][^\S\n]*")
# Round brackets after square ones are a link only where an address stands in them: "[laughs](quietly)" is words.
_BOXED = r"\[(?P<words>[^\[\]\n\\]{0,300})\]"
_PICTURE = re.compile(rf"(?<!\\)!{_BOXED}\([^()\n]{{0,2000}}\)")
_LINK = re.compile(rf"(?<!\\){_BOXED}\((?:https?://|www\.|mailto:|[./#])[^()\n]{{0,2000}}\)")
_GROUPS = ("bullet_list", "ordered_list", "table")


def read(file: str, data: bytes) -> Draft:
    refuse_other_kinds(file, data)
    source, encoding, notices = decode(file, data)
    paragraphs = list(_paragraphs(clean(source)))
    draft = drafted(paragraphs, encoding)
    text, taken = _without_inner_stamps(draft.text, draft.speakers)
    if taken:
        notices += (f"Time stamps inside a turn were taken out: {taken}.",)
    return replace(draft, text=text, notices=notices)


def _paragraphs(source: str) -> Iterator[Paragraph]:
    if front := _FRONT_MATTER.match(source):
        paragraph = Paragraph()
        paragraph.write(front["lines"].strip())
        yield paragraph
        source = source[front.end() :]
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["reference", "code", "link", "image"])
    for mark in (_COMMENT, _PICTURE):
        source = mark.sub("", source)
    yield from _blocks(parser.parse(_LINK.sub(r"\g<words>", source)))


def _blocks(tokens: Sequence[Token]) -> Iterator[Paragraph]:
    """A paragraph a block; a list or table is one paragraph, a line an item or row, cells parted by tabs."""
    paragraph, depth, marker = Paragraph(), 0, ""
    for token in tokens:
        kind, _, edge = token.type.rpartition("_")
        if kind in _GROUPS:
            depth += 1 if edge == "open" else -1
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup} "
        elif token.type in {"td_close", "th_close"}:
            paragraph.write("\t")
        elif token.type == "tr_close":
            _end_row(paragraph)
        elif token.type in {"inline", "fence", "code_block"}:
            _write(paragraph, token, marker)
            marker = ""
        if depth == 0 or (token.type == "paragraph_close" and not token.hidden):
            yield paragraph
            paragraph = Paragraph()
        elif token.type == "paragraph_close":
            paragraph.write("\n")


def _end_row(paragraph: Paragraph) -> None:
    paragraph.lines[-1].text = paragraph.lines[-1].text.rstrip("\t")
    paragraph.write("\n")


def _write(paragraph: Paragraph, token: Token, marker: str) -> None:
    paragraph.write(marker)
    if token.children is None:
        paragraph.write(token.content.strip("\n"))
    strong = 0
    for part in token.children or ():
        strong += (part.type == "strong_open") - (part.type == "strong_close")
        paragraph.write(_words(part), strong=strong > 0)


def _words(part: Token) -> str:
    if part.type in {"softbreak", "hardbreak"}:
        return "\n"
    return _LINE_BREAK.sub("\n", part.content)


def _without_inner_stamps(text: str, speakers: Sequence[str]) -> tuple[str, int]:
    """Stamps beside a label stay, they say when the turn begins; those among the words go."""
    pieces: list[str] = []
    done = taken = 0
    for turn in find_turns(text, speakers):
        words, found = _STAMP.subn("", text[turn.start : turn.end])
        pieces += [text[done : turn.start], words]
        done, taken = turn.end, taken + found
    return clean("".join([*pieces, text[done:]])), taken
