"""Policy events, work streams and interviews on one axis of time, as SVG. Pure.

What is known to the day is a mark, to the month or year a band of that length. Interviews are dots, stacked by month in
the lane of their site; where months are narrow a stack holds several of them, and the picture says so.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from interviews.pictures.frame import (
    DARK,
    EDGE,
    LEADING,
    MARGIN,
    PALE,
    SIZE,
    SMALL,
    Body,
    around,
)
from interviews.pictures.svg import INK, PAPER, SOFT, cut, measure, tag, text, wrap
from tracers import dates
from tracers.timeline import STEPS, Axis, Bucket, Happening, Stretch, Timeline, packed

TITLE = "Timeline"
WHAT = "Policy events, work streams, and interviews by site"
NAMES, PLOT = 124.0, 700.0
ROW, GAP, TICK = 19.0, 14.0, 32.0
DOT, HIGH, WIDEST = 7.0, 8, 320.0  # a dot with its air, the most of them above one another, the longest label
AIR = 5.0
NARROW = 15.0  # so wide is a stack at least
STRIP = 15.0  # for interviews of which the year alone is known
NOBODY = "Nothing here has a date yet."


def timeline_picture(timeline: Timeline, *, title: str = TITLE, notes: Sequence[str] = (), bare: bool = False) -> str:
    if not timeline.axis:
        empty = Body(NAMES + PLOT, 30, lambda top: [text(MARGIN, top + 16, NOBODY, SIZE)])
        return around(title, WHAT, [*notes, *undated(timeline)], NOBODY, empty, bare=bare)
    drawing = _Drawing(timeline, timeline.axis)
    told = [*drawing.notes, *notes, *undated(timeline)]
    return around(title, WHAT, told, " ".join([in_words(timeline), *told]), drawing.body(), bare=bare)


def in_words(timeline: Timeline) -> str:
    """What the picture shows, for those who do not see it."""
    events = [f"{dates.show(each.date)}: {each.label}." for each in timeline.happenings]
    streams = [f"{each.label}: {period(each)}." for each in timeline.stretches]
    lanes = [f"{lane or 'No site'}: {_dated(held) or 'no interview'}." for lane, held in timeline.buckets.items()]
    parts = (("Policy events.", events), ("Work streams.", streams), ("Interviews.", lanes))
    return " ".join(word for head, said in parts if said for word in (head, *said))


def _dated(held: Sequence[Bucket]) -> str:
    return ", ".join(f"{each.shown or 'no date'} {each.number}" for each in held)


def period(stretch: Stretch) -> str:
    """ "October 2022 to September 2023", as far as it is known."""
    start, end = dates.show(stretch.start), dates.show(stretch.end)
    if start and end:
        return start if start == end else f"{start} to {end}"
    return f"from {start}" if start else f"until {end}" if end else "no dates"


def undated(timeline: Timeline) -> list[str]:
    """Sentences on what has no place on the axis."""
    where = [f"{each.lane or 'no site'}: {each.number}" for each in timeline.undated]
    notes = [f"Interviews without a date, by site: {', '.join(where)}."] if where else []
    streams = [each.label for each in timeline.unset]
    return [*notes, *([f"Work streams without a date: {', '.join(streams)}."] if streams else [])]


@dataclass(frozen=True, slots=True)
class Placed:
    """A label at `x`, and what it takes together with its mark, from start to end."""

    label: str
    start: float
    end: float
    x: float
    anchor: str


class _Drawing:
    def __init__(self, timeline: Timeline, axis: Axis) -> None:
        self.timeline, self.axis = timeline, axis
        self.left = MARGIN + NAMES
        self.right = self.left + PLOT
        self.step = self._months_a_stack()
        self.events = [self._event(each) for each in timeline.happenings]
        self.rows = packed([(each.start, each.end) for each in self.events], air=10)
        self.streams = [each for each in timeline.stretches if each.start or each.end]
        self.stacks = {lane: self._stacks(held) for lane, held in timeline.buckets.items()}

    @property
    def notes(self) -> list[str]:
        if self.step == 1:
            return []
        several = {3: "a quarter", 6: "half a year", 12: "a year"}.get(self.step, f"{self.step // 12} years")
        return [f"Each stack of interviews is {several}; the table tells the months."]

    def body(self) -> Body:
        bottom = self._floor(0.0)
        return Body(NAMES + PLOT, bottom + TICK, self._shapes)

    def _months_a_stack(self) -> int:
        months = max((self.axis.last - self.axis.first).days / 30.44, 1)
        return next((step for step in STEPS if PLOT / months * step >= NARROW), STEPS[-1])

    # How deep each part is.

    def _deep_events(self) -> float:
        return ROW * (max(self.rows) + 1) + GAP if self.rows else 0

    def _deep_streams(self) -> float:
        return ROW * len(self.streams) + GAP if self.streams else 0

    def _deep_lane(self, lane: str) -> float:
        high = max((self._high(number) for _, _, number in self.stacks[lane]), default=0)
        strip = STRIP * self._strips(lane)
        return max(high * DOT + LEADING, 2 * LEADING) + strip + 8

    def _floor(self, top: float) -> float:
        lanes = LEADING + 4 + sum(map(self._deep_lane, self.stacks)) if self.stacks else 0
        return top + TICK + self._deep_events() + self._deep_streams() + lanes

    # What is drawn.

    def _shapes(self, top: float) -> Iterator[str]:
        floor = self._floor(top)
        yield from self._grid(top, floor)
        y = top + TICK
        if self.events:
            yield from self._head("Policy events", y)
            yield from self._happenings(y, floor)
            y += self._deep_events()
        if self.streams:
            yield from self._head("Work streams", y)
            for number, stretch in enumerate(self.streams):
                yield from self._stretch(stretch, y + number * ROW)
            y += self._deep_streams()
        if self.stacks:
            yield from self._head("Interviews", y)
            y += LEADING + 4
        for lane in self.stacks:
            yield from self._lane(lane, y)
            y += self._deep_lane(lane)

    def _grid(self, top: float, floor: float) -> Iterator[str]:
        """Ticks above and below, and a thin line at each."""
        ends = [*(self._x(self.axis.at(tick.day)) for tick in self.axis.ticks[1:]), self.right]
        for tick, end in zip(self.axis.ticks, ends, strict=True):
            x = self._x(self.axis.at(tick.day))
            yield tag("line", x1=x, x2=x, y1=top + 4, y2=floor + 27, stroke=EDGE, stroke_width=0.75)
            for line, said in enumerate(tick.label.split()):
                for y in (top + 11, floor + 15):
                    label = cut(said, max(end - x - 3, 10), SMALL)
                    yield text(x + 3, y + line * 13, label, SMALL, full=tick.label, fill=SOFT)

    def _head(self, said: str, y: float, bold: int = 600) -> Iterator[str]:
        for number, line in enumerate(wrap(said, NAMES - 8, SIZE, 3, bold=True)):
            yield text(MARGIN, y + 13 + number * LEADING, line, SIZE, full=said, font_weight=bold)

    def _x(self, share: float) -> float:
        return self.left + PLOT * share

    def _event(self, event: Happening) -> Placed:
        """With its label after the mark; before it, or cut, where there is no room."""
        start, end = (self._x(each) for each in self.axis.span(event.date))
        is_day = event.date.count("-") == 2
        start, end = (start - 6, start + 6) if is_day else (start, max(end, start + 2))
        said = f"{dates.show(event.date, '%-d %b %Y')}: {event.label}"
        return self._placed(said, start, end)

    def _placed(self, said: str, start: float, end: float) -> Placed:
        before, after = start - AIR - self.left, self.right - end - AIR
        room = after if after >= min(measure(said, SMALL), WIDEST) or after >= before else before
        label = cut(said, min(room, WIDEST), SMALL)
        wide = measure(label, SMALL)
        if room == after:
            return Placed(label, start, end + AIR + wide, end + AIR, "start")
        return Placed(label, start - AIR - wide, end, start - AIR, "end")

    def _label(self, placed: Placed, y: float, full: str) -> Iterator[str]:
        """On a ground of its own, so that no line goes through the words."""
        wide = measure(placed.label, SMALL)
        x = placed.x if placed.anchor == "start" else placed.x - wide
        yield tag("rect", x=x, y=y - 7, width=wide, height=14, fill=PAPER)
        yield text(placed.x, y + 4, placed.label, SMALL, full=full, text_anchor=placed.anchor)

    def _happenings(self, y: float, floor: float) -> Iterator[str]:
        shown = list(zip(self.timeline.happenings, self.events, self.rows, strict=True))
        for event, _, row in shown:
            x = self._x(self.axis.span(event.date)[0])
            line = {"x1": x, "x2": x, "y1": y + row * ROW + ROW / 2, "y2": floor}
            yield tag("line", "", **line, stroke=EDGE, stroke_width=1, stroke_dasharray="2 3")
        for event, placed, row in shown:
            middle = y + row * ROW + ROW / 2
            yield from self._mark(event, middle)
            yield from self._label(placed, middle, f"{dates.show(event.date)}: {event.label}")

    def _mark(self, event: Happening, y: float) -> Iterator[str]:
        x, until = (self._x(each) for each in self.axis.span(event.date))
        if event.date.count("-") < 2:
            yield _band(x, y - 4, until - x, 8, PAPER)
        else:
            corners = ((x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y))
            yield tag("polygon", points=" ".join(f"{right:.1f},{down:.1f}" for right, down in corners), fill=DARK)

    def _stretch(self, stretch: Stretch, y: float) -> Iterator[str]:
        """What is sure is filled, what the dates leave open is dashed; without an end it goes on to the edge."""
        first = self._x(self.axis.span(stretch.start)[0]) if stretch.start else self.left
        last = self._x(self.axis.span(stretch.end)[1]) if stretch.end else self.right
        first, last = min(first, last), max(first, last)
        yield _band(first, y + 2, last - first, ROW - 4, PAPER, dashed=True)
        sure = self._sure(stretch)
        if sure:
            yield _band(sure[0], y + 2, sure[1] - sure[0], ROW - 4, PALE)
        start, end = sure or (first, last)
        full = f"{stretch.label}: {period(stretch)}"
        if measure(stretch.label, SMALL) <= end - start - 12:
            yield text(start + 6, y + ROW / 2 + 4, stretch.label, SMALL, full=full)
        else:
            yield from self._label(self._placed(stretch.label, first, last), y + ROW / 2, full)

    def _sure(self, stretch: Stretch) -> tuple[float, float] | None:
        """From the last day that it can have begun to the first on which it can have ended."""
        if not (stretch.start and stretch.end):
            return None
        start, end = dates.last_day(stretch.start), dates.first_day(stretch.end)
        return (self._x(self.axis.at(start)), self._x(self.axis.at(end))) if start < end else None

    # Interviews.

    def _stacks(self, held: Sequence[Bucket]) -> list[tuple[float, float, int]]:
        """(where it begins, where it ends, how many) of each stack of interviews whose month is known."""
        months = [each for each in held if each.is_month]
        found = []
        for first, some in groupby(months, key=lambda each: self._first_month(each.date)):
            number = len({heard.key for each in some for heard in each.heard})
            start = dt.date(first // 12, first % 12 + 1, 1) if first >= 12 else dt.date.min
            x = max(self._x(self.axis.at(start)), self.left)
            found.append((x, min(x + PLOT / self._months * self.step, self.right), number))
        return found

    @property
    def _months(self) -> float:
        return ((self.axis.last - self.axis.first).days + 1) / 30.44

    def _first_month(self, date: str) -> int:
        """The first month of the stack in which this one stands."""
        year, month = map(int, date.split("-"))
        return (year * 12 + month - 1) // self.step * self.step

    def _across(self) -> int:
        return max(int((PLOT / self._months * self.step - 2) / DOT), 1)

    def _high(self, number: int) -> int:
        return min(-(-number // self._across()), HIGH)

    def _spans(self, lane: str) -> list[tuple[Bucket, int]]:
        """What is not known to the month, each with the row below the line where it stands."""
        held = [each for each in self.timeline.buckets[lane] if each.date and not each.is_month]
        return list(zip(held, packed([self.axis.span(each.date, each.until) for each in held]), strict=True))

    def _strips(self, lane: str) -> int:
        return max((row + 1 for _, row in self._spans(lane)), default=0)

    def _lane(self, lane: str, y: float) -> Iterator[str]:
        strip = STRIP * self._strips(lane)
        base = y + self._deep_lane(lane) - strip - 4
        yield from self._head(lane or "No site", y, bold=400)
        yield tag("line", x1=self.left, x2=self.right, y1=base, y2=base, stroke=SOFT, stroke_width=1)
        for start, end, number in self.stacks[lane]:
            yield from self._stack(start, end, number, base)
        for bucket, row in self._spans(lane):
            x, until = (self._x(each) for each in self.axis.span(bucket.date, bucket.until))
            top = base + 3 + row * STRIP
            yield _band(x, top, until - x, STRIP - 4, PAPER)
            said = f"{bucket.number} in {bucket.shown}" if not bucket.until else f"{bucket.number} from {bucket.shown}"
            label = said if measure(said, 9) < until - x - 2 else str(bucket.number)
            yield text((x + until) / 2, top + 8.8, label, 9, full=said, text_anchor="middle")

    def _stack(self, start: float, end: float, number: int, base: float) -> Iterator[str]:
        across, high = self._across(), self._high(number)
        if number > across * HIGH:
            yield tag(
                "rect", x=start + 1, y=base - high * DOT, width=max(end - start - 2, 4), height=high * DOT, fill=DARK
            )
        else:
            for place in range(number):
                column, row = place % across, place // across
                x, y = start + 1 + DOT * (column + 0.5), base - DOT * (row + 0.5) - 1
                yield tag("circle", cx=x, cy=y, r=DOT / 2 - 0.5, fill=DARK)
        middle = start + 1 + DOT * min(number, across) / 2
        yield text(middle, base - high * DOT - 4, str(number), 9, text_anchor="middle", fill=INK)


def _band(x: float, y: float, width: float, height: float, fill: str, *, dashed: bool = False) -> str:
    looks = {"stroke_dasharray": "3 2"} if dashed else {}
    box = {"x": x, "y": y, "width": max(width, 2), "height": height, "rx": 2}
    return tag("rect", "", **box, fill=fill, stroke=DARK, stroke_width=1, **looks)
