"""One axis of time for events, stretches of work and interviews, with dates as precise as they are known. Pure.

A date that names a month or a year alone is a span of that length; what has no date at all stands on no axis.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tracers import dates

MOST_TICKS = 16
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)  # months from tick to tick


@dataclass(frozen=True, slots=True)
class Happening:
    """A policy event."""

    date: str
    label: str
    detail: str = ""

    @property
    def shown(self) -> str:
        return dates.show(self.date)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A work stream; "" where its start or end is not known."""

    label: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """An interview in the lane of a site: whose, when, and how it is called where that may be said.

    With `until`, at some time from `date` to then.
    """

    lane: str
    date: str
    key: Hashable
    people: frozenset[Any] = frozenset()
    called: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Bucket:
    """The interviews of a lane that are dated alike: a month of them, a year where no month is known, or a time from
    `date` to `until` where they are told together."""

    lane: str
    date: str
    heard: tuple[Heard, ...]
    until: str = ""

    @property
    def is_month(self) -> bool:
        return len(self.date) == 7 and not self.until

    @property
    def shown(self) -> str:
        """ "July 2016", "July 2016 to March 2017", "" where no date is known."""
        return " to ".join(dates.show(each) for each in (self.date, self.until) if each)

    @property
    def number(self) -> int:
        return len({each.key for each in self.heard})


@dataclass(frozen=True)
class Timeline:
    """`lanes` are the sites in their order; a lane that nobody is heard in may stand there too. `apart`: those that are
    no area, and never told together with one."""

    happenings: tuple[Happening, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    lanes: tuple[str, ...] = ()
    heard: tuple[Heard, ...] = ()
    apart: frozenset[str] = frozenset()

    @cached_property
    def axis(self) -> "Axis | None":
        heard = (end for each in self.heard for end in (each.date, each.until))
        worked = (end for each in self.stretches for end in (each.start, each.end))
        return axis([*(each.date for each in self.happenings), *heard, *worked])

    @cached_property
    def buckets(self) -> dict[str, list[Bucket]]:
        """By lane, in the order of the lanes, in order of time."""
        found = buckets(self.heard)
        lanes = dict.fromkeys([*self.lanes, *(each.lane for each in found)])
        return {lane: [each for each in found if each.lane == lane] for lane in lanes}

    @property
    def undated(self) -> list[Bucket]:
        return [each for held in self.buckets.values() for each in held if not each.date]

    @property
    def unset(self) -> list[Stretch]:
        """Work streams of which neither start nor end is known."""
        return [each for each in self.stretches if not (each.start or each.end)]

    @property
    def number(self) -> int:
        """How many interviews there are: one in two lanes counts once."""
        return len({each.key for each in self.heard})


@dataclass(frozen=True, slots=True)
class Tick:
    """`label`: the month, and with the first of a year its year; or the year alone."""

    day: dt.date
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first day to the last, both included."""

    first: dt.date
    last: dt.date
    ticks: tuple[Tick, ...]

    def at(self, day: dt.date) -> float:
        """0 where the axis begins, 1 where it ends."""
        return (day - self.first).days / max((self.last - self.first).days + 1, 1)

    def span(self, date: str, until: str = "") -> tuple[float, float]:
        """From the first day that a date can mean to the end of the last, or of the last that `until` can."""
        end = (dates.last_day(until or date) - self.first).days + 1
        return self.at(dates.first_day(date)), end / max((self.last - self.first).days + 1, 1)


def axis(told: Iterable[str]) -> Axis | None:
    """Long enough for all of these dates, in whole steps; None where there are none."""
    known = [date for date in told if date]
    if not known:
        return None
    first, last = min(map(dates.first_day, known)), max(map(dates.last_day, known))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((step for step in STEPS if months / step <= MOST_TICKS), STEPS[-1])
    begin = _month(first) // step * step
    end = -(-(_month(last) + 1) // step) * step
    days = [_day(month) for month in range(max(begin, 12), min(end, 12 * (dt.MAXYEAR + 1)), step)]
    ticks = tuple(Tick(day, _label(day, step, is_first=day == days[0])) for day in days)
    return Axis(days[0], _day(end) - dt.timedelta(days=1) if end < 12 * (dt.MAXYEAR + 1) else dt.date.max, ticks)


def _month(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _day(month: int) -> dt.date:
    return dt.date(month // 12, month % 12 + 1, 1)


def _label(day: dt.date, step: int, *, is_first: bool) -> str:
    """The year stands with its first month alone."""
    if step % 12 == 0:
        return str(day.year)
    return f"{day:%b} {day.year}" if is_first or day.month == 1 else f"{day:%b}"


def packed(spans: Sequence[tuple[float, float]], air: float = 0) -> list[int]:
    """The row of each, the fewest there can be: spans of one row lie apart by more than `air`."""
    ends: list[float] = []
    rows = [0] * len(spans)
    for place in sorted(range(len(spans)), key=lambda each: spans[each]):
        start, end = spans[place]
        row = next((row for row, last in enumerate(ends) if last + air < start), len(ends))
        ends[row:] = [end] if row == len(ends) else [end, *ends[row + 1 :]]
        rows[place] = row
    return rows


def buckets(heard: Iterable[Heard]) -> list[Bucket]:
    """By lane, in order of time; days go with their month, what has no date comes last."""
    found: dict[tuple[str, str, str], list[Heard]] = defaultdict(list)
    for each in heard:
        found[each.lane, each.date[:7], each.until].append(each)
    order = sorted(found, key=lambda key: (key[0], key[1] or "9999-99", key[2]))
    return [Bucket(lane, date, tuple(found[lane, date, until]), until) for lane, date, until in order]
