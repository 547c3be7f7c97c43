"""participants.csv: the people who were interviewed."""

from accounts.models import Study
from exchange.studyfolder.loading import Loading, Shelf, given, table
from interviews.models import (
    Participant,
)

COLUMNS = ("participant",), ("site", "role", "note")


def load(loading: Loading) -> None:
    rows = loading.table("participants", *COLUMNS)
    shelf = Shelf(
        loading, Participant.objects.filter(study=loading.study), lambda p: p.code.casefold(), rows, once=True
    )
    for row in rows:
        with loading.row(row):
            code = row.required("participant")
            values = given(
                row,
                {
                    "site": loading.sites.optional(row["site"]),
                    "role": row["role"],
                    "note": row["note"],
                },
            )
            person = shelf.put(row, code.casefold(), values | {"study": loading.study, "code": code})
            person.attributes |= row.extra
    shelf.flush()


def dump(study: Study) -> bytes:
    rows = (
        {"uuid": p.pk, "participant": p.code, "site": p.site.code if p.site else "", "role": p.role, "note": p.note}
        | p.attributes
        for p in study.participants.select_related("site")
    )
    return table(COLUMNS, rows)
