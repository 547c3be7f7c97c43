"""The slot of a card in the list of studies: how much there is, as far as the asking member may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import access
from interviews.models import Source


@require_safe
def study_figures(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    study, sources = asking.study, Source.objects.visible_to(asking)
    figures = (
        ("Sources", sources.count()),
        ("Configurations", study.configurations.count()),
        ("Reports", study.reports.count()),
    )
    return render(request, "config/study_figures.html", {"study": study, "member": asking, "figures": figures})
