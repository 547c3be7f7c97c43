"""The writing page: outline, the page as it will print, evidence tray."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django_htmx.http import reswap, trigger_client_event

from accounts.models import Membership, Study
from interviews.models import Source
from reports import assemble, html
from reports import document as doc
from reports.check import MUST, quoted
from reports.checking import findings
from reports.document import Chapter, Placed
from reports.models import Block, Report, Section
from reports.outline import HINTS
from reports.resolving import Named, Resolver
from reports.tray import tray

TITLE = '<p class="cover-title">{}</p>'  # the page has its own h1


@dataclass(frozen=True)
class Piece:
    """A block as it stands on the page. `kind` is the kind of block, or "footnote"; `block` is missing for what the
    program adds by itself.
    """

    block: UUID | None
    kind: str
    html: SafeString

    @property
    def key(self) -> str:
        return str(self.block)


@dataclass(frozen=True)
class Part:
    chapter: Chapter
    heading: SafeString
    pieces: Sequence[Piece]
    hint: str


@dataclass(frozen=True)
class Editing:
    """The form that is open on the page: in the place of `block`, or new after it (`section` on top of it)."""

    form: forms.BaseForm
    action: str
    kind: str
    block: UUID | None = None
    after: UUID | None = None
    section: UUID | None = None


def report_of(asking: Membership, pk: UUID) -> Report:
    reports = asking.study.reports.select_related("study").prefetch_related("tracers")
    return get_object_or_404(reports, pk=pk)


def section_of(asking: Membership, pk: UUID) -> Section:
    return get_object_or_404(Section.objects.select_related("report__study"), report__study=asking.study, pk=pk)


def block_of(asking: Membership, pk: UUID) -> Block:
    blocks = Block.objects.select_related("section__report__study", "extract__text__source")
    return get_object_or_404(blocks, section__report__study=asking.study, pk=pk)


def resolver(asking: Membership, report: Report, known: Sequence[Named] = ()) -> Resolver:
    """Finds what marks name, among the sources that this member may see."""
    return Resolver(report.study, asking.user, Source.objects.visible_to(asking), known)


def words_address(study: Study) -> Callable[[UUID, UUID | None], str]:
    """Where the words behind a quotation or citation stand."""
    pattern = reverse("interviews:source_read", kwargs={"slug": study.slug, "pk": UUID(int=0)})

    def address(source: UUID, extract: UUID | None) -> str:
        place = pattern.replace(str(UUID(int=0)), str(source))
        return f"{place}?extract={extract}#extract-{extract}" if extract else place

    return address


def show(
    request: HttpRequest,
    asking: Membership,
    report: Report,
    *,
    editing: Editing | None = None,
    place: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page. `place` is where the next quotation goes: "b-<block>" or "s-<section>"."""
    context = {**around(request, asking, report), "editing": editing, "place": place or request.GET.get("place", "")}
    return render(request, "reports/report_detail.html", context, status=status)


def changed(request: HttpRequest, asking: Membership, report: Report, place: str = "") -> HttpResponse:
    """After a deed: the parts of the page that say something new, or for a plain form the page again."""
    if getattr(request, "htmx", False):
        context = {**around(request, asking, report), "place": place, "is_fragment": True}
        response = render(request, "reports/report_detail.html#changed", context)
        return _with_word(response, " ".join(str(message) for message in messages.get_messages(request)))
    address = reverse("reports:report_detail", kwargs={"slug": asking.study.slug, "pk": report.pk})
    return redirect(f"{address}?place={place}#{place}" if place else address)


def refused(request: HttpRequest, asking: Membership, report: Report, message: str) -> HttpResponse:
    """Nothing was done, and why."""
    if getattr(request, "htmx", False):
        return reswap(_with_word(HttpResponse(message, status=422), message), "none")
    messages.error(request, message)
    return show(request, asking, report, status=422)


def _with_word(response: HttpResponse, message: str) -> HttpResponse:
    """A short word at the bottom of the page."""
    return trigger_client_event(response, "say", {"text": message, "level": "error"}) if message else response


def around(request: HttpRequest, asking: Membership, report: Report) -> dict[str, Any]:
    """What the page shows, read after the deed."""
    finished = assemble.document(report, asking)
    style = html.Style(address=words_address(asking.study))
    found = findings(finished, asking.study)
    _, used = quoted(finished)
    return {
        "study": asking.study,
        "member": asking,
        "report": report,
        "document": finished,
        "cover": html.cover(finished, TITLE),
        "parts": [_part(chapter, style) for chapter in finished.chapters],
        "notes": html.notes(finished.footnotes, style),
        "found": found,
        "must": sum(each.weight == MUST for each in found),
        "tray": tray(report, asking, request.GET, used),
    }


def _part(chapter: Chapter, style: html.Style) -> Part:
    pieces = tuple(
        _piece(block, list(placed), style) for block, placed in groupby(chapter.nodes, key=lambda placed: placed.block)
    )
    return Part(chapter, html.heading(chapter), pieces, HINTS.get(chapter.kind, "") if not pieces else "")


def _piece(block: UUID | None, placed: Sequence[Placed], style: html.Style) -> Piece:
    nodes = [each.node for each in placed]
    if isinstance(nodes[0], doc.Footnote):
        return Piece(block, "footnote", html.footnote(nodes[0], style))
    kind = KINDS.get(type(nodes[0]), Block.Kind.PROSE)
    return Piece(block, kind, html.nodes(nodes, style))


KINDS: dict[type, str] = {
    doc.Quotation: Block.Kind.QUOTATION,
    doc.Triad: Block.Kind.CONFIGURATIONS,
    doc.Comparison: Block.Kind.COMPARISON,
    doc.Timeline: Block.Kind.TIMELINE,
    doc.Matrix: Block.Kind.MATRIX,
    doc.Figure: Block.Kind.MATRIX,
}
