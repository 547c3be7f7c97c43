"""Migration operations that let the database note what becomes of a table's rows (accounts.models.Change).

Triggers, so that whatever writes is noted: verbs, bulk writes, commands, SQL by hand. One function a table, its SQL
written out, so that PostgreSQL plans it once; each works on a whole statement at a time.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models
from django.db.migrations.operations.base import Operation

INSERT, DELETE = "NEW TABLE AS news", "OLD TABLE AS olds"
EVENTS = ("INSERT", "UPDATE", "DELETE")
SEEN = {"INSERT": INSERT, "UPDATE": f"{DELETE} {INSERT}", "DELETE": DELETE}

FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'INSERT' THEN
        {insert}
    ELSIF TG_OP = 'UPDATE' THEN
        {update}
    ELSE
        {delete}
    END IF;
    RETURN NULL;
END $body$;
"""
ROWS = """
        WITH seen AS ({rows}),
        rows AS MATERIALIZED (SELECT nextval('accounts_change_id_seq') AS id, seen.* FROM seen WHERE {changed})"""
NOTE = """
            INSERT INTO accounts_change (id, study, step, at, kind, "row", part_of, op, before, after, worded)
            SELECT id, study, triad_step(), now(), '{kind}', "row", part_of, '{op}', before, after, worded FROM rows"""
WORDS = """
        INSERT INTO accounts_changewords (change_id, study, before, after)
        SELECT id, study, words_before, words_after FROM rows WHERE worded AND study IS NOT NULL"""
MARK = """
        INSERT INTO accounts_change (study, step, at, kind, op, worded)
        SELECT NULL, triad_step(), now(), '{kind}', 'barrier', false
        WHERE {found}"""


class _Noting(Operation):
    """Triggers of one table."""

    reduces_to_sql = True
    reversible = True
    name: str

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.name)
        for statement in (*away(model), *self.statements(model)):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in away(from_state.apps.get_model(app_label, self.name)):
            schema_editor.execute(statement, params=None)

    def statements(self, model: type[models.Model]) -> Iterator[str]:
        raise NotImplementedError


class Tracked(_Noting):
    """Note what becomes of each row.

    `study` is the way to the study ("text__source__study"), `part_of` the foreign key to what the row hangs from.
    Columns in `words` hold what people wrote: they go to ChangeWords, unless they are all empty. Those in `left_out`
    are never noted, because they follow from others. Those in `kept` are noted with every change, because the others
    mean nothing without them. `only` names the events.
    """

    def __init__(
        self,
        name: str,
        *,
        study: str = "study",
        part_of: str = "",
        words: Sequence[str] = (),
        left_out: Sequence[str] = (),
        kept: Sequence[str] = (),
        only: Sequence[str] = EVENTS,
    ) -> None:
        self.name, self.study, self.part_of, self.only = name, study, part_of, tuple(only)
        self.words, self.left_out, self.kept = tuple(words), tuple(left_out), tuple(kept)

    def describe(self) -> str:
        return f"Note what becomes of {self.name}"

    def statements(self, model: type[models.Model]) -> Iterator[str]:
        yield FUNCTION.format(
            name=function(model), insert=self._insert(model), update=self._update(model), delete=self._delete(model)
        )
        yield from triggers(model, self.only)

    def _insert(self, model: type[models.Model]) -> str:
        rows = f"""
            SELECT {self._place(model, "n")}, NULL::jsonb AS before, {self._whole(model, "n")} AS after,
                   {self._has_words(model, "n")} AS worded, '{{}}'::jsonb AS words_before,
                   {self._words("n")} AS words_after
            FROM news n {self._way(model, "n")}"""  # noqa: S608
        return self._note(model, "insert", rows, "true")

    def _delete(self, model: type[models.Model]) -> str:
        rows = f"""
            SELECT {self._place(model, "o")}, {self._whole(model, "o")} AS before, NULL::jsonb AS after,
                   {self._has_words(model, "o")} AS worded, {self._words("o")} AS words_before,
                   '{{}}'::jsonb AS words_after
            FROM olds o {self._way(model, "o")}"""  # noqa: S608
        return self._note(model, "delete", rows, "true")

    def _update(self, model: type[models.Model]) -> str:
        kept = f"ARRAY[{', '.join(f"'{_column(model, name)}'" for name in self.kept)}]::text[]"
        differs = " OR ".join(f'o."{name}" IS DISTINCT FROM n."{name}"' for name in self.words) or "false"
        old, new = self._words("o"), self._words("n")
        rows = f"""
            SELECT {self._place(model, "n")}, triad_changed(was, became, {kept}) AS before,
                   triad_changed(became, was, {kept}) AS after, was <> became AS differs, {differs} AS worded,
                   CASE WHEN {differs} THEN triad_changed({old}, {new}, '{{}}') END AS words_before,
                   CASE WHEN {differs} THEN triad_changed({new}, {old}, '{{}}') END AS words_after
            FROM olds o JOIN news n USING ("{_pk(model)}")
                CROSS JOIN LATERAL (SELECT {self._plain("o")} AS was, {self._plain("n")} AS became OFFSET 0) both_
                {self._way(model, "n")}
            WHERE o.* IS DISTINCT FROM n.*"""  # noqa: S608
        return self._note(model, "update", rows, "differs OR worded")

    def _note(self, model: type[models.Model], op: str, rows: str, changed: str) -> str:
        note = NOTE.format(kind=model._meta.label, op=op)
        if self.words:
            note = f",\n        noted AS ({note}){WORDS}"
        return ROWS.format(rows=rows, changed=changed) + note + ";"

    def _place(self, model: type[models.Model], row: str) -> str:
        part_of = f'{row}."{_column(model, self.part_of)}"' if self.part_of else "NULL::uuid"
        return f'{row}."{_pk(model)}" AS "row", {part_of} AS part_of, {self._study(model, row)} AS study'

    def _study(self, model: type[models.Model], row: str) -> str:
        if not self.study:
            return f'{row}."{_pk(model)}"'
        steps = self.study.split("__")
        at = f"s{len(steps) - 1}" if len(steps) > 1 else row
        last: Any = model
        for step in steps[:-1]:
            last = last._meta.get_field(step).related_model
        return f'{at}."{_column(last, steps[-1])}"'

    def _way(self, model: type[models.Model], row: str) -> str:
        """The joins to the row that knows the study."""
        joins, at, here = [], row, model
        for number, step in enumerate(self.study.split("__")[:-1], 1):
            there: Any = here._meta.get_field(step).related_model
            key = f'{at}."{_column(here, step)}"'
            joins.append(f'LEFT JOIN "{there._meta.db_table}" s{number} ON s{number}."{_pk(there)}" = {key}')
            at, here = f"s{number}", there
        return " ".join(joins)

    def _whole(self, model: type[models.Model], row: str) -> str:
        if not self.words:
            return self._plain(row)
        empty = f"(to_jsonb({row}) - ARRAY[{', '.join(f"'{name}'" for name in self.left_out)}]::text[])"
        return f"CASE WHEN {self._has_words(model, row)} THEN {self._plain(row)} ELSE {empty} END"

    def _plain(self, row: str) -> str:
        hidden = ", ".join(f"'{name}'" for name in (*self.words, *self.left_out))
        return f"(to_jsonb({row}) - ARRAY[{hidden}]::text[])"

    def _words(self, row: str) -> str:
        return f"jsonb_build_object({', '.join(f'\'{name}\', {row}."{name}"' for name in self.words)})"

    def _has_words(self, model: type[models.Model], row: str) -> str:
        tests = (_is_filled(model._meta.get_field(name), f'{row}."{name}"') for name in self.words)
        return f"({' OR '.join(tests) or 'false'})"


