"""The metadata sheet of an upload: the columns of sources.csv (docs/formats.md), a row for each person of a source."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from interviews import tables
from interviews.intake.telling import proposed_id, short
from interviews.problems import Problems
from interviews.readers.reading import shown_name
from interviews.tables import Row
from tracers.names import fold

COLUMNS = """
    id file title kind date mode work_stream site organisation role participant tracers speaker interviewers consent
    withdrawn summary status
""".split()  # noqa: SIM905
OF_SOURCE = ("title", "kind", "date", "mode", "work_stream", "consent", "withdrawn", "summary", "status")
ONCE = (*OF_SOURCE, "tracers", "interviewers")  # what the rows of one source must agree in
OF_PERSON = ("participant", "site", "organisation", "role", "speaker")
ENDINGS = {".csv", ".xlsx"}
MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 5_000


@dataclass(frozen=True)
class Sheet:
    """The rows as they are kept, and sentences on what is wrong with the sheet."""

    rows: list[dict[str, Any]]
    notices: list[str]


def is_sheet(name: str, data: bytes) -> bool:
    """Whether this table is about files, rather than holding interviews itself: it says so by its name or columns."""
    path = PurePath(shown_name(name).casefold())
    if path.suffix not in ENDINGS:
        return False
    if path.stem.startswith(("sources", "metadata")):
        return True
    head = set(_head(name, data))
    return "file" in head and len(head & set(COLUMNS)) > 1


def _head(name: str, data: bytes) -> list[str]:
    try:
        return [*next(iter(tables.read(name, data, (), COLUMNS, Problems()))).cells]
    except StopIteration:
        return []


def read(name: str, data: bytes) -> Sheet:
    """The rows of the sheet. What cannot be read is said; nothing is raised."""
    shown, problems = shown_name(name), Problems()
    if len(data) > MOST_BYTES:
        return Sheet(
            [], [f"{shown}: it is larger than a metadata sheet can be; keep only the columns that Triad knows."]
        )
    rows = tables.read(shown, data, (), COLUMNS, problems)
    if rows and not ({"id", "file"} & set(rows[0].cells)):
        problems.error(
            shown, 1, "neither a column “file” nor “id” is there, so no row can be matched. Add one of them."
        )
        rows = []
    if len(rows) > MOST_ROWS:
        problems.error(shown, MOST_ROWS, f"rows after the first {MOST_ROWS:,} were left alone.")
    kept = [{"row": row.number, "cells": dict(row.cells), "extra": dict(row.extra)} for row in rows[:MOST_ROWS]]
    return Sheet(kept, [str(each) for each in (*problems.errors, *problems.notices)])


def matched(
    name: str, rows: Iterable[Mapping[str, Any]], files: Sequence[str]
) -> tuple[dict[int, list[Row]], list[str]]:
    """Which rows are about which of the files (by their places), and sentences on rows that fit none or several."""
    shelf = _Files(files)
    found: dict[int, list[Row]] = {}
    unmatched = []
    for each in rows:
        row = Row(name, each["row"], each["cells"], each["extra"])
        places = shelf.named(row["file"]) if row["file"] else shelf.of_id(row["id"])
        what = f"the file “{short(row['file'])}”" if row["file"] else f"the id “{short(row['id'])}”"
        if len(places) == 1:
            found.setdefault(places[0], []).append(row)
        elif places:
            names = ", ".join(files[place] for place in places)
            unmatched.append(
                f"{name}, row {row.number}: {what} fits several files ({names}). Write the file’s whole name."
            )
        elif row["file"] or row["id"]:
            unmatched.append(
                f"{name}, row {row.number}: {what} is not among the files of this upload. Add it, or correct the row."
            )
        else:
            unmatched.append(f"{name}, row {row.number}: it names neither a file nor an id. Fill one of them in.")
    return found, unmatched


class _Files:
    """Files by what a row may call them."""

    def __init__(self, names: Sequence[str]) -> None:
        self.whole: dict[str, list[int]] = {}
        self.stem: dict[str, list[int]] = {}
        self.told: dict[str, list[int]] = {}
        for place, name in enumerate(names):
            self.whole.setdefault(fold(name), []).append(place)
            self.stem.setdefault(fold(PurePath(name).stem), []).append(place)
            for word in {fold(proposed_id(name)), *re.split(r"[\W_]+", fold(PurePath(name).stem))}:
                self.told.setdefault(word, []).append(place)

    def named(self, name: str) -> list[int]:
        key = fold(shown_name(name))
        return self.whole.get(key) or self.stem.get(key) or []

    def of_id(self, printed_id: str) -> list[int]:
        key = fold(printed_id)
        return (self.stem.get(key) or self.told.get(key) or []) if key else []


def told(rows: Sequence[Row], voices: Sequence[Mapping[str, Any]], name: str) -> tuple[dict[str, Any], list[str]]:
    """What the rows say of a file, in the shape of telling.py, and sentences on what they contradict each other in."""
    first = rows[0]
    people, unheard = _people(rows, voices)
    said: dict[str, Any] = {column: first[column] for column in OF_SOURCE if first[column]}
    said |= {
        "printed_id": first["id"] or proposed_id(name),
        "tracers": first.listed("tracers"),
        "people": people,
        "attributes": dict(first.extra),
    }
    return said, [*_conflicts(rows), *unheard]


def labels(rows: Iterable[Row]) -> list[str]:
    """The speaker labels that the rows name."""
    named = [label for row in rows for label in (row["speaker"], *row.listed("interviewers"))]
    return list(dict.fromkeys(label for label in named if label))


def _conflicts(rows: Sequence[Row]) -> list[str]:
    first = rows[0]
    return [
        f"{row.file}, row {row.number}: other {column.replace('_', ' ')} (“{short(row[column])}”) than in row "
        f"{first.number} (“{short(first[column])}”) for the same file. Row {first.number} counts; correct one of them."
        for row in rows[1:]
        for column in ("id", *ONCE)
        if row[column] and row[column] != first[column]
    ]


def _people(rows: Sequence[Row], voices: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """Who asks, who answers from where; and sentences on labels that nobody speaks under."""
    heard = {fold(voice["speaker"]): voice["speaker"] for voice in voices if voice["speaker"]}
    named = {fold(label) for label in rows[0].listed("interviewers")} & set(heard)
    asking = [label for key, label in heard.items() if key in named] or [v["speaker"] for v in voices if v["asks"]]
    answering = [label for label in heard.values() if label not in asking]
    people, unheard = [], []
    for row in rows:
        if any(row[column] for column in OF_PERSON):
            person = {column: row[column] for column in OF_PERSON} | {"asks": False, "row": row.number}
            if row["speaker"]:
                person["speaker"] = heard.get(fold(row["speaker"]), row["speaker"])
                if voices and fold(row["speaker"]) not in heard:
                    unheard.append(
                        f"{row.file}, row {row.number}: no line of the file begins with “{short(row['speaker'])}:”. "
                        "Correct the speaker in the sheet, or leave it empty."
                    )
            people.append(person)
    asking = [label for label in asking if label not in {person["speaker"] for person in people}]
    free = [label for label in answering if label not in {person["speaker"] for person in people}]
    unnamed = [person for person in people if not person["speaker"]]
    if len(unnamed) == 1 and len(free) == 1:
        unnamed[0]["speaker"] = free.pop()
        unnamed = []
    return [
        *({"speaker": label, "asks": True} for label in asking),
        *people,
        *({"speaker": label, "asks": False} for label in free if not unnamed),
    ], unheard


def proposed(name: str, voices: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What a file itself suggests, where no row is about it."""
    people = [{"speaker": voice["speaker"], "asks": voice["asks"]} for voice in voices if voice["speaker"]]
    return {"printed_id": proposed_id(name), "people": people}
