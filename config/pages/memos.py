"""Memos: all of a study in one place, and those of one thing wherever it is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from accounts.models import Membership
from exchange import things
from exchange.things import Thing
from interviews.memo_text import as_html, extracts_in
from interviews.models import Memo
from interviews.models.memos import Newer

A_PAGE = 30
MOST_ASKED = 200  # characters of what is searched for
KINDS = ("if-then-because", "reflexive", "method", "idea", "to do")  # offered; any other word will do


@dataclass(frozen=True)
class Shown:
    """A memo with what it is on (nothing: the study), as HTML."""

    memo: Memo
    thing: Thing | None
    html: SafeString


class MemoForm(forms.Form):
    text = forms.CharField(
        label="Memo",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write something first."},
    )
    kind = forms.CharField(
        label="Kind", required=False, max_length=60, widget=forms.TextInput(attrs={"list": "memo-kinds"})
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)


@require_http_methods(["GET", "HEAD", "POST"])
def memo_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All memos, filtered; a POST writes one on the study."""
    if request.method == "POST":
        asking = access.writer(request, slug)
        form = MemoForm(request.POST)
        if _written(form, asking, None):
            return redirect("memo_list", slug=slug)
    else:
        asking, form = access.member(request, slug), MemoForm()
    everything = Memo.objects.visible_to(asking).select_related("by")
    asked = {name: request.GET.get(name, "")[:MOST_ASKED].replace("\x00", "") for name in ("q", "on", "kind", "author")}
    found = _filtered(everything, asked).order_by("-made_at")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "study": asking.study,
        "member": asking,
        "form": form,
        "kinds": KINDS,
        "page": page,
        "shown": shown(asking, page.object_list),
        "asked": asked,
        "filtered": any(asked.values()),
        "query": query.urlencode(),
        "choices": _choices(everything),
    }
    return render(request, "config/memo_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def memo_detail(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """One memo, with a form for those who may write. Who writes over somebody's newer words is shown both."""
    asking = access.writer(request, slug) if request.method == "POST" else access.member(request, slug)
    memo = get_object_or_404(Memo.objects.visible_to(asking), pk=pk)
    form = MemoForm(request.POST or None, initial={"text": memo.text, "kind": memo.kind})
    theirs = False
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            memo.revise(told["text"], kind=told["kind"], by=asking.user, seen=told["seen"])
            return redirect(f"{reverse('memo_list', kwargs={'slug': slug})}#memo-{pk}")
        except ValidationError as problem:
            theirs = isinstance(problem, Newer)
            form.add_error(None, problem)
            memo.refresh_from_db()
    context = {
        "study": asking.study,
        "member": asking,
        "memo": memo,
        "form": form,
        "kinds": KINDS,
        "theirs": theirs,
        "seen": memo.text if theirs or not form.is_bound else form["seen"].value(),
        "shown": shown(asking, [memo])[0],
    }
    return render(request, "config/memo_detail.html", context, status=422 if form.errors else 200)


@require_POST
def memo_removal(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    get_object_or_404(Memo.objects.visible_to(asking), pk=pk).remove(by=asking.user)
    return redirect("memo_list", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def thing_memos(request: HttpRequest, slug: str, kind: str, pk: UUID) -> HttpResponse:
    """The memos on one thing, with a form: a corner of the page on which the thing is shown, or a page of its own."""
    asking = access.writer(request, slug) if request.method == "POST" else access.member(request, slug)
    thing = things.named(asking, [(kind, pk)]).get(pk)
    if thing is None:
        raise Http404
    form = MemoForm(request.POST or None)
    if request.method == "POST" and _written(form, asking, thing):
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect(thing.address or request.path)
        form = MemoForm()
    context = {
        "study": asking.study,
        "member": asking,
        "thing": thing,
        "form": form,
        "kinds": KINDS,
        "shown": shown(asking, Memo.objects.visible_to(asking).select_related("by").filter(on=pk)),
    }
    page = "config/thing_memos.html#corner" if request.htmx else "config/thing_memos.html"  # type: ignore[attr-defined]
    return render(request, page, context, status=422 if form.errors else 200)


def _written(form: MemoForm, asking: Membership, thing: Thing | None) -> bool:
    if not form.is_valid():
        return False
    told = form.cleaned_data
    kind, on = (thing.kind, thing.pk) if thing else ("", None)
    try:
        Memo.objects.write(asking.study, told["text"], by=asking.user, kind=told["kind"], on_kind=kind, on=on)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True


def shown(asking: Membership, memos: Iterable[Memo]) -> list[Shown]:
    """Each memo ready to be shown; as many queries as there are kinds of things they are on and link to."""
    held = list(memos)
    wanted = [(memo.on_kind, memo.on) for memo in held if memo.on]
    linked = [("extract", pk) for memo in held for pk in extracts_in(memo.text)]
    known = things.named(asking, [*wanted, *linked])
    names = {pk: thing.name for pk, thing in known.items()}
    return [Shown(memo, known.get(memo.on) if memo.on else None, as_html(memo.text, names)) for memo in held]


def _filtered(memos: Any, asked: dict[str, str]) -> Any:
    memos = memos.holding(asked["q"])
    if asked["on"]:
        memos = memos.filter(on_kind=asked["on"])
    if asked["kind"]:
        memos = memos.filter(kind=asked["kind"])
    return memos.filter(author=asked["author"]) if asked["author"] else memos


def _choices(memos: Any) -> dict[str, Sequence[str]]:
    """What there is to filter by."""
    rows = list(memos.order_by().values_list("on_kind", "kind", "author").distinct())
    return {
        name: sorted({row[place] for row in rows if row[place]}) for place, name in enumerate(("on", "kind", "author"))
    }
