"""What anonymising goes by: the study's own list of names, and the pattern by which replacements read."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.models import Membership
from accounts.sealing import Sealed
from interviews.anonymise import deciding, known, listing
from interviews.anonymise.pseudonyms import DEFAULTS, Pattern, PatternError, Thing
from interviews.anonymise.pseudonyms import propose as replacements_for
from interviews.models.anonymising import TYPE_NAMES
from interviews.views.sent import sent_ids, sentence

FORMS = 12  # that follow from a name, shown
MOST = 2 * 1024 * 1024  # bytes of a table
SAMPLES = (
    Thing("person", ("Dr Ann Marsh", "Ann")),
    Thing("person", ("Tom Hale",)),
    Thing("organisation", ("Cedar House Surgery",)),
    Thing("organisation", ("Northfield Borough Council",)),
    Thing("place", ("Northfield",)),
    Thing("title", ("Director of Integration",)),
    *(Thing(kind, ("…",)) for kind in DEFAULTS if kind not in {"person", "organisation", "place", "title"}),
)


@require_http_methods(["GET", "HEAD", "POST"])
def listed_names(request: HttpRequest, slug: str) -> HttpResponse:
    """Put names on the list; look at it, which the journal tells."""
    asking = access.owner(request, slug)
    if request.method == "POST" and request.POST.get("deed") == "show":
        listing.looked(asking.study, by=asking.user)
        return _list(request, asking, rows=_rows(asking))
    if request.method == "POST":
        return _put_on(request, asking)
    return _list(request, asking)


def _put_on(request: HttpRequest, asking: Membership) -> HttpResponse:
    file, typed = request.FILES.get("file"), request.POST.get("rows", "")
    if not file and not typed.strip():
        return _list(request, asking, problems=["Type at least one row, or choose a file."])
    if file and (file.size or 0) > MOST:
        return _list(request, asking, problems=[f"{file.name} is larger than 2 MB: too large for a list of names."])
    entries, problems = listing.read(file.name or "", file.read()) if file else listing.read_typed(typed)
    if problems:
        return _list(request, asking, problems=[str(problem) for problem in problems], typed=typed)
    try:
        new = listing.put_on(asking.study, entries, by=asking.user)
    except Sealed as problem:
        return _list(request, asking, problems=[str(problem)])
    there = f" {len(entries) - new} stood there already." if new < len(entries) else ""
    messages.success(request, f"{new} put on the list.{there} Look again on the queue, so that they are found.")
    return redirect("interviews:listed_names", slug=asking.study.slug)


@require_POST
def listed_names_removal(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.owner(request, slug)
    number = listing.take_off(asking.study, sent_ids(request.POST.getlist("row")), by=asking.user)
    if not number:
        return _list(request, asking, problems=["Tick the rows that are to go."])
    messages.success(request, f"{number} taken off the list.")
    return redirect("interviews:listed_names", slug=slug)


def _list(request: HttpRequest, asking: Membership, **more: Any) -> HttpResponse:
    counts = asking.study.listed_names.order_by().values_list("type").annotate(number=Count("pk"))
    context = {
        "study": asking.study,
        "member": asking,
        "counts": [(TYPE_NAMES[kind], number) for kind, number in counts],
        "total": sum(number for _, number in counts),
        "types": TYPE_NAMES.items(),
        **more,
    }
    return render(request, "interviews/anonymise_list.html", context, status=422 if more.get("problems") else 200)


def _rows(asking: Membership) -> list[dict[str, Any]]:
    """What is on the list, with the forms that follow from each."""
    try:
        entries = listing.entries(asking.study)
    except Sealed:
        return []
    return [
        {
            "pk": pk,
            "form": entry.form,
            "type": TYPE_NAMES[entry.type],
            "entity": entry.entity,
            "forms": [form.words for form in known.forms([entry])[1 : FORMS + 1]],
        }
        for pk, entry in sorted(entries, key=lambda row: (row[1].whose.casefold(), row[1].form.casefold()))
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def replacement_pattern(request: HttpRequest, slug: str) -> HttpResponse:
    """How replacements read, with a live sample."""
    asking = access.writer(request, slug)
    templates, problem = dict(asking.study.replacement_pattern), ""
    if request.method == "POST":
        templates = _templates(request.POST)
        try:
            changed = deciding.choose_pattern(asking.study, templates, by=asking.user)
        except (ValidationError, Sealed) as refusal:
            problem = sentence(refusal)
        else:
            messages.success(request, f"Saved. {changed} replacements that nobody had decided read differently now.")
            return redirect("interviews:anonymise", slug=slug)
    context = {
        "study": asking.study,
        "member": asking,
        "rows": [(kind, TYPE_NAMES[kind], DEFAULTS[kind], templates.get(kind, "")) for kind in DEFAULTS],
        "problem": problem,
        **_samples({} if problem else templates),
    }
    return render(request, "interviews/anonymise_pattern.html", context, status=422 if problem else 200)


@require_safe
def pattern_sample(request: HttpRequest, slug: str) -> HttpResponse:
    """What invented names would become."""
    asking = access.writer(request, slug)
    context = {"study": asking.study, "member": asking, **_samples(_templates(request.GET))}
    part = "#samples" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"interviews/anonymise_sample.html{part}", context)


def _templates(given: Any) -> dict[str, str]:
    return {kind: given[kind].strip() for kind in DEFAULTS if given.get(kind, "").strip()}


def _samples(templates: dict[str, str]) -> dict[str, Any]:
    try:
        pattern = Pattern(templates)
    except PatternError as problem:
        return {"sample_problem": str(problem)}
    return {
        "samples": [
            (" · ".join(thing.words) if thing.words != ("…",) else TYPE_NAMES[thing.type], becomes)
            for thing, becomes in zip(SAMPLES, replacements_for(SAMPLES, pattern), strict=True)
        ]
    }
