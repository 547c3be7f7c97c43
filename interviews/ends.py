"""The ends of an extract, moved by whole words. Pure; positions are code points, within the words of the turns."""

import re
from collections.abc import Sequence

from interviews.spans import Span
from interviews.turns import Turn

WORD = re.compile(r"[^\s—–]+")  # as static/js/reading/caret.js has it


def stepped(text: str, turns: Sequence[Turn], span: Span, *, start: int = 0, end: int = 0) -> Span:
    """The span with its start or end so many words further on (or, below nought, further back).

    It stops at the ends of the text, and where one word would be left.
    """
    words = [word for turn in turns for word in _words(text, turn)]
    if start:
        places = [word.start for word in words if word.start < span.end]
        return Span(_moved(places, span.start, start), span.end)
    if end:
        places = [word.end for word in words if word.end > span.start]
        return Span(span.start, _moved(places, span.end, end))
    return span


def _words(text: str, turn: Turn) -> list[Span]:
    return [Span(*found.span()) for found in WORD.finditer(text, turn.start, turn.end)]


def _moved(places: Sequence[int], here: int, steps: int) -> int:
    """The place so many steps after `here`, or before; the last one there is where there are fewer."""
    onward = [place for place in places if (place > here if steps > 0 else place < here)]
    if not onward:
        return here
    return onward[min(steps, len(onward)) - 1] if steps > 0 else onward[max(len(onward) + steps, 0)]
