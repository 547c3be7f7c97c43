"""The tree of codes, and what one of them is."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.models import Membership
from interviews.codecounts import counted
from interviews.codetree import branches, flat
from interviews.forms.codes import CodeForm
from interviews.models import Code
from interviews.models.codes import HUES


@require_safe
def code_list(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "interviews/code_list.html", table(access.member(request, slug)))


@require_http_methods(["GET", "HEAD", "POST"])
def code_new(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.writer(request, slug)
    form = CodeForm(request.POST or None, study=asking.study, initial={"parent": request.GET.get("under")})
    if request.method == "POST" and saved(form, asking):
        return redirect("interviews:code_list", slug=slug)
    context = {"study": asking.study, "member": asking, "form": form}
    return render(request, "interviews/code_edit.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def code_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    code = get_object_or_404(asking.study.codes, pk=pk)
    form = CodeForm(request.POST or None, instance=code, study=asking.study)
    if request.method == "POST" and saved(form, asking):
        return redirect("interviews:code_detail", slug=slug, pk=pk)
    context = {"study": asking.study, "member": asking, "form": form, "code": form.own}
    return render(request, "interviews/code_edit.html", context, status=422 if request.method == "POST" else 200)


def saved(form: CodeForm, asking: Membership) -> Code | None:
    if not form.is_valid():
        return None
    try:
        return form.write(by=asking.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None


def table(asking: Membership) -> dict[str, Any]:
    """What the table of codes needs."""
    return {
        "study": asking.study,
        "member": asking,
        "rows": rows(asking),
        "retired": asking.study.codes.filter(retired=True).order_by("name"),
        "hues": range(1, HUES + 1),
    }


def rows(asking: Membership) -> list[dict[str, Any]]:
    """The tree in reading order, each code with its people, sources and extracts; `wide` counts those under it as well.

    A retired code is there as long as codes in use stand under it.
    """
    tree = list(flat(branches(shown(asking.study.codes.all()))))
    tallies = counted(asking, tree)
    return [
        {
            "branch": branch,
            "code": branch.code,
            "tally": tallies[branch.code.pk][0],
            "wide": tallies[branch.code.pk][1] if branch.children else None,
        }
        for branch in tree
    ]


def shown(codes: Iterable[Code]) -> list[Code]:
    """The codes in use, and retired ones with such under them."""
    held = {code.pk: code for code in codes}
    wanted: set[UUID] = set()
    for code in held.values():
        each = None if code.retired else code
        while each and each.pk not in wanted:
            wanted.add(each.pk)
            each = held.get(each.parent_id) if each.parent_id else None
    return [code for pk, code in held.items() if pk in wanted]
