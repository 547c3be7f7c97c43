"""The sites of a study beside each other, and the page of one: its profile, who was heard there, what was found."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import access
from accounts.leaving import leaves
from accounts.models import Membership
from cmo.counterparts import counterparts
from cmo.models import SiteFinding, ThemeSummary
from config.pages.summaries import shown
from interviews.downloads import csv_file, file
from interviews.matrix.workbook import workbook
from interviews.models import Source
from interviews.overview.presence import Presence
from interviews.overview.presences import presences
from interviews.overview.spread import Cell, count
from tracers import dates, profile
from tracers.models import Site, Tracer
from tracers.nested import above, within

SOURCES_SHOWN = 30
MANY_FINDINGS = 50  # from here on those of one tracer at a time
ELSEWHERE_SHOWN = 6
NOT_SAID = "not said"
NO_TRACER = "-"  # in addresses
FORMS = {"csv": "CSV", "xlsx": "Excel"}


@dataclass(frozen=True)
class Heard:
    """Who was heard at a site and in its parts. `organisations`: with their people, and whether too few."""

    cell: Cell
    organisations: Sequence[tuple[str, int, bool]]
    period: str
    is_small: bool

    @property
    def people(self) -> int:
        return self.cell.people + self.cell.untold


@dataclass(frozen=True)
class Column:
    """A site in the table. `findings`: how many of each presence are stated, none left out."""

    site: Site
    whole: str
    heard: Heard
    findings: Sequence[tuple[str, str, int]]


@dataclass(frozen=True)
class Found:
    """A finding, with the first of those of its counterparts at other sites, and how many more there are."""

    finding: SiteFinding
    elsewhere: Sequence[SiteFinding]
    more: int = 0


@require_safe
def site_list(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    columns = _columns(asking, request.GET.getlist("sites"))
    table = profile.side_by_side([column.site.profile for column in columns])
    context = {
        "study": asking.study,
        "member": asking,
        "columns": columns,
        "table": table,
        "sites": list(asking.study.sites.all()),
        "presences": SiteFinding.Presence.choices,
        "forms": FORMS,
        "asked": request.GET.urlencode(),
    }
    return render(request, "config/site_list.html", context)


@leaves("figures")
@require_safe
def site_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The same as a file: profiles as they stand, and how many were heard; too few are not told."""
    asking = access.member(request, slug)
    if form not in FORMS:
        raise Http404
    columns = _columns(asking, request.GET.getlist("sites"))
    head = ["", *(column.site.label for column in columns)]
    profiles = profile.side_by_side([column.site.profile for column in columns])
    rows: list[list[object]] = [[label, *map(_told, cells)] for label, cells in profiles]
    few = f"fewer than {asking.study.threshold}"
    rows += [
        ["Part of", *(column.whole for column in columns)],
        ["People heard", *(few if column.heard.is_small else column.heard.people for column in columns)],
        ["Sources", *(few if column.heard.is_small else column.heard.cell.sources for column in columns)],
    ]
    if form == "csv":
        return csv_file(f"{slug}-sites", head, rows)
    told = [f"Study: {asking.study.title}", f"Taken out on {timezone.localtime():%-d %B %Y at %H:%M}"]
    return file(f"{slug}-sites", form, workbook({"Sites": [head, *rows]}, "Sites beside each other", told))


