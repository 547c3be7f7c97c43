"""Dates as precise as they are known: "2016", "2016-07" or "2016-07-14".

They are kept as such strings, which sort in order of time and say their own precision.
"""

import datetime as dt
import re

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DAY = re.compile(r"[\s./-]*%-?[deajuwU][\s,./-]*")
_MONTH = re.compile(r"[\s./-]*%-?[bBm][\s,./-]*")


def parse(value: str) -> str:
    """The date as kept, from text. Raises ValueError with a sentence when it is no date."""
    value = value.strip()
    match = _SHAPE.fullmatch(value)
    if not match:
        raise ValueError(f"“{value}” is not a date. Write it as 2016-07-14, 2016-07 or 2016.")
    try:
        first_day(value)
    except ValueError:
        raise ValueError(f"“{value}” is not a day of the calendar. Write it as 2016-07-14, 2016-07 or 2016.") from None
    return value


def first_day(value: str) -> dt.date:
    """The first day that the date can mean."""
    year, month, day = (int(part) for part in [*value.split("-"), "1", "1"][:3])
    return dt.date(year, month, day)


def last_day(value: str) -> dt.date:
    """The last day that the date can mean.

    >>> last_day("2016-02")
    datetime.date(2016, 2, 29)
    """
    first = first_day(value)
    parts = value.count("-")
    if parts == 2:
        return first
    ahead = (first.year, first.month + 1) if parts == 1 and first.month < 12 else (first.year + 1, 1)
    return dt.date(*ahead, 1) - dt.timedelta(days=1) if ahead[0] <= dt.MAXYEAR else dt.date.max


def show(value: str, shape: str = "%-d %B %Y") -> str:
    """The date in the manner of strftime's `shape`, leaving out what is not known; "" for no date.

    >>> show("2016-07", "%-d %B %Y")
    'July 2016'
    """
    if not value:
        return ""
    parts = value.count("-")
    if parts < 2:
        shape = _DAY.sub("", shape)
    if parts < 1:
        shape = _MONTH.sub("", shape)
    return first_day(value).strftime(shape)
