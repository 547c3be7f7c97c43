"""Saving the rows of a study folder: what is there already is found again, compared and left, changed or made."""

import uuid
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import Study, User
from exchange.studyfolder.folder import Folder, NotAFolder
from interviews import tables
from interviews.anchoring import Searchable
from interviews.models import Code, Extract, Source, SourceText
from interviews.models.codes import PATH
from interviews.problems import Problems
from interviews.tables import BadRow, Row
from tracers import dates
from tracers.names import fold

type Entry = dict[str, object]
"""A row on its way out: cells by column name."""


@dataclass
class Loading:
    """One import: the folder, the study it goes into, and what was said on the way."""

    folder: Folder
    study: Study
    by: User | None
    problems: Problems
    searchables: dict[uuid.UUID, Searchable] = field(default_factory=dict)
    frame = "study.toml"
    """Where sites, tracers and the like are told."""

    def table(self, name: str, required: tuple[str, ...], optional: tuple[str, ...]) -> list[Row]:
        """The rows of `name`.csv or `name`.xlsx; none where the folder does not hold it."""
        file = next((f"{name}{ending}" for ending in (".csv", ".xlsx") if f"{name}{ending}" in self.names), "")
        return tables.read(file, self.folder.read(file), required, optional, self.problems) if file else []

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self.folder.names())

    @contextmanager
    def row(self, row: Row) -> Iterator[None]:
        """Inside, what is wrong with this row becomes an error that names it."""
        try:
            yield
        except (BadRow, NotAFolder) as error:
            self.problems.error(row.file, row.number, str(error))
        except ValidationError as error:
            self.problems.error(row.file, row.number, sentences(error))

    def searchable(self, text: SourceText) -> Searchable:
        if text.pk not in self.searchables:
            self.searchables[text.pk] = Searchable(text.text)
        return self.searchables[text.pk]

    # Things by name. Each is read once, when first asked for, after the tables they come from were saved.

    def seen[M: models.Model](self, rows: "models.QuerySet[M]") -> "models.QuerySet[M]":
        """Of these rows those that whoever imports may see: all of them, where a whole study is brought in."""
        return rows

    @cached_property
    def sites(self) -> "Names":
        return Names("site", self.frame, self.study.sites.all())

    @cached_property
    def tracers(self) -> "Names":
        return Names("tracer", self.frame, self.study.tracers.all())

    @cached_property
    def themes(self) -> "Names":
        return Names("theme", self.frame, self.study.themes.all())

    @cached_property
    def work_streams(self) -> "Names":
        return Names("work stream", self.frame, self.study.work_streams.all())

    @cached_property
    def questions(self) -> "Names":
        return Names("research question", self.frame, self.study.research_questions.all())

    @cached_property
    def participants(self) -> "Names":
        return Names("participant", "participants.csv", self.study.participants.all())

    @cached_property
    def theories(self) -> "Names":
        return Names("theory", "theories.csv", self.study.theories.all())

    @cached_property
    def configurations(self) -> "Names":
        return Names("configuration", "configurations.csv", self.study.configurations.prefetch_related("items"))

    @cached_property
    def sources(self) -> "Names":
        return Names("source", "sources.csv", self.seen(self.study.sources.all()), key=lambda source: source.printed_id)

    @cached_property
    def codes(self) -> "Names":
        paths = code_paths(self.study)
        return Names("code", "codebook.csv", self.study.codes.all(), key=lambda code: paths[code.pk])

    @cached_property
    def texts(self) -> dict[uuid.UUID, SourceText]:
        """The latest words of each source, by the source's id."""
        texts = SourceText.objects.filter(source__study=self.study).order_by("version").select_related("source")
        return {text.source_id: text for text in texts}

    @cached_property
    def places(self) -> dict[tuple[uuid.UUID, int, int], Extract]:
        """Extracts by text and span."""
        return {(extract.text_id, extract.start, extract.end): extract for extract in Extract.objects.of(self.study)}


