"""Participants, sources and their texts, the codebook, extracts and memos: each table's way in and way out."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from accounts import journal
from accounts.models import Study
from exchange import tables
from exchange.studyfolder.loading import Loading, Shelf, code_paths, date, given, insist_on_a_tree, join, source_key
from exchange.tables import BadRow, Row
from interviews import anchoring
from interviews.codetree import branches, flat
from interviews.models import (
    Code,
    CodeTheme,
    Coding,
    Extract,
    ExtractSite,
    ExtractTracer,
    Participant,
    Participation,
    Source,
    SourceText,
    SourceTracer,
)
from interviews.models.codes import HUES
from interviews.readers import Unreadable, read

type Entry = dict[str, object]

PARTICIPANTS = ("participant",), ("site", "role", "note")
SOURCES = (
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
CODEBOOK = ("code",), ("description", "include", "exclude", "hue", "kind", "themes", "retired")
EXTRACTS = (
    ("source", "quote"),
    ("start", "end", "codes", "coder", "date", "memo", "sites", "tracers", "claim", "published", "quotable"),
)
NOWHERE = "nowhere"


# Participants


def load_participants(loading: Loading) -> None:
    rows = loading.table("participants", *PARTICIPANTS)
    shelf = Shelf(
        loading, Participant.objects.filter(study=loading.study), lambda p: p.code.casefold(), rows, once=True
    )
    for row in rows:
        with loading.row(row):
            code = row.required("participant")
            values = given(
                row,
                {
                    "site": loading.sites.optional(row["site"]),
                    "role": row["role"],
                    "note": row["note"],
                },
            )
            person = shelf.put(row, code.casefold(), values | {"study": loading.study, "code": code})
            person.attributes |= row.extra
    shelf.flush()


def dump_participants(study: Study) -> bytes:
    rows = (
        {"uuid": p.pk, "participant": p.code, "site": p.site.code if p.site else "", "role": p.role, "note": p.note}
        | p.attributes
        for p in study.participants.select_related("site")
    )
    return table(PARTICIPANTS, rows)


# Sources


def load_sources(loading: Loading) -> None:
    rows = loading.table("sources", *SOURCES)
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


def dump_sources(study: Study) -> bytes:
    return table(SOURCES, _source_rows(study))


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


# Codebook


def load_codebook(loading: Loading) -> None:
    rows = loading.table("codebook", *CODEBOOK)
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


def dump_codebook(study: Study) -> bytes:
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
    return table(CODEBOOK, rows)


# Extracts


def load_extracts(loading: Loading) -> None:
    rows = loading.table("extracts", *EXTRACTS)
    shelf = Shelf(
        loading, Extract.objects.of(loading.study), lambda extract: (extract.text_id, extract.start, extract.end), rows
    )
    codings: list[tuple[Extract, Row, list[Code]]] = []
    sites: dict[Extract, Any] = {}
    tracers: dict[Extract, Any] = {}
    for row in rows:
        with loading.row(row):
            source = loading.sources[row.required("source")]
            codes = loading.codes.all(row.listed("codes"))
            spoken_of = [name for name in row.listed("sites") if tables.plain(name) != NOWHERE]
            about = loading.sites.all(spoken_of) if row.has("sites") else None
            of_tracers = loading.tracers.all(row.listed("tracers")) if row.has("tracers") else None
            values = _extract_values(row)
            span = find_words(loading, row, source, row.required("quote"), prefer=shelf.by_key)
            if span is None:
                loading.problems.count(row.file, "skipped")
                continue
            extract = put_extract(loading, shelf, row, span, values)
            codings.append((extract, row, codes))
            sites[extract], tracers[extract] = about, of_tracers
    shelf.flush()
    join(ExtractSite, "extract", "site", sites)
    join(ExtractTracer, "extract", "tracer", tracers)
    _save_codings(loading, codings)
    if rows:
        journal.record(loading.study, loading.by, "imported", Extract(), count=max(1, len(rows)))


def _extract_values(row: Row) -> dict[str, Any]:
    return given(
        row,
        {
            "claim": row.choice("claim", Extract.Claim),
            "published": row["published"],
            "quotable": row.flag("quotable", True),
            "nowhere:sites": any(tables.plain(name) == NOWHERE for name in row.listed("sites")),
        },
    )


def find_words(
    loading: Loading, row: Row, source: Source, quote: str, *, prefer: Any = ()
) -> tuple[SourceText, int, int] | None:
    """Where the row's words stand in the source. With none, or several, a notice says so and None comes back.

    Of several places the one at `start` counts, then the only one that is an extract already (`prefer`).
    """
    text = loading.texts.get(source.pk)
    if text is None:
        loading.problems.notice(row.file, row.number, f"{source.printed_id} has no words to find this quotation in.")
        return None
    start, end = row.whole_number("start"), row.whole_number("end")
    if start is not None and end is not None and anchoring.normal(text.text[start:end]) == anchoring.normal(quote):
        return text, start, end
    places = anchoring.places(loading.searchable(text), quote)
    if start is not None and len(places) > 1:
        places = [min(places, key=lambda place: abs(place.start - start))]
    if len(places) > 1:
        known = [place for place in places if (text.pk, place.start, place.end) in prefer]
        places = known if len(known) == 1 else places
    if len(places) == 1:
        return text, places[0].start, places[0].end
    problem = "is found nowhere in" if not places else f"is found {len(places)} times in"
    remedy = "Correct the words." if not places else "Give more of the words, or the column “start”."
    loading.problems.notice(
        row.file, row.number, f"the quotation “{_short(quote)}” {problem} {source.printed_id}. {remedy}"
    )
    return None


def put_extract(
    loading: Loading, shelf: Shelf[Extract], row: Row, span: tuple[SourceText, int, int], values: dict[str, Any]
) -> Extract:
    """The extract of exactly these words, made where it is not there."""
    text, start, end = span
    prefix, suffix = anchoring.context(text.text, start, end)
    speaker = next((turn["speaker"] for turn in text.turns if turn["start"] <= start < turn["end"]), "")
    place = {
        "text": text,
        "start": start,
        "end": end,
        "quote": text.text[start:end],
        "prefix": prefix,
        "suffix": suffix,
        "speaker": speaker,
    }
    return shelf.put(row, (text.pk, start, end), place | values, only_new={"made_by": loading.by})


def _save_codings(loading: Loading, told: list[tuple[Extract, Row, list[Code]]]) -> None:
    held = set(
        Coding.objects.filter(extract__text__source__study=loading.study).values_list("extract", "code", "coder")
    )
    made = []
    for extract, row, codes in told:
        for code in codes:
            key = (extract.pk, code.pk, row["coder"])
            if key not in held:
                held.add(key)
                with loading.row(row):
                    coding = Coding(extract=extract, code=code, coder=row["coder"], date=row["date"])
                    coding.clean_fields(exclude=["extract", "code", "by"])
                    made.append(coding)
    Coding.objects.bulk_create(made, batch_size=1000)
    loading.problems.count("codings", "made", len(made))


def dump_extracts(study: Study) -> bytes:
    return table(EXTRACTS, _extract_rows(study))


def _extract_rows(study: Study) -> Iterator[Entry]:
    paths = code_paths(study)
    codings = Prefetch("codings", queryset=Coding.objects.order_by("at", "coder"))
    extracts = Extract.objects.of(study).in_order().select_related("text__source")
    for extract in extracts.prefetch_related("sites", "tracers", codings):
        entry: Entry = {
            "uuid": extract.pk,
            "source": extract.text.source.printed_id,
            "quote": extract.quote,
            "start": extract.start,
            "end": extract.end,
            "sites": "; ".join([*(site.code for site in extract.sites.all()), *([NOWHERE] if extract.nowhere else [])]),
            "tracers": "; ".join(tracer.code for tracer in extract.tracers.all()),
            "claim": extract.claim,
            "published": extract.published,
            "quotable": "" if extract.quotable else "no",
        }
        by_coder: dict[tuple[str, str], list[str]] = {}
        for coding in extract.codings.all():
            by_coder.setdefault((coding.coder, coding.date), []).append(paths[coding.code_id])
        yield from [
            entry | {"codes": "; ".join(codes), "coder": coder, "date": date}
            for (coder, date), codes in by_coder.items()
        ] or [entry]


def _short(quote: str) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= 60 else f"{quote[:57]}…"


def table(columns: tuple[tuple[str, ...], tuple[str, ...]], rows: Any) -> bytes:
    """A CSV with uuid first among the optional columns, and attributes as columns of their own at the end."""
    rows = list(rows)
    known = {*columns[0], *columns[1], "uuid"}
    extra = dict.fromkeys(name for row in rows for name in row if name not in known)
    return tables.write(columns[0], (*columns[1], *extra, "uuid"), rows)
