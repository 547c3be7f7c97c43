"""Putting the replacements into the words, looking at what they stand for, taking them back, destroying the key."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access, jobs, journal, sealing
from accounts.models import Membership
from interviews.anonymise import applying, longwork, originals
from interviews.models import Extract, Place, Source, SourceText
from interviews.models.anonymising import State
from interviews.views.sent import sent_ids, sentence


@require_http_methods(["GET", "HEAD", "POST"])
def anonymise_apply(request: HttpRequest, slug: str) -> HttpResponse:
    """What would happen in which interview; then do it."""
    asking = access.writer(request, slug)
    if request.method == "POST":
        chosen = list(Source.objects.visible_to(asking).filter(pk__in=sent_ids(request.POST.getlist("source"))))
        if not chosen:
            return _page(request, asking, "Choose the interviews first.")
        return _apply(request, asking, chosen)
    return _page(request, asking)


def _apply(request: HttpRequest, asking: Membership, chosen: list[Source]) -> HttpResponse:
    here = reverse("interviews:anonymise_apply", kwargs={"slug": asking.study.slug})
    if len(chosen) > longwork.AT_ONCE:
        job = jobs.start(
            asking.study,
            "applying",
            title=f"Anonymising {len(chosen)} interviews",
            thing=None,
            by=asking.user,
            total=len(chosen),
            onward=here,
            given={"sources": [str(source.pk) for source in chosen]},
        )
        return redirect("accounts:job_detail", slug=asking.study.slug, pk=job.pk)
    try:
        applied = applying.apply(asking.study, sources=chosen, by=asking.user)
    except (ValidationError, sealing.Sealed) as problem:
        return _page(request, asking, sentence(problem))
    messages.success(request, _told(applied))
    for each in applied:
        if each.result and each.result.unprinted:
            messages.warning(
                request,
                f"{each.source}: the printed form of {len(each.result.unprinted)} extracts did not fit any more and "
                "was taken away.",
            )
    return redirect(here)


def _told(applied: Sequence[applying.Applied]) -> str:
    changed = [each.places for each in applied if each.places]
    places, waiting = sum(changed), [each for each in applied if each.undecided]
    done = (
        f"{places} place{'' if places == 1 else 's'} replaced in {len(changed)} interview"
        f"{'' if len(changed) == 1 else 's'}. Extracts, codes and evidence went with the words."
        if changed
        else "There was nothing to replace."
    )
    if waiting:
        are = "interview counts" if len(waiting) == 1 else "interviews count"
        return f"{done} {len(waiting)} {are} as anonymised only when nothing in the words is undecided."
    return done if changed else f"{done} What was ticked is marked as anonymised."


def _page(request: HttpRequest, asking: Membership, problem: str = "") -> HttpResponse:
    rows = _rows(asking)
    ready = [row for row in rows if row["accepted"]]
    context = {
        "study": asking.study,
        "member": asking,
        "rows": rows,
        "ready": len(ready),
        "places": sum(row["accepted"] for row in ready),
        "undecided": sum(row["undecided"] for row in rows),
        "not_carried": _not_carried(asking),
        "can_unseal": sealing.can_unseal(asking.study),
        "problem": problem,
    }
    return render(request, "interviews/anonymise_apply.html", context, status=422 if problem else 200)


def _rows(asking: Membership) -> list[dict[str, Any]]:
    """Each interview with its places to apply, undecided and applied."""
    places = Place.objects.visible_to(asking).judged().order_by().values_list("text__source")
    counts = {
        source: {"accepted": accepted, "undecided": undecided, "applied": applied}
        for source, accepted, undecided, applied in places.annotate(
            accepted=Count("pk", filter=Q(applied=False, judgement=State.ACCEPTED)),
            undecided=Count("pk", filter=Q(applied=False, judgement=State.PROPOSED)),
            put_in=Count("pk", filter=Q(applied=True)),
        )
    }
    nothing = {"accepted": 0, "undecided": 0, "applied": 0}
    return [{"source": source, **counts.get(source.pk, nothing)} for source in Source.objects.visible_to(asking)]


def _not_carried(asking: Membership) -> Any:
    """Extracts that stayed on an earlier version, because their words are gone."""
    newer = SourceText.objects.filter(source=OuterRef("text__source"), version__gt=OuterRef("text__version"))
    return Extract.objects.visible_to(asking).filter(Exists(newer)).select_related("text__source").defer("text__text")


@require_POST
def source_undo(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Bring the words of an interview back as they were."""
    asking = access.owner(request, slug)
    source = get_object_or_404(Source.objects.visible_to(asking), pk=pk)
    try:
        applying.undo(source, by=asking.user)
    except (ValidationError, sealing.Sealed) as problem:
        return _page(request, asking, sentence(problem))
    messages.success(request, f"The words of {source} are as they were before. What was decided is kept.")
    return redirect("interviews:anonymise_apply", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def place_original(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """What one replacement stands for at one place: shown once asked for, and the journal tells of it."""
    asking = access.owner(request, slug)
    place = get_object_or_404(_applied(asking), pk=pk)
    return _originals(request, asking, place.text.source, [place], place)


@require_http_methods(["GET", "HEAD", "POST"])
def source_originals(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The same for all replacements of an interview."""
    asking = access.owner(request, slug)
    source = get_object_or_404(Source.objects.visible_to(asking), pk=pk)
    return _originals(request, asking, source, list(_applied(asking).filter(text__source=source)), source)


def _applied(asking: Membership) -> Any:
    places = Place.objects.visible_to(asking).filter(applied=True).in_context()
    return places.select_related("replacement", "text__source").defer("text__text").order_by("start")


def _originals(
    request: HttpRequest, asking: Membership, source: Source, places: list[Place], thing: Place | Source
) -> HttpResponse:
    context: dict[str, Any] = {
        "study": asking.study,
        "member": asking,
        "source": source,
        "places": places,
        "is_one": isinstance(thing, Place),
    }
    if request.method == "POST":
        try:
            forms = originals.forms(asking.study, {place.replacement for place in places})
        except sealing.Sealed as problem:
            return render(
                request, "interviews/anonymise_original.html", context | {"problem": str(problem)}, status=422
            )
        journal.record(asking.study, asking.user, "looked at the original of", thing, count=max(len(places), 1))
        context["shown"] = [(place, originals.said(forms[place.replacement_id], place.form)) for place in places]
    return render(request, "interviews/anonymise_original.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def study_key(request: HttpRequest, slug: str) -> HttpResponse:
    """Destroy the key of the study, once its title is typed."""
    asking = access.owner(request, slug)
    problem = ""
    if request.method == "POST":
        if " ".join(request.POST.get("title", "").split()) == " ".join(asking.study.title.split()):
            sealing.destroy(asking.study, by=asking.user)
            messages.success(request, "The key is destroyed. What was taken out of the words cannot be read any more.")
            return redirect("interviews:anonymise_apply", slug=slug)
        problem = f"Type the title of the study exactly: {asking.study.title}"
    context = {
        "study": asking.study,
        "member": asking,
        "problem": problem,
        "can_unseal": sealing.can_unseal(asking.study),
        "applied": Place.objects.filter(replacement__study=asking.study, applied=True).count(),
        "undecided": Place.objects.filter(replacement__study=asking.study).undecided().count(),
        "listed": asking.study.listed_names.count(),
    }
    return render(request, "interviews/anonymise_key.html", context, status=422 if problem else 200)