class Names:
    """Rows of one kind by code or label. Raises BadRow for a name that is not there, or that fits two."""

    def __init__(
        self, kind: str, file: str, rows: Iterable[Any], key: Callable[[Any], str] = lambda row: str(row.code)
    ) -> None:
        self.kind, self.file = kind, file
        self.by_code: dict[str, Any] = {}
        self.by_label: dict[str, list[Any]] = {}
        for row in rows:
            self.by_code[fold(key(row))] = row
            self.by_label.setdefault(fold(str(row)), []).append(row)

    def get(self, name: str) -> Any | None:
        labelled = self.by_label.get(fold(name), [])
        return self.by_code.get(fold(name)) or (labelled[0] if len(labelled) == 1 else None)

    def __getitem__(self, name: str) -> Any:
        found = self.get(name)
        if found is None and len(self.by_label.get(fold(name), [])) > 1:
            raise BadRow(f"there are several {self.kind}s called “{name}”. Write the whole path or the code.")
        if found is None:
            raise BadRow(f"there is no {self.kind} “{name}”. Add it to {self.file}, or correct the name.")
        return found

    def optional(self, name: str) -> Any | None:
        return self[name] if name else None

    def all(self, names: Iterable[str]) -> list[Any]:
        return list(dict.fromkeys(self[name] for name in names))

    def add(self, name: str, row: Any) -> None:
        self.by_code[fold(name)] = row


class Shelf[M: models.Model]:
    """The rows of one model in the study, found by uuid or key, saved together by `flush`.

    A uuid that belongs to another study of this installation is not taken over: the row gets a new one. With `once`,
    two rows on the same thing are an error rather than the last word being the one that counts; `apart`: rows that say
    the same under uuids of their own are two.
    """

    def __init__(
        self,
        loading: Loading,
        rows: models.QuerySet[M],
        key: Callable[[M], Hashable],
        rows_given: list[Row],
        *,
        once: bool = False,
        apart: bool = False,
    ) -> None:
        self.loading, self.model, self.once, self.apart = loading, rows.model, once, apart
        self.row_of: dict[Hashable, int] = {}
        self.by_id = {row.pk: row for row in rows}
        self.by_key = {key(row): row for row in self.by_id.values()}
        given = {row["uuid"] for row in rows_given if row["uuid"]}
        known = self.model._base_manager.filter(pk__in=[u for u in map(_uuid, given) if u])
        self.taken = set(known.values_list("pk", flat=True)) - set(self.by_id)
        self.named: dict[uuid.UUID, Hashable] = {}  # each uuid given, with the key of its row
        self.made: list[M] = []
        self.changed: dict[uuid.UUID, M] = {}
        self.fields: set[str] = set()

    def put(
        self, row: Row, key: Hashable, values: Mapping[str, Any], *, only_new: Mapping[str, Any] | None = None
    ) -> M:
        """The row with this uuid or key, made or brought up to date. Raises BadRow or ValidationError."""
        given = _uuid(row["uuid"])
        if row["uuid"] and given is None:
            raise BadRow(f"“{row['uuid']}” is not a UUID. Leave the cell empty if the row has none.")
        if given and self.named.setdefault(given, key) != key:
            raise BadRow(f"the uuid {given} stands in another row too. Empty one of the two cells.")
        if self.once and row.cells and self.row_of.setdefault(key, row.number) != row.number:
            raise BadRow(f"row {self.row_of[key]} is about the same thing. Keep one of the two rows.")
        held = self.held(row, key)
        if held is None:
            fresh = given if given and given not in self.taken else uuid.uuid4()
            held = self.model(pk=fresh, **values, **(only_new or {}))
            held.clean_fields(exclude=_relations(self.model))
            self.made.append(held)
            self.by_id[held.pk] = held
            self.loading.problems.count(row.file, "made")
        else:
            self._bring_up_to_date(row, held, values)
        self.by_key[key] = held
        return held

    def held(self, row: Row, key: Hashable) -> M | None:
        """The row that is there already, by the uuid told or by its key."""
        given = _uuid(row["uuid"])
        told = self.by_id.get(given) if given else None
        same = self.by_key.get(key)
        if self.apart and given and same and same.pk != given and same.pk in self.named:
            return told
        return told or same

    def _bring_up_to_date(self, row: Row, held: M, values: Mapping[str, Any]) -> None:
        different = {name: value for name, value in values.items() if _differs(held, name, value)}
        for name, value in different.items():
            setattr(held, name, value)
        if different:
            held.clean_fields(exclude=_relations(self.model))
            self.changed[held.pk] = held
            self.fields |= set(different)
        self.loading.problems.count(row.file, "changed" if different else "unchanged")

    def amend(self, row: Row, held: M, values: Mapping[str, Any]) -> None:
        """More of a row that was put already, told by what came after it."""
        different = {name: value for name, value in values.items() if _differs(held, name, value)}
        for name, value in different.items():
            setattr(held, name, value)
        if not different or held in self.made:
            return
        if held.pk not in self.changed:
            self.loading.problems.count(row.file, "unchanged", -1)
            self.loading.problems.count(row.file, "changed")
        self.changed[held.pk] = held
        self.fields |= set(different)

    def is_touched(self, held: M) -> bool:
        """Whether this import made or changed it."""
        return held in self.made or held.pk in self.changed

    def flush(self) -> None:
        made = {row.pk for row in self.made}
        self.model._base_manager.bulk_create(self.made, batch_size=1000)
        changed = [row for pk, row in self.changed.items() if pk not in made]
        if changed:
            self.model._base_manager.bulk_update(changed, self.fields, batch_size=500)
        self.made, self.changed, self.fields = [], {}, set()


