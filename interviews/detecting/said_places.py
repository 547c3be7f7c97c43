"""Places in a text without capitals: listed ones, unknown words after "in", streets."""

from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import listed, longest
from interviews.detecting.marked import Marked
from interviews.detecting.pieces import Piece
from interviews.detecting.said_tails import ending

STREETS = voc.words_of("said_streets")
FURTHER_STREETS = voc.words_of("further_streets")
ALONG = frozenset(["on", "along", "down", "up", "off"])
NOT_STREETS = voc.words_of("not_streets")  # high street, long road
NOT_NAMED = voc.words_of("not_named")
BEFORE_STREET = voc.words_of("before_street") | {"the"}
SAFE = voc.words_of("safe_places")  # ordinary words, but after "in" places
ENDINGS = voc.STREETS | voc.words_of("waters") | {"valley", "bridge", "park", "town", "village", "island", "bay"}
HALLS = [["town", "hall"], ["community", "centre"], ["health", "centre"], ["high", "street"], ["medical", "centre"]]
HALLS += [["day", "centre"], ["fire", "station"], ["leisure", "centre"]]


def piece(text: Marked, at: int) -> Piece | None:
    length = longest("places", text.lows, at)
    if length > 1:
        return Piece(at, at + length - 1, "place", 0.8)
    if (last := _compass(text, at)) is not None:
        return Piece(at, last, "place", 0.7)
    before = text.words.before(at)
    if text.lows[at] == "river" and text.near(at + 1) and text.marks[at + 1] in "nxp":
        return Piece(at, at + 1, "place", 0.8)
    if text.marks[at] == "p" or (text.marks[at] == "x" and before in ("in", "near", "around", "outside")):
        return Piece(at, _end(text, at), "place", 0.75)
    if text.lows[at] in SAFE and text.lows[at] in listed("place_words") and before in ("in", "near"):
        return Piece(at, at, "place", 0.6)
    last = _street(text, at)
    return Piece(at, last, "place", 0.6) if last else None


def _compass(text: Marked, at: int) -> int | None:
    """north manchester."""
    last = at
    while text.near(last + 1) and text.lows[last] in voc.COMPASS:
        last += 1
    named = text.marks[last] in "px" or (text.marks[last] == "n" and text.lows[last] in listed("places"))
    return last if last > at and named else None


def _end(text: Marked, at: int) -> int:
    last = at
    if text.near(last + 1) and text.lows[last + 1] in ENDINGS:
        last += 1
    return last + 2 if text.lows[last + 1 : last + 3] in HALLS else last


def _again(text: Marked, at: int) -> bool:
    """Whether this word and the next are said together elsewhere as well, after "on" or "along": elgar close."""
    pairs = (place for place in text.places.get(text.lows[at], ()) if place != at)
    return any(
        text.lows[place + 1 : place + 2] == [text.lows[at + 1]] and text.words.before(place) in ALONG for place in pairs
    )


def _street(text: Marked, at: int) -> int | None:
    """on anfield lane, the torre road: the last word of a street that begins here."""
    low = text.lows[at]
    if low in NOT_STREETS or low in NOT_NAMED or low in voc.FUNCTION or low[0].isdigit():
        return None
    if text.words.before(at) not in BEFORE_STREET or not text.near(at + 1):
        return None
    further = text.lows[at + 1] in FURTHER_STREETS and text.marks[at] in "nxp?"
    if text.lows[at + 1] in STREETS or (further and (text.words.before(at) in ALONG or _again(text, at))):
        return at + 1
    further = text.lows[at + 1] not in NOT_NAMED and text.near(at + 2) and text.lows[at + 2] in STREETS
    if further and ending(text, at + 1) is not None:
        return None  # past the lights gladstone road surgery
    return at + 2 if further else None
