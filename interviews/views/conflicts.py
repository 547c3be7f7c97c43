"""What contradicts itself among the sources: to be corrected, or settled as right."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.models import Membership
from interviews.models import Settled
from interviews.overview.conflicts import conflicts
from interviews.overview.presences import presences

GONE = "This is not among the things to look at any more: a source was corrected meanwhile. Here is what is left."


@require_safe
def conflict_list(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, access.member(request, slug))


@require_POST
def conflict_settle(request: HttpRequest, slug: str) -> HttpResponse:
    """That a conflict is right as it is, or with `again`, that it is to be looked at after all."""
    asking = access.writer(request, slug)
    key = request.POST.get("conflict", "")
    if key not in {conflict.key for conflict in conflicts(presences(asking))}:
        return _page(request, asking, problem=GONE)
    if "again" in request.POST:
        Settled.objects.reopen(asking.study, key, by=asking.user)
    else:
        Settled.objects.settle(asking.study, key, by=asking.user)
        messages.success(request, "Settled. It stays at the end of this page and is not counted any more.")
    return redirect("interviews:conflict_list", slug=slug)


def _page(request: HttpRequest, asking: Membership, *, problem: str = "") -> HttpResponse:
    held = presences(asking)
    settled = Settled.objects.keys_of(asking.study)
    found = conflicts(held)
    waiting = [conflict for conflict in found if conflict.key not in settled]
    context = {
        "study": asking.study,
        "member": asking,
        "sources": len({each.source for each in held}),
        "total": len(waiting),
        "groups": [(kind, list(several)) for kind, several in groupby(waiting, key=lambda conflict: conflict.kind)],
        "settled": [conflict for conflict in found if conflict.key in settled],
        "problem": problem,
    }
    return render(request, "interviews/conflict_list.html", context, status=422 if problem else 200)
