"""Captions made for a screen: lines that roll up and come again, and speakers told apart by colour or by dashes."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from interviews.readers.timed import Cue

ROLLING = 0.25  # share of cues that begin with the lines before them
ONE_COLOUR = 0.6  # share of the cues with a colour that have one alone
TWICE = 2

_NAMES = {
    "ffffff": "white", "ffff00": "yellow", "00ffff": "cyan", "00ff00": "green", "ff0000": "red", "ff00ff": "magenta",
    "0000ff": "blue", "lime": "green", "aqua": "cyan", "fuchsia": "magenta",
}  # fmt: skip
_KNOWN = {"white", "yellow", "cyan", "green", "red", "magenta", "blue", *_NAMES}
_COLOURED = re.compile(
    r"<c\.(?P<classes>[\w.-]{1,80})>(?P<cued>(?:(?!</?c\b).)*)</c>"
    r"|<font[^<>]{0,80}color\s*=\s*[\"']?#?(?P<colour>\w{3,20})[^<>]{0,40}>(?P<fonted>(?:(?!</?font).)*)(?:</font>|\Z)",
    re.DOTALL | re.IGNORECASE,
)


def unrolled(cues: Sequence[Cue], words: Callable[[str], str]) -> list[Cue]:
    """Each line once: speech programs show it until the next one pushes it away, or word by word as it grows."""
    lines = [[line for line in cue.payload.split("\n") if words(line)] for cue in cues]
    plain = [[words(line) for line in each] for each in lines]
    pairs = [(before, now) for before, now in pairwise(plain) if before != now]
    again = sum(_repeated(before, now) > 0 or _grown(before, now) for before, now in pairs)
    if again < max(TWICE, ROLLING * len(cues)):
        return list(cues)
    kept = list(cues[:1])
    shown = plain[0] if plain else []
    for cue, each, now in zip(cues[1:], lines[1:], plain[1:], strict=True):
        if not now:
            continue
        if _grown(shown, now):
            said = now[0][len(shown[-1]) :].strip()
            each = [said, *each[1:]]
        else:
            each = each[_repeated(shown, now) :]
        shown = now
        if each:
            kept.append(replace(cue, payload="\n".join(each)))
    return kept


def _repeated(before: Sequence[str], now: Sequence[str]) -> int:
    """How many lines at the beginning are the last ones of the cue before."""
    sizes = range(min(len(before), len(now)), 0, -1)
    return next((size for size in sizes if before[-size:] == now[:size]), 0)


def _grown(before: Sequence[str], now: Sequence[str]) -> bool:
    return bool(before and now) and now[0].startswith(f"{before[-1]} ")


def in_colours(cues: Sequence[Cue]) -> list[Cue]:
    """One speaker a colour, named as a voice, where most coloured cues have one colour and there are two speakers."""
    found = [_colours(cue.payload) for cue in cues]
    coloured = [cue for cue, colours in zip(cues, found, strict=True) if colours]
    if not coloured or sum(_is_one_colour(cue.payload) for cue in coloured) < ONE_COLOUR * len(coloured):
        return list(cues)
    speakers = Counter(colours[0] if colours else "white" for colours in found)
    if len(speakers) < TWICE or speakers.most_common(2)[1][1] < min(TWICE, len(cues) // 3):
        return list(cues)
    return [replace(cue, payload=_voiced(cue.payload)) for cue in cues]


def _is_one_colour(payload: str) -> bool:
    return len(set(_colours(payload))) == 1 and not _has_words(_COLOURED.sub("", payload))


def _colours(payload: str) -> list[str]:
    return [colour for found in _COLOURED.finditer(payload) if (colour := _colour(found))]


def _colour(found: re.Match[str]) -> str:
    names = [found["colour"]] if found["colour"] else found["classes"].split(".")
    for name in (name.casefold().removeprefix("color").removeprefix("#") for name in names):
        if name in _KNOWN or re.fullmatch(r"[0-9a-f]{6}", name):
            return _NAMES.get(name, name)
    return ""


def _voiced(payload: str) -> str:
    """<c.yellow>So?</c> → <v Speaker (yellow)>So?"""
    pieces, done = [], 0
    for found in _COLOURED.finditer(payload):
        if not (colour := _colour(found)):
            continue
        pieces += [_uncoloured(payload[done : found.start()]), _voice(colour, found["cued"] or found["fonted"] or "")]
        done = found.end()
    return "".join([*pieces, _uncoloured(payload[done:])])


def _uncoloured(words: str) -> str:
    return _voice("white", words) if _has_words(words) else words


def _has_words(payload: str) -> bool:
    return re.search(r"[^\W_]", re.sub(r"<[^<>]*>", "", payload)) is not None


def _voice(colour: str, words: str) -> str:
    return f"<v Speaker ({colour})>{words}"
