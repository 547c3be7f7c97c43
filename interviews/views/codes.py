"""The tree of codes, and what one of them is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.models import Membership
from interviews.codetree import Branch, branches, flat
from interviews.forms.codes import CodeForm
from interviews.models import Code, Coding, Extract, Participation
from interviews.models.codes import HUES
from interviews.tally import Spoken, Tally, tally
from interviews.turns import asks


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
    lines = {branch.code.pk: within(branch) for branch in tree}
    codings = Coding.objects.filter(code__study=asking.study_id, extract__in=Extract.objects.visible_to(asking))
    spoken = spoken_by_code(codings)
    wide = extracts_within(codings, {top: codes for top, codes in lines.items() if len(codes) > 1})
    people = participations(asking)
    return [
        {
            "branch": branch,
            "code": branch.code,
            "tally": tally(spoken.get(branch.code.pk, ()), people),
            "wide": widened(lines[branch.code.pk], spoken, people, wide[branch.code.pk]) if branch.children else None,
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


def within(branch: Branch) -> list[UUID]:
    return [branch.code.pk, *(below.code.pk for below in flat(branch.children))]


def spoken_by_code(codings: QuerySet[Coding]) -> dict[UUID, list[Spoken]]:
    spoken: defaultdict[UUID, list[Spoken]] = defaultdict(list)
    source = "extract__text__source"
    grouped = codings.order_by().values_list("code", source, "extract__speaker", f"{source}__interviewers")
    for code, pk, speaker, interviewers, number in grouped.annotate(number=Count("extract", distinct=True)):
        spoken[code].append(Spoken(pk, speaker, number, asks(speaker, interviewers)))
    return spoken


def extracts_within(codings: QuerySet[Coding], lines: dict[UUID, list[UUID]]) -> dict[UUID, int]:
    """How many extracts have one of several codes, counted once each."""
    pairs = [(code, top) for top, codes in lines.items() for code in codes]
    sql, values = codings.order_by().values("extract_id", "code_id").query.sql_with_params()
    counting = (
        f"SELECT line.top, count(DISTINCT held.extract_id) FROM ({sql}) AS held"  # noqa: S608 – our own query
        " JOIN unnest(%s::uuid[], %s::uuid[]) AS line(code, top) ON line.code = held.code_id GROUP BY line.top"
    )
    with connection.cursor() as cursor:
        cursor.execute(counting, [*values, [code for code, _ in pairs], [top for _, top in pairs]])
        return defaultdict(int, cursor.fetchall())


def widened(
    codes: list[UUID], spoken: dict[UUID, list[Spoken]], people: dict[UUID, list[Participation]], extracts: int
) -> Tally:
    return replace(tally((each for code in codes for each in spoken.get(code, ())), people), extracts=extracts)


def participations(asking: Membership) -> dict[UUID, list[Participation]]:
    """The people in each source this member may see."""
    people: defaultdict[UUID, list[Participation]] = defaultdict(list)
    visible = asking.study.sources.visible_to(asking)
    for person in Participation.objects.filter(source__in=visible).only("source", "participant", "speaker"):
        people[person.source_id].append(person)
    return dict(people)
