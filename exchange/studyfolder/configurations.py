"""configurations.csv: configurations with their items, and how an item is named elsewhere."""

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import RestrictedError

from accounts.models import Study
from cmo.models import (
    Configuration,
    ConfigurationQuestion,
    ConfigurationSite,
    ConfigurationTheme,
    Item,
)
from cmo.models.items import CELLS
from exchange.studyfolder.loading import (
    Entry,
    Loading,
    Shelf,
    codes_of,
    given,
    join,
    one_line,
    table,
)
from exchange.studyfolder.outgoing import Outgoing
from interviews.tables import BadRow, Row

COLUMNS = (
    ("id", "context", "mechanism", "outcome"),
    (
        "tracer",
        "sites",
        "level",
        "kind",
        "label",
        "statement",
        "theory",
        "themes",
        "research_questions",
        "resource",
        "reasoning",
        "actor",
        "intervention",
        "unintended",
        "state",
        "second_reader",
        "note",
        "author",
        "agenda",
        "position",
        "merged_into",
        "split_from",
    ),
)
ORIGINS = ("merged_into", "split_from")
ITEM_COLUMNS = ("actor", "intervention", "context", "mechanism", "resource", "reasoning", "outcome", "unintended")


def load(loading: Loading) -> None:
    rows = loading.table("configurations", *COLUMNS)
    held = loading.study.configurations.prefetch_related("items")
    shelf = Shelf(loading, held, lambda configuration: configuration.code.casefold(), rows)
    last = max((configuration.number for configuration in shelf.by_id.values()), default=0)
    wanted: list[tuple[Configuration, Row]] = []
    sites: dict[Configuration, Any] = {}
    themes: dict[Configuration, Any] = {}
    questions: dict[Configuration, Any] = {}
    for row in rows:
        with loading.row(row):
            code = row.required("id")
            if any(row_before["id"].casefold() == code.casefold() for _, row_before in wanted):
                raise BadRow(f"the id “{code}” stands there twice. Give each configuration an id of its own.")
            sites_told = loading.sites.all(row.listed("sites")) if row.has("sites") else None
            themes_told = loading.themes.all(row.listed("themes")) if row.has("themes") else None
            asked = loading.questions.all(row.listed("research_questions")) if row.has("research_questions") else None
            number = re.search(r"\d{1,9}$", code)
            last += 1
            values = _configuration_values(loading, row) | {"study": loading.study, "code": code}
            fresh = {"number": int(number[0]) if number else last}
            configuration = shelf.put(row, code.casefold(), values, only_new=fresh)
            configuration.attributes |= row.extra
            wanted.append((configuration, row))
            sites[configuration], themes[configuration], questions[configuration] = sites_told, themes_told, asked
    _save_origins(loading, shelf, wanted)
    shelf.flush()
    join(ConfigurationSite, "configuration", "site", sites)
    join(ConfigurationTheme, "configuration", "theme", themes)
    join(ConfigurationQuestion, "configuration", "question", questions)
    _save_items(loading, wanted)


def _configuration_values(loading: Loading, row: Row) -> dict[str, Any]:
    return given(
        row,
        {
            "tracer": loading.tracers.optional(row["tracer"]),
            "level": row["level"],
            "kind": row.choice("kind", Configuration.Kind, Configuration.Kind.OBSERVED),
            "label": row["label"],
            "statement": row["statement"],
            "theory": loading.theories.optional(row["theory"]),
            "state": row.choice("state", Configuration.State, Configuration.State.DRAFT),
            "second_reader": row["second_reader"],
            "note": row["note"],
            "author": row["author"],
            "agenda": row["agenda"],
            "position": row.whole_number("position") or 0,
        },
    )


def _save_origins(loading: Loading, shelf: Shelf[Configuration], wanted: list[tuple[Configuration, Row]]) -> None:
    """What each was merged into or split from, which may stand below it in the table."""
    for configuration, row in wanted:
        for column in (column for column in ORIGINS if row.has(column)):
            with loading.row(row):
                origin = shelf.by_key.get(row[column].casefold())
                if row[column] and origin is None:
                    raise BadRow(f"there is no configuration “{row[column]}”. Correct the id in {column}.")
                shelf.amend(row, configuration, {column: origin})
                _insist_on_an_end(shelf, configuration, column)


def _insist_on_an_end(shelf: Shelf[Configuration], configuration: Configuration, column: str) -> None:
    """Raises BadRow when following the column leads back to where it began."""
    above, met = getattr(configuration, f"{column}_id"), set()
    while above and above not in met:
        if above == configuration.pk:
            raise BadRow(f"{column} leads in a circle back to {configuration.code}. Empty the cell.")
        met.add(above)
        above = getattr(shelf.by_id[above], f"{column}_id")


