"""The table of sources, and what is known of one besides its words."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.models import Membership
from interviews.forms.sources import PeopleForms, SourceForm
from interviews.forms.work import coders
from interviews.models import Coding, Extract, Participation, Source
from interviews.overview.presences import open_conflicts
from interviews.views import versions, work

PAGE = 100
FILTERS = ("q", "site", "organisation", "tracer", "kind", "status", "work_stream", "mode")
UNKNOWN = "-"  # in a filter: what is not said
SORTS = {"id": "printed_id", "date": "date", "kind": "kind", "status": "status", "extracts": "extract_count"}


@require_safe
def source_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All sources, filtered and sorted by the address."""
    asking = access.member(request, slug)
    mine = Source.objects.visible_to(asking)
    told = {name: request.GET.get(name, "") for name in FILTERS}
    found = _filtered(mine, told)
    sort = request.GET.get("sort", "id")
    page = Paginator(_with_counts(_sorted(found, sort, asking)), PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "study": asking.study,
        "member": asking,
        "page": page,
        "query": query.urlencode(),
        "told": told,
        "sort": sort,
        "columns": _columns(sort, query),
        "total": mine.count(),
        "sites": asking.study.sites.all(),
        "tracers": asking.study.tracers.all(),
        "organisations": organisations(asking),
        "kinds": Source.Kind.choices,
        "statuses": Source.Status.choices,
        "modes": Source.Mode.choices,
        "work_streams": asking.study.work_streams.all(),
        "conflicts": len(open_conflicts(asking)),
        "coders": coders(asking) if asking.owns else (),
    }
    return render(request, "interviews/source_list.html", context)


def _filtered(sources: QuerySet[Source], told: dict[str, str]) -> QuerySet[Source]:
    people = Participation.objects.filter(source=OuterRef("pk"))
    if told["q"]:
        sources = sources.filter(
            Q(printed_id__icontains=told["q"])
            | Q(title__icontains=told["q"])
            | Q(summary__icontains=told["q"])
            | Exists(people.filter(Q(participant__code__icontains=told["q"]) | Q(role__icontains=told["q"])))
        )
    if told["site"] or told["organisation"]:
        sources = _where(sources, told["site"], told["organisation"])
    if told["tracer"]:
        sources = sources.filter(tracers__code=told["tracer"])
    if told["kind"]:
        sources = sources.filter(kind=told["kind"])
    if told["status"]:
        sources = sources.filter(status=told["status"])
    if told["work_stream"]:
        stream = {"work_stream": None} if told["work_stream"] == UNKNOWN else {"work_stream__code": told["work_stream"]}
        sources = sources.filter(**stream)
    if told["mode"]:
        sources = sources.filter(mode="" if told["mode"] == UNKNOWN else told["mode"])
    return sources


def _where(sources: QuerySet[Source], site: str, organisation: str) -> QuerySet[Source]:
    """Sources in which one person stands there. Where only what is not said is asked for, also those of nobody."""
    people = Participation.objects.filter(source=OuterRef("pk"))
    there = people
    if site:
        there = there.filter(site=None) if site == UNKNOWN else there.filter(site__code=site)
    if organisation:
        there = there.filter(organisation="" if organisation == UNKNOWN else organisation)
    nobody = Q(~Exists(people)) if {site, organisation} <= {UNKNOWN, ""} else Q()
    return sources.filter(Q(Exists(there)) | nobody)


def _sorted(sources: QuerySet[Source], sort: str, asking: Membership) -> QuerySet[Source]:
    column = SORTS.get(sort.removeprefix("-"), "printed_id")
    seen = Extract.objects.seen_by(asking.user_id)
    extracts = seen.filter(text__source=OuterRef("pk")).order_by().values("text__source")
    counted = sources.annotate(
        extract_count=Coalesce(Subquery(extracts.annotate(number=Count("pk")).values("number")), 0)
    )
    return counted.order_by(f"{'-' if sort.startswith('-') else ''}{column}", "printed_id")


