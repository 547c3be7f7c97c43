"""evidence.csv: what the words say for and against a configuration."""

from collections.abc import Iterator
from typing import Any

from accounts.models import Study
from cmo.models import (
    Evidence,
)
from exchange.studyfolder.configurations import find_item, item_name
from exchange.studyfolder.extracts import find_words, put_extract
from exchange.studyfolder.links import answer, answered
from exchange.studyfolder.loading import Entry, Loading, Shelf, given, table
from exchange.studyfolder.outgoing import Outgoing
from interviews.models import Extract
from interviews.tables import Row
from tracers.names import plain

COLUMNS = (
    ("configuration", "source"),
    (
        "quote",
        "page",
        "finding",
        "status",
        "item",
        "stance",
        "use",
        "relevance",
        "richness",
        "rigour",
        "comment",
        "analyst",
        "start",
        "end",
        "reference",
        "answer",
        "answer_note",
        "answered_by",
    ),
)


def load(loading: Loading) -> None:
    rows = loading.table("evidence", *COLUMNS)
    held = loading.seen(Evidence.objects.filter(configuration__study=loading.study))
    shelf = Shelf(loading, held, _evidence_key, rows, apart=True)
    known = loading.seen(Extract.objects.of(loading.study))
    extracts = Shelf(loading, known, lambda extract: (extract.text_id, extract.start, extract.end), [])
    for row in rows:
        with loading.row(row):
            evidence = _evidence(loading, row, extracts)
            names = ("configuration", "item", "extract", "source", "finding", "given_quote", "page", "analyst")
            values = {name: getattr(evidence, name) for name in names}
            put = shelf.put(row, _evidence_key(evidence), values | _judgement(row))
            put.attributes |= row.extra
    extracts.flush()
    shelf.flush()


def _evidence(loading: Loading, row: Row, extracts: Shelf[Extract]) -> Evidence:
    """What the row joins. Words that are not found stay as given, without an extract."""
    configuration = loading.configurations[row.required("configuration")]
    finding = loading.configurations.optional(row["finding"])
    source = loading.sources[row.required("source")] if row["source"] or not finding else None
    extract = None
    if source and row["quote"] and (span := find_words(loading, row, source, row["quote"], prefer=extracts.by_key)):
        bare = Row("extracts", row.number, {})
        extract = put_extract(loading, extracts, bare, span, {})
    return Evidence(
        configuration=configuration,
        item=find_item(configuration, row["item"]),
        extract=extract,
        source=source,
        finding=finding,
        given_quote="" if extract else row["quote"],
        page=row["page"],
        analyst=row["analyst"],
    )


def _judgement(row: Row) -> dict[str, Any]:
    return given(
        row,
        {
            "stance": row.choice("stance", Evidence.Stance),
            "use": "tests" if plain(row["use"]) == "tested" else row.choice("use", Evidence.Use),
            "status": row["status"],
            "relevance": row["relevance"],
            "richness": row["richness"],
            "rigour": row["rigour"],
            "comment": row["comment"],
            "reference": row["reference"],
        },
    ) | answer(row)


def _evidence_key(evidence: Evidence) -> tuple[Any, ...]:
    return (
        evidence.configuration_id,
        evidence.item_id,
        evidence.extract_id,
        evidence.source_id,
        evidence.finding_id,
        evidence.given_quote,
        evidence.page,
        evidence.analyst,
    )


def dump(study: Study) -> bytes:
    return table(COLUMNS, rows(Outgoing(study)))


def rows(out: Outgoing) -> Iterator[Entry]:
    configurations = out.by_id
    held = out.evidence.order_by("configuration__number", "at", "pk")
    for evidence in held.select_related("extract", "source", "item"):
        extract = evidence.extract
        configuration = configurations[evidence.configuration_id]
        yield {
            "uuid": evidence.pk,
            "configuration": configuration.code,
            "source": evidence.source.printed_id if evidence.source else "",
            "quote": extract.quote if extract else evidence.given_quote,
            "start": extract.start if extract else "",
            "end": extract.end if extract else "",
            "page": evidence.page,
            "finding": configurations[evidence.finding_id].code if evidence.finding_id else "",
            "status": evidence.status,
            "item": item_name(evidence.item, configuration),
            "stance": evidence.stance,
            "use": evidence.use,
            "relevance": evidence.relevance,
            "richness": evidence.richness,
            "rigour": evidence.rigour,
            "comment": evidence.comment,
            "analyst": evidence.analyst,
            "reference": evidence.reference,
            **answered(evidence),
        } | evidence.attributes
