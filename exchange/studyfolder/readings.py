"""readings.csv: which source was read for which configuration."""

from collections.abc import Iterator

from accounts.models import Study
from cmo.models import Reading
from exchange.studyfolder.loading import Entry, Loading, Shelf, given, table
from exchange.studyfolder.outgoing import Outgoing

COLUMNS = ("source", "configuration", "result"), ("by", "date")


def load(loading: Loading) -> None:
    rows = loading.table("readings", *COLUMNS)
    held = loading.seen(Reading.objects.filter(configuration__study=loading.study))
    shelf = Shelf(loading, held, lambda r: (r.source_id, r.configuration_id, r.reader), rows, once=True)
    for row in rows:
        with loading.row(row):
            source = loading.sources[row.required("source")]
            configuration = loading.configurations[row.required("configuration")]
            row.required("result")
            values = {
                "source": source,
                "configuration": configuration,
                "result": row.choice("result", Reading.Result),
                "reader": row["by"],
            } | given(row, {"date": row["date"]})
            shelf.put(row, (source.pk, configuration.pk, row["by"]), values)
    shelf.flush()


def dump(study: Study) -> bytes:
    return table(COLUMNS, rows(Outgoing(study)))


def rows(out: Outgoing) -> Iterator[Entry]:
    readings = out.readings.select_related("source", "configuration")
    for reading in readings.order_by("configuration__number", "source__printed_id", "reader"):
        yield {
            "uuid": reading.pk,
            "source": reading.source.printed_id,
            "configuration": reading.configuration.code,
            "result": reading.result,
            "by": reading.reader,
            "date": reading.date,
        }
