"""A difference beside the words: what each of the two marked, with a little of what stands around it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from interviews.spans import segments
from interviews.turns import Turn

AROUND = 160  # characters on either side

type Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    words: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One coder's view; without `marks` nothing was marked here, or it is gone."""

    pieces: Sequence[Piece]
    marks: int


def places(stored: Iterable[Sequence[object]], live: Mapping[str, Place], *, same_words: bool) -> list[Place]:
    """Where the marks stand now; of those that are gone, where they stood, if the words are the same still."""
    out: list[Place] = []
    for coding, start, end in stored:
        if place := live.get(str(coding)):
            out.append(place)
        elif same_words:
            out.append((int(str(start)), int(str(end))))
    return out


def beside(text: str, turns: Sequence[Turn], first: Sequence[Place], second: Sequence[Place]) -> tuple[Side, Side]:
    """The same words twice, cut at blanks, never beyond the turns in which the marks stand by more than AROUND."""
    if not first and not second:
        return Side((), 0), Side((), 0)
    start = min(place[0] for place in (*first, *second))
    end = max(place[1] for place in (*first, *second))
    within = [turn for turn in turns if turn.start < end and start < turn.end]
    left = max(start - AROUND, min((turn.start for turn in within), default=0))
    right = min(end + AROUND, max((turn.end for turn in within), default=len(text)))
    left = left if left == 0 or text[left - 1].isspace() else _after_blank(text, left, start)
    right = right if right >= len(text) or text[right].isspace() else _before_blank(text, right, end)
    return _side(text, left, right, first), _side(text, left, right, second)


def _side(text: str, left: int, right: int, marks: Sequence[Place]) -> Side:
    flat = segments([(start, end, True) for start, end in marks], left, right)
    pieces = [Piece(text[start:end], bool(over)) for start, end, over in flat if start < end]
    return Side(_joined(pieces), len(marks))


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces:
        if out and out[-1].marked == piece.marked:
            out[-1] = Piece(out[-1].words + piece.words, piece.marked)
        else:
            out.append(piece)
    return out


def _after_blank(text: str, left: int, start: int) -> int:
    return next((place + 1 for place in range(left, start) if text[place].isspace()), start)


def _before_blank(text: str, right: int, end: int) -> int:
    return next((place for place in range(right, end, -1) if text[place].isspace()), end)
