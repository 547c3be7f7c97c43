"""Searching what was said: keyword in context, coding the hits, keeping a search."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.models import Membership
from interviews.citation import cite
from interviews.codetree import branches, flat
from interviews.forms.search import CodeHitsForm, SaveForm
from interviews.models import Participation, SavedSearch, Source
from interviews.query import QueryError
from interviews.searching import memos
from interviews.searching.asked import Asked
from interviews.searching.finding import Passage, Result, Search
from interviews.searching.places import Line, lines
from interviews.spans import Span
from interviews.views.sources import organisations

PAGE = 50
SHOWN = 12  # lines of a turn


@dataclass(frozen=True, slots=True)
class Hit:
    """A line, where it leads, and what is sent when it is ticked."""

    line: Line
    href: str
    sent: str


@dataclass(frozen=True, slots=True)
class Shown:
    passage: Passage
    printed_id: str
    citation: str
    hits: Sequence[Hit]
    more: int  # lines that are not shown


class Counted(Sequence[None]):
    """A list that knows its length alone: the paginator asks no more."""

    def __init__(self, length: int) -> None:
        self.length = length

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, place: Any) -> Any:
        return []


@require_safe
def search(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    return page(request, asking, Asked.read(request.GET))


@require_POST
def search_coding(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a code to the ticked hits, or to all of them."""
    asking = access.writer(request, slug)
    asked = Asked.read(request.POST)
    form = CodeHitsForm(request.POST, member=asking, asked=asked)
    if not form.is_valid():
        return page(request, asking, asked, coding=form)
    try:
        code, coded = form.code_hits()
    except (ValidationError, QueryError) as error:
        form.add_error(None, getattr(error, "messages", str(error)))
        return page(request, asking, asked, coding=form)
    messages.success(request, _told(code.name, coded.codings, coded.had, coded.sources))
    return redirect(address(asking, asked))


@require_POST
def search_saved(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a search under a name."""
    asking = access.writer(request, slug)
    asked = Asked.read(request.POST)
    form = SaveForm(request.POST, member=asking, asked=asked)
    if form.is_valid():
        SavedSearch.objects.keep(asking.study, form.cleaned_data["name"], asked.told, by=asking.user)
        messages.success(request, f"The search is kept as “{form.cleaned_data['name']}”.")
        return redirect(address(asking, asked))
    return page(request, asking, asked, saving=form)


@require_POST
def search_removal(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    saved = get_object_or_404(asking.study.searches, pk=pk)
    saved.remove(by=asking.user)
    messages.success(request, f"“{saved}” is not kept any more.")
    return redirect("interviews:search", slug=slug)


def address(asking: Membership, asked: Asked) -> str:
    return f"{reverse('interviews:search', args=[asking.study.slug])}?{asked.address}"


def page(
    request: HttpRequest,
    asking: Membership,
    asked: Asked,
    *,
    coding: CodeHitsForm | None = None,
    saving: SaveForm | None = None,
) -> HttpResponse:
    """The search with what it finds. What cannot be read, and a form that did not hold, answer 422 with a sentence."""
    context: dict[str, Any] = {"study": asking.study, "member": asking, "asked": asked, "problem": ""}
    try:
        if not asked.is_empty:
            context |= _found(asking, asked, request.GET.get("page", ""))
    except QueryError as error:
        context["problem"] = str(error)
    context |= choices(asking)
    if asking.may_write:
        context["coding"] = coding or CodeHitsForm(member=asking, asked=asked)
        context["saving"] = saving or SaveForm(member=asking, asked=asked)
    context["saved"] = list(asking.study.searches.all())
    invalid = bool(context["problem"] or coding or saving)
    return render(request, "interviews/search.html", context, status=422 if invalid else 200)


def choices(asking: Membership) -> dict[str, Any]:
    """What the fields of the form offer."""
    study = asking.study
    return {
        "codes": list(flat(branches(study.codes.in_use()))),
        "sites": study.sites.all(),
        "tracers": study.tracers.all(),
        "work_streams": study.work_streams.all(),
        "organisations": organisations(asking),
        "kinds": Source.Kind.choices,
    }


def _found(asking: Membership, asked: Asked, number: str) -> dict[str, Any]:
    searching = Search(asking, asked)
    result = searching.result()
    here = Paginator(Counted(len(result)), PAGE).get_page(number)
    passages = searching.page(result, max(here.start_index() - 1, 0), PAGE)
    return {
        "result": result,
        "page": here,
        "query": asked.address,
        "shown": list(_shown(asking, result, passages)),
        "memos": memos.found(asking, searching) if here.number == 1 else [],
        "narrowed": searching.asked,
    }


def _shown(asking: Membership, result: Result, passages: Sequence[Passage]) -> Iterator[Shown]:
    ids = {passage.source for passage in passages}
    sources = Source.objects.filter(pk__in=ids).select_related("work_stream").in_bulk()
    people: dict[UUID, list[Participation]] = {}
    for person in Participation.objects.filter(source__in=ids).select_related("site", "participant"):
        people.setdefault(person.source_id, []).append(person)
    for passage in passages:
        source = sources[passage.source]
        citation = cite(source, people.get(passage.source, []), asking.study.citation, passage.speaker)
        yield _one(asking, passage, source, citation)


def _one(asking: Membership, passage: Passage, source: Source, citation: str) -> Shown:
    read = reverse("interviews:source_read", args=[asking.study.slug, source.pk])
    drawn = [_hit(passage, line, read) for line in lines(passage.words, passage.hits[:SHOWN])]
    return Shown(passage, source.printed_id, citation, drawn, max(0, len(passage.hits) - SHOWN))


def _hit(passage: Passage, line: Line, read: str) -> Hit:
    span = Span(passage.start + line.span.start, passage.start + line.span.end)
    place = f"{read}?hit={span.start}-{span.end}#turn-{passage.number}"
    return Hit(line, place, f"{passage.text}:{span.start}:{span.end}")


def _told(name: str, codings: int, had: int, sources: int) -> str:
    """What was coded, in a sentence."""
    already = f" {had} had the code already." if had else ""
    if not codings:
        return f"Nothing new was coded with “{name}”.{already}"
    extracts = f"{codings} extract{'s' if codings > 1 else ''}"
    return f"{extracts} in {sources} source{'s' if sources > 1 else ''} coded with “{name}”.{already}"
