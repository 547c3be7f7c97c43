"""The study's own list of people, organisations and places: put on it, read, taken off. Sealed, and never exported."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from accounts import journal, sealing
from accounts.models import Study, User
from interviews import tables
from interviews.anonymise.known import Entry
from interviews.identifiers import TYPES
from interviews.models import ListedName
from interviews.models.anonymising import TYPE_NAMES
from interviews.problems import Problem, Problems
from tracers.names import plain

KINDS = {plain(name): kind for kind in TYPES for name in (kind, TYPE_NAMES[kind])}
LONGEST = 300


def read(file: str, data: bytes) -> tuple[list[Entry], list[Problem]]:
    """Rows of a CSV or XLSX table with the columns form, type, entity; and what is wrong with it, row by row."""
    problems = Problems()
    found = []
    for row in tables.read(file, data, ("form", "type"), ("entity",), problems):
        try:
            found.append(_read(row))
        except tables.BadRow as problem:
            problems.error(row.file, row.number, str(problem))
    if not found and not problems.errors:
        problems.error(file, 0, "there is no row below the head. Write one name a row.")
    return found, problems.errors


def read_typed(words: str) -> tuple[list[Entry], list[Problem]]:
    """The same for rows that were typed or pasted: between commas, semicolons or tabs, with or without a head."""
    lines = [line for line in words.splitlines() if line.strip()]
    mark = next((mark for mark in "\t;," if any(mark in line for line in lines)), ",")
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=mark)]
    headed = bool(rows) and "form" in {cell.casefold() for cell in rows[0]}
    table = io.StringIO()
    csv.writer(table).writerows(rows if headed else [["form", "type", "entity"], *rows])
    entries, problems = read("The rows", table.getvalue().encode())
    return entries, problems if headed else [replace(each, row=max(each.row - 1, 0)) for each in problems]


def _read(row: tables.Row) -> Entry:
    form, entity = " ".join(row.required("form").split()), " ".join(row["entity"].split())
    kind = KINDS.get(plain(row.required("type")))
    if kind is None:
        raise tables.BadRow(f"“{row['type']}” is not a known type. Use one of: {', '.join(TYPES)}.")
    if len(form) > LONGEST or len(entity) > LONGEST:
        raise tables.BadRow(f"a name has at most {LONGEST} characters. Shorten it, or put it in several rows.")
    if not any(character.isalnum() for character in form):
        raise tables.BadRow(f"“{form}” has neither letters nor figures. Write the name as it is said.")
    return Entry(form, kind, entity)


def entries(study: Study) -> list[tuple[UUID, Entry]]:
    """What is on the list, with the rows' ids. Raises accounts.sealing.Sealed when the key was destroyed."""
    rows = list(study.listed_names.all())
    opened = sealing.unseal_many(study, (row.sealed for row in rows))
    return [(row.pk, _entry(row.type, words)) for row, words in zip(rows, opened, strict=True)]


@transaction.atomic
def put_on(study: Study, given: Iterable[Entry], *, by: User | None) -> int:
    """Add what is not there yet; how many that was. Raises accounts.sealing.Sealed when the key was destroyed."""
    Study.objects.select_for_update(no_key=True).get(pk=study.pk)
    there = {_even(entry) for _, entry in entries(study)}
    new = [entry for entry in {_even(entry): entry for entry in given}.values() if _even(entry) not in there]
    sealed = sealing.seal_many(study, map(_words, new))
    rows = [
        ListedName(study=study, type=entry.type, sealed=each, made_by=by)
        for entry, each in zip(new, sealed, strict=True)
    ]
    ListedName.objects.bulk_create(rows, batch_size=500)
    if rows:
        journal.record(study, by, "put on the list", rows[0], count=len(rows))
    return len(rows)


@transaction.atomic
def take_off(study: Study, rows: Sequence[UUID], *, by: User | None) -> int:
    """Remove rows of the list; how many there were. What was proposed because of them goes at the next proposing."""
    listed = list(study.listed_names.filter(pk__in=rows))
    for row in listed[:1]:
        journal.record(study, by, "took off the list", row, count=len(listed))
    study.listed_names.filter(pk__in=[row.pk for row in listed]).delete()
    return len(listed)


def looked(study: Study, *, by: User) -> None:
    """Note that somebody read the list."""
    row = study.listed_names.first()
    if row:
        journal.record(study, by, "looked at the list", row, count=study.listed_names.count())


def _words(entry: Entry) -> str:
    return json.dumps({"form": entry.form, "entity": entry.entity}, ensure_ascii=False)


def _entry(type: str, words: str) -> Entry:
    held = json.loads(words)
    return Entry(held["form"], type, held.get("entity", ""))


def _even(entry: Entry) -> tuple[str, str, str]:
    return (entry.form.casefold(), entry.type, entry.whose.casefold())