@require_safe
def site_detail(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.member(request, slug)
    site = get_object_or_404(asking.study.sites, pk=pk)
    (column,) = _columns(asking, [site.code])
    inside = asking.study.sites.inside()[pk]
    at = Source.objects.visible_to(asking).filter(participations__site__in=inside).distinct()
    findings = SiteFinding.objects.filter(configuration__study=asking.study).select_related(
        "site", "configuration__tracer"
    )
    every = list(findings.order_by("configuration__tracer__order", "configuration__number", "site__order"))
    own = [finding for finding in every if finding.site_id == pk]
    tracers, tracer, shown_here = _of_tracer(own, request.GET.get("tracer"))
    written = ThemeSummary.objects.filter(site=site)
    sources = at.order_by("date", "printed_id").defer("summary", "attributes")
    context = {
        "study": asking.study,
        "member": asking,
        "site": site,
        "column": column,
        "parts": [part for part in asking.study.sites.all() if part.parent_id == pk],
        "sources": list(sources[:SOURCES_SHOWN]),
        "sources_left": max(column.heard.cell.sources - SOURCES_SHOWN, 0),
        "found": _found(asking, every, shown_here),
        "number": len(own),
        "tracers": tracers,
        "tracer": tracer,
        "summaries": shown(asking, written.select_related("theme").order_by("theme__order")),
    }
    return render(request, "config/site_detail.html", context)


def _columns(asking: Membership, codes: Collection[str]) -> list[Column]:
    """The sites of these codes; all where none is named."""
    sites = list(asking.study.sites.all())
    chosen = [site for site in sites if site.code in codes] or sites
    labels = {site.pk: site.label for site in sites}
    parents = {site.pk: site.parent_id for site in sites}
    inside, people = within(parents), presences(asking)
    code_of = {site.pk: site.code for site in sites}
    stated = Counter(SiteFinding.objects.filter(configuration__study=asking.study).values_list("site", "presence"))
    return [
        Column(
            site,
            ", ".join(labels[whole] for whole in above(parents, site.pk)),
            _heard(people, {code_of[part] for part in inside[site.pk]}, asking.study.threshold),
            [(value, str(label), stated[site.pk, value]) for value, label in SiteFinding.Presence.choices],
        )
        for site in chosen
    ]


def _heard(people: Sequence[Presence], codes: Collection[str], threshold: int) -> Heard:
    here = [each for each in people if each.site in codes]
    cell = count(here)
    names = sorted({each.organisation for each in here if each.organisation}, key=str.casefold)
    organisations = []
    for name in names:
        of = count([each for each in here if each.organisation == name])
        organisations.append((name, of.people + of.untold, of.people + of.untold < threshold))
    said = sorted(each.date for each in here if each.date)
    ends = dict.fromkeys(dates.show(end, "%b %Y") for end in (*said[:1], *said[-1:]))
    return Heard(cell, organisations, " – ".join(ends), 0 < cell.people + cell.untold < threshold)


def _found(asking: Membership, every: Sequence[SiteFinding], own: Sequence[SiteFinding]) -> list[Found]:
    """Beside what was stated of a site what was stated of the counterparts elsewhere."""
    together = counterparts(asking.study)
    stated: defaultdict[UUID, list[SiteFinding]] = defaultdict(list)
    for finding in every:
        stated[finding.configuration_id].append(finding)
    found = []
    for finding in own:
        keys = together.get(finding.configuration_id, {finding.configuration_id})
        others = [other for key in keys for other in stated[key] if other.site_id != finding.site_id]
        others.sort(key=lambda other: (other.configuration.number, other.site.order))
        found.append(Found(finding, others[:ELSEWHERE_SHOWN], max(len(others) - ELSEWHERE_SHOWN, 0)))
    return found


def _of_tracer(own: Sequence[SiteFinding], asked: str | None) -> tuple[list[Tracer | None], str, list[SiteFinding]]:
    """The tracers of these findings, the code of the one that is shown ("" for all), and its findings.

    Of many findings those of the first tracer are shown, if nobody asks for another.
    """
    tracers = list(dict.fromkeys(finding.configuration.tracer for finding in own))
    codes = {tracer.code if tracer else NO_TRACER: tracer for tracer in tracers}
    if asked not in codes and (asked == "" or len(own) < MANY_FINDINGS):
        return tracers, "", list(own)
    code = asked if asked in codes else next(iter(codes))
    return tracers, code, [finding for finding in own if finding.configuration.tracer == codes[code]]


def _told(rows: Sequence[Mapping[str, str]]) -> str:
    """What a site says of a label, as a cell holds it."""
    said = (f"{row.get('value', '')}" + (f" ({row['note']})" if row.get("note") else "") for row in rows)
    return "; ".join(said) or NOT_SAID
