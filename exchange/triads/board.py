"""The configurations of a board, or of a study, as a Word document."""

from exchange.studyfolder import configurations
from exchange.studyfolder.outgoing import Outgoing
from exchange.triads.document import Written, about, document

LEDE = (
    "Each table is one configuration. Change the words, add or take out items, and bring the document in again: "
    "it is found by the code before its label."
)


def docx(out: Outgoing) -> bytes:
    sites = dict(out.study.sites.values_list("code", "label"))
    tracers = dict(out.study.tracers.values_list("code", "label"))
    written = [
        Written(
            str(row["id"]),
            str(row["label"]),
            about(
                {name: str(row[name]) for name in ("level", "statement")},
                [sites[code] for code in str(row["sites"]).split("; ") if code],
                tracers.get(str(row["tracer"]), ""),
                str(row["kind"]),
            ),
            {name: str(row[name]) for name in configurations.ITEM_COLUMNS},
        )
        for row in configurations.rows(out)
    ]
    return document(str(out.tracer or out.study), LEDE, written)
