"""Suggestions: runs that looked for passages like those of a code, and what people decide about the passages."""

from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.models import Job, Membership
from interviews.models import Suggestion, SuggestionRun
from interviews.suggesting import asking as asked_for
from interviews.suggesting import deciding
from interviews.suggesting.judging import sentence as how_good
from interviews.suggesting.showing import cards
from interviews.views.sent import sent_id, sent_ids, sentence

PAGE = 25
State = Suggestion.State
DEEDS: dict[str, Callable[..., int]] = {"accept": deciding.accept, "reject": deciding.reject}
TOLD = {"accept": "accepted", "reject": "rejected: they will not be suggested for this code again"}
UNCLEAR = "Choose whether to accept or to reject."


@require_POST
def code_suggest(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Begin a run for a code, and show how far it is."""
    asking = access.writer(request, slug)
    code = get_object_or_404(asking.study.codes, pk=pk)
    try:
        job = asked_for.begin(asking, code, run=uuid4())
    except ValidationError as error:
        return _list(request, asking, sentence(error))
    return redirect("accounts:job_detail", slug=slug, pk=job.pk)


@require_safe
def suggestion_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All runs, and those of this person's that go on still."""
    return _list(request, access.member(request, slug))


def runs(asking: Membership) -> QuerySet[SuggestionRun]:
    visible = SuggestionRun.objects.visible_to(asking).with_counts(asking)
    return visible.select_related("code", "made_by", "taken_back_by").order_by("-made_at")


def _list(request: HttpRequest, asking: Membership, problem: str = "") -> HttpResponse:
    context = {
        "study": asking.study,
        "member": asking,
        "problem": problem,
        "page": Paginator(runs(asking), PAGE).get_page(request.GET.get("page")),
        "jobs": Job.objects.filter(study=asking.study, made_by=asking.user, kind=asked_for.KIND).exclude(
            state=Job.State.DONE
        ),
    }
    return render(request, "interviews/suggestion_list.html", context, status=422 if problem else 200)


@require_safe
def suggestion_run(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.member(request, slug)
    return _run(request, asking, get_object_or_404(runs(asking), pk=pk))


def _run(request: HttpRequest, asking: Membership, run: SuggestionRun, problem: str = "") -> HttpResponse:
    """The page of one state of its suggestions."""
    state = _state(request, run)
    rows = _at_hand(run.suggestions.visible_to(asking).filter(state=state))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "study": asking.study,
        "member": asking,
        "problem": problem,
        "run": run,
        "good": how_good(run.judged),
        "state": state,
        "states": [(value, label, getattr(run, _COUNTS[value])) for value, label in State.choices],
        "page": page,
        "query": urlencode({"state": state}),
        "cards": cards(asking, list(page)),
        "may_decide": asking.may_write and not run.taken_back_at and state != State.ACCEPTED,
        "may_take_back": asking.may_write and not run.taken_back_at and deciding.may_take_back(run, asking),
    }
    return render(request, "interviews/suggestion_run.html", context, status=422 if problem else 200)


def _at_hand(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """With what is shown beside them, without the words of whole interviews."""
    joined = rows.select_related("text__source", "decided_by", "coding")
    return joined.defer("text__text", "text__turns", "text__sealed")


_COUNTS: dict[str, str] = {State.OPEN: "undecided", State.ACCEPTED: "accepted", State.REJECTED: "rejected"}


def _state(request: HttpRequest, run: SuggestionRun) -> str:
    state = request.GET.get("state", "")
    if state in State.values:
        return state
    return State.REJECTED if run.taken_back_at else State.OPEN


@require_POST
def suggestion_decision(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Accept or reject: one, by the id under that name, or those ticked, by `decision`."""
    asking = access.writer(request, slug)
    run = get_object_or_404(runs(asking), pk=pk)
    deed, chosen = _sent(request)
    if deed not in DEEDS:
        return _run(request, asking, run, UNCLEAR)
    try:
        number = DEEDS[deed](run, chosen, by=asking)
    except ValidationError as error:
        return _run(request, asking, get_object_or_404(runs(asking), pk=pk), sentence(error))
    if request.htmx:  # type: ignore[attr-defined]
        return _decided(request, asking, chosen)
    messages.success(request, f"{number} suggestion{'' if number == 1 else 's'} {TOLD[deed]}.")
    return redirect(f"{reverse('interviews:suggestion_run', args=[slug, pk])}?{_kept(request, run)}")


def _sent(request: HttpRequest) -> tuple[str, list[UUID]]:
    for deed in DEEDS:
        if deed in request.POST:
            one = sent_id(request.POST[deed])
            return deed, [one] if one else []
    return request.POST.get("decision", ""), sent_ids(request.POST.getlist("suggestion"))


def _kept(request: HttpRequest, run: SuggestionRun) -> str:
    page = request.GET.get("page", "")
    return urlencode({"state": _state(request, run)} | ({"page": page} if page.isdecimal() else {}))


def _decided(request: HttpRequest, asking: Membership, chosen: Collection[UUID]) -> HttpResponse:
    """The suggestion as it was decided, in the place where it stood, and the counts."""
    held = _at_hand(Suggestion.objects.visible_to(asking).filter(pk__in=chosen))
    card = cards(asking, list(held[:1]))[0]
    run = runs(asking).get(pk=card.suggestion.run_id)
    context: dict[str, Any] = {
        "study": asking.study,
        "member": asking,
        "card": card,
        "run": run,
        "state": request.GET.get("state", State.OPEN),
        "states": [(value, label, getattr(run, _COUNTS[value])) for value, label in State.choices],
        "decided": True,
    }
    return render(request, "interviews/suggestion_run.html#answer", context)


@require_POST
def suggestion_return(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Take a run back: what is open, and what was made by accepting."""
    asking = access.writer(request, slug)
    run = get_object_or_404(runs(asking), pk=pk)
    try:
        took = deciding.take_back(run, by=asking)
    except ValidationError as error:
        return _run(request, asking, run, sentence(error))
    messages.success(request, _took(took))
    return redirect("interviews:suggestion_run", slug=slug, pk=pk)


def _took(took: deciding.Took) -> str:
    def counted(number: int, what: str) -> str:
        return f"{number} {what}{'' if number == 1 else 's'}"

    gone = f"{counted(took.suggestions, 'open suggestion')} and {counted(took.codings, 'coding')} went"
    stays = f"; of {counted(took.stay, 'extract')} the words stay marked, because they are used elsewhere"
    return f"The run was taken back: {gone}{stays if took.stay else ''}."
