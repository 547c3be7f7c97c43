"""All coded extracts as one flat table: a row a coding, with what is known of the words, who speaks and who coded.

Rows come from the database as they are needed, in the order of sources and words, and with them the turns of the latest
words, so that neither is ever held as a whole.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from accounts.models import Membership
from interviews.citation import speaking
from interviews.codetree import branches, flat
from interviews.heard import voices
from interviews.models import Coding, ExtractSite, ExtractTracer, SpokenTurn
from interviews.turns import asks

COLUMNS = (
    *("code", "path", "source", "kind", "date", "work stream", "participant", "site", "organisation", "role"),
    *("speaker", "interviewer", "turn", "start", "end", "words", "speaks of sites", "speaks of tracers", "claim"),
    *("quotable", "consent", "coder", "coded on", "made with", "extract"),
)
AT_ONCE = 2_000
NOWHERE = "nowhere in particular"
ROW = (
    *("extract__text__source__printed_id", "extract__text", "extract__start", "extract__end", "extract__quote"),
    *("extract__speaker", "extract__nowhere", "extract__claim", "extract__quotable", "extract"),
    *("extract__text__source", "code", "coder", "at", "date", "made_with", "of_sites", "of_tracers"),
)


def rows(asking: Membership) -> Iterator[Sequence[object]]:
    """What this member may see, by COLUMNS."""
    sources = _sources(asking)
    people = voices(asking, sources)
    tree = branches(asking.study.codes.defer("description", "include", "exclude"))
    paths = {each.code.pk: each for each in flat(tree)}
    sites = dict(asking.study.sites.values_list("pk", "label"))
    codes_of_people: dict[Any, str] = dict(asking.study.participants.values_list("pk", "code"))
    turns = _Turns(asking, sources)
    for row in _codings(asking):
        told = dict(zip(ROW, row, strict=True))
        of = told["extract__text__source"]
        source = sources[of]
        speaker, code = told["extract__speaker"], paths[told["code"]]
        asked = asks(speaker, source["interviewers"])
        heard = () if asked else speaking(people.get(of, ()), speaker)
        spoken_of = NOWHERE if told["extract__nowhere"] else "; ".join(told["of_sites"])
        yield (
            *(code.code.name, code.path, source["printed_id"], source["kind"], source["date"]),
            source["work_stream__code"] or "",
            _joined(codes_of_people.get(voice.participant_id, "") for voice in heard),
            _joined(sites.get(voice.site, "") for voice in heard),
            *(_joined(voice.organisation for voice in heard), _joined(voice.role for voice in heard)),
            *(speaker, "yes" if asked else "no", turns.at(of, told["extract__text"], told["extract__start"])),
            *(told["extract__start"], told["extract__end"], told["extract__quote"], spoken_of),
            *("; ".join(told["of_tracers"]), told["extract__claim"], "yes" if told["extract__quotable"] else "no"),
            *(source["consent"], told["coder"], told["date"] or f"{told['at']:%Y-%m-%d}", told["made_with"]),
            told["extract"],
        )


def _sources(asking: Membership) -> dict[Any, dict[str, Any]]:
    rows = asking.study.sources.visible_to(asking).order_by("printed_id")
    fields = ("pk", "printed_id", "kind", "date", "work_stream__code", "interviewers", "consent")
    return {row["pk"]: row for row in rows.values(*fields)}


def _joined(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, values)))


def _codings(asking: Membership) -> Iterator[Any]:
    of_extract = {"extract": OuterRef("extract")}
    sites = ExtractSite.objects.filter(**of_extract).order_by("site__order", "site__code").values("site__label")
    tracers = ExtractTracer.objects.filter(**of_extract).order_by("tracer__order", "tracer__label")
    codings = Coding.objects.visible_to(asking).annotate(
        of_sites=ArraySubquery(sites), of_tracers=ArraySubquery(tracers.values("tracer__label"))
    )
    in_order = ("extract__text__source__printed_id", "extract__text", "extract__start", "extract__end", "extract", "pk")
    return codings.order_by(*in_order).values_list(*ROW).iterator(chunk_size=AT_ONCE)


class _Turns:
    """In which turn a place lies: the turns are read beside the codings, in the same order of sources."""

    def __init__(self, asking: Membership, sources: Iterable[Any]) -> None:
        self.order = {source: number for number, source in enumerate(sources)}
        turns = SpokenTurn.objects.filter(study=asking.study_id, source__in=asking.study.sources.visible_to(asking))
        rows = turns.order_by("source__printed_id", "start").values_list("source", "text", "number", "start", "end")
        self.left = groupby(rows.iterator(chunk_size=AT_ONCE), key=itemgetter(0))
        self.at_source, self.held, self.starts = -1, list[Any](), list[int]()

    def at(self, source: Any, text: Any, start: int) -> object:
        """The number of the turn; "" for words that are not the latest, or lie in no turn."""
        wanted = self.order[source]
        while self.at_source < wanted and (following := next(self.left, None)):
            self.at_source, self.held = self.order[following[0]], list(following[1])
            self.starts = [row[3] for row in self.held]
        place = bisect_right(self.starts, start) - 1
        if self.at_source != wanted or place < 0:
            return ""
        _, of_text, number, _, end = self.held[place]
        return number if of_text == text and start < end else ""
