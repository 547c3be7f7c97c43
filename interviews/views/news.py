"""What others did in a text while somebody reads it: asked for every other second, so quick where there is nothing."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from accounts import access
from accounts.models import JournalEntry, Membership
from interviews import markup
from interviews.codetree import branches
from interviews.highlights import shown, touched
from interviews.matrix.kept import extracts as counts
from interviews.models import Code, Extract, News, Source, SourceText
from interviews.models.blind import told_to
from interviews.models.news import as_of, is_snapshot
from interviews.only import Only
from interviews.telling_news import Did, told
from interviews.turns import Turn
from interviews.views import reading
from interviews.views.sent import sent_id


@require_safe
def source_news(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """What is new since the snapshot `as_of`: the turns that look different now, and who did it. 204: nothing."""
    asking = access.member(request, slug)
    since = request.GET.get("as_of", "")
    readable = Source.objects.visible_to(asking)
    if not is_snapshot(since):
        get_object_or_404(readable, pk=pk)
        return HttpResponseBadRequest("This page is too old. Load it again.", content_type="text/plain")
    news = News.objects.since(since, [pk, asking.study_id])
    latest = SourceText.objects.filter(source=OuterRef("pk")).order_by("-version").values("version")[:1]
    asked = readable.filter(pk=pk).values_list(as_of(), Subquery(latest), Exists(news))
    now, version, is_new = asked.first() or (None, None, None)
    if now is None:
        raise Http404
    if str(version) != request.GET.get("version"):
        return JsonResponse({"outdated": True})
    if not is_new:
        return HttpResponse(status=204)
    source = get_object_or_404(readable, pk=pk)
    return JsonResponse({"as_of": now, **_everything(request, asking, source, list(news))})


def _everything(request: HttpRequest, asking: Membership, source: Source, news: Sequence[News]) -> dict[str, Any]:
    text = source.latest_text
    text.source = source
    turns = reading.spoken(text)
    here = [each for each in news if each.place == source.pk]
    codes = [each for each in news if each.place != source.pk]
    renamed = {thing for each in codes for thing in each.things}
    changed = {thing for each in here for thing in each.things}
    spans = [(each.start, each.end) for each in here]
    if renamed:
        spans += text.extracts.filter(codings__code__in=renamed).distinct().values_list("start", "end")
    only = reading.wanted(asking, reading.looking_at(request))
    places = {place for start, end in spans for place in touched(turns, start, end)}
    there = set(Extract.objects.visible_to(asking).filter(pk__in=changed).values_list("pk", flat=True))
    away = changed - there
    hidden = set(Extract.objects.filter(pk__in=away).values_list("pk", flat=True)) if away else set()
    entries = [entry for entry in _entries(asking, news) if entry.thing not in hidden]
    others = [entry for entry in entries if entry.by_id != asking.user_id]
    own = {entry.thing for entry in entries} - {entry.thing for entry in others}
    changed -= hidden | _hidden(asking, news) | own
    return {
        "turns": _drawn(asking, text, turns, sorted(places), sent_id(request.GET.get("extract")), only),
        "tree": _tree(asking) if codes else None,
        "counts": {str(code): number for code, number in counts(asking).items()},
        "changed": sorted(map(str, changed & there)),
        "gone": sorted(map(str, changed - there)),
        "told": [asdict(each) for each in told(_deeds(others, turns, here))] + _renamings(others, renamed),
    }


def _drawn(
    asking: Membership, text: SourceText, turns: Sequence[Turn], places: Sequence[int], current: UUID | None, only: Only
) -> SafeString:
    if not places:
        return SafeString("")
    first, last = places[0], places[-1]
    part = turns[first : last + 1]
    marks = reading.marks(asking, text, part[0].start, part[-1].end, only=only.with_extract(current))
    drawn = shown(part, marks, first=first + 1)
    wanted = {place + 1 for place in places}
    return markup.replacements(text.text, (each for each in drawn if each.number in wanted), current)


def _tree(asking: Membership) -> SafeString:
    return markup.code_tree(branches(asking.study.codes.in_use(), counts(asking)), asking.study.slug)


def _deeds(entries: Sequence[JournalEntry], turns: Sequence[Turn], news: Sequence[News]) -> list[Did]:
    """What was done to these extracts, as the journal has it."""
    where = [{place + 1 for place in touched(turns, each.start, each.end)} for each in news]
    return [
        Did(str(entry.by), entry.deed, frozenset(numbers))
        for entry in entries
        for each, numbers in zip(news, where, strict=True)
        if numbers and entry.pk > each.after and entry.thing in each.things
    ]


def _renamings(entries: Sequence[JournalEntry], renamed: set[UUID]) -> list[dict[str, Any]]:
    who = {entry.thing: entry.by for entry in entries if entry.thing in renamed}
    names = Code.objects.filter(pk__in=who).values_list("pk", "name") if who else []
    return [{"words": f"{who[pk]} changed the code “{name}”", "turns": []} for pk, name in names]


def _entries(asking: Membership, news: Sequence[News]) -> Sequence[JournalEntry]:
    """What was done to the things of the news since, the earliest first."""
    lately = _since(asking, news).filter(told_to(asking.user_id), by__isnull=False)
    return list(lately.select_related("by").order_by("pk"))


def _hidden(asking: Membership, news: Sequence[News]) -> set[UUID | None]:
    """Of the things of the news those that blind double coding hides."""
    return set(_since(asking, news).exclude(told_to(asking.user_id)).values_list("thing", flat=True))


def _since(asking: Membership, news: Sequence[News]) -> QuerySet[JournalEntry]:
    things = {thing for each in news for thing in each.things}
    return asking.study.journal.filter(pk__gt=min(each.after for each in news), thing__in=things)
