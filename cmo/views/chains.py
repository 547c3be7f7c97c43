"""Ripple chains: a picture in lanes by site, the same as a list, and both as files."""

from collections.abc import Callable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts import access
from accounts.leaving import leaves
from accounts.models import Membership
from cmo.chain_rows import HEAD, rows
from cmo.rippling import ShownChain, rippling
from cmo.views.around import tracer_of
from interviews.downloads import csv_file, file
from interviews.matrix.workbook import workbook
from interviews.pictures.png import png

FORMS = {"csv": "CSV", "xlsx": "Excel", "svg": "Picture (SVG)", "png": "Picture (PNG)"}
RULES = (
    "A line is solid where one source tells both ends; who contradicts does not tell it.",
    "Of the sources that are open to the one who took this along.",
)


@require_safe
def chain_list(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    name = request.GET.get("tracer", "")
    tracer = tracer_of(asking.study, name) if name else None
    shown = rippling(asking, tracer)
    context = {
        "study": asking.study,
        "member": asking,
        "tracer": tracer,
        "tracers": asking.study.tracers.all(),
        "chains": [(each, mark_safe(each.svg)) for each in shown],  # noqa: S308 – escaped by pictures.svg
        "forms": FORMS,
        "sheets": {form: label for form, label in FORMS.items() if form in {"csv", "xlsx"}},
    }
    return render(request, "cmo/chain_list.html", context)


@leaves("theory")
@require_safe
def chain_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The chain that holds the configuration `of` (its code); without it those of a tracer, the first drawn."""
    asking = access.member(request, slug)
    asked, name = request.GET.get("of", ""), request.GET.get("tracer", "")
    tracer = tracer_of(asking.study, name) if name and not asked else None
    shown = rippling(asking, tracer, links=False)
    found = [each for each in shown if asked in {box.code for box in each.boxes.values()}] if asked else shown
    if form not in FORMS or not found:
        raise Http404
    ending = slugify(found[0].name if asked else tracer.code if tracer else "")
    return _as_file(asking, found, f"{slug}-chain-{ending}" if ending else f"{slug}-chains", form)


def _as_file(asking: Membership, chains: Sequence[ShownChain], name: str, form: str) -> HttpResponse:
    lines = [row for each in chains for row in rows(each)]
    if form == "csv":
        return csv_file(name, HEAD, lines)
    about = [f"Study: {asking.study.title}", f"Drawn on {timezone.localtime():%-d %B %Y at %H:%M}", *RULES]
    made: dict[str, Callable[[], bytes]] = {
        "svg": lambda: chains[0].as_file.encode(),
        "png": lambda: png(chains[0].as_file),
        "xlsx": lambda: workbook({"Steps": [HEAD, *lines]}, "Ripple chains", about),
    }
    return file(name, form, made[form]())
