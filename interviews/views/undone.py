"""What an undoing changes on the reading page: the turns, the codes, the extract in hand."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.history.effects import UPDATE, Effect
from accounts.models import Membership
from interviews.models import Code, Coding, Extract, ExtractSite, ExtractTracer, Source, SourceText
from interviews.spans import Span
from interviews.views import reading
from interviews.views.sent import sent_id

MOST_PLACES = 60  # more of them, and the page is fetched anew
EXTRACT, CODING, CODE = (model._meta.label for model in (Extract, Coding, Code))
SHOWN = {EXTRACT, CODING, CODE, *(model._meta.label for model in (ExtractSite, ExtractTracer))}


def source_read(request: HttpRequest, asking: Membership) -> Source | None:
    """The source whose reading page sent this, if one did. Raises Http404."""
    if not (request.htmx and "source" in request.POST):  # type: ignore[attr-defined]
        return None
    return cast("Source", get_object_or_404(reading.sources(asking), pk=sent_id(request.POST["source"])))


def answer(request: HttpRequest, asking: Membership, source: Source, effects: Sequence[Effect]) -> HttpResponse | None:
    """The parts of the reading page that changed; None where the whole page is to be fetched anew."""
    text = source.latest_text
    text.source = source
    if any(effect.kind not in SHOWN or (effect.kind == CODE and effect.op == UPDATE) for effect in effects):
        return None
    if str(text.version) != request.POST.get("version", str(text.version)):
        return None
    places = _places(effects, text)
    if places is None or len(places) > MOST_PLACES:
        return None
    in_hand = reading.in_hand(asking, source, request.POST.get("extract", ""))
    return reading.answer_places(request, asking, text, places, in_hand)


def sources_of(effects: Iterable[Effect]) -> set[UUID]:
    """The sources in whose words something changed."""
    places = list(_extracts(effects))
    texts = {values["text_id"] for _, values in places if "text_id" in values}
    known = {pk for pk, values in places if "text_id" not in values}
    found = SourceText.objects.filter(pk__in=texts).values_list("source", flat=True)
    return {*found, *Extract.objects.filter(pk__in=known).values_list("text__source", flat=True)}


def _places(effects: Sequence[Effect], text: SourceText) -> list[Span] | None:
    """Where on these words something changed; None where the history tells of earlier words."""
    places = []
    bare = set()
    for pk, values in _extracts(effects):
        if "text_id" not in values:
            bare.add(pk)
        elif values["text_id"] == str(text.pk):
            places.append(Span(values["start"], values["end"]))
        elif SourceText.objects.filter(pk=values["text_id"], source=text.source_id).exists():
            return None
    here = Extract.objects.filter(pk__in=bare, text=text).values_list("start", "end")
    return [*places, *(Span(start, end) for start, end in here)]


def _extracts(effects: Iterable[Effect]) -> Iterator[tuple[UUID, dict[str, Any]]]:
    """The extracts that changed, or whose codes and the like did, with what the history says of each."""
    for effect in effects:
        for values in effect.ends:
            if effect.kind == EXTRACT and values:
                yield effect.row, values
            elif values.get("extract_id"):
                yield UUID(values["extract_id"]), {}
