"""Area 1 beside Area 2: the comparison page, and the forms for what people conclude from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import access
from accounts.models import Study
from cmo import comparison as values
from cmo.forms import ComparisonForm, FindingForm
from cmo.material import Collected, collect
from cmo.models import Comparison, Configuration, Evidence, Reading, SiteFinding
from cmo.views.around import add_errors, board_url, configuration_of, form_page, tracer_of, way_back
from cmo.views.paging import is_further, piece
from tracers.models import Site, Tracer

AT_HAND = 2
ANTICIPATED, OBSERVED = "What was anticipated", "What was observed"


@dataclass(frozen=True)
class Quoted:
    """A piece of evidence, and what must be known of where it was said."""

    evidence: Evidence
    note: str
    away: bool = False

    @property
    def speaks(self) -> bool:
        """Whether these are words of somebody who took part."""
        return bool(self.evidence.words) and not self.evidence.is_question


@dataclass(frozen=True)
class ShownSide:
    """A row at a site with the rows of the database; `unfound`: one whose finding is still to be stated."""

    side: values.Side
    configurations: Sequence[Configuration]
    findings: Sequence[SiteFinding]
    unfound: Configuration | None
    first: Sequence[Quoted]
    rest: Sequence[Quoted]


@dataclass(frozen=True)
class ShownRow:
    configurations: Sequence[Configuration]
    sides: Sequence[ShownSide]
    bands: Sequence[tuple[values.Band, Sequence[Quoted]]]
    comparisons: Sequence[Comparison]
    across: bool
    judge_url: str
    heading: str = ""
    alone: bool = False

    @property
    def heading_hidden(self) -> bool:
        """Where nothing but observed ones stands, the heading is for those who listen."""
        return self.alone and self.heading == OBSERVED


@require_GET
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    study = asking.study
    tracers = list(study.tracers.all())
    tracer = _tracer(study, tracers, request.GET.get("tracer", ""))
    sites = list(study.sites.all())
    chosen = _chosen_sites(sites, request.GET)
    configurations = list(study.configurations.of_tracer(tracer).with_triads()) if tracer else []
    collected = collect(asking, tracer, configurations)
    material = collected.material
    columns = [place for place in material.places if place.key in {site.pk for site in chosen}]
    others = [place for place in material.places if not place.area]
    groups = sorted(values.groups(material), key=lambda group: _is_observed(collected, group))
    part = piece(request, groups, lambda group: [collected.configurations[key].code for key in group])  # type: ignore[index]
    shown = _rows(part.rows, collected, chosen, slug)
    compared = {key for group in groups for key in group}
    framed = [one for one in configurations if one.pk in set(values.frame(material)) - compared]
    _head(shown, groups[part.start - 1] if part.start else (), collected, framed=bool(framed))
    context = {
        "study": study,
        "member": asking,
        "piece": part.showing(shown),
        "back": getattr(request.htmx, "current_url_abs_path", None) or request.get_full_path(),  # type: ignore[attr-defined]
    }
    if is_further(request):
        return render(request, "cmo/_compared_rows.html", context)
    context |= {
        "tracer": tracer,
        "tracers": tracers,
        "sites": [site for site in sites if site.kind != Site.Kind.NATIONAL],
        "chosen": chosen,
        "columns": columns,
        "others": others,
        "frame": framed,
        "has_observed": any(_is_observed(collected, group) for group in groups),
        "matrix": [
            (collected.configurations[row.triad], row.cells)  # type: ignore[index]
            for row in values.matrix(material, columns + others)
        ],
        "legend": [(symbol, presence) for presence, symbol in values.SYMBOLS.items()],
    }
    return render(request, "cmo/comparison.html", context)


def _is_observed(collected: Collected, group: Sequence[values.Key]) -> bool:
    return collected.configurations[group[0]].kind != Configuration.Kind.ANTICIPATED  # type: ignore[index]


def _rows(
    groups: Sequence[Sequence[values.Key]], collected: Collected, sites: Sequence[Site], slug: str
) -> list[ShownRow]:
    chosen = [site.pk for site in sites]
    evidence = collected.evidence(of={key for group in groups for key in group})  # type: ignore[misc]
    found = replace(collected, quoted=evidence)
    return [_shown(values.row(collected.material, group, chosen), found, sites, slug) for group in groups]


def _head(rows: list[ShownRow], before: Sequence[values.Key], collected: Collected, *, framed: bool) -> None:
    """A heading where what was anticipated begins, and where what was observed does."""
    was = _is_observed(collected, before) if before else None
    for place, row in enumerate(rows):
        observed = row.configurations[0].kind != Configuration.Kind.ANTICIPATED
        if observed is not was and (observed or not framed):
            rows[place] = replace(row, heading=OBSERVED if observed else ANTICIPATED, alone=was is None and not framed)
        was = observed


def _tracer(study: Study, tracers: Sequence[Tracer], name: str) -> Tracer | None:
    """The one asked for; otherwise the first that has configurations, or the first of all."""
    if name:
        return tracer_of(study, name)
    used = set(study.configurations.values_list("tracer", flat=True).distinct())
    return next((tracer for tracer in tracers if tracer.pk in used), next(iter(tracers), None))


def _chosen_sites(sites: Sequence[Site], asked: QueryDict) -> list[Site]:
    """The sites asked for by code, in the study's order; otherwise the areas. What is national never is a column."""
    local = [site for site in sites if site.kind != Site.Kind.NATIONAL]
    codes = {code for value in asked.getlist("sites") for code in value.split(",")}
    areas = [site for site in local if site.kind == Site.Kind.AREA]
    return [site for site in local if site.code in codes] or areas or local


