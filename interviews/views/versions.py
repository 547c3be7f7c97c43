"""Correcting the words of a source after it was coded, and the history of its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from accounts.models import Membership
from accounts.sealing import Sealed
from interviews import anchoring, rewriting
from interviews.anonymise import applying
from interviews.forms.versions import CorrectionForm
from interviews.models import Source, SourceText
from interviews.rewriting import Result
from interviews.turns import Turn
from interviews.views.reading import spoken
from interviews.views.sent import sentence

PLACES = 12  # places of searched words that are offered


@dataclass(frozen=True, slots=True)
class Numbered:
    """A turn with its number on the reading page, from 1."""

    number: int
    turn: Turn


@require_http_methods(["GET", "HEAD", "POST"])
def source_correct(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The words of one turn, to be put right: `?at=` is a place in it, or `?find=` are words of it."""
    asking = access.writer(request, slug)
    source = get_object_or_404(Source.objects.visible_to(asking).select_related("study"), pk=pk)
    text = source.latest_text
    text.source = source
    turns = [Numbered(number, turn) for number, turn in enumerate(spoken(text), 1)]
    if not turns:
        messages.error(request, f"{source} has no words to correct.")
        return redirect("interviews:source_edit", slug=slug, pk=pk)
    find = request.GET.get("find", "").strip()
    found = _holding(turns, text, find) if find else []
    chosen = found[0] if found and "at" not in request.GET else _around(turns, request.GET.get("at", ""))
    form = CorrectionForm(request.POST if request.method == "POST" else None, text=text, turn=chosen.turn)
    if request.method == "POST" and (result := _corrected(form, asking)):
        _tell(request, f"The words of {source} were corrected.", result)
        return redirect(f"{reverse('interviews:source_read', kwargs={'slug': slug, 'pk': pk})}#turn-{chosen.number}")
    context = {
        "study": asking.study,
        "member": asking,
        "source": source,
        "form": form,
        "chosen": chosen,
        "turn_count": len(turns),
        "before": _beside(turns, chosen.number - 1),
        "after": _beside(turns, chosen.number + 1),
        "find": find,
        "found": found[:PLACES],
        "found_more": len(found) - PLACES,
        "extracts": text.extracts.seen_by(asking.user_id)
        .filter(start__lt=chosen.turn.end, end__gt=chosen.turn.start)
        .count(),
    }
    return render(request, "interviews/source_correct.html", context, status=422 if form.is_bound else 200)


def _corrected(form: CorrectionForm, asking: Membership) -> Result | None:
    if not form.is_valid():
        return None
    told = form.cleaned_data
    try:
        return rewriting.correct(
            form.text.source, form.edits, by=asking.user, reason=told["reason"], version=told["version"]
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None


def _around(turns: Sequence[Numbered], at: str) -> Numbered:
    """The turn that goes on after this place, else the last."""
    place = int(at) if at.isascii() and at.isdigit() else 0
    return next((each for each in turns if place < each.turn.end), turns[-1])


def _holding(turns: Sequence[Numbered], text: SourceText, words: str) -> list[Numbered]:
    """The turns in which these words begin."""
    starts = [span.start for span in anchoring.places(text.text.casefold(), words.casefold())]
    if len(text.text.casefold()) != len(text.text):  # some letters grow when folded: then the case counts
        starts = [span.start for span in anchoring.places(text.text, words)]
    return [each for each in turns if any(each.turn.start <= start < each.turn.end for start in starts)]


def _beside(turns: Sequence[Numbered], number: int) -> Numbered | None:
    return turns[number - 1] if 1 <= number <= len(turns) else None


def _tell(request: HttpRequest, done: str, result: Result) -> None:
    messages.success(request, done)
    for extract in result.left:
        words = f": “{extract}”" if extract.quote else "."
        messages.warning(request, f"An extract lost all its words and stays with the version before{words}")
    for extract in result.unprinted:
        messages.warning(
            request, f"The printed form of “{extract}” did not fit any more and was taken away. Set it anew."
        )


def history(source: Source, asking: Membership) -> dict[str, Any]:
    """The versions, the latest first, and whether this member may step back from the latest."""
    versions = list(
        source.texts.defer("text", "turns", "edits", "sealed")
        .select_related("made_by")
        .annotate(is_sealed=Q(sealed__isnull=False))
        .order_by("-version")
    )
    before = versions[1] if len(versions) > 1 else None
    return {
        "versions": versions,
        "before": before,
        "is_undone": bool(versions) and versions[0].reason == rewriting.UNDONE,
        "may_step_back": before and (asking.owns or not before.is_sealed),
    }


@require_POST
def source_step_back(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Bring the words of the version before the latest back; those with the names in them for an owner alone."""
    asking = access.writer(request, slug)
    source = get_object_or_404(Source.objects.visible_to(asking).select_related("study"), pk=pk)
    told = history(source, asking)
    if told["before"] and not told["may_step_back"]:
        raise PermissionDenied("The words before hold names that were taken out. Only an owner can bring them back.")
    try:
        if told["before"] and told["before"].is_sealed:
            result = applying.undo(source, by=asking.user)
        else:
            result = rewriting.step_back(source, by=asking.user, reason="Stepped back", version=_sent(request))
    except (ValidationError, Sealed) as error:
        messages.error(request, sentence(error))
    else:
        _tell(request, f"{source} has its earlier words again.", result)
    return redirect("interviews:source_edit", slug=slug, pk=pk)


def _sent(request: HttpRequest) -> int | None:
    """The version that was the latest when the page was opened."""
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdigit() else None
