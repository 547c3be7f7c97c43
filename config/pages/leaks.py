"""The leak scan: what was taken out of the study and still stands in it, and what nobody has decided about."""

import math
from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import access, journal
from accounts.models import Membership, Study
from exchange.leaks import Finding, Scan, named, scan, token
from interviews.leaks.lookout import NEW, PERHAPS, TAKEN_OUT
from interviews.models import SetAside

SHOWN = 200  # of a kind


@dataclass(frozen=True)
class Group:
    """The findings of a kind, the first of them with what they are set aside by. `may` says whether the member may."""

    kind: str
    title: str
    why: str
    rows: tuple["Row", ...]
    number: int
    may: bool


@dataclass(frozen=True)
class Row:
    """`stands` is what stands for these words elsewhere, for owners."""

    finding: Finding
    token: str
    stands: str


KINDS = {
    TAKEN_OUT: (
        "Taken out, and still here",
        "These were replaced somewhere in the study. Follow the link, and write what stands for them there.",
    ),
    NEW: (
        "Numbers and addresses nobody has decided about",
        "They may identify somebody. Take them out, or set them aside where they may stay.",
    ),
    PERHAPS: (
        "Perhaps a name",
        "Names with a title, and ordinary words that are somebody’s name elsewhere. Look at each once.",
    ),
}


@require_safe
def leak_list(request: HttpRequest, slug: str) -> HttpResponse:
    """An owner is told what stands for a name, which says who somebody is: that look is written down."""
    asking = access.writer(request, slug)
    found = scan(asking)
    if any(finding.entity for finding in found.findings):
        journal.record(asking.study, asking.user, "looked at the leaks of", asking.study)
    context = {
        "study": asking.study,
        "member": asking,
        "found": found,
        "groups": _groups(asking, found),
        "aside": [Row(finding, token(asking.study, finding), "") for finding in found.aside],
        "seconds": math.floor(found.seconds),
        "texts": f"{found.texts:,}",
        "nothing": f"Nothing was found in {found.texts:,} texts.",
    }
    return render(request, "config/leak_list.html", context)


@require_POST
def leak_set_aside(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a finding is no leak, or with `again` that it is to be found again. What was taken out: owners alone."""
    asking = access.writer(request, slug)
    again = "again" in request.POST
    try:
        thing, words, kind = named(asking.study, request.POST.get("finding", ""))
    except signing.BadSignature:
        context = {"study": asking.study, "member": asking}
        return render(request, "config/leak_unknown.html", context, status=422)
    if not _may(asking, kind):
        raise PermissionDenied("What was taken out of the study is set aside by an owner alone.")
    _decide(asking, thing, words, again=again)
    if getattr(request, "htmx", False):
        decided = {"study": asking.study, "token": request.POST["finding"], "again": again}
        return render(request, "config/leak_list.html#decided", decided)
    return redirect("leak_list", slug=slug)


def _decide(asking: Membership, thing: UUID, words: str, *, again: bool) -> None:
    if again:
        SetAside.objects.take_back(asking.study, thing, words, by=asking.user)
    else:
        SetAside.objects.note(asking.study, thing, words, by=asking.user)


def _may(asking: Membership, kind: str) -> bool:
    return asking.owns or kind != TAKEN_OUT


def _groups(asking: Membership, found: Scan) -> list[Group]:
    labels = _labels(asking.study) if asking.owns else {}
    groups = []
    for kind, (title, why) in KINDS.items():
        if findings := found.of(kind):
            rows = [Row(each, token(asking.study, each), labels.get(each.entity, "")) for each in findings[:SHOWN]]
            groups.append(Group(kind, title, why, tuple(rows), len(findings), _may(asking, kind)))
    return groups


def _labels(study: Study) -> dict[str, str]:
    return {str(pk): label for pk, label in study.replacements.values_list("pk", "label")}
