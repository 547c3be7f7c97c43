"""About a sentence before and after some words, out of a stretch that was cut anywhere. Pure."""

import re

WINDOW = 320
"""Characters on either side that are looked at."""
ENOUGH = 30  # characters: a shorter sentence (“Yes.”) takes its neighbour along
_BREAK = re.compile(r"[.!?…][\"'”’)\]]*\s+|\n+")
_SPACES = re.compile(r"[^\S\n]+|\n+")


def lead(before: str, *, whole: bool = False) -> str:
    """The last sentence or two of what stands before; `whole` says that nothing stands before that.

    >>> lead("ut of it. We had no room at all. Nobody asked for one, ")
    'Nobody asked for one, '
    """
    starts = [found.end() for found in _BREAK.finditer(before)]
    kept = [place for place in starts if len(before[place:].strip()) >= ENOUGH]
    if kept:
        return _tidy(before[kept[-1] :])
    if whole:
        return _tidy(before)
    cut = before.find(" ") + 1
    return f"…{_tidy(before[cut:])}" if before[cut:] else ""


def trail(after: str, *, whole: bool = False) -> str:
    """The first sentence or two of what stands after.

    >>> trail(" and so it went. Then the n")
    ' and so it went. …'
    """
    ends = [found.end() for found in _BREAK.finditer(after) if len(after[: found.end()].strip()) >= ENOUGH]
    if ends:
        return _tidy(after[: ends[0]]).rstrip()
    if whole:
        return _tidy(after).rstrip()
    cut = after.rfind(" ")
    return f"{_tidy(after[: max(cut, 0)])} …" if after[: max(cut, 0)] else ""


def _tidy(words: str) -> str:
    """One blank between words, one line between turns."""
    return _SPACES.sub(lambda found: "\n" if "\n" in found[0] else " ", words)
