"""sources.csv and texts/: sources, who speaks in them, and their words."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from accounts.models import Study
from exchange.studyfolder.loading import (
    Entry,
    Loading,
    Shelf,
    date,
    given,
    join,
    source_key,
    table,
)
from interviews.models import (
    Participant,
    Participation,
    Source,
    SourceText,
    SourceTracer,
    SpokenTurn,
)
from interviews.readers import Unreadable, read
from interviews.tables import BadRow, Row

COLUMNS = (
    ("id", "file"),
    (
        "title",
        "kind",
        "date",
        "mode",
        "work_stream",
        "site",
        "organisation",
        "role",
        "participant",
        "tracers",
        "speaker",
        "interviewers",
        "consent",
        "withdrawn",
        "summary",
        "status",
    ),
)


def load(loading: Loading) -> None:
    rows = loading.table("sources", *COLUMNS)
    shelf = Shelf(loading, Source.objects.filter(study=loading.study), source_key, rows)
    first: dict[str, Row] = {}
    people: dict[UUID, list[tuple[Row, dict[str, Any]]]] = {}
    tracers: dict[Source, Any] = {}
    for row in rows:
        with loading.row(row):
            printed_id = row.required("id")
            key = printed_id.casefold()
            person = _participation(loading, row)
            if key in first:
                _note_conflicts(loading, first[key], row)
                source = shelf.by_key[key]
            else:
                source = shelf.put(row, key, _source_values(loading, row) | {"study": loading.study})
                source.attributes |= row.extra
                first[key] = row
                tracers[source] = loading.tracers.all(row.listed("tracers")) if row.has("tracers") else None
            people.setdefault(source.pk, [])
            if person:
                people[source.pk].append((row, person))
    shelf.flush()
    join(SourceTracer, "source", "tracer", tracers)
    _save_people(loading, people)
    _load_texts(loading, {shelf.by_key[key]: row for key, row in first.items() if key in shelf.by_key}, people)


def _source_values(loading: Loading, row: Row) -> dict[str, Any]:
    named = {"interviewers": row.listed("interviewers")} if row["interviewers"] else {}
    return (
        {"printed_id": row["id"]}
        | named
        | given(
            row,
            {
                "title": row["title"],
                "kind": row.choice("kind", Source.Kind, Source.Kind.INTERVIEW),
                "date": date(row, "date"),
                "mode": row.choice("mode", Source.Mode),
                "work_stream": loading.work_streams.optional(row["work_stream"]),
                "consent": row.choice("consent", Source.Consent, Source.Consent.QUOTE),
                "withdrawn": date(row, "withdrawn"),
                "summary": row["summary"],
                "status": row.choice("status", Source.Status, Source.Status.IMPORTED),
            },
        )
    )


def _note_conflicts(loading: Loading, first: Row, row: Row) -> None:
    """Two rows of one source must agree in what belongs to the source; the first row counts."""
    once = ("file", "title", "kind", "date", "mode", "work_stream", "tracers", "consent", "withdrawn", "interviewers")
    for column in once:
        if row[column] and row[column] != first[column]:
            loading.problems.notice(
                row.file,
                row.number,
                f"the id {row['id']} has another {column} here (“{row[column]}”) than in row {first.number} "
                f"(“{first[column]}”). Row {first.number} counts; correct one of them.",
            )


def _participation(loading: Loading, row: Row) -> dict[str, Any] | None:
    """Who the row names; None where it names nobody. A participant not listed in participants.csv is made."""
    columns = ("participant", "site", "organisation", "role", "speaker")
    if not any(row[column] for column in columns):
        return None
    site = loading.sites.optional(row["site"])
    code = row["participant"]
    person = loading.participants.get(code) if code else None
    if code and person is None:
        person = Participant(study=loading.study, code=code, site=site, role=row["role"])
        person.clean_fields(exclude=["study", "site"])
        person.save(force_insert=True)
        loading.participants.add(code, person)
        loading.problems.count("participants.csv", "made")
    return {
        "participant": person,
        "site": site,
        "organisation": row["organisation"],
        "role": row["role"],
        "speaker": row["speaker"],
    }


def _save_people(loading: Loading, people: dict[UUID, list[tuple[Row, dict[str, Any]]]]) -> None:
    """Make the participations of each source exactly those of its rows, in their order."""
    held: dict[UUID, list[Participation]] = {}
    for participation in Participation.objects.filter(source__in=people).order_by("order"):
        held.setdefault(participation.source_id, []).append(participation)
    for source, rows in people.items():
        there = held.get(source, [])
        for order, (row, values) in enumerate(rows):
            with loading.row(row):
                participation = there[order] if order < len(there) else Participation(source_id=source)
                values = values | {"order": order}
                if participation._state.adding or any(getattr(participation, n) != v for n, v in values.items()):
                    for name, value in values.items():
                        setattr(participation, name, value)
                    participation.clean_fields(exclude=["source", "participant", "site"])
                    participation.save()
        for surplus in there[len(rows) :]:
            surplus.delete()


def _load_texts(
    loading: Loading, sources: dict[Source, Row], people: dict[UUID, list[tuple[Row, dict[str, Any]]]]
) -> None:
    held = {text.source_id: text for text in SourceText.objects.filter(source__in=sources).order_by("version")}
    made = []
    for source, row in sources.items():
        with loading.row(row):
            speakers = [person["speaker"] for _, person in people.get(source.pk, ()) if person["speaker"]]
            reading = _read(loading, row, speakers)
            for notice in reading.notices if reading else ():
                loading.problems.notice(row["file"], 0, notice)
            if reading is None:
                continue
            if (there := held.get(source.pk)) is None:
                turns = [asdict(turn) for turn in reading.turns]
                text = SourceText(source=source, version=1, text=reading.text, turns=turns, encoding=reading.encoding)
                text.made_by = loading.by
                made.append(text)
                if not source.interviewers:
                    source.interviewers = sorted({turn.speaker for turn in reading.turns if turn.interviewer})
                    source.save(update_fields=["interviewers"])
            elif there.text != reading.text:
                loading.problems.notice(
                    row.file,
                    row.number,
                    f"the words of {source.printed_id} in {row['file']} differ from those in the study, which stay: "
                    "extracts stand on them.",
                )
    for text in made:
        text.sum_up()
    SourceText.objects.bulk_create(made, batch_size=100)
    SpokenTurn.objects.lay_down(made)
    loading.problems.count("texts", "made", len(made))


def _read(loading: Loading, row: Row, speakers: list[str]) -> Any:
    name = row.required("file")
    try:
        data = loading.folder.read(name)
    except FileNotFoundError:
        raise BadRow(f"the file “{name}” is not in the folder. Put it there, or correct the name.") from None
    try:
        return read(name, data, speakers=speakers, interviewers=row.listed("interviewers"))
    except Unreadable as error:
        raise BadRow(str(error)) from None


def dump(study: Study) -> bytes:
    return table(COLUMNS, _source_rows(study))


def _source_rows(study: Study) -> Iterator[Entry]:
    people = Prefetch("participations", queryset=Participation.objects.select_related("participant", "site"))
    for source in study.sources.select_related("work_stream").prefetch_related("tracers", people):
        entry: Entry = {
            "uuid": source.pk,
            "id": source.printed_id,
            "file": text_name(source),
            "title": source.title,
            "kind": source.kind,
            "date": source.date,
            "mode": source.mode,
            "work_stream": source.work_stream.code if source.work_stream else "",
            "tracers": "; ".join(tracer.code for tracer in source.tracers.all()),
            "interviewers": "; ".join(source.interviewers),
            "consent": source.consent,
            "withdrawn": source.withdrawn,
            "summary": source.summary,
            "status": source.status,
        } | source.attributes
        yield from [
            entry
            | {
                "site": person.site.code if person.site else "",
                "organisation": person.organisation,
                "role": person.role,
                "participant": person.participant.code if person.participant else "",
                "speaker": person.speaker,
            }
            for person in source.participations.all()
        ] or [entry]


def text_name(source: Source) -> str:
    """Where the words of a source stand in the folder. Ids that are no file names are told apart by a few figures."""
    plain = re.sub(r"[^\w.-]", "_", source.printed_id)
    told = "" if plain == source.printed_id else f"-{hashlib.sha256(source.printed_id.encode()).hexdigest()[:6]}"
    return f"texts/{plain}{told}.txt"


def dump_texts(study: Study) -> Iterator[tuple[str, bytes]]:
    latest = SourceText.objects.filter(source__study=study).order_by("source_id", "-version").distinct("source_id")
    for text in latest.select_related("source").iterator(chunk_size=50):
        yield text_name(text.source), text.text.encode()
