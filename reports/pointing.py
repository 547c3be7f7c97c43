"""How a marker names an extract: the way back from reports.resolving."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from django.db.models import prefetch_related_objects

from interviews.anchoring import places_between
from interviews.models import Extract
from interviews.spans import Span
from reports import markers
from reports.markers import FIRST_WORDS, LAST_WORDS, Pointer
from reports.models import Block, Mention
from reports.resolving import Named


def pointer(extract: Extract, text: str) -> str:
    """What stands in a marker for this extract of `text`: `14376 "first words … last words"`."""
    return markers.written_pointer(Pointer(extract.text.source.printed_id, words(extract.quote, extract.start, text)))


def words(quote: str, start: int, text: str) -> str:
    """The first and the last words where they name this place and no other; all of them where they do not."""
    short = markers.short_words(quote)
    if _plainly_unique(quote, text) or places_between(text, short)[:1] == [Span(start, start + len(quote))]:
        return short
    return markers.quotable(quote)


def renewed(block: Block) -> tuple[str, tuple[Named, ...]]:
    """The prose with marks that name their extracts by the words of today, and what these marks name.

    The words of an extract change when names are taken out or a typing error is corrected. The block itself keeps the
    old marks until it is next saved; wherever its prose is shown or leaves, this is what to take.
    """
    prefetch_related_objects([block], "mentions__extract__text__source")
    mentions: dict[tuple[int, int], Mention] = {(each.place, each.part): each for each in block.mentions.all()}
    now = {place: _given_now(mention) for place, mention in mentions.items()}
    if all(now[place] == mention.given for place, mention in mentions.items()):
        return block.text, tuple(mention.named for mention in mentions.values())
    numbers = count()

    def mark(found: re.Match[str]) -> str:
        number = next(numbers)
        named: Sequence[str] = [now[place] for place in sorted(now) if place[0] == number]
        is_new = any(now[place] != mentions[place].given for place in now if place[0] == number)
        return f"{{{{{found['name']} {'; '.join(named)}}}}}" if is_new else found[0]

    text = markers.MARKER.sub(mark, block.text)
    return text, tuple(replace(mention.named, given=now[place]) for place, mention in mentions.items())


def _given_now(mention: Mention) -> str:
    """What a marker says for this extract; what it said already, as long as these are words of it."""
    extract = mention.extract
    [said] = markers.pointers(mention.given)[:1] or [Pointer("")]
    if not extract or not extract.quote or not said.words:
        return mention.given
    if any(places_between(words, said.words) for words in (extract.quote, extract.published) if words):
        return mention.given
    return pointer(extract, extract.text.text)


def _plainly_unique(quote: str, text: str) -> bool:
    """The quick answer for most: the first words stand once in the text, the last once in the quotation, at its end."""
    said = quote.split(" ")
    first, last = " ".join(said[:FIRST_WORDS]), " ".join(said[-LAST_WORDS:])
    return (
        len(said) > FIRST_WORDS + LAST_WORDS and text.count(first) == 1 and quote.find(last) == len(quote) - len(last)
    )
