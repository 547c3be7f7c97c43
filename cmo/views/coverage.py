"""What is still missing: configurations without evidence, theories untested, questions without a finding."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import access
from cmo.coverage import coverage as gaps_of


@require_safe
def coverage(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    rooms = [room for room in gaps_of(asking) if any(gap.of for gap in room.gaps)]
    context = {"study": asking.study, "member": asking, "rooms": rooms}
    return render(request, "cmo/coverage.html", context)
