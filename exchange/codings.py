"""All coded extracts as one flat table: a row a coding, with what is known of the words, who speaks and who coded.

Everything is read in the order of sources, as it is needed: of the words, codings, turns and what extracts speak of, no
more than one source is ever held.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from accounts.models import Membership
from interviews.citation import speaking
from interviews.codetree import branches, flat
from interviews.grouping import Voice
from interviews.heard import voices
from interviews.models import Coding, ExtractSite, ExtractTracer, SpokenTurn
from interviews.turns import asks

COLUMNS = (
    *(
        "code",
        "path",
        "source",
        "kind",
        "date",
        "work stream",
        "consent",
        "participant",
        "site",
        "organisation",
        "role",
    ),
    *("speaker", "interviewer", "turn", "start", "end", "words", "speaks of sites", "speaks of tracers", "claim"),
    *("quotable", "coder", "coded on", "made with", "extract"),
)
AT_ONCE = 2_000
NOWHERE = "nowhere in particular"
SOURCE = ("printed_id", "kind", "date", "work_stream__code", "consent")
EXTRACT = ("text", "start", "end", "quote", "speaker", "nowhere", "claim", "quotable")
CODING = ("extract", "code", "coder", "at", "date", "made_with")


def rows(asking: Membership) -> Iterator[Sequence[object]]:
    """What this member may see, by COLUMNS."""
    held = _sources(asking)
    people = voices(asking, held)
    tree = branches(asking.study.codes.defer("description", "include", "exclude"))
    codes = {each.code.pk: (each.code.name, each.path) for each in flat(tree)}
    named = _Named(asking)
    beside = _Beside(asking, held)
    for source, codings in groupby(_codings(asking), key=itemgetter(0)):
        about = _About(held[source], people.get(source, ()), named)
        turns, sites, tracers = (of(source) for of in beside.of)
        of_sites, of_tracers, starts = _joined_by(sites), _joined_by(tracers), [row[3] for row in turns]
        for _, text, start, end, quote, speaker, nowhere, claim, quotable, extract, code, *told in codings:
            coder, at, date, made_with = told
            yield (
                *(*codes[code], *about.source, *about.voice(speaker), _turn(turns, starts, text, start), start, end),
                *(quote, NOWHERE if nowhere else of_sites.get(extract, ""), of_tracers.get(extract, ""), claim),
                *("yes" if quotable else "no", coder, date or f"{at:%Y-%m-%d}", made_with, extract),
            )


class _Named:
    """What sites and people are called."""

    def __init__(self, asking: Membership) -> None:
        self.sites: dict[Any, str] = dict(asking.study.sites.values_list("pk", "label"))
        self.people: dict[Any, str] = dict(asking.study.participants.values_list("pk", "code"))


class _About:
    """The cells of a source and of each who speaks in it."""

    def __init__(self, told: dict[str, Any], people: Sequence[Voice], named: _Named) -> None:
        self.source = tuple(told[name] or "" for name in SOURCE)
        self.interviewers, self.people, self.named = told["interviewers"], people, named
        self.known: dict[str, tuple[str, ...]] = {}

    def voice(self, speaker: str) -> tuple[str, ...]:
        if speaker not in self.known:
            self.known[speaker] = self._voice(speaker)
        return self.known[speaker]

    def _voice(self, speaker: str) -> tuple[str, ...]:
        """Of the interviewer no participant: whose words they are, not whom they are about."""
        asked = asks(speaker, self.interviewers)
        heard = () if asked else speaking(self.people, speaker)
        return (
            _joined(self.named.people.get(voice.participant_id, "") for voice in heard),
            _joined(self.named.sites.get(voice.site, "") for voice in heard),
            _joined(voice.organisation for voice in heard),
            _joined(voice.role for voice in heard),
            speaker,
            "yes" if asked else "no",
        )


class _Beside:
    """Rows that belong to sources, read in their order; `of` are functions from a source to its rows."""

    def __init__(self, asking: Membership, sources: Iterable[Any]) -> None:
        self.order = {source: number for number, source in enumerate(sources)}
        seen = asking.study.sources.visible_to(asking).values("pk")
        turns = SpokenTurn.objects.filter(study=asking.study_id, source__in=seen)
        sites = ExtractSite.objects.filter(extract__text__source__in=seen)
        tracers = ExtractTracer.objects.filter(extract__text__source__in=seen)
        way = "extract__text__source"
        self.of = (
            self._stream(turns.order_by("source__printed_id", "start"), "source", "text", "number", "start", "end"),
            self._stream(sites.order_by(f"{way}__printed_id", "site__order"), way, "extract", "site__label"),
            self._stream(tracers.order_by(f"{way}__printed_id", "tracer__order"), way, "extract", "tracer__label"),
        )

    def _stream(self, rows: QuerySet[Any], *fields: str) -> Any:
        groups = groupby(rows.values_list(*fields).iterator(chunk_size=AT_ONCE), key=itemgetter(0))
        at, held = -1, list[Any]()

        def of(source: Any) -> list[Any]:
            nonlocal at, held
            wanted = self.order[source]
            while at < wanted and (following := next(groups, None)):
                at, held = self.order[following[0]], list(following[1])
            return held if at == wanted else []

        return of


def _sources(asking: Membership) -> dict[Any, dict[str, Any]]:
    rows = asking.study.sources.visible_to(asking).order_by("printed_id")
    return {row["pk"]: row for row in rows.values("pk", "interviewers", *SOURCE)}


def _codings(asking: Membership) -> Iterator[Any]:
    """In the order of the words; each begins with its source."""
    extract = [f"extract__{name}" for name in EXTRACT]
    in_order = ("extract__text__source__printed_id", *extract[:3], "extract", "pk")
    codings = Coding.objects.visible_to(asking).order_by(*in_order)
    return codings.values_list("extract__text__source", *extract, *CODING).iterator(chunk_size=AT_ONCE)


def _turn(turns: Sequence[Any], starts: Sequence[int], text: Any, start: int) -> object:
    """The number of the turn; "" for words that are not the latest, or lie in no turn."""
    place = bisect_right(starts, start) - 1
    if place < 0:
        return ""
    _, of_text, number, _, end = turns[place]
    return number if of_text == text and start < end else ""


def _joined(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, values)))


def _joined_by(told: Iterable[tuple[Any, Any, str]]) -> dict[Any, str]:
    """The labels of each extract."""
    labels: dict[Any, list[str]] = {}
    for _, extract, label in told:
        labels.setdefault(extract, []).append(label)
    return {extract: "; ".join(each) for extract, each in labels.items()}
