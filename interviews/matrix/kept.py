"""Which codes stand on what each speaker says, kept in memory and counted anew source by source.

To join all codings of a large study takes longer than a page may. What was counted is good until the coding of its
source changes, which the database itself tells (interviews.models.News); so a page counts what changed since, and all
of it once a day and after a start. Sources that are coded blind are counted for each member each time: nothing that
somebody may not see is ever taken from memory.
"""

import time
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from accounts.models import Membership
from interviews.matrix.roomy import asked_roomily
from interviews.models import Code, Coding, DoubleCoding, News, Source

SECONDS = 24 * 60 * 60  # shorter than News.KEPT
STUDIES = 8  # at most so many are kept


class Spoken(NamedTuple):
    """Of a speaker of a source: the numbers of codes, one for each extract, whoever coded it; and how many extracts.

    `places`: on which of these extracts each code stands.
    """

    speaker: str
    codes: Sequence[int]
    places: Sequence[int]
    extracts: int


@dataclass(frozen=True)
class Kept:
    """`as_of` is the snapshot of which all of it is true; `codes` are their numbers."""

    as_of: str
    counted: float
    codes: dict[UUID, int]
    sources: dict[Any, list[Spoken]]


_KEPT: dict[UUID, Kept] = {}


def spoken(asking: Membership) -> tuple[dict[UUID, int], dict[Any, list[Spoken]]]:
    """The numbers of the codes, and by source what is spoken. What this member may not see at all is still among it."""
    kept = _now(asking.study_id)
    blind = list(DoubleCoding.objects.filter(source__study=asking.study_id).blind().values_list("source", flat=True))
    if not blind:
        return kept.codes, kept.sources
    seen = Coding.objects.visible_to(asking).filter(extract__text__source__in=blind)
    return kept.codes, kept.sources | {key: [] for key in blind} | _count(seen, kept.codes)


def extracts(asking: Membership) -> dict[UUID, int]:
    """How many extracts each code has, of those this member may see."""
    codes, sources = spoken(asking)
    if asking.site_restricted:
        visible = set(Source.objects.visible_to(asking).values_list("pk", flat=True))
        sources = {source: held for source, held in sources.items() if source in visible}
    counted: Counter[int] = Counter()
    for held in sources.values():
        for each in held:
            counted.update(each.codes)
    return {code: counted[place] for code, place in codes.items()}


def _now(study: UUID) -> Kept:
    held = _KEPT.get(study)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        as_of = cursor.fetchone()[0]
    codings = Coding.objects.filter(code__study=study)
    if held is None or time.monotonic() - held.counted > SECONDS:
        codes = {pk: number for number, pk in enumerate(Code.objects.filter(study=study).values_list("pk", flat=True))}
        kept = Kept(as_of, time.monotonic(), codes, _count(codings, codes))
    else:
        kept = _caught_up(held, study, as_of, codings)
    _KEPT.pop(study, None)
    _KEPT[study] = kept
    for oldest in list(_KEPT)[:-STUDIES]:
        _KEPT.pop(oldest, None)
    return kept


def _caught_up(held: Kept, study: UUID, as_of: str, codings: QuerySet[Coding]) -> Kept:
    """With the sources in which something was coded since, and codes that are new."""
    news = News.objects.since(held.as_of, Source.objects.filter(study=study).values("pk"))
    changed = list(news.order_by().values_list("place", flat=True).distinct())
    pks = Code.objects.filter(study=study).values_list("pk", flat=True)
    codes = held.codes | {
        pk: len(held.codes) + number for number, pk in enumerate(pk for pk in pks if pk not in held.codes)
    }
    anew = _count(codings.filter(extract__text__source__in=changed), codes) if changed else {}
    return Kept(as_of, held.counted, codes, held.sources | {key: [] for key in changed} | anew)


def _count(codings: QuerySet[Coding], codes: dict[UUID, int]) -> dict[Any, list[Spoken]]:
    sql, values = (
        codings.order_by()
        .values_list("extract_id", "extract__text__source_id", "extract__speaker", "code_id")
        .distinct()
        .query.sql_with_params()
    )
    rows = asked_roomily(
        "SELECT source, speaker, array_agg(number), array_agg(place), max(place) + 1 FROM ("  # noqa: S608 – ours
        "SELECT source, speaker, line.number, dense_rank() OVER (PARTITION BY source, speaker ORDER BY extract) - 1"
        f" FROM ({sql}) AS held(extract, source, speaker, code)"
        " JOIN unnest(%s::uuid[], %s::int[]) AS line(code, number) ON line.code = held.code"
        ") AS met(source, speaker, number, place) GROUP BY 1, 2",
        [*values, list(codes), list(codes.values())],
    )
    found: dict[Any, list[Spoken]] = {}
    for source, speaker, numbers, places, extracts in rows:
        found.setdefault(source, []).append(Spoken(speaker, array("I", numbers), array("I", places), extracts))
    return found
