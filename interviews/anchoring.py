"""Finding words again: where a quotation stands in a text, and where an extract stands after a correction.

Searching ignores the shape of white space, quotation marks, dashes and the ellipsis. Positions are always those of
the original text, in code points.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviews.spans import Span

CONTEXT_WIDTH = 32
MOST_GAPS_TRIED = 20

_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_QUOTES = "'\"‘’‚‛“”„‟′″`´«»‹›＇＂"
_DASHES = "-‐‑‒–—―−﹘﹣－"
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_SAME_LENGTH = str.maketrans(
    {**dict.fromkeys(_SPACES, " "), **dict.fromkeys(_QUOTES, "'"), **dict.fromkeys(_DASHES, "-")}
)
_RUN = re.compile(rf"-(?:[{_UNSEEN}]*-)+|[.…](?:[{_UNSEEN}]*[.…])+|[ {_UNSEEN}]{{2,}}|[{_UNSEEN}]")


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The words stand in several places, and nothing tells them apart."""

    places: tuple[Span, ...]


class Searchable:
    """A text with its normal form, made once, and the way back from positions there to positions in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        pieces: list[str] = []
        self._ends_in_form: list[int] = []  # of each run that was shortened
        self._shifts: list[int] = []  # what to add to a position after that run
        self._run_ends: dict[int, int] = {}  # place in the form of a shortened run → its end in the text
        even = text.translate(_SAME_LENGTH)
        done = length = 0
        for run in _RUN.finditer(even):
            short = _shortened(run[0])
            pieces += [even[done : run.start()], short]
            length += run.start() - done
            if short:
                self._run_ends[length] = run.end()
            length += len(short)
            done = run.end()
            self._ends_in_form.append(length)
            self._shifts.append(done - length)
        pieces.append(even[done:])
        self.form = "".join(pieces)

    def places(self, quote: str) -> list[Span]:
        """Everywhere the quotation stands, in the order of the text."""
        quote = quote.strip()
        if not quote:
            return []
        found = {Span(start, start + len(quote)) for start in occurrences(self.text, quote)}
        found |= self._in_form(quote)
        return sorted(found or self._in_form(unicodedata.normalize("NFC", quote)))

    def places_between(self, quote: str) -> list[Span]:
        """Where "first words … last words" stands, shortest first; the ellipsis may be one of the words themselves."""
        if whole := self.places(quote):
            return whole
        parts = [part.strip() for part in normal(quote).split("…")]
        windows = self._one_gap(parts) or self._windows([part for part in parts if part])
        return sorted((self._span(start, end) for start, end in windows), key=lambda span: (len(span), span.start))

    def _in_form(self, quote: str) -> set[Span]:
        form = normal(quote).strip()
        return {self._span(start, start + len(form)) for start in occurrences(self.form, form)}

    def _one_gap(self, parts: Sequence[str]) -> list[tuple[int, int]]:
        """Every ellipsis but one belongs to the words themselves."""
        windows: set[tuple[int, int]] = set()
        for gap in range(1, min(len(parts), MOST_GAPS_TRIED)):
            first, last = _own_ellipsis(parts[:gap]), _own_ellipsis(parts[gap:])
            if first.strip("… ") and last.strip("… "):
                for one in self._spellings(first):
                    for other in self._spellings(last):
                        windows.update(self._windows([one, other]))
        return list(windows)

    def _spellings(self, words: str) -> list[str]:
        """The words as they stand in the form: around an own ellipsis there may be a space or none."""
        if "…" not in words:
            return [words]
        pattern = re.compile(r" ?… ?".join(map(re.escape, words.split("…"))))
        return list(dict.fromkeys(found[0].strip() for found in pattern.finditer(self.form)))

    def _windows(self, parts: Sequence[str]) -> list[tuple[int, int]]:
        """The tightest stretches of the form that hold the parts one after the other."""
        if len(parts) < 2 or len(parts) > MOST_GAPS_TRIED:
            return []
        where = [self._whole_words(part) for part in parts]
        chains = [(start, start + len(parts[0])) for start in where[0]]
        for part, starts in zip(parts[1:], where[1:], strict=True):
            chains = list(_tightest(chains, starts, len(part)))
        return chains

    def _whole_words(self, part: str) -> list[int]:
        starts = list(occurrences(self.form, part))
        whole = [start for start in starts if _is_whole(self.form, start, start + len(part))]
        return whole or starts

    def _span(self, start: int, end: int) -> Span:
        last = end - 1
        return Span(self._offset(start), self._run_ends.get(last, self._offset(last) + 1))

    def _offset(self, place: int) -> int:
        run = bisect_right(self._ends_in_form, place) - 1
        return place + (self._shifts[run] if run >= 0 else 0)


def normal(text: str) -> str:
    """The form in which words are compared."""
    return Searchable(text).form


def context(text: str, start: int, end: int, width: int = CONTEXT_WIDTH) -> tuple[str, str]:
    """What stands just before and just after."""
    return text[max(0, start - width) : start], text[end : end + width]


def places(text: str | Searchable, quote: str) -> list[Span]:
    return _searchable(text).places(quote)


def places_between(text: str | Searchable, quote: str) -> list[Span]:
    return _searchable(text).places_between(quote)


def find(
    text: str | Searchable, quote: str, *, prefix: str = "", suffix: str = "", hint: int | None = None
) -> Found | Ambiguous | None:
    """The one place of a quotation: of several, where the neighbouring words fit best, then the nearest to `hint`."""
    searchable = _searchable(text)
    best = _best_in_context(searchable.text, searchable.places(quote), prefix, suffix)
    if hint is not None and len(best) > 1:
        nearest = min(abs(place.start - hint) for place in best)
        best = [place for place in best if abs(place.start - hint) == nearest]
    if len(best) > 1:
        return Ambiguous(tuple(best))
    return Found(best[0].start, best[0].end) if best else None


def reanchor(
    old_text: str, new_text: str | Searchable, start: int, end: int, quote: str, prefix: str = "", suffix: str = ""
) -> Span | None:
    """Where an extract of the old text stands in the corrected one; None when its words are no longer there."""
    searchable = _searchable(new_text)
    new = searchable.text
    head, tail = _unchanged(old_text, new)
    grown = len(new) - len(old_text)
    if start < end <= head:
        return Span(start, end)
    if len(old_text) - tail <= start < end:
        return Span(start + grown, end + grown)
    guess = start if start <= head else start + grown
    found = find(searchable, quote, prefix=prefix, suffix=suffix, hint=guess)
    if isinstance(found, Ambiguous):
        return found.places[0]
    return Span(found.start, found.end) if found else None


def occurrences(text: str, part: str) -> Iterator[int]:
    """Every place where the part begins, overlapping ones too."""
    start = text.find(part) if part else -1
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _searchable(text: str | Searchable) -> Searchable:
    return text if isinstance(text, Searchable) else Searchable(text)


def _shortened(run: str) -> str:
    """The one character, or none, that a run becomes in the normal form."""
    if run[0] == "-":
        return "-"
    if run[0] in ".…":
        return "…"
    return " " if " " in run else ""


def _own_ellipsis(parts: Sequence[str]) -> str:
    return "…".join(parts).strip()


def _tightest(chains: Sequence[tuple[int, int]], starts: Sequence[int], length: int) -> Iterator[tuple[int, int]]:
    """Each later part with the last chain that ends before it, unless a nearer part already ended that chain."""
    index, used = -1, -1
    for start in starts:
        while index + 1 < len(chains) and chains[index + 1][1] <= start:
            index += 1
        if index > used:
            yield chains[index][0], start + length
            used = index


def _is_whole(text: str, start: int, end: int) -> bool:
    return not _cuts_word(text, start) and not _cuts_word(text, end)


def _cuts_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _best_in_context(text: str, found: Sequence[Span], prefix: str, suffix: str) -> list[Span]:
    if len(found) < 2 or not (prefix or suffix):
        return list(found)
    scores = [_fit(text, place, prefix, suffix) for place in found]
    return [place for place, score in zip(found, scores, strict=True) if score == max(scores)]


def _fit(text: str, place: Span, prefix: str, suffix: str) -> int:
    """How many neighbouring characters agree, counted outwards from the words."""
    before, after = context(text, place.start, place.end, 2 * max(len(prefix), len(suffix)))
    return _common(normal(before)[::-1], normal(prefix)[::-1]) + _common(normal(after), normal(suffix))


def _common(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _unchanged(old: str, new: str) -> tuple[int, int]:
    """How many characters are the same at the beginning and at the end."""
    head = _shared_length(old, new)
    tail = _shared_length(old[head:][::-1], new[head:][::-1])
    return head, tail


def _shared_length(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low
