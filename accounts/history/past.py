"""What became of one thing, step by step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Q

from accounts.models import Change, JournalEntry


@dataclass(frozen=True)
class Happened:
    """What one step made of a thing and its parts. `way` is "undoing" or "redoing" where it was that."""

    at: datetime
    who: str
    way: str
    changes: Sequence[Change]


def past(*rows: UUID, also: Q | None = None) -> Iterator[Happened]:
    """Of the rows with these ids and of what hangs from them, from the beginning, and of changes that `also` picks.
    Two queries."""
    wanted = Q(row__in=rows) | Q(part_of__in=rows)
    changes = list(Change.objects.filter(wanted | also if also else wanted).select_related("words").order_by("id"))
    lines: dict[UUID | None, JournalEntry] = {}
    entries = JournalEntry.objects.filter(step__in={change.step for change in changes}).select_related("by")
    for entry in entries.order_by("id"):
        lines.setdefault(entry.step, entry)
    for step, group in groupby(changes, key=lambda change: change.step):
        several, line = list(group), lines.get(step)
        who = str(line.by or "Triad") if line else "Triad"
        way = "undoing" if line and line.undoes else "redoing" if line and line.redoes else ""
        yield Happened(several[0].at, who, way, several)