class Barrier(_Noting):
    """Note only that something became of a row, which no undoing takes back: the model's `no_undo` says why.

    Columns in `free` may change without that.
    """

    def __init__(self, name: str, *, free: Sequence[str] = ()) -> None:
        self.name, self.free = name, tuple(free)

    def describe(self) -> str:
        return f"Note that {self.name} cannot be taken back"

    def statements(self, model: type[models.Model]) -> Iterator[str]:
        def mark(found: str) -> str:
            return MARK.format(kind=model._meta.label, found=found) + ";"

        weighty = [field.column for field in model._meta.concrete_fields if field.name not in self.free]
        columns = [(f'o."{column}"', f'n."{column}"') for column in weighty]
        both = ", ".join(old for old, _ in columns), ", ".join(new for _, new in columns)
        joined = f'olds o JOIN news n USING ("{_pk(model)}")'
        changed = f"SELECT FROM {joined} WHERE ({both[0]}) IS DISTINCT FROM ({both[1]})"  # noqa: S608
        yield FUNCTION.format(
            name=function(model),
            insert=mark("EXISTS (SELECT FROM news)"),
            update=mark(f"EXISTS ({changed})"),
            delete=mark("EXISTS (SELECT FROM olds)"),
        )
        yield from triggers(model)


def function(model: type[models.Model]) -> str:
    return f"triad_note_{model._meta.db_table}"


def triggers(model: type[models.Model], events: Sequence[str] = EVENTS) -> Iterator[str]:
    for event, tables in ((event, SEEN[event]) for event in events):
        yield (
            f'CREATE TRIGGER triad_{event.lower()} AFTER {event} ON "{model._meta.db_table}" REFERENCING {tables} '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {function(model)}()"
        )


def away(model: type[models.Model]) -> Iterator[str]:
    for event in SEEN:
        yield f'DROP TRIGGER IF EXISTS triad_{event.lower()} ON "{model._meta.db_table}"'
    yield f"DROP FUNCTION IF EXISTS {function(model)}()"


def _pk(model: Any) -> str:
    return str(model._meta.pk.column)


def _column(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).column)


def _is_filled(field: Any, column: str) -> str:
    if isinstance(field, models.JSONField):
        return f"{column} NOT IN ('{{}}', '[]', 'null')"
    return f"{column} <> ''"
