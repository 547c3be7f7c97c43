"""Undo and redo, from any page of a study and from the journal."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh, trigger_client_event

from accounts import access, undo
from accounts.history.effects import INSERT
from accounts.history.refused import Refused
from accounts.models import JournalEntry, Membership
from accounts.undo import Undone
from interviews.models import Source
from interviews.models.blind import told_to
from interviews.views import undone as on_words


@require_POST
def undo_last(request: HttpRequest, slug: str) -> HttpResponse:
    """What this person did last in the study."""
    asking = access.writer(request, slug)
    return _answer(request, asking, undo.undo_last, "Undone", offer="redo")


@require_POST
def redo_last(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.writer(request, slug)
    return _answer(request, asking, undo.redo_last, "Done again", offer="undo")


@require_POST
def step_undo(request: HttpRequest, slug: str, step: UUID) -> HttpResponse:
    """A step of one's own; for an owner anybody's."""
    asking = access.writer(request, slug)
    return _answer(request, asking, partial(undo.undo, step), "Taken back")


def _answer(
    request: HttpRequest, asking: Membership, deed: Callable[..., Undone], word: str, *, offer: str = ""
) -> HttpResponse:
    source = on_words.source_read(request, asking)
    try:
        undone = deed(asking, told=told_to(asking.user_id))
    except JournalEntry.DoesNotExist:
        raise Http404 from None
    except Refused as error:
        return _refused(request, asking, str(error))
    said = f"{word}: {undone.what}{_where(undone, asking)}"
    answer = on_words.answer(request, asking, source, undone.effects) if source else None
    if answer is not None:
        return trigger_client_event(answer, "say", {"text": said, "offer": offer})
    messages.success(request, said, extra_tags=offer)
    if request.htmx and not _is_gone(request, undone):  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    onward = _from(request, asking)
    if _is_gone(request, undone):
        onward = reverse("journal_list", kwargs={"slug": asking.study.slug})
    return HttpResponseClientRedirect(onward) if request.htmx else redirect(onward)  # type: ignore[attr-defined]


def _refused(request: HttpRequest, asking: Membership, reason: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return trigger_client_event(HttpResponse(status=204), "say", {"text": reason, "level": "error"})
    messages.error(request, reason)
    return redirect(_from(request, asking))


def _where(undone: Undone, asking: Membership) -> str:
    """In which source, where it is one."""
    sources = on_words.sources_of(undone.effects)
    visible = Source.objects.visible_to(asking).filter(pk__in=sources) if len(sources) == 1 else []
    return "".join(f" in {source}" for source in visible)


def _from(request: HttpRequest, asking: Membership) -> str:
    """The page that the person was on, if it is one of ours; otherwise the journal."""
    came = request.headers.get("Referer", "")
    if came and url_has_allowed_host_and_scheme(came, {request.get_host()}):
        parts = urlsplit(came)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return reverse("journal_list", kwargs={"slug": asking.study.slug})


def _is_gone(request: HttpRequest, undone: Undone) -> bool:
    """Whether the page was that of a thing that is gone by this."""
    came = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    return any(str(effect.row) in urlsplit(came).path for effect in undone.effects if effect.op == INSERT)
