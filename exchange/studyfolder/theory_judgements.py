"""theory_judgements.csv: what a kind of evidence says about a theory, as a named person judges it."""

from collections.abc import Iterator

from accounts.models import Study
from cmo.models import TheoryJudgement
from exchange.studyfolder.loading import Entry, Loading, Shelf, given, table
from interviews.models import Source

COLUMNS = ("theory", "kind", "judgement"), ("note", "analyst")


def load(loading: Loading) -> None:
    rows = loading.table("theory_judgements", *COLUMNS)
    held = TheoryJudgement.objects.filter(theory__study=loading.study)
    shelf = Shelf(loading, held, lambda judgement: (judgement.theory_id, judgement.kind), rows, once=True)
    for row in rows:
        with loading.row(row):
            theory = loading.theories[row.required("theory")]
            row.required("kind")
            row.required("judgement")
            kind = row.choice("kind", Source.Kind)
            judgement = row.choice("judgement", TheoryJudgement.Judgement)
            values = {"theory": theory, "kind": kind, "judgement": judgement}
            values |= given(row, {"note": row["note"], "analyst": row["analyst"]})
            shelf.put(row, (theory.pk, kind), values)
    shelf.flush()


def dump(study: Study) -> bytes:
    return table(COLUMNS, _rows(study))


def _rows(study: Study) -> Iterator[Entry]:
    held = TheoryJudgement.objects.filter(theory__study=study).select_related("theory")
    for judgement in held.order_by("theory__code", "kind"):
        yield {
            "uuid": judgement.pk,
            "theory": judgement.theory.code,
            "kind": judgement.kind,
            "judgement": judgement.judgement,
            "note": judgement.note,
            "analyst": judgement.analyst,
        }
