"""memos.csv: notes of thinking on anything, named as “configuration: CMO-07”, “source: 20417”, “code: A > B” …"""

from typing import Any
from uuid import UUID

from accounts.models import Study
from exchange.studyfolder import extracts
from exchange.studyfolder.loading import Loading, Shelf, code_paths, table
from interviews.models import Extract, Memo
from interviews.tables import BadRow, Row

COLUMNS = ("on", "text"), ("kind", "author", "date")
STUDY = "study"
KINDS = ("configuration", "source", "code", "theme", "tracer", "theory", "site", "participant")


def load(loading: Loading) -> None:
    """Memos of memos.csv, and those that stand beside an extract in extracts.csv."""
    rows = loading.table("memos", *COLUMNS)
    shelf = Shelf(loading, loading.study.memos.all(), lambda memo: (memo.on, memo.text), rows)
    for row in rows:
        with loading.row(row):
            kind, thing = _thing(loading, row["on"])
            values = {"kind": row["kind"], "author": row["author"], "date": row["date"]}
            _put(loading, shelf, row, kind, thing, row.required("text"), values)
    for row in loading.table("extracts", *extracts.COLUMNS):
        if row["memo"]:
            with loading.row(row):
                extract = _extract(loading, row)
                if extract:
                    bare = Row("memos", row.number, {})
                    values = {"author": row["coder"], "date": row["date"]}
                    _put(loading, shelf, bare, "extract", extract, row["memo"], values)
    shelf.flush()


def _put(
    loading: Loading, shelf: Shelf[Memo], row: Row, kind: str, thing: UUID | None, text: str, values: dict[str, Any]
) -> None:
    told = {"study": loading.study, "on_kind": kind, "on": thing, "text": text}
    shelf.put(row, (thing, text), told | values)


def _thing(loading: Loading, name: str) -> tuple[str, UUID | None]:
    """Kind and id of what “kind: name” names; a bare name is looked for among all kinds. Raises BadRow."""
    if not name or name.casefold() == STUDY:
        return STUDY, None
    kind, colon, rest = name.partition(":")
    kind = kind.strip().casefold()
    if colon and kind == "extract":
        return kind, _extract_by_id(loading, rest.strip())
    if colon and kind in KINDS:
        return kind, _names(loading, kind)[rest.strip()].pk
    for kind in KINDS:
        if found := _names(loading, kind).get(name):
            return kind, found.pk
    raise BadRow(f"“{name}” names nothing here. Write it as “configuration: CMO-07”, “source: 20417” or “code: A > B”.")


def _names(loading: Loading, kind: str) -> Any:
    return getattr(loading, {"theory": "theories"}.get(kind, f"{kind}s"))


def _extract_by_id(loading: Loading, name: str) -> UUID:
    try:
        wanted = UUID(name)
    except ValueError:
        wanted = None
    if wanted and any(extract.pk == wanted for extract in loading.places.values()):
        return wanted
    raise BadRow(f"there is no extract “{name}”. Memos name an extract by its uuid in extracts.csv.")


def _extract(loading: Loading, row: Row) -> UUID | None:
    """The extract of a row of extracts.csv that has been saved; None where its words were not found."""
    source = loading.sources.get(row["source"])
    span = extracts.find_words(loading, row, source, row["quote"], prefer=loading.places) if source else None
    extract = loading.places.get((span[0].pk, span[1], span[2])) if span else None
    return extract.pk if extract else None


def dump(study: Study) -> bytes:
    names = _names_by_id(study)
    rows = (
        {
            "uuid": memo.pk,
            "on": f"{memo.on_kind}: {names[memo.on]}" if memo.on in names else STUDY,
            "text": memo.text,
            "kind": memo.kind,
            "author": memo.author,
            "date": memo.date,
        }
        for memo in study.memos.all()
    )
    return table(COLUMNS, rows)


def _names_by_id(study: Study) -> dict[UUID | None, str]:
    codes: dict[UUID | None, str] = {
        thing.pk: thing.code
        for things in (
            study.configurations,
            study.themes,
            study.tracers,
            study.theories,
            study.sites,
            study.participants,
        )
        for thing in things.all()
    }
    sources = {source.pk: source.printed_id for source in study.sources.all()}
    marked = {pk: str(pk) for pk in Extract.objects.of(study).values_list("pk", flat=True)}
    return codes | sources | code_paths(study) | marked
