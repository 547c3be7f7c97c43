"""links.csv: how configurations stand to one another."""

from typing import Any

from accounts.models import Study
from cmo.models import (
    Link,
)
from exchange.studyfolder.configurations import configurations_by_id, find_item, item_name
from exchange.studyfolder.loading import Loading, Shelf, table
from interviews.tables import BadRow

COLUMNS = ("from", "kind", "to"), ("from_item", "to_item", "note")


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
            shelf.put(row, key, values | ({"note": "; ".join(said)} if row.has("note") else {}))
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


def dump(study: Study) -> bytes:
    configurations = configurations_by_id(study)
    links = Link.objects.filter(start__study=study).select_related("start_item", "end_item")
    return table(
        COLUMNS,
        (
            {
                "uuid": link.pk,
                "from": configurations[link.start_id].code,
                "kind": link.kind,
                "to": configurations[link.end_id].code,
                "from_item": item_name(link.start_item, configurations[link.start_id]),
                "to_item": item_name(link.end_item, configurations[link.end_id]),
                "note": link.note,
            }
            for link in links
        ),
    )
