"""A long page in pieces: the first rows at once, the others as they are scrolled to; without scripts, by a link."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

AT_ONCE = 4  # rows: more than two screens
FURTHER = 8


@dataclass(frozen=True)
class Piece[T]:
    """Some rows in a whole of `total`. `anchors`: the codes of those still to come, so that an address may name them;
    `address` fetches the next of them."""

    rows: Sequence[T]
    start: int
    total: int
    anchors: Sequence[str]
    address: str

    def showing[S](self, rows: Sequence[S]) -> "Piece[S]":
        """The same piece with what is shown of its rows."""
        return Piece(rows, self.start, self.total, self.anchors, self.address)

    @property
    def left(self) -> int:
        return self.total - self.start - len(self.rows)


def piece[T](request: HttpRequest, rows: Sequence[T], codes: Callable[[T], Sequence[str]]) -> Piece[T]:
    """The rows that the address asks for by `from`, the number of the first; a wrong number begins at the beginning."""
    said = request.GET.get("from", "")
    start = int(said) if said.isdecimal() and int(said) < len(rows) else 0
    end = start + (FURTHER if start else AT_ONCE)
    query = request.GET.copy()
    query["from"] = str(end)
    later = [code for row in rows[end:] for code in codes(row)]
    return Piece(rows[start:end], start, len(rows), later, f"{request.path}?{query.urlencode()}")


def is_further(request: HttpRequest) -> bool:
    """Whether htmx asks for rows alone."""
    return bool(request.htmx and "from" in request.GET)  # type: ignore[attr-defined]
