"""What stands before a file that leaves: names that were taken out may not leave with it unseen."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import access, journal
from accounts.models import Membership
from exchange.leaks import scan
from exchange.leaks.shelves import Shelf
from interviews.leaks.lookout import lookout


def gate(request: HttpRequest, slug: str, shelves: Sequence[Shelf]) -> tuple[Membership, HttpResponse | None]:
    """Who asks, and what is answered in place of the file: nothing, or 409 and the list of the names on these shelves.

    An owner who sends `leaks_known` has it all the same, and the journal says so.
    """
    known = request.method == "POST"
    asking = access.owner(request, slug) if known else access.member(request, slug)
    leaking = scan(asking, shelves).taken_out if lookout(asking.study).seeks else ()
    if leaking and "leaks_known" not in request.POST:
        context = {"study": asking.study, "member": asking, "leaking": leaking, "again": request.get_full_path()}
        return asking, render(request, "exchange/export_leaks.html", context, status=409)
    if leaking:
        journal.record(asking.study, asking.user, "exported in spite of leaks", asking.study)
    return asking, None