def _shown(row: values.Row, collected: Collected, sites: Sequence[Site], slug: str) -> ShownRow:
    configurations = [collected.configurations[key] for key in row.triads]  # type: ignore[index]
    within = {configuration.pk for configuration in configurations}
    query = urlencode([("configuration", pk) for pk in row.triads] + [("sites", site.code) for site in sites])
    return ShownRow(
        configurations,
        [_shown_side(side, configurations, collected) for side in row.sides],
        [(band, _quoted(band.heard, collected, within)) for band in row.bands],
        [one for together, ones in collected.comparisons_of.items() if together <= within for one in ones],
        row.across,
        f"{reverse('cmo:comparison_new', args=[slug])}?{query}",
    )


def _shown_side(side: values.Side, configurations: Sequence[Configuration], collected: Collected) -> ShownSide:
    standing = [configuration for configuration in configurations if configuration.pk in side.triads]
    quoted = _quoted(side.heard, collected, {configuration.pk for configuration in standing})
    first = _best(quoted)
    findings = [collected.findings[key] for key in side.findings]  # type: ignore[index]
    found = {finding.configuration_id for finding in findings}
    return ShownSide(
        side,
        standing,
        findings,
        next((one for one in standing or configurations if one.pk not in found), None),
        first,
        [each for each in quoted if each not in first],
    )


def _quoted(heard: Iterable[values.Heard], collected: Collected, at_home: set[UUID]) -> list[Quoted]:
    return [
        Quoted(collected.quoted[each.words.key], each.note, each.words.configuration not in at_home)  # type: ignore[index]
        for each in heard
    ]


def _best(quoted: Sequence[Quoted]) -> list[Quoted]:
    """One against and one for, as far as there are; then whatever comes first."""
    found = [
        next((each for each in quoted if each.evidence.stance == stance and each.speaks), None)
        for stance in (Evidence.Stance.CONTRADICTS, Evidence.Stance.SUPPORTS)
    ]
    best = [each for each in found if each]
    return best or list(quoted[:AT_HAND])


@require_http_methods(["GET", "POST"])
def finding_edit(request: HttpRequest, slug: str, pk: UUID, site: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    configuration = configuration_of(asking.study, pk)
    place = get_object_or_404(asking.study.sites, pk=site)
    held = SiteFinding.objects.filter(configuration=configuration, site=place).first()
    form = FindingForm(request.POST or None, instance=held or SiteFinding(configuration=configuration, site=place))
    back = way_back(request, board_url(configuration))
    if form.is_valid():
        finding = SiteFinding.objects.state(configuration, place, by=asking.user, **form.cleaned_data)
        if finding.presence == SiteFinding.Presence.NOT_FOUND and not Reading.objects.of(configuration, place).exists():
            messages.warning(request, _read_first(configuration, place))
            back = back.partition("#")[0]  # where the page begins, for that is where it is said
        return redirect(back)
    title = f"{configuration.code} at {place}"
    return form_page(request, asking, form, title=title, back=back, lede=configuration.statement or configuration.label)


@require_http_methods(["GET", "POST"])
def comparison_new(request: HttpRequest, slug: str) -> HttpResponse:
    """State a judgement on the configurations and sites that the address names."""
    asking = access.writer(request, slug)
    configurations = _named(asking.study, request.GET.getlist("configuration"))
    sites = _chosen_sites(list(asking.study.sites.all()), request.GET)
    form = ComparisonForm(request.POST or None, instance=Comparison(study=asking.study))
    back = way_back(request, reverse("cmo:comparison", args=[slug]))
    if form.is_valid():
        try:
            Comparison.objects.judge(configurations, sites, by=asking.user, **form.answers)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(back)
    return form_page(request, asking, form, title=_title(configurations), back=back, lede=_beside(sites))


def _read_first(configuration: Configuration, place: Site) -> SafeString:
    """“Looked for” means that somebody read for it; the statement stands all the same."""
    slug = configuration.study.slug
    return format_html(
        "{} is said to be looked for and not found at {}, but nobody has noted a reading of a source of {} for it. "
        '<a href="{}#note-a-reading">Note a reading</a>',
        configuration.code,
        place,
        place,
        reverse("cmo:configuration_detail", args=[slug, configuration.pk]),
    )


def _named(study: Study, keys: Sequence[str]) -> list[Configuration]:
    try:
        wanted = {UUID(key) for key in keys}
    except ValueError:
        raise Http404("There is no such configuration.") from None
    found = list(study.configurations.filter(pk__in=wanted))
    if not found or len(found) != len(wanted):
        raise Http404("There is no such configuration.")
    return found


def _title(configurations: Iterable[Configuration]) -> str:
    return "How do the sites compare on " + " and ".join(one.code for one in configurations) + "?"


def _beside(sites: Iterable[Site]) -> str:
    return " beside ".join(str(site) for site in sites)


@require_http_methods(["GET", "POST"])
def comparison_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    held = get_object_or_404(asking.study.comparisons, pk=pk)
    form = ComparisonForm(request.POST or None, instance=held)
    back = way_back(request, reverse("cmo:comparison", args=[slug]))
    if form.is_valid():
        held.revise(by=asking.user, **form.answers)
        return redirect(back)
    remove_url = reverse("cmo:comparison_remove", args=[slug, held.pk])
    more = {"lede": _beside(held.sites.all()), "remove_url": remove_url, "remove": "Take the judgement back"}
    return form_page(request, asking, form, title=_title(held.configurations.all()), back=back, **more)


@require_POST
def comparison_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    held = get_object_or_404(asking.study.comparisons, pk=pk)
    held.remove(by=asking.user)
    return redirect(way_back(request, reverse("cmo:comparison", args=[slug])))
