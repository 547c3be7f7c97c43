"""Before a file leaves, names that were taken out are looked for in its words, whatever view makes it."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import access, journal
from exchange.leaks import scan
from exchange.leaks.shelves import Shelf, leaving
from interviews.leaks.lookout import lookout


class Leaving:
    """Views marked with accounts.leaving.leaves answer 409 and the names, until an owner sends `leaks_known`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        words = getattr(view, "leaves", "")
        known = request.method == "POST" and "leaks_known" in request.POST
        if not words or not (known or request.method in {"GET", "HEAD"}):
            return None
        held_back = _held_back(request, kwargs["slug"], leaving(words), known=known)
        if known:
            request.method = "GET"  # asked for again, knowingly: now it is the file that is wanted
        return held_back


def _held_back(request: HttpRequest, slug: str, shelves: Sequence[Shelf], *, known: bool) -> HttpResponse | None:
    """What is answered in place of the file, if anything. Who lets it go all the same stands in the journal."""
    asking = access.owner(request, slug) if known else access.member(request, slug)
    leaking = scan(asking, shelves).taken_out if lookout(asking.study).seeks else ()
    if leaking and not known:
        context = {"study": asking.study, "member": asking, "leaking": leaking, "again": request.get_full_path()}
        return render(request, "exchange/export_leaks.html", context, status=409)
    if leaking:
        journal.record(asking.study, asking.user, "exported in spite of leaks", asking.study)
    return None
