"""Where spans of earlier versions of the words are by now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from interviews.edits import Carrier, Edit
from interviews.models.sources import SourceText
from interviews.spans import Span

type Values = dict[str, Any]


def as_now(rows: Sequence[Values]) -> list[Values | None]:
    """Rows with `text_id`, `start` and `end`, on the latest version of the words; None where nothing of them is left.

    The latest words are kept from being changed until the transaction ends.
    """
    ways = _ways({UUID(row["text_id"]) for row in rows if "text_id" in row})
    return [_carried(row, ways) if row.get("text_id") in ways else row for row in rows]


class Moved:
    """Where stretches of these texts are on the latest words, for reading: nothing is kept from being changed."""

    def __init__(self, texts: Iterable[UUID]) -> None:
        self.ways = _ways(set(texts), hold=False)

    def text(self, text: UUID) -> UUID:
        """The latest version of these words."""
        return self.ways[str(text)][0] if str(text) in self.ways else text

    def span(self, text: UUID, span: Span) -> Span:
        """Empty where nothing is left of it."""
        for carrier in self.ways[str(text)][1] if str(text) in self.ways else ():
            span = carrier(span)
            if not len(span):
                break
        return span


def _carried(row: Values, ways: Mapping[str, tuple[UUID, list[Carrier]]]) -> Values | None:
    latest, carriers = ways[row["text_id"]]
    span = Span(row["start"], row["end"])
    for carrier in carriers:
        span = carrier(span)
        if not len(span):
            return None
    return row | {"text_id": str(latest), "start": span.start, "end": span.end}


def _ways(texts: set[UUID], *, hold: bool = True) -> dict[str, tuple[UUID, list[Carrier]]]:
    """For each text with a later version: the latest one, and what carries a span there, step by step."""
    sources = SourceText.objects.filter(pk__in=texts).values("source")
    if hold:
        of_sources = SourceText.objects.filter(source__in=sources).order_by("pk")
        list(of_sources.select_for_update(no_key=True).values_list("pk"))
    versions: dict[UUID, list[tuple[UUID, Any]]] = defaultdict(list)
    every = SourceText.objects.filter(source__in=sources).order_by("source", "version")
    for source, pk, edits in every.values_list("source", "pk", "edits"):
        versions[source].append((pk, edits))
    return {
        str(pk): (row[-1][0], [Carrier(_edits(kept)) for _, kept in row[place + 1 :]])
        for row in versions.values()
        for place, (pk, _) in enumerate(row[:-1])
        if pk in texts
    }


def _edits(kept: Iterable[Sequence[int]]) -> list[Edit]:
    """Stored edits hold no words, only how long they are: enough for carrying a span."""
    return [Edit(start, end, " " * length) for start, end, length in kept]
