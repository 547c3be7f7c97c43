"""A ripple chain as SVG: lanes by site, boxes with the items that are joined, a number on each step. Pure.

What is written as attributes holds for the file; on the page the classes take the colours of light and dark.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cmo.chains import Chain, Drawn, Key, Place
from interviews.pictures.svg import FONT, INK, PAPER, SOFT, clean, cut, measure, tag, text, wrap

BOX, GAP, LANE, MARGIN, AIR = 230.0, 100.0, 104.0, 16.0, 18.0
SIZE, SMALL, LEADING = 12, 11, 15
PAD, LETTER = 10.0, 20.0
BADGE = 9.0
ROLES = {"C": ("#22569b", "context"), "M": ("#845000", "mechanism"), "O": ("#8a2f7c", "outcome")}
LINE, STROKE, PALE = "#57544c", "#c9c5bb", "#f4f3ef"


@dataclass(frozen=True, slots=True)
class Said:
    """An item: its key, the letter of its column, its words."""

    key: Key
    letter: str
    words: str


@lru_cache(maxsize=4096)
def _wrapped(words: str, width: float, size: float) -> list[str]:
    """On two lines; of long words no more is measured than could stand there."""
    most = int(2 * width / (0.4 * size)) + 2
    return wrap(words[:most], width, size, 2)


@dataclass(frozen=True)
class Box:
    """A configuration with the items at which steps end or begin; `href` is "" in a file."""

    code: str
    label: str
    items: Sequence[Said] = ()
    href: str = ""

    @cached_property
    def head(self) -> list[str]:
        return _wrapped(self.label, BOX - 2 * PAD, SIZE) if self.label else []

    @cached_property
    def _lines(self) -> dict[Key, list[str]]:
        return {item.key: _wrapped(item.words, BOX - 2 * PAD - LETTER, SMALL) for item in self.items}

    @property
    def words(self) -> list[str]:
        """All that it says, in full."""
        return list(filter(None, (self.code, self.label, *(item.words for item in self.items))))

    def lines(self, item: Said) -> list[str]:
        return self._lines[item.key]

    @property
    def head_height(self) -> float:
        return PAD + LEADING * (1 + len(self.head)) + 2

    @cached_property
    def height(self) -> float:
        return self.head_height + sum(self._deep(item) for item in self.items) + PAD - 2

    def _deep(self, item: Said) -> float:
        return LEADING * len(self.lines(item)) + 5

    def tops(self) -> Iterator[tuple[Said, float]]:
        """Each item with where it begins."""
        top = self.head_height
        for item in self.items:
            yield item, top + 5
            top += self._deep(item)

    def at(self, item: Key | None) -> float:
        """How far down the line of this item is; that of the code for the whole."""
        return next((top + LEADING / 2 for each, top in self.tops() if each.key == item), PAD + LEADING / 2)


@dataclass(frozen=True, slots=True)
class Joined:
    """A step with the items that it joins, and its sentence."""

    drawn: Drawn
    start_item: Key | None
    end_item: Key | None
    sentence: str


def chain_picture(
    chain: Chain, boxes: Mapping[Key, Box], joined: Sequence[Joined], lanes: Sequence[str], title: str
) -> str:
    """The whole picture; `lanes` are the names of the chain's lanes."""
    return _Drawing(chain, boxes, joined, lanes).whole(title)


