"""The first page of a study: what is here, where the work stands, and where to go on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import access


def study_home(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    return render(request, "config/study_home.html", {"study": asking.study, "member": asking})