def _with_counts(sources: QuerySet[Source]) -> QuerySet[Source]:
    return sources.select_related("work_stream").prefetch_related(
        "participations__site", "participations__participant", "tracers"
    )


def _columns(sort: str, query: Any) -> list[dict[str, str]]:
    """The heads of the sortable columns: label, address and the state for aria-sort."""
    heads = []
    for name, label in (
        ("id", "Id"),
        ("date", "Date"),
        ("kind", "Kind"),
        ("status", "Status"),
        ("extracts", "Extracts"),
    ):
        up, down = sort == name, sort == f"-{name}"
        address = query.copy()
        address["sort"] = f"-{name}" if up else name
        state = "ascending" if up else "descending" if down else ""
        heads.append({"name": name, "label": label, "href": f"?{address.urlencode()}", "state": state})
    return heads


def organisations(asking: Membership) -> list[str]:
    """The organisation types that occur in what this member may see."""
    sources = Source.objects.visible_to(asking)
    names = Participation.objects.filter(source__in=sources).exclude(organisation="")
    return list(names.order_by("organisation").values_list("organisation", flat=True).distinct())


@require_http_methods(["GET", "HEAD", "POST"])
def source_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """What the source is and who speaks in it."""
    asking = access.writer(request, slug)
    source = get_object_or_404(Source.objects.visible_to(asking), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = SourceForm(data, instance=source, member=asking)
    people = PeopleForms(data, member=asking, prefix="p", told=_people(source))
    if data is not None and all([form.is_valid(), people.is_valid()]):
        told = dict(form.cleaned_data)
        source.revise(
            by=asking.user,
            tracers=told.pop("tracers"),
            participations=people.participations(),
            interviewers=people.interviewers(),
            **told,
        )
        messages.success(request, f"{source.printed_id} was saved.")
        return redirect("interviews:source_read", slug=slug, pk=source.pk)
    context = {
        "study": asking.study,
        "member": asking,
        "source": source,
        "form": form,
        "people": people,
        "organisations": organisations(asking),
        "deletion": _deletion(source) if asking.owns else None,
        "history": versions.history(source, asking),
        **work.of_source(source),
    }
    return render(request, "interviews/source_edit.html", context, status=422 if data is not None else 200)


def _deletion(source: Source) -> dict[str, Any]:
    """What goes when the source is deleted, and what forbids it."""
    return {
        "used_in": " and ".join(source.used_in()),
        "extracts": Extract.objects.filter(text__source=source).count(),
        "codings": Coding.objects.filter(extract__text__source=source).count(),
    }


def _people(source: Source) -> list[dict[str, Any]]:
    """Everybody who speaks: those who ask, the participants, and labels nobody was named for yet."""
    held = list(source.participations.select_related("participant"))
    asking = [{"speaker": name, "asks": True} for name in source.interviewers]
    there = [
        {
            "speaker": person.speaker,
            "participant": person.participant.code if person.participant else "",
            "site": person.site_id,
            "organisation": person.organisation,
            "role": person.role,
        }
        for person in held
    ]
    named = {person["speaker"] for person in (*asking, *there)}
    others = dict.fromkeys(turn["speaker"] for turn in source.latest_text.turns if turn["speaker"])
    return [*asking, *there, *({"speaker": name} for name in others if name not in named), {}]


@require_POST
def source_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Delete a source with its words and extracts; refused while evidence, readings or reports use it."""
    asking = access.owner(request, slug)
    source = get_object_or_404(Source.objects.visible_to(asking), pk=pk)
    codings = Coding.objects.filter(extract__text__source=source).count()
    try:
        source.remove(by=asking.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("interviews:source_edit", slug=slug, pk=pk)
    messages.success(request, f"{source.printed_id} was deleted, with {codings} codings.")
    return redirect("interviews:source_list", slug=slug)
