"""The timeline as rows: what the picture says, for the page, a spreadsheet and a report. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracers.timeline import Bucket, Timeline

HEAD = ("what", "label", "detail", "from", "to", "site", "interviews")
NO_SITE, NO_DATE = "No site", "No date"


@dataclass(frozen=True, slots=True)
class Month:
    """A line of the table of interviews, a bucket for each lane: a month, a year where that is all, or no date."""

    date: str
    until: str
    held: tuple[Bucket | None, ...]

    @property
    def shown(self) -> str:
        return next(bucket.shown for bucket in self.held if bucket) or NO_DATE

    @property
    def dated(self) -> str:
        return "/".join(filter(None, (self.date, self.until))) or NO_DATE

    @property
    def number(self) -> int:
        """How many interviews in all: one that stands in two lanes counts once."""
        return len({each.key for bucket in self.held if bucket for each in bucket.heard})


def months(timeline: Timeline) -> list[Month]:
    """In order of time, a year before its months, what has no date last."""
    by_lane = [{(bucket.date, bucket.until): bucket for bucket in held} for held in timeline.buckets.values()]
    told = sorted({when for held in by_lane for when in held}, key=lambda when: (when[0] or "9999-99", when[1]))
    return [Month(*when, tuple(held.get(when) for held in by_lane)) for when in told]


def rows(timeline: Timeline) -> Iterator[Sequence[object]]:
    """All in one table, under HEAD."""
    for event in timeline.happenings:
        yield "policy event", event.label, event.detail, event.date, event.date, "", ""
    for stretch in timeline.stretches:
        yield "work stream", stretch.label, "", stretch.start, stretch.end, "", ""
    for lane, held in timeline.buckets.items():
        for bucket in held:
            yield "interviews", "", "", bucket.date, bucket.until or bucket.date, lane or NO_SITE, bucket.number


def sheets(timeline: Timeline) -> Mapping[str, list[Sequence[object]]]:
    """A sheet for each kind, the head of each first."""
    lanes = [lane or NO_SITE for lane in timeline.buckets]
    figures = [[each.dated, *(b.number if b else 0 for b in each.held), each.number] for each in months(timeline)]
    return {
        "Interviews": [["Month", *lanes, "All"], *figures],
        "Policy events": [["Date", "Event", "Detail"], *([e.date, e.label, e.detail] for e in timeline.happenings)],
        "Work streams": [["Work stream", "From", "To"], *([s.label, s.start, s.end] for s in timeline.stretches)],
    }