class _Drawing:
    def __init__(self, chain: Chain, boxes: Mapping[Key, Box], joined: Sequence[Joined], lanes: Sequence[str]) -> None:
        self.chain, self.boxes, self.joined, self.lanes = chain, boxes, joined, lanes
        self.width = MARGIN + LANE + chain.columns * (BOX + GAP) - GAP + 2 * MARGIN + 14
        self.tops: dict[tuple[int, int], float] = {}
        deep: dict[tuple[int, int], float] = {}
        for key, place in chain.places.items():
            deep[place.lane, place.row] = max(deep.get((place.lane, place.row), 0), boxes[key].height)
        self.bands: list[tuple[float, float]] = []
        bottom = 1.0
        for lane, rows in enumerate(chain.rows):
            begin = bottom
            bottom += AIR
            for row in range(rows):
                self.tops[lane, row] = bottom
                bottom += deep[lane, row] + AIR
            self.bands.append((begin, bottom))
        self.floor = bottom
        back = sum(each.drawn.back for each in joined)
        self.height = bottom + (back * 16 + 14 if back else 1)

    def whole(self, title: str) -> str:
        shapes = [*self._bands(), *self._steps(), *self._boxes(), *self._badges()]
        wide, high = f"{self.width:.0f}", f"{self.height:.0f}"
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chain" width="{wide}" height="{high}"'
            f' viewBox="0 0 {wide} {high}" role="group" aria-label="{clean(title)}" font-family="{FONT}" fill="{INK}">'
        )
        ground = tag("rect", width=wide, height=high, fill=PAPER, class_="chain-ground")
        return "\n".join([head, ground, *shapes, "</svg>"])

    def _bands(self) -> Iterator[str]:
        for place, ((top, bottom), name) in enumerate(zip(self.bands, self.lanes, strict=True)):
            if place % 2 == 0:
                yield tag("rect", x=0, y=top, width=self.width, height=bottom - top, fill=PALE, class_="chain-band")
            for line, words in enumerate(wrap(name, LANE - 12, SIZE, 3, bold=True)):
                y = top + AIR + 16 + line * LEADING
                yield text(MARGIN, y, words, SIZE, full=name, font_weight=600, fill=SOFT, class_="chain-lane")

    def _corner(self, place: Place) -> tuple[float, float]:
        return MARGIN + LANE + place.column * (BOX + GAP), self.tops[place.lane, place.row]

    def _ends(self, each: Joined) -> tuple[float, float, float, float]:
        step, places = each.drawn.step, self.chain.places
        left, top = self._corner(places[step.start])
        there, below = self._corner(places[step.end])
        return (
            left + BOX,
            top + self.boxes[step.start].at(each.start_item),
            there,
            below + self.boxes[step.end].at(each.end_item),
        )

    def _steps(self) -> Iterator[str]:
        back = 0
        for each in self.joined:
            x, y, there, to = self._ends(each)
            if each.drawn.back:
                back += 1
                low = self.floor + back * 16 - 6
                path = f"M{x:.1f} {y:.1f}h14V{low:.1f}H{there - 20:.1f}V{to:.1f}h14"
            else:
                bend = (there - x) / 2
                path = f"M{x:.1f} {y:.1f}C{x + bend:.1f} {y:.1f} {there - bend:.1f} {to:.1f} {there - 6:.1f} {to:.1f}"
            dashes = {} if each.drawn.solid else {"stroke_dasharray": "6 4"}
            line = tag("path", d=path, fill="none", stroke=LINE, stroke_width=1.5, class_="chain-line", **dashes)
            head = f"{there:.1f},{to:.1f} {there - 8:.1f},{to - 4:.1f} {there - 8:.1f},{to + 4:.1f}"
            yield tag(
                "g",
                tag("title", clean(each.sentence)) + line + tag("polygon", points=head, fill=LINE, class_="chain-head"),
            )

    def _badges(self) -> Iterator[str]:
        for each in self.joined:
            x, y = self._middle(each)
            yield tag("circle", cx=x, cy=y, r=BADGE, fill=PAPER, stroke=LINE, class_="chain-badge")
            yield text(x, y + 3.8, str(each.drawn.number), SMALL, text_anchor="middle", font_weight=600)
            if not each.drawn.meet:
                said = "sites do not meet"
                wide = measure(said, SMALL) + 8
                yield tag(
                    "rect",
                    x=x - wide / 2,
                    y=y + BADGE + 2,
                    width=wide,
                    height=15,
                    rx=3,
                    fill=PAPER,
                    class_="chain-ground",
                )
                yield text(
                    x,
                    y + BADGE + 13,
                    said,
                    SMALL,
                    text_anchor="middle",
                    font_style="italic",
                    fill=SOFT,
                    class_="chain-apart",
                )

    def _middle(self, each: Joined) -> tuple[float, float]:
        """On the line, in the gap beside where it begins."""
        x, y, there, to = self._ends(each)
        if each.drawn.back:
            return x + 14, (y + self.floor) / 2
        bend, wanted = (there - x) / 2, x + GAP / 2
        for part in range(101):
            t = part / 100
            at = (
                (1 - t) ** 3 * x
                + 3 * (1 - t) ** 2 * t * (x + bend)
                + 3 * (1 - t) * t**2 * (there - bend)
                + t**3 * there
            )
            if at >= wanted:
                return at, y + (to - y) * (3 * t**2 - 2 * t**3)
        return there, to

    def _boxes(self) -> Iterator[str]:
        for key, place in self.chain.places.items():
            box, (x, y) = self.boxes[key], self._corner(place)
            drawn = "".join(_box(box, x, y))
            told = f"{box.code} {box.label}".strip()
            yield tag("a", drawn, href=box.href, aria_label=told, class_="chain-link") if box.href else tag("g", drawn)


def _box(box: Box, x: float, y: float) -> Iterator[str]:
    yield tag("rect", x=x, y=y, width=BOX, height=box.height, rx=6, fill=PAPER, stroke=STROKE, class_="chain-box")
    at = y + PAD + LEADING - 4
    code = cut(box.code, BOX - 2 * PAD, SIZE, bold=True)
    yield text(x + PAD, at, code, SIZE, font_weight=600, fill=SOFT, class_="chain-code")
    for line, words in enumerate(box.head, 1):
        yield text(
            x + PAD, at + line * LEADING, words, SIZE, full=box.label if line == len(box.head) else "", font_weight=600
        )
    for item, top in box.tops():
        yield from _item(box, item, x, y + top)


def _item(box: Box, item: Said, x: float, top: float) -> Iterator[str]:
    ink, role = ROLES.get(item.letter, (SOFT, "other"))
    yield text(
        x + PAD, top + LEADING - 4, item.letter, SMALL, font_weight=700, fill=ink, class_=f"chain-role role-{role}"
    )
    lines = box.lines(item)
    for line, words in enumerate(lines, 1):
        full = item.words if line == len(lines) else ""
        yield text(x + PAD + LETTER, top + line * LEADING - 4, words, SMALL, full=full)
