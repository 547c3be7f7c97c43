"""meetings.csv: when the team met and who was there, a name a line."""

from collections.abc import Iterator
from typing import Any

from accounts.models import Study
from cmo.models import Meeting
from exchange.studyfolder.loading import Entry, Loading, Shelf, date, given, table

COLUMNS = ("title", "date"), ("present", "note")


def load(loading: Loading) -> None:
    rows = loading.table("meetings", *COLUMNS)
    shelf = Shelf(loading, loading.study.meetings.all(), key, rows, apart=True)
    for row in rows:
        with loading.row(row):
            title, day = row.required("title"), date(row, "date")
            values = {"study": loading.study, "title": title, "date": day}
            values |= given(row, {"present": "\n".join(row.lines("present")), "note": row["note"]})
            shelf.put(row, key(Meeting(title=title, date=day)), values)
    shelf.flush()


def key(meeting: Meeting) -> tuple[str, str]:
    return meeting.title.casefold(), meeting.date


def dump(study: Study) -> bytes:
    return table(COLUMNS, _rows(study))


def _rows(study: Study) -> Iterator[Entry]:
    for meeting in study.meetings.order_by("date", "title", "pk"):
        told: dict[str, Any] = {"title": meeting.title, "date": meeting.date, "present": meeting.present}
        yield {"uuid": meeting.pk, **told, "note": meeting.note}
