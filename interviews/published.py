"""The published form of an extract: cuts shown as …, substitutions in [brackets], everything else as it was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviews.anchoring import normal

REMEDY = "show a cut as “…” and a change in [brackets]"


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a published form keeps to the words; true or false as it stands, with the reason when it does not."""

    ok: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.ok


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words that must stand in the original; `whole_before`, `whole_after`: no word may be cut in two there."""

    words: str
    whole_before: bool
    whole_after: bool


def published_form_ok(words: str, published: str) -> Fit:
    said, printed = normal(words).strip(), normal(published).strip()
    if said == printed:
        return Fit(True)
    if not printed:
        return Fit(False, "The published form is empty.")
    pieces = list(_pieces(printed))
    if not any(character.isalnum() for piece in pieces for character in piece.words):
        return Fit(False, "Nothing of the words is left in the published form.")
    if len(pieces) == 1:
        return Fit(False, f"The published form differs from the original words without showing it; {REMEDY}.")
    return _laid_over(said, pieces)


def _laid_over(said: str, pieces: Sequence[_Piece]) -> Fit:
    """Each piece at its first possible place: an earlier place never leaves less room for the rest."""
    first, *middle, last = pieces
    if not (said.startswith(first.words) and _fits(said, 0, first)):
        return _refused(first, "begin with")
    here = len(first.words)
    for piece in middle:
        place = _next_place(said, here, piece)
        if place is None:
            return _refused(piece, "hold, in this order,")
        here = place + len(piece.words)
    place = len(said) - len(last.words)
    if place < here or not (said.endswith(last.words) and _fits(said, place, last)):
        return _refused(last, "end with")
    return Fit(True)


def _next_place(said: str, start: int, piece: _Piece) -> int | None:
    place = said.find(piece.words, start)
    while place >= 0 and not _fits(said, place, piece):
        place = said.find(piece.words, place + 1)
    return place if place >= 0 else None


def _fits(said: str, place: int, piece: _Piece) -> bool:
    end = place + len(piece.words)
    if not piece.words:
        return True
    cut_before = piece.whole_before and place > 0 and said[place - 1].isalnum() and piece.words[0].isalnum()
    cut_after = piece.whole_after and end < len(said) and piece.words[-1].isalnum() and said[end].isalnum()
    return not cut_before and not cut_after


def _refused(piece: _Piece, verb: str) -> Fit:
    return Fit(False, f"The original words do not {verb} “{_excerpt(piece.words)}”; {REMEDY}.")


def _excerpt(words: str, width: int = 60) -> str:
    return words if len(words) <= width else f"{words[: width - 1].rstrip()}…"


def _pieces(printed: str) -> Iterator[_Piece]:
    """The stretches between cuts and brackets; first and last belong to the beginning and end of the words."""
    start, whole_before = 0, False
    for place, end, is_cut in _marks(printed):
        part = printed[start:place]
        words = part.rstrip() if start == 0 else part.strip()
        yield _Piece(words, whole_before or part != part.lstrip(), is_cut or part != part.rstrip())
        start, whole_before = end, is_cut
    part = printed[start:]
    yield _Piece(part.strip(), whole_before or part != part.lstrip(), False)


def _marks(printed: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, is a cut) of every “…”, “[…]” and [substitution]; an unclosed bracket is an ordinary sign."""
    closing = _closing_brackets(printed)
    place = 0
    while place < len(printed):
        end = closing.get(place, place) + 1
        if printed[place] == "…" or place in closing:
            yield place, end, printed[place:end].strip("[ ]") == "…"
        place = end


def _closing_brackets(printed: str) -> dict[int, int]:
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for place, character in enumerate(printed):
        if character == "[":
            opened.append(place)
        elif character == "]" and opened:
            pairs[opened.pop()] = place
    return pairs
