"""From printed lines to paragraphs: page heads, feet and numbers go, broken lines and words are joined again.

Pure: lines and their places in, paragraphs out. All measures are in points from the top left corner of a page.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from interviews.labels.shapes import starts_turn
from interviews.readers.reading import listed

EDGE_LINES = 4  # so many lines at the top and at the bottom may be a head or foot
NEAR = 4.0  # points by which the place of a head may differ from page to page
MOST_PAGES = 0.6  # a head or foot stands on this share of the pages, or on every second one of a longer text
NUMBERED = 0.6  # share of lines that begin with a number where lines are numbered

_NUMBER = re.compile(r"\d{1,5}")
_PAGE_NUMBER = re.compile(
    r"(?:(?:page|seite|p\.?|pg\.?)\s*)?[-–—|\[(]?\s*\d{1,4}\s*[-–—|\])]?(?:\s*(?:/|of|von|de)\s*\d{1,4})?\s*[-–—|]?",
    re.IGNORECASE,
)
_LEADING_NUMBER = re.compile(r"(\d{1,5})[ \t]+(?=\S)")
_BROKEN_WORD = re.compile(r"(\w+)[-\u00ad\u2010]\Z")
_COMPOUND = re.compile(r"\w+(?:[-\u2010]\w+)+")
_SENTENCE_END = re.compile(r"[.?!:…][\"'”’)\]]*\Z")
_KEEP_HYPHEN_AFTER = listed(
    "self non well co ex pre post semi anti multi long short full part half cross face face-to day follow decision "
    "high low old new one two three four five six seven eight nine ten mid all ever"
)


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    left: float
    right: float
    top: float
    size: float = 10.0
    bold: str = ""  # the words in bold it begins with


@dataclass(frozen=True, slots=True)
class Page:
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, with the words in bold it begins with."""

    text: str
    bold: str = ""


def paragraphs(pages: Sequence[Page]) -> list[Part]:
    bodies = _without_repeated([tuple(lines) for lines in _bodies(pages)])
    lines = [line for body in bodies for line in body]
    measure = _Measure(bodies)
    known = frozenset(word.casefold() for line in lines for word in re.findall(r"\w+(?:-\w+)*", line.text))
    groups: list[list[Line]] = []
    for number, body in enumerate(bodies):
        for place, line in enumerate(body):
            before = body[place - 1] if place else (bodies[number - 1] or (None,))[-1] if number else None
            if before is None or not groups or measure.parts(before, line, same_page=place > 0):
                groups.append([line])
            else:
                groups[-1].append(line)
    return [Part(_joined(group, known), group[0].bold) for group in groups]


def _bodies(pages: Sequence[Page]) -> Iterator[list[Line]]:
    """The lines of each page without heads, feet, page numbers and numbers in the margin."""
    running = _running(pages)
    stripped = [
        [line for line in page.lines if (_shape(line), _zone(page, line)) not in running and not _is_foot(page, line)]
        for page in pages
    ]
    left, right = _edges([line for lines in stripped for line in lines])
    numbered = _lines_are_numbered(stripped)
    for lines in stripped:
        yield list(_without_margin(lines, left, right, numbered))


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.split())).casefold()


def _zone(page: Page, line: Line) -> str:
    return "head" if line.top < page.height / 2 else "foot"


def _running(pages: Sequence[Page]) -> set[tuple[str, str]]:
    """What stands at the same place at the edge of most pages (shape, head or foot)."""
    if len(pages) < 2:
        return set()
    places: dict[tuple[str, str], list[float]] = {}
    for page in pages:
        for line in _at_the_edges(page):
            places.setdefault((_shape(line), _zone(page, line)), []).append(_from_edge(page, line))
    return {key for key, tops in places.items() if _recurs(key[0], tops, len(pages))}


def _at_the_edges(page: Page) -> set[Line]:
    ordered = sorted(page.lines, key=lambda line: line.top)
    return {*ordered[:EDGE_LINES], *ordered[-EDGE_LINES:]}


def _from_edge(page: Page, line: Line) -> float:
    return line.top if line.top < page.height / 2 else page.height - line.top


