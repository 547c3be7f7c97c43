"""Ripple chains: a picture in lanes by site, and the same as a list."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts import access
from cmo.rippling import rippling
from cmo.views.around import tracer_of
from interviews.downloads import file


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
    }
    return render(request, "cmo/chain_list.html", context)


@require_safe
def chain_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """The chain that holds the configuration `of` (its code) as a file."""
    asking = access.member(request, slug)
    asked = request.GET.get("of", "")
    shown = rippling(asking, links=False)
    codes = {box.code: each for each in shown for box in each.boxes.values()}
    found = codes.get(asked) or (shown[0] if shown and not asked else None)
    if found is None:
        raise Http404
    return file(f"{slug}-chain-{slugify(found.name)}", "svg", found.svg.encode())
