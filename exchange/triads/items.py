"""The lines of a cell: a paragraph, an item of a list, or a typed bullet each. Pure."""

import re
from collections.abc import Iterable, Iterator

from exchange.triads.blocks import Paragraph

BULLET = re.compile(r"^(?:[•●○▪▫■□◦‣⁃∙·➢➤►✓✔\uf0b7\uf0a7\uf0d8]|[*–—-](?=\s)|o(?=\s{2,}|\t))\s*")
NUMBER = re.compile(r"^(?:\(?\d{1,2}[.)]|\(?[a-z]\)|\(?[ivx]{1,4}[.)])\s+(?=\S)")
WITHIN = re.compile(r"\s*[•●▪\uf0b7]\s*")


def lines(paragraphs: Iterable[Paragraph]) -> list[str]:
    """What a program lists is taken word for word; of typed lists the bullets go."""
    return [line for paragraph in paragraphs for line in _lines(paragraph)]


def _lines(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.listed:
        yield from filter(None, [" ".join(paragraph.text.split())])
        return
    for line in paragraph.text.split("\n"):
        bare = line.strip()
        parts = WITHIN.split(bare) if WITHIN.search(bare) else [bare]
        for part in parts:
            without = NUMBER.sub("", BULLET.sub("", part), count=1) if _typed(part) else part
            yield from filter(None, [" ".join(without.split())])


def _typed(words: str) -> bool:
    return bool(BULLET.match(words) or NUMBER.match(words))
