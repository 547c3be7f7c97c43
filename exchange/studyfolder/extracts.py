"""extracts.csv: spans of the words and their codings; and finding the words that a row quotes."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from accounts import journal
from accounts.models import Study
from exchange.studyfolder.loading import Entry, Loading, Shelf, code_paths, given, join, table
from interviews import anchoring
from interviews.models import (
    Code,
    Coding,
    Extract,
    ExtractSite,
    ExtractTracer,
    Source,
    SourceText,
)
from interviews.tables import Row
from tracers.names import plain

COLUMNS = (
    ("source", "quote"),
    (
        *("start", "end", "codes", "coder", "date", "memo", "sites", "tracers", "claim", "published", "quotable"),
        "made_with",
    ),
)
NOWHERE = "nowhere"


def load(loading: Loading) -> None:
    rows = loading.table("extracts", *COLUMNS)
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
            spoken_of = [name for name in row.listed("sites") if plain(name) != NOWHERE]
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
            "nowhere:sites": any(plain(name) == NOWHERE for name in row.listed("sites")),
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
                    given = {"coder": row["coder"], "date": row["date"], "made_with": row["made_with"]}
                    coding = Coding(extract=extract, code=code, **given)
                    coding.clean_fields(exclude=["extract", "code", "by"])
                    made.append(coding)
    Coding.objects.bulk_create(made, batch_size=1000)
    loading.problems.count("codings", "made", len(made))


def dump(study: Study) -> bytes:
    return table(COLUMNS, _extract_rows(study))


def _extract_rows(study: Study) -> Iterator[Entry]:
    paths = code_paths(study)
    codings = Prefetch("codings", queryset=Coding.objects.order_by("at", "coder"))
    extracts = Extract.objects.of(study).exclude(quote="").in_order().select_related("text__source")
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
        by_coder: dict[tuple[str, str, str], list[str]] = {}
        for coding in extract.codings.all():
            by_coder.setdefault((coding.coder, coding.date, coding.made_with), []).append(paths[coding.code_id])
        yield from [
            entry | {"codes": "; ".join(codes), "coder": coder, "date": date, "made_with": made_with}
            for (coder, date, made_with), codes in by_coder.items()
        ] or [entry]


def _short(quote: str) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= 60 else f"{quote[:57]}…"
