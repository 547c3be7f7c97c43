"""The Markdown of memos as HTML. No HTML of a memo comes through, and no picture or link to a strange place."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe

# An address of an extract of this study, pasted bare or as the target of a link.
_EXTRACT = re.compile(
    r"(?P<target>\]\()?(?P<address>(?:https?://[^\s()<>/]+)?/studies/[\w-]+/extracts/"
    r"(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?)"
)


def extracts_in(text: str) -> set[UUID]:
    """The extracts that a memo links to."""
    return {UUID(found["id"]) for found in _EXTRACT.finditer(text)}


def without_addresses(text: str) -> str:
    """The text as it leaves: of a link to an extract its words, of a bare address of one nothing.

    >>> without_addresses("They [talk](/studies/s/extracts/00000000-0000-0000-0000-000000000001/).")
    'They talk.'
    """
    linked = re.sub(rf"\[((?:[^\[\]\\]|\\.)*)(?:{_EXTRACT.pattern})\)", r"\1", text)
    return _EXTRACT.sub("", linked)


def as_html(text: str, names: Mapping[UUID, str]) -> SafeString:
    """`names` are those of the extracts that may be seen: a bare address of one reads as its name."""

    def named(found: re.Match[str]) -> str:
        name = names.get(UUID(found["id"]))
        if found["target"] or not name:
            return found[0]
        told = re.sub(r"([\\\[\]*_`<>])", r"\\\1", name)
        return f"[{told}]({found['address']})"

    return mark_safe(_reader().render(_EXTRACT.sub(named, text)))  # noqa: S308  (html is off, links are judged)


@cache
def _reader() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"]).disable("image")
