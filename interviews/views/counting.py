"""Counting what was said, and which codes stand together; each figure leads to its places."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import access
from accounts.models import Membership
from interviews.codetree import branches, flat
from interviews.downloads import csv_file
from interviews.models import Code, Coding, SpokenTurn
from interviews.query import QueryError
from interviews.searching.asked import Asked
from interviews.searching.counting import counted
from interviews.searching.finding import Search
from interviews.searching.frequencies import Family, families
from interviews.searching.together import Coded, Pair, Place, in_turns, overlapping
from interviews.spans import Span
from interviews.views.search import choices

WORDS, PAIRS, PLACES = 200, 200, 50


@require_safe
def word_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The words that are said most, by those and there where the form says."""
    asking = access.member(request, slug)
    asked = replace(Asked.read(request.GET), q="", pattern="", sort="")
    without = request.GET.get("without", "")[:500]
    context: dict[str, Any] = {"study": asking.study, "member": asking, "asked": asked, "no_words": True}
    try:
        found = families(counted(Search(asking, asked)), set(without.lower().split()))
    except QueryError as error:
        found, context["problem"] = [], str(error)
    page = Paginator(found, WORDS).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context |= choices(asking) | {"page": page, "query": query.urlencode(), "without": without, "asked": asked}
    context["most"] = found[0].times if found else 1
    return render(request, "interviews/word_list.html", context, status=422 if context.get("problem") else 200)


@require_safe
def word_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as CSV, all of it; the page says what cannot be read."""
    asking = access.member(request, slug)
    asked = replace(Asked.read(request.GET), q="", pattern="", sort="")
    try:
        found = families(counted(Search(asking, asked)), set(request.GET.get("without", "")[:500].lower().split()))
    except QueryError:
        return redirect(f"{reverse('interviews:word_list', args=[slug])}?{request.GET.urlencode()}")
    return csv_file(f"{slug}-words", ("word", "times", "forms"), (_row(family) for family in found))


def _row(family: Family) -> tuple[str, int, str]:
    return family.word, family.times, "; ".join(f"{form} {number}" for form, number in family.forms)


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of codes, in the order of the tree."""

    one: Code
    other: Code
    places: int
    sources: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """A place of two codes, and where it is read. `words` are those that bear both, or the turn."""

    printed_id: str
    words: str
    href: str


@require_safe
def code_pairs(request: HttpRequest, slug: str) -> HttpResponse:
    """The codes that stand together, and how often; with `one` and `other` the places of these two."""
    asking = access.member(request, slug)
    by_turn = request.GET.get("within") == "turn"
    codes = {branch.code.pk: branch.code for branch in flat(branches(asking.study.codes.all()))}
    pairs = pairs_of(asking, by_turn=by_turn)
    context: dict[str, Any] = {"study": asking.study, "member": asking, "by_turn": by_turn}
    if "one" in request.GET or "other" in request.GET:
        context |= _places(request, asking, codes, pairs)
        return render(request, "interviews/code_pair.html", context)
    page = Paginator(_rows(pairs, codes), PAIRS).get_page(request.GET.get("page"))
    context |= {"page": page, "query": "within=turn" if by_turn else ""}
    return render(request, "interviews/code_pairs.html", context)


@require_safe
def code_pair_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as CSV, all of it."""
    asking = access.member(request, slug)
    branch = {each.code.pk: each for each in flat(branches(asking.study.codes.all()))}
    pairs = pairs_of(asking, by_turn=request.GET.get("within") == "turn")
    rows = _rows(pairs, {pk: each.code for pk, each in branch.items()})
    told = ((branch[row.one.pk].path, branch[row.other.pk].path, row.places, row.sources) for row in rows)
    return csv_file(f"{slug}-codes-together", ("code", "with", "places", "sources"), told)


def pairs_of(asking: Membership, *, by_turn: bool) -> list[Pair]:
    """Of the latest words alone: what could not be carried over to them stands nowhere."""
    latest = SpokenTurn.objects.filter(text=OuterRef("extract__text"))
    codings = Coding.objects.visible_to(asking).filter(Exists(latest))
    fields = ("extract__text", "extract__start", "extract__end", "code")
    coded = [Coded(*row) for row in codings.order_by().values_list(*fields)]
    if not by_turn:
        return overlapping(coded)
    turns: dict[UUID, list[Span]] = {}
    told = SpokenTurn.objects.filter(study=asking.study_id, text__in={row.text for row in coded}).order_by(
        "text", "start"
    )
    for text, start, end in told.values_list("text", "start", "end"):
        turns.setdefault(text, []).append(Span(start, end))
    return in_turns(coded, turns)


def _rows(pairs: Sequence[Pair], codes: dict[UUID, Code]) -> list[Row]:
    order = {pk: place for place, pk in enumerate(codes)}
    rows = []
    for pair in pairs:
        one, other = sorted(pair.codes, key=lambda pk: order[pk])
        rows.append(Row(codes[one], codes[other], len(pair.places), pair.texts))
    return rows


def _places(request: HttpRequest, asking: Membership, codes: dict[UUID, Code], pairs: Sequence[Pair]) -> dict[str, Any]:
    named = [
        next((code for pk, code in codes.items() if str(pk) == request.GET.get(name)), None)
        for name in ("one", "other")
    ]
    if None in named:
        raise Http404
    wanted = {code.pk for code in named if code}
    places = next((pair.places for pair in pairs if set(pair.codes) == wanted), ())
    page = Paginator(places, PLACES).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return {"named": named, "page": page, "query": query.urlencode(), "quoted": _quoted(asking, list(page))}


def _quoted(asking: Membership, places: Sequence[Place]) -> list[Quoted]:
    turns: dict[UUID, list[SpokenTurn]] = {}
    held = SpokenTurn.objects.filter(study=asking.study_id, text__in={place.text for place in places})
    for turn in held.select_related("source").defer("stems", "forms").order_by("text", "start"):
        turns.setdefault(turn.text_id, []).append(turn)
    return [_one(asking, place, turns.get(place.text, [])) for place in places]


def _one(asking: Membership, place: Place, turns: Sequence[SpokenTurn]) -> Quoted:
    touched = [turn for turn in turns if turn.start < place.span.end and place.span.start < turn.end]
    words = " / ".join(
        turn.words[max(0, place.span.start - turn.start) : place.span.end - turn.start].strip() for turn in touched
    )
    first = (touched or turns)[0]
    source = first.source
    read = reverse("interviews:source_read", args=[asking.study.slug, source.pk])
    href = f"{read}?hit={place.span.start}-{place.span.end}#turn-{first.number}"
    return Quoted(source.printed_id, words, href)
