"""Rows of any table as values by column, as the history holds them: read, written and taken away many at a time."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone
from psycopg import sql

type Model = type[models.Model]
type Values = dict[str, Any]


def held(model: Model, rows: Collection[UUID]) -> dict[UUID, Values]:
    """Those that are there, kept from anybody else's change until the transaction ends."""
    table, key = _names(model)
    query = sql.SQL("SELECT {key}, to_jsonb(r) FROM {table} r WHERE {key} = ANY(%s) ORDER BY {key} FOR UPDATE")
    with connection.cursor() as cursor:
        cursor.execute(query.format(table=table, key=key), [list(rows)])
        return {row: json.loads(values) for row, values in cursor.fetchall()}


def take_away(model: Model, rows: Collection[UUID]) -> None:
    table, key = _names(model)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DELETE FROM {table} WHERE {key} = ANY(%s)").format(table=table, key=key), [list(rows)])


def put_back(model: Model, rows: Sequence[Values]) -> None:
    """Insert rows as they were; columns that came to the table since get what new rows get."""
    fields = model._meta.concrete_fields
    columns = [str(field.column) for field in fields]
    filled = [{str(each.column): row.get(str(each.column), _default(each)) for each in fields} for row in rows]
    names = sql.SQL(", ").join(sql.Identifier(column) for column in columns)
    query = sql.SQL(
        "INSERT INTO {table} ({names}) SELECT {names} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"
    )
    with connection.cursor() as cursor:
        cursor.execute(query.format(table=_names(model)[0], names=names), [_json(filled)])


def set_back(model: Model, changes: Iterable[tuple[UUID, Values]]) -> None:
    """Set these columns of these rows. One statement for neighbours with the same columns, in the order given."""
    for columns, group in groupby(changes, key=lambda change: sorted(change[1])):
        if columns:
            _set_back(model, columns, list(group))


def _set_back(model: Model, columns: Sequence[str], changes: Sequence[tuple[UUID, Values]]) -> None:
    table, key = _names(model)
    query = sql.SQL(
        "UPDATE {table} r SET {to} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) s WHERE r.{key} = s.{key}"
    )
    to = sql.SQL(", ").join(sql.SQL("{0} = s.{0}").format(sql.Identifier(column)) for column in columns)
    rows = [{_pk(model): row} | values for row, values in changes]
    with connection.cursor() as cursor:
        cursor.execute(query.format(table=table, key=key, to=to), [_json(rows)])


def in_force() -> None:
    """Let the database look at once whether every row that is pointed at is there. Raises IntegrityError."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def pointers(model: Model) -> Iterator[models.ForeignKey[Any, Any]]:
    """The columns that hold another row's id."""
    yield from (field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey))


def leaning(model: Model) -> Iterator[tuple[Model, models.ForeignKey[Any, Any]]]:
    """The tables whose rows hang from rows of this one, and by which foreign key."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and isinstance(relation.related_model, type):
            yield relation.related_model, relation.field


def _default(field: Any) -> Any:
    if isinstance(field, models.DateTimeField) and (field.auto_now or field.auto_now_add):
        return timezone.now()
    return field.get_default()


def _names(model: Model) -> tuple[sql.Identifier, sql.Identifier]:
    return sql.Identifier(model._meta.db_table), sql.Identifier(_pk(model))


def _pk(model: Model) -> str:
    return str(model._meta.pk.column)


def _json(rows: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder)
