"""The review queue: everything that is proposed to be taken out of the words, decided by people."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts import access, jobs, sealing
from accounts.models import Membership
from interviews.anonymise import adding, deciding, longwork
from interviews.anonymise import queue as queues
from interviews.anonymise.proposing import propose
from interviews.anonymise.queue import Entity, Filter, Queue
from interviews.identifiers import TYPES
from interviews.models import Place, Replacement, Source
from interviews.models.anonymising import TYPE_NAMES, State
from interviews.views.reading import spoken
from interviews.views.sent import sent_id, sent_ids, sentence

ENTITIES = 50  # on a page
PLACES = 25
SCORES = {"": "any", str(queues.LIKELY): "likely or better", str(queues.SURE): "certain"}
GONE = (Replacement.DoesNotExist, Replacement.NotUpdated, Place.NotUpdated)
CHANGED = "Somebody else changed this meanwhile: it was merged with another, or is not proposed any more. Look again."
DEEDS = {"accept": State.ACCEPTED, "leave": State.REJECTED, "reopen": State.PROPOSED}


@require_safe
def anonymise(request: HttpRequest, slug: str) -> HttpResponse:
    """The queue, with one entity in hand; for htmx the entity alone."""
    asking = access.writer(request, slug)
    return _show(request, asking, sent_id(request.GET.get("entity")))


@require_POST
def proposal_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Look through the words; a whole study in the background."""
    asking = access.writer(request, slug)
    sources = list(Source.objects.visible_to(asking).values_list("pk", flat=True))
    here = reverse("interviews:anonymise", kwargs={"slug": slug})
    if not sealing.can_unseal(asking.study):
        messages.error(request, "The key of this study was destroyed: nothing can be sealed, so nothing is proposed.")
        return redirect(here)
    if len(sources) > longwork.AT_ONCE:
        title = f"Looking for names in {len(sources)} interviews"
        given = {"sources": [str(pk) for pk in sources]} if asking.site_restricted else {}
        job = jobs.start(
            asking.study,
            "proposing",
            title=title,
            thing=None,
            by=asking.user,
            total=len(sources),
            onward=here,
            given=given,
        )
        return redirect("accounts:job_detail", slug=slug, pk=job.pk)
    proposed = propose(asking.study, sources=sources, by=asking.user)
    messages.success(request, f"{proposed.texts} looked through: {_count(proposed.new, 'new place')} to decide about.")
    return redirect(here)


@require_POST
def replacement_decision(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Accept (under the name given), leave as it is, or put back, everywhere; then the next one."""
    asking, replacement = _one(request, slug, pk)
    deed = request.POST.get("deed", "")
    label = request.POST.get("label", replacement.label)
    if deed not in DEEDS:
        return _refused(request, asking, pk, "Say whether it is accepted or left as it is.")

    def decide() -> None:
        if deed == "accept" and label != replacement.label:
            deciding.rename(replacement, label, by=asking.user, member=asking)
        else:
            deciding.decide(replacement, DEEDS[deed], by=asking.user, member=asking)

    return _done(request, asking, pk, decide, onward=deed != "reopen")


@require_POST
def replacement_type(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking, replacement = _one(request, slug, pk)
    kind = request.POST.get("type", "")
    return _done(
        request, asking, pk, lambda: deciding.retype(replacement, kind, by=asking.user, member=asking), onward=False
    )


@require_safe
def replacement_akin(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Others that may be the same, to be merged with this one."""
    asking, _ = _one(request, slug, pk)
    everything = queues.queue(asking, Filter())
    entity = everything.find(pk)
    words = " ".join(request.GET.get("same", "").split())
    context = {
        "study": asking.study,
        "member": asking,
        "entity": entity,
        "words": words,
        "query": _query(request.GET),
        "akin": queues.akin(asking, everything, entity, words) if entity else [],
    }
    part = "#akin" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"interviews/anonymise_akin.html{part}", context)