def _recurs(shape: str, tops: Sequence[float], pages: int) -> bool:
    usual = sorted(tops)[len(tops) // 2]
    times = sum(abs(top - usual) <= NEAR for top in tops)
    if starts_turn(shape[:1].upper() + shape[1:]) and not _PAGE_NUMBER.fullmatch(shape.replace("#", "1")):
        return times > 3 and times >= 0.8 * pages
    return times >= 2 and (times >= MOST_PAGES * pages or (pages > 4 and times >= 0.4 * pages))


def _is_foot(page: Page, line: Line) -> bool:
    """A page number on its own at the very top or bottom."""
    if not _PAGE_NUMBER.fullmatch(line.text.strip()):
        return False
    tops = [other.top for other in page.lines]
    return _from_edge(page, line) < page.height / 8 and line.top in (min(tops), max(tops)) and len(tops) > 1


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    """Where the words begin and end: what most of the longer lines do."""
    worded = [line for line in lines if not _NUMBER.fullmatch(line.text)]
    if not worded:
        return 0.0, 0.0
    lefts = Counter(round(line.left) for line in worded)
    return float(lefts.most_common(1)[0][0]), sorted(line.right for line in worded)[int(0.95 * (len(worded) - 1))]


def _lines_are_numbered(pages: Iterable[Sequence[Line]]) -> bool:
    """Whether lines begin with a number that grows by one (or by five, on every fifth)."""
    found = [_LEADING_NUMBER.match(line.text) for lines in pages for line in lines]
    numbers = [int(each[1]) for each in found if each]
    if len(numbers) < 5 or len(numbers) < NUMBERED * len(found):
        return False
    return sum(after - before == 1 for before, after in pairwise(numbers)) >= 0.8 * (len(numbers) - 1)


def _without_margin(lines: Iterable[Line], left: float, right: float, numbered: bool) -> Iterator[Line]:
    for line in lines:
        if _NUMBER.fullmatch(line.text) and (line.right < left + 1 or line.left > right - 1 or numbered):
            continue
        found = _LEADING_NUMBER.match(line.text)
        if found and (numbered or ("\t" in found[0] and line.left < left - 8)):
            line = replace(line, text=line.text[found.end() :], left=left, bold="")
        yield line


def _without_repeated(bodies: Sequence[tuple[Line, ...]]) -> list[tuple[Line, ...]]:
    """A line that a page break cuts in two may stand on both pages."""
    kept = [*bodies[:1]]
    for before, body in pairwise(bodies):
        if before and body and before[-1].text == body[0].text and len(body[0].text.split()) > 3:
            body = body[1:]
        kept.append(body)
    return kept


class _Measure:
    """How lines usually follow each other here: what differs begins a paragraph."""

    def __init__(self, bodies: Sequence[Sequence[Line]]) -> None:
        lines = [line for body in bodies for line in body]
        steps = [round(after.top - line.top, 1) for body in bodies for line, after in pairwise(body)]
        down = sorted(step for step in steps if step > 0)
        self.step = self._usual_step(bodies) or (down[len(down) // 4] if down else 12.0)
        self.right = sorted(line.right for line in lines)[int(0.95 * (len(lines) - 1))] if lines else 0.0

    @staticmethod
    def _usual_step(bodies: Sequence[Sequence[Line]]) -> float:
        """From a line to the next within a paragraph: the least of the usual ones."""
        pairs = (pair for body in bodies for pair in pairwise(body))
        found = Counter(
            round(2 * (after.top - line.top) / line.size) * line.size / 2
            for line, after in pairs
            if 0.5 * line.size < after.top - line.top < 4 * line.size
        )
        total = sum(found.values())
        return min((step for step, times in found.items() if times >= 0.15 * total), default=0.0)

    def parts(self, before: Line, line: Line, *, same_page: bool) -> bool:
        """Whether a paragraph begins with this line."""
        if starts_turn(line.text) or (line.bold and not before.bold and line.bold.rstrip().endswith(":")):
            return True
        if abs(line.size - before.size) > 0.15 * max(line.size, before.size):
            return True
        if "\t" in line.text:
            return True
        goes_on = line.text[:1].islower() and not _SENTENCE_END.search(before.text)
        if same_page and not self._next_line(before, line):
            return True
        if goes_on:
            return False
        return self._ends_early(before, line) or self._indented(before, line)

    def _next_line(self, before: Line, line: Line) -> bool:
        return -0.5 * line.size < line.top - before.top <= self.step + 0.45 * line.size

    def _ends_early(self, before: Line, line: Line) -> bool:
        """Whether the first word of this line would have fitted on the line before."""
        first = line.text.split(maxsplit=1)[0] if line.text.split() else ""
        letter = (line.right - line.left) / max(1, len(line.text))
        return before.right + (len(first) + 2) * letter < self.right

    def _indented(self, before: Line, line: Line) -> bool:
        """By the width of two letters and more, but not so far that it is the words of a column beside a label."""
        if "\t" in before.text or starts_turn(before.text):
            return False
        return line.left - before.left > line.size and line.right > 0.5 * self.right


def _joined(lines: Sequence[Line], known: frozenset[str]) -> str:
    text = ""
    for line in lines:
        if not text:
            text = line.text
        elif broken := _BROKEN_WORD.search(text):
            text = _rejoined(text, broken, line.text, known)
        else:
            text = f"{text} {line.text}"
    return text.strip()


def _rejoined(text: str, broken: re.Match[str], after: str, known: frozenset[str]) -> str:
    """Join a word that a line end broke; a hyphen that belongs to the word, or ends what was left unsaid, stays."""
    first = (re.match(r"\w*", after) or [""])[0]
    begins = re.search(r"[\w-]+\Z", text[:-1])
    head = (begins[0] if begins else broken[1]).casefold()
    if not first or not first[0].islower():
        return f"{text}{after}" if first and (first[0].isdigit() or broken[1].isupper()) else f"{text} {after}"
    if not text.endswith("-"):
        return f"{text[:-1]}{after}"
    if f"{head}{first}".casefold() in known:
        return f"{text[:-1]}{after}"
    if f"{head}-{first}".casefold() in known or "-" in head or head in _KEEP_HYPHEN_AFTER or len(broken[1]) < 2:
        return f"{text}{after}"
    return f"{text[:-1]}{after}"