def _differs(held: models.Model, name: str, value: Any) -> bool:
    """Whether a field holds something else. A thing that is pointed at is known by its id, and not fetched."""
    field = held._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        return bool(getattr(held, field.attname) != (value.pk if value else None))
    return bool(getattr(held, name) != value)


def join(through: type[models.Model], one: str, other: str, wanted: Mapping[Any, Iterable[Any] | None]) -> None:
    """Make each thing's rows of a many-to-many table exactly those wanted; None leaves that thing's rows alone."""
    told = {thing.pk: [part.pk for part in parts] for thing, parts in wanted.items() if parts is not None}
    held: dict[Any, set[Any]] = {}
    for thing, part in through._base_manager.filter(**{f"{one}__in": list(told)}).values_list(
        f"{one}_id", f"{other}_id"
    ):
        held.setdefault(thing, set()).add(part)
    for thing, parts in told.items():
        if surplus := held.get(thing, set()) - set(parts):
            through._base_manager.filter(**{f"{one}_id": thing, f"{other}__in": surplus}).delete()
    through._base_manager.bulk_create(
        through(**{f"{one}_id": thing, f"{other}_id": part})
        for thing, parts in told.items()
        for part in dict.fromkeys(parts)
        if part not in held.get(thing, set())
    )


def insist_on_a_tree(thing: Any, parent: Any) -> None:
    """Raises BadRow when `thing` under `parent` would be a part of itself."""
    met = set()
    above = parent
    while above is not None and above.pk not in met:
        if above.pk == thing.pk:
            raise BadRow(f"“{thing}” would be a part of itself. Name another parent.")
        met.add(above.pk)
        above = above.parent


def given(row: Row, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of those columns that the table has. Where column and field differ in name: “field:column”."""
    return {
        name.partition(":")[0]: value
        for name, value in values.items()
        if row.has(name.partition(":")[2] or name.partition(":")[0])
    }


def date(row: Row, column: str) -> str:
    """A date with its precision. Raises BadRow."""
    if not row[column]:
        return ""
    try:
        return dates.parse(row[column])
    except ValueError as error:
        raise BadRow(f"{column}: {error}") from None


def code_paths(study: Study) -> dict[uuid.UUID, str]:
    """Each code's path in the tree: “Relationships > Trust”."""
    codes = {code.pk: code for code in study.codes.all()}

    def path(code: Code) -> str:
        above = codes.get(code.parent_id) if code.parent_id else None
        return f"{path(above)}{PATH}{code.name}" if above else code.name

    return {pk: path(code) for pk, code in codes.items()}


def sentences(error: ValidationError) -> str:
    """What is wrong, in one line, naming the field."""
    if hasattr(error, "error_dict"):
        return " ".join(
            message if name == "__all__" else f"{name}: {message}"
            for name, messages in error.message_dict.items()
            for message in messages
        )
    return " ".join(error.messages)


def source_key(source: Source) -> str:
    return fold(source.printed_id)


def _uuid(value: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(value) if value else None
    except ValueError:
        return None


def _relations(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.fields if field.is_relation]


def codes_of(rows: Iterable[Any]) -> str:
    return "; ".join(row.code for row in rows)


def one_line(text: str) -> str:
    return " ".join(text.split())


def table(columns: tuple[tuple[str, ...], tuple[str, ...]], rows: Any) -> bytes:
    """A CSV with uuid first among the optional columns, and attributes as columns of their own at the end."""
    rows = list(rows)
    known = {*columns[0], *columns[1], "uuid"}
    extra = dict.fromkeys(name for row in rows for name in row if name not in known)
    return tables.write(columns[0], (*columns[1], *extra, "uuid"), rows)
