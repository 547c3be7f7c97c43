"""How a marker names an extract: the way back from reports.resolving."""

from interviews.anchoring import places_between
from interviews.models import Extract
from interviews.spans import Span
from reports import markers
from reports.markers import FIRST_WORDS, LAST_WORDS, Pointer


def pointer(extract: Extract, text: str) -> str:
    """What stands in a marker for this extract of `text`: `14376 "first words … last words"`."""
    return markers.written_pointer(Pointer(extract.text.source.printed_id, words(extract.quote, extract.start, text)))


def words(quote: str, start: int, text: str) -> str:
    """The first and the last words where they name this place and no other; all of them where they do not."""
    short = markers.short_words(quote)
    if _plainly_unique(quote, text) or places_between(text, short)[:1] == [Span(start, start + len(quote))]:
        return short
    return markers.quotable(quote)


def _plainly_unique(quote: str, text: str) -> bool:
    """The quick answer for most: the first words stand once in the text, the last once in the quotation, at its end."""
    said = quote.split(" ")
    first, last = " ".join(said[:FIRST_WORDS]), " ".join(said[-LAST_WORDS:])
    return (
        len(said) > FIRST_WORDS + LAST_WORDS and text.count(first) == 1 and quote.find(last) == len(quote) - len(last)
    )