@require_POST
def replacement_merger(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """This one and another are the same."""
    asking, replacement = _one(request, slug, pk)
    other = get_object_or_404(_seen(asking), pk=sent_id(request.POST.get("other")))
    merged = [replacement]

    def merge() -> None:
        merged[0] = deciding.merge(replacement, other, by=asking.user, member=asking)

    answer = _refusal(merge)
    if answer:
        return _refused(request, asking, pk, answer)
    messages.success(request, f"Both are “{merged[0].label}” now.")
    return redirect(_address(request, asking, merged[0].pk))


@require_POST
def place_list(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Single places of an entity: accept, leave, let it read differently, as everywhere; or split some off."""
    asking, replacement = _one(request, slug, pk)
    places = Place.objects.visible_to(asking).filter(replacement=replacement).select_related("replacement__study")
    if "split" in request.POST:
        chosen = list(places.filter(pk__in=sent_ids(request.POST.getlist("place"))))
        return _split(request, asking, replacement, chosen)
    deeds: dict[str, Callable[[Place], None]] = {
        "accept": lambda place: deciding.decide_here(place, State.ACCEPTED, by=asking.user),
        "leave": lambda place: deciding.decide_here(place, State.REJECTED, by=asking.user),
        "follow": lambda place: deciding.decide_here(place, "", by=asking.user),
        "rename": lambda place: deciding.rename_here(place, request.POST.get(f"label-{place.pk}", ""), by=asking.user),
    }
    deed = next((deed for deed in deeds if deed in request.POST), "")
    if not deed:
        return _refused(request, asking, pk, "Say what becomes of which place.")
    place = get_object_or_404(places, pk=sent_id(request.POST[deed]))
    return _done(request, asking, pk, lambda: deeds[deed](place), onward=False)


@require_safe
def place_detail(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Where a place stands: on to the reading page, at its turn."""
    asking = access.member(request, slug)
    place = get_object_or_404(Place.objects.visible_to(asking).select_related("text"), pk=pk)
    turns = spoken(place.text)
    number = next((n for n, turn in enumerate(turns, start=1) if turn.end > place.start), len(turns))
    address = reverse("interviews:source_read", kwargs={"slug": slug, "pk": place.text.source_id})
    return redirect(f"{address}#turn-{number}")


@require_POST
def words_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Words that nobody proposed, wherever they stand: as something new, or as a form of the entity in hand."""
    asking = access.writer(request, slug)
    kind, words = request.POST.get("type", ""), request.POST.get("words", "")
    same = sent_id(request.POST.get("same"))
    replacement = get_object_or_404(_seen(asking), pk=same) if same else None
    if kind not in TYPES:
        return _refused(request, asking, same, "Choose what the words are: a person, a place …")
    try:
        added = adding.add_words(asking, words, kind=kind, by=asking.user, replacement=replacement)
    except (ValidationError, sealing.Sealed) as problem:
        return _refused(request, asking, same, sentence(problem))
    except GONE:
        return _refused(request, asking, None, CHANGED)
    if added.replacement is None:
        told = (
            "These words are proposed or decided everywhere already." if added.covered else "These words stand nowhere."
        )
        return _refused(request, asking, same, told)
    covered = f" {_count(added.covered, 'place')} with them had been proposed before." if added.covered else ""
    messages.success(
        request,
        f"{_count(added.places, 'place')} in {_count(added.sources, 'interview')} will read "
        f"“{added.replacement.label}”.{covered}",
    )
    return redirect(_address(request, asking, added.replacement.pk, QueryDict()))


@require_POST
def decision_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All that the filter shows and nobody has decided, as one deed."""
    asking = access.writer(request, slug)
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed not in {State.ACCEPTED, State.REJECTED}:
        return _refused(request, asking, None, "Say whether they are accepted or left as they are.")
    shown = queues.queue(asking, told(request.GET)).open
    if str(len(shown)) != request.POST.get("count"):
        return _refused(
            request, asking, None, f"There are {len(shown)} to decide by now. Look at them, and say it again."
        )
    number = deciding.decide_all(asking.study, [each.pk for each in shown], deed, by=asking.user, member=asking)
    messages.success(request, f"{_count(number, 'identifier')} {deciding.DEEDS[deed]}.")
    return redirect(_address(request, asking, None))


def told(asked: QueryDict) -> Filter:
    """The filter in an address; what makes no sense in it is left out."""
    state, kind, score = asked.get("state", ""), asked.get("type", ""), asked.get("score", "")
    return Filter(
        type=kind if kind in TYPES else "",
        state=state if state in queues.STATES else "",
        source=str(sent_id(asked.get("source")) or ""),
        score=float(score) if SCORES.get(score) and score else 0.0,
        words=" ".join(asked.get("q", "").split()),
    )


def _show(
    request: HttpRequest, asking: Membership, pk: UUID | None, *, problem: str = "", decided: UUID | None = None
) -> HttpResponse:
    """The page, or for htmx the entity with these key and the row of the one that was decided."""
    wanted = told(request.GET)
    found = queues.queue(asking, wanted)
    number = request.GET.get("page")
    page = Paginator(found.shown, ENTITIES).get_page(number)
    listed = page.object_list if number else found.shown
    here, query = _address(request, asking, None, QueryDict()), _query(request.GET)
    entity = found.find(pk) or next((each for each in listed if each.undecided), next(iter(listed), None))
    context: dict[str, Any] = {
        "study": asking.study,
        "member": asking,
        "queue": found,
        "here": here,
        "query": query,
        "asked": f"{here}?{query}&" if query else f"{here}?",
        "problem": problem,
        "types": TYPE_NAMES.items(),
        "can_seal": sealing.can_unseal(asking.study),
        **(_in_hand(request, asking, found, entity) if entity else {}),
    }
    if request.htmx:  # type: ignore[attr-defined]
        context["decided"] = found.find(decided)
        queues.name(asking, [each for each in (entity, context["decided"]) if each])
        return render(request, "interviews/anonymise.html#answer", context, status=422 if problem else 200)
    if entity and not number:
        page = Paginator(found.shown, ENTITIES).get_page(found.place_of(entity.pk) // ENTITIES + 1)
    queues.name(asking, [*page.object_list, *([entity] if entity else [])])
    context |= {
        "page": page,
        "told": wanted,
        "score": request.GET.get("score", ""),
        "states": queues.STATES.items(),
        "scores": SCORES.items(),
        "sources": Source.objects.visible_to(asking).only("pk", "printed_id"),
        "open_places": sum(each.undecided for each in found.open),
        "source_count": Source.objects.visible_to(asking).count(),
    }
    return render(request, "interviews/anonymise.html", context, status=422 if problem else 200)


def _in_hand(request: HttpRequest, asking: Membership, found: Queue, entity: Entity) -> dict[str, Any]:
    """The entity with a page of its places in their context, and its neighbours."""
    places = Place.objects.visible_to(asking).filter(replacement=entity.pk)
    source = told(request.GET).source
    if source:
        places = places.filter(text__source_id=UUID(source))
    in_order = places.order_by("text__source__printed_id", "start").values_list("pk", flat=True)
    page = Paginator(in_order, PLACES).get_page(request.GET.get("places"))
    page.object_list = queues.shown(list(page.object_list))
    before, after = found.beside(entity.pk)
    return {
        "entity": entity,
        "places": page,
        "places_query": _query(request.GET, entity.pk),
        "before": before,
        "after": after,
    }


def _one(request: HttpRequest, slug: str, pk: UUID) -> tuple[Membership, Replacement]:
    asking = access.writer(request, slug)
    return asking, get_object_or_404(_seen(asking), pk=pk)


def _seen(asking: Membership) -> Any:
    """The replacements with a place that this member may see."""
    seen = Place.objects.visible_to(asking).order_by().values("replacement")
    return asking.study.replacements.filter(pk__in=seen).select_related("study")


def _done(
    request: HttpRequest, asking: Membership, pk: UUID, deed: Callable[[], None], *, onward: bool
) -> HttpResponse:
    """Do it, and show what comes next: the entity again, or the next one to be decided."""
    answer = _refusal(deed)
    if answer:
        return _refused(request, asking, pk, answer)
    following = queues.queue(asking, told(request.GET)).after(pk) if onward else None
    if request.htmx:  # type: ignore[attr-defined]
        return _show(request, asking, following.pk if following else pk, decided=pk)
    return redirect(_address(request, asking, following.pk if following else pk))


def _split(request: HttpRequest, asking: Membership, replacement: Replacement, chosen: list[Place]) -> HttpResponse:
    made = [replacement]

    def split() -> None:
        made[0] = deciding.split(replacement, chosen, by=asking.user)

    answer = _refusal(split)
    if answer:
        return _refused(request, asking, replacement.pk, answer)
    messages.success(request, f"{_count(len(chosen), 'place')} split off: they are “{made[0].label}” now.")
    return redirect(_address(request, asking, made[0].pk))


def _refusal(deed: Callable[[], None]) -> str:
    try:
        deed()
    except (ValidationError, sealing.Sealed) as problem:
        return sentence(problem)
    except (*GONE, IntegrityError):
        return CHANGED
    return ""


def _refused(request: HttpRequest, asking: Membership, pk: UUID | None, problem: str) -> HttpResponse:
    return _show(request, asking, pk, problem=problem)


def _address(request: HttpRequest, asking: Membership, pk: UUID | None, asked: QueryDict | None = None) -> str:
    """The queue with the same filter and this entity in hand."""
    here = reverse("interviews:anonymise", kwargs={"slug": asking.study.slug})
    query = _query(request.GET if asked is None else asked, pk)
    return f"{here}?{query}" if query else here


def _query(asked: QueryDict, entity: UUID | None = None) -> str:
    """The filter of an address with this entity in hand, or none, and without the pages."""
    kept = asked.copy()
    for name in ("entity", "page", "places", "same"):
        kept.pop(name, None)
    if entity:
        kept["entity"] = str(entity)
    return kept.urlencode()


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
