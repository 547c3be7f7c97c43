"""The tree of codes, and the page of one code with all its extracts."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.models import Membership
from interviews.citation import cite, speaking
from interviews.codetree import branches, flat
from interviews.forms.codes import CodeForm
from interviews.models import Code, Coding, Extract, Participation
from interviews.tally import Spoken, tally
from interviews.turns import asks


@require_safe
def code_list(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    context = {
        "study": asking.study,
        "member": asking,
        "rows": rows(asking),
        "retired": asking.study.codes.filter(retired=True).order_by("name"),
        "form": CodeForm(study=asking.study),
    }
    return render(request, "interviews/code_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def code_new(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.writer(request, slug)
    form = CodeForm(request.POST or None, study=asking.study, initial={"parent": request.GET.get("under")})
    if request.method == "POST" and saved(form, asking):
        return redirect("interviews:code_list", slug=slug)
    context = {"study": asking.study, "member": asking, "form": form}
    return render(request, "interviews/code_edit.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def code_detail(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.member(request, slug)
    code = get_object_or_404(asking.study.codes.select_related("parent"), pk=pk)
    found = list(coded(asking, code))
    people = participations(asking)
    context = {
        "study": asking.study,
        "member": asking,
        "code": code,
        "path": [*code.ancestors(), code],
        "below": branches(asking.study.codes.in_use().filter(parent=code)),
        "tally": tally(map(_spoken, found), people),
        "places": by_site(asking, found, people),
    }
    return render(request, "interviews/code_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def code_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    code = get_object_or_404(asking.study.codes, pk=pk)
    form = CodeForm(request.POST or None, instance=code, study=asking.study)
    if request.method == "POST" and saved(form, asking):
        return redirect("interviews:code_detail", slug=slug, pk=pk)
    context = {"study": asking.study, "member": asking, "form": form, "code": form.own}
    return render(request, "interviews/code_edit.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def code_place(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Up or down among the codes at the same place."""
    asking = access.writer(request, slug)
    code = get_object_or_404(asking.study.codes.in_use(), pk=pk)
    steps = {"up": -1, "down": 1}
    if request.POST.get("move") not in steps:
        return HttpResponse("Say where the code goes: up or down.", status=422)
    code.step(steps[request.POST["move"]], by=asking.user)
    return redirect(f"{request.path.rsplit('/', 3)[0]}/#code-{code.pk}")


@require_POST
def code_retire(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Retire a code, or bring it back."""
    asking = access.writer(request, slug)
    code = get_object_or_404(asking.study.codes, pk=pk)
    if code.retired:
        code.bring_back(by=asking.user)
        messages.success(request, f"“{code}” is offered again.")
    else:
        code.retire(by=asking.user)
        messages.success(request, f"“{code}” is retired. Its extracts keep it.")
    return redirect("interviews:code_list", slug=slug)


def saved(form: CodeForm, asking: Membership) -> Code | None:
    if not form.is_valid():
        return None
    try:
        return form.write(by=asking.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None


def rows(asking: Membership) -> list[dict[str, Any]]:
    """The tree in reading order, each code with its people, sources and extracts."""
    codings = Coding.objects.filter(code__study=asking.study_id, extract__in=Extract.objects.visible_to(asking))
    spoken: defaultdict[UUID, list[Spoken]] = defaultdict(list)
    source = "extract__text__source"
    grouped = codings.order_by().values_list("code", source, "extract__speaker", f"{source}__interviewers")
    for code, pk, speaker, interviewers, number in grouped.annotate(number=Count("extract", distinct=True)):
        spoken[code].append(Spoken(pk, speaker, number, asks(speaker, interviewers)))
    people = participations(asking)
    return [
        {"branch": branch, "code": branch.code, "tally": tally(spoken.get(branch.code.pk, ()), people)}
        for branch in flat(branches(asking.study.codes.in_use()))
    ]


def _spoken(extract: Extract) -> Spoken:
    return Spoken(extract.text.source_id, extract.speaker, question=extract.is_question)


def coded(asking: Membership, code: Code) -> Any:
    extracts = Extract.objects.visible_to(asking).coded(code).in_order().defer("text__text", "text__turns")
    return extracts.select_related("text__source__work_stream").prefetch_related("codings__code")


def participations(asking: Membership) -> dict[UUID, list[Participation]]:
    """The people in each source this member may see."""
    people: defaultdict[UUID, list[Participation]] = defaultdict(list)
    visible = asking.study.sources.visible_to(asking)
    for person in Participation.objects.filter(source__in=visible).select_related("site", "participant"):
        people[person.source_id].append(person)
    return dict(people)


def by_site(
    asking: Membership, extracts: list[Extract], people: dict[UUID, list[Participation]]
) -> list[dict[str, Any]]:
    """The extracts under the sites of those who speak in them; a joint interview has a heading of its own."""
    groups: defaultdict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for extract in extracts:
        source = extract.text.source
        heard = speaking(people.get(source.pk, []), extract.speaker)
        sites = sorted({person.site for person in heard if person.site}, key=lambda site: (site.order, site.code))
        groups[tuple((site.order, site.label) for site in sites)].append(
            {
                "extract": extract,
                "citation": cite(source, people.get(source.pk, []), asking.study.citation, extract.speaker),
            }
        )
    return [
        {
            "label": " & ".join(label for _, label in sites) or "No site",
            "rows": groups[sites],
            "tally": tally((_spoken(row["extract"]) for row in groups[sites]), people),
        }
        for sites in sorted(groups, key=lambda sites: (not sites, sites))
    ]
