"""links.csv: how configurations stand to one another."""

from collections.abc import Iterator
from typing import Any

from accounts.models import Study
from cmo.models import Link
from cmo.models.answers import Answered
from exchange.studyfolder.configurations import find_item, item_name
from exchange.studyfolder.loading import Entry, Loading, Shelf, given, table
from exchange.studyfolder.outgoing import Outgoing
from interviews.tables import BadRow, Row

COLUMNS = ("from", "kind", "to"), ("from_item", "to_item", "note", "answer", "answer_note", "answered_by")


def load(loading: Loading) -> None:
    rows = loading.table("links", *COLUMNS)
    held = Link.objects.filter(start__study=loading.study)
    shelf = Shelf(loading, held, _link_key, rows)
    notes: dict[Any, list[str]] = {}
    for row in rows:
        with loading.row(row):
            start, end = loading.configurations[row.required("from")], loading.configurations[row.required("to")]
            if start == end:
                raise BadRow("a configuration cannot be linked to itself.")
            link = Link(
                start=start,
                kind=row.choice("kind", Link.Kind),
                end=end,
                start_item=find_item(start, row["from_item"]),
                end_item=find_item(end, row["to_item"]),
            )
            if not link.kind:
                row.required("kind")
            key = _link_key(link)
            said = notes.setdefault(key, [])
            if row["note"] and row["note"] not in said:
                said.append(row["note"])
            values = {name: getattr(link, name) for name in ("start", "kind", "end", "start_item", "end_item")}
            values |= answer(row) | ({"note": "; ".join(said)} if row.has("note") else {})
            shelf.put(row, key, values)
            _insist_on_one_way(shelf, link)
    shelf.flush()


def _insist_on_one_way(shelf: Shelf[Link], link: Link) -> None:
    """Raises BadRow when this nesting closes a circle."""
    if link.kind != Link.Kind.NESTED_IN:
        return
    nested = [(each.start_id, each.end_id) for each in shelf.by_id.values() if each.kind == Link.Kind.NESTED_IN]
    inside, edge = {link.end_id}, {link.end_id}
    while edge:
        edge = {end for start, end in nested if start in edge} - inside
        inside |= edge
    if link.start_id in inside:
        raise BadRow(f"{link.end.code} is nested in {link.start.code} already: nesting goes one way.")


def _link_key(link: Link) -> tuple[Any, ...]:
    return link.start_id, link.kind, link.end_id, link.start_item_id, link.end_item_id


def answer(row: Row) -> dict[str, Any]:
    """What was made of a contradiction."""
    return given(
        row,
        {
            "answer": row.choice("answer", Answered.Answer),
            "answer_note": row["answer_note"],
            "answered_by": row["answered_by"],
        },
    )


def answered(thing: Answered) -> Entry:
    return {"answer": thing.answer, "answer_note": thing.answer_note, "answered_by": thing.answered_by}


def dump(study: Study) -> bytes:
    return table(COLUMNS, rows(Outgoing(study)))


def rows(out: Outgoing) -> Iterator[Entry]:
    for link in out.links.select_related("start_item", "end_item"):
        start, end = out.by_id[link.start_id], out.by_id[link.end_id]
        yield {
            "uuid": link.pk,
            "from": start.code,
            "kind": link.kind,
            "to": end.code,
            "from_item": item_name(link.start_item, start),
            "to_item": item_name(link.end_item, end),
            "note": link.note,
        } | answered(link)
