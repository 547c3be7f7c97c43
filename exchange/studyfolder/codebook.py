"""codebook.csv: the code tree, each code by its path."""

import re
from typing import Any
from uuid import UUID

from accounts.models import Study
from exchange.studyfolder.loading import (
    Loading,
    Shelf,
    code_paths,
    given,
    insist_on_a_tree,
    join,
    table,
)
from interviews.codetree import branches, flat
from interviews.models import (
    Code,
    CodeTheme,
)
from interviews.models.codes import HUES
from interviews.tables import BadRow, Row

COLUMNS = ("code",), ("description", "include", "exclude", "hue", "kind", "themes", "retired")


def load(loading: Loading) -> None:
    rows = loading.table("codebook", *COLUMNS)
    paths = code_paths(loading.study)
    shelf = Shelf(
        loading, Code.objects.filter(study=loading.study), lambda code: paths[code.pk].casefold(), rows, once=True
    )
    places: dict[UUID | None, int] = {}
    themes: dict[Code, Any] = {}
    told: list[tuple[Code, Row]] = []
    for row in rows:
        with loading.row(row):
            path = [" ".join(part.split()) for part in re.split(r"\s>(?:\s|$)", row.required("code"))]
            if not all(path):
                raise BadRow(f"“{row['code']}” has an empty part. Write the path as “Relationships > Trust”.")
            parent = _parent(loading, shelf, row, path, places)
            code = _put_code(loading, shelf, row, path, parent, places, _code_values(row))
            code.attributes |= row.extra
            told.append((code, row))
            themes[code] = loading.themes.all(row.listed("themes")) if row.has("themes") else None
    shelf.flush()
    for code, row in told:
        with loading.row(row):
            insist_on_a_tree(code, code.parent)
    join(CodeTheme, "code", "theme", themes)


def _parent(
    loading: Loading, shelf: Shelf[Code], row: Row, path: list[str], places: dict[UUID | None, int]
) -> Code | None:
    """The code above, made in passing where the codebook has no row of its own for it."""
    parent: Code | None = None
    for depth in range(1, len(path)):
        above = shelf.by_key.get(_key(path[:depth]))
        if above is None:
            plain = Row(row.file, row.number, {})
            above = _put_code(loading, shelf, plain, path[:depth], parent, places, {})
        parent = above
    return parent


def _put_code(
    loading: Loading,
    shelf: Shelf[Code],
    row: Row,
    path: list[str],
    parent: Code | None,
    places: dict[UUID | None, int],
    values: dict[str, Any],
) -> Code:
    """`places` holds the last place taken under each parent: codes stand as the rows do, gaps between them stay."""
    above, last = parent.pk if parent else None, places.get(parent.pk if parent else None, 0)
    held = shelf.held(row, _key(path))
    stays = held is not None and held.parent_id == above and held.position > last
    places[above] = held.position if held and stays else last + 10
    hue = parent.hue if parent else (places[above] // 10 - 1) % HUES + 1
    return shelf.put(
        row,
        _key(path),
        {"study": loading.study, "name": path[-1], "parent": parent, "position": places[above]} | values,
        only_new={} if "hue" in values else {"hue": hue},
    )


def _key(path: list[str]) -> str:
    return " > ".join(path).casefold()


def _code_values(row: Row) -> dict[str, Any]:
    values = given(
        row,
        {
            "description": row["description"],
            "include": row["include"],
            "exclude": row["exclude"],
            "kind": row.choice("kind", Code.Kind, Code.Kind.EMERGENT),
            "retired": row.flag("retired", False),
        },
    )
    if hue := row.whole_number("hue"):
        if not 1 <= hue <= HUES:
            raise BadRow(f"hue {hue} is not one of 1 to {HUES}.")
        values["hue"] = hue
    return values


def dump(study: Study) -> bytes:
    paths = code_paths(study)
    codes = [branch.code for branch in flat(branches(study.codes.prefetch_related("themes")))]
    rows = (
        {
            "uuid": code.pk,
            "code": paths[code.pk],
            "description": code.description,
            "include": code.include,
            "exclude": code.exclude,
            "hue": code.hue,
            "kind": code.kind,
            "themes": "; ".join(theme.code for theme in code.themes.all()),
            "retired": "yes" if code.retired else "",
        }
        | code.attributes
        for code in codes
    )
    return table(COLUMNS, rows)
