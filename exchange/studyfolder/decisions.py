"""decisions.csv: what a meeting decided on a configuration, and who did not agree."""

from collections import Counter
from collections.abc import Iterator

from accounts.models import Study
from cmo.models import Decision, Meeting
from exchange.studyfolder import meetings
from exchange.studyfolder.loading import Entry, Loading, Shelf, date, given, table
from interviews.tables import BadRow, Row

COLUMNS = ("meeting", "configuration", "text"), ("date", "dissent")


def load(loading: Loading) -> None:
    rows = loading.table("decisions", *COLUMNS)
    held = Decision.objects.filter(meeting__study=loading.study)
    shelf = Shelf(loading, held, lambda d: (d.meeting_id, d.configuration_id, d.text), rows, apart=True)
    met = list(loading.study.meetings.all())
    for row in rows:
        with loading.row(row):
            meeting = _meeting(row, met)
            configuration = loading.configurations[row.required("configuration")]
            values = {"meeting": meeting, "configuration": configuration, "text": row.required("text")}
            values |= given(row, {"dissent": row["dissent"]})
            shelf.put(row, (meeting.pk, configuration.pk, row["text"]), values)
    shelf.flush()


def _meeting(row: Row, met: list[Meeting]) -> Meeting:
    """By its title and, where meetings share a title, its date; by its uuid where they share both."""
    name, day = row.required("meeting"), date(row, "date")
    found = [each for each in met if str(each.pk) == name.casefold() or each.title.casefold() == name.casefold()]
    found = [each for each in found if not day or each.date == day]
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadRow(f"there is no meeting “{name}”{f' on {day}' if day else ''}. Add it to meetings.csv.")
    raise BadRow(f"there are several meetings called “{name}”. Add its date, or its uuid in place of its title.")


def dump(study: Study) -> bytes:
    return table(COLUMNS, _rows(study))


def _rows(study: Study) -> Iterator[Entry]:
    named = Counter(meetings.key(meeting) for meeting in study.meetings.all())
    held = Decision.objects.filter(meeting__study=study).select_related("meeting", "configuration")
    for decision in held.order_by("meeting__date", "meeting__title", "configuration__number", "at", "pk"):
        meeting = decision.meeting
        yield {
            "uuid": decision.pk,
            "meeting": meeting.title if named[meetings.key(meeting)] == 1 else meeting.pk,
            "date": meeting.date,
            "configuration": decision.configuration.code,
            "text": decision.text,
            "dissent": decision.dissent,
        }