def _save_items(loading: Loading, wanted: list[tuple[Configuration, Row]]) -> None:
    """Make the items of each configuration those of its row. An item whose words stay keeps its identity."""
    configurations = [configuration for configuration, _ in wanted]
    held: dict[Any, list[Item]] = {}
    for item in Item.objects.filter(configuration__in=configurations).order_by("order"):
        held.setdefault((item.configuration_id, _column(item)), []).append(item)
    made: list[Item] = []
    changed: list[Item] = []
    for configuration, row in wanted:
        for column in (column for column in ITEM_COLUMNS if row.has(column)):
            with loading.row(row):
                there = held.get((configuration.pk, column), [])
                _match_items(configuration, column, row.lines(column), there, made, changed)
    Item.objects.bulk_create(made, batch_size=1000)
    Item.objects.bulk_update(changed, ["text", "order"], batch_size=500)


def _match_items(
    configuration: Configuration,
    column: str,
    texts: list[str],
    there: list[Item],
    made: list[Item],
    changed: list[Item],
) -> None:
    left = list(there)
    for order, text in enumerate(texts):
        item = next((item for item in left if item.text == text), None)
        item = item or next((item for item in left if item.text not in texts), None)
        if item is None:
            role, intended = ("outcome", False) if column == "unintended" else (column, True)
            made.append(Item(configuration=configuration, role=role, intended=intended, text=text, order=order))
            continue
        left.remove(item)
        if (item.text, item.order) != (text, order):
            item.text, item.order = text, order
            changed.append(item)
    for surplus in left:
        try:
            surplus.delete_unused()
        except RestrictedError:
            raise BadRow(
                f"the item “{surplus.text[:60]}” is gone here but evidence or links still point at it. "
                "Put it back, or move what hangs on it first."
            ) from None


def _column(item: Item) -> str:
    return item.role if item.intended else "unintended"


def dump(study: Study) -> bytes:
    return table(COLUMNS, rows(Outgoing(study)))


def rows(out: Outgoing) -> Iterator[Entry]:
    configurations = out.configurations.select_related("tracer", "theory", *ORIGINS)
    for configuration in configurations.prefetch_related("items", "sites", "themes", "research_questions"):
        yield (
            {
                "uuid": configuration.pk,
                "id": configuration.code,
                "tracer": configuration.tracer.code if configuration.tracer else "",
                "sites": codes_of(configuration.sites.all()),
                "level": configuration.level,
                "kind": configuration.kind,
                "label": configuration.label,
                "statement": configuration.statement,
                "theory": configuration.theory.code if configuration.theory else "",
                "themes": codes_of(configuration.themes.all()),
                "research_questions": codes_of(configuration.research_questions.all()),
                "state": configuration.state,
                "second_reader": configuration.second_reader,
                "note": configuration.note,
                "author": configuration.author,
                "agenda": configuration.agenda,
                "position": configuration.position or "",
            }
            | {column: origin.code if (origin := getattr(configuration, column)) else "" for column in ORIGINS}
            | {
                column: "\n".join(one_line(item.text) for item in _items(configuration, column))
                for column in ITEM_COLUMNS
            }
            | configuration.attributes
        )


def _items(configuration: Configuration, column: str) -> list[Item]:
    return sorted((i for i in configuration.items.all() if _column(i) == column), key=lambda item: item.order)


def find_item(configuration: Configuration, name: str) -> Item | None:
    """The item that “mechanism 2” names: the second of its column, or of its whole cell where the column is shorter."""
    if not name:
        return None
    match = re.fullmatch(r"\s*(?:mechanism:\s*)?([a-z]+)\s*(\d{0,4})\s*", name.casefold())
    if not match or match[1] not in ITEM_COLUMNS:
        raise BadRow(f"“{name}” is not an item. Write it as “context 1”, “mechanism 2” or “outcome 1”.")
    column, place = match[1], int(match[2] or 1) - 1
    for found in (_items(configuration, column), configuration.cell(*CELLS.get(column, ()))):
        if 0 <= place < len(found):
            return found[place]
    raise BadRow(f"{configuration.code} has no “{name}”. Count its items in configurations.csv.")


def item_name(item: Item | None, configuration: Configuration) -> str:
    return f"{_column(item)} {_items(configuration, _column(item)).index(item) + 1}" if item else ""
