"""What was found at a site: stating it, looking again, and which words stand first."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from accounts.models import Study
from cmo.forms import FindingForm
from cmo.models import Configuration, Evidence, Reading, SiteFinding
from cmo.views.around import board_url, configuration_of, form_page, row_id, way_back
from tracers.models import Site


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


@require_POST
def finding_hold(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """What was found still holds for what the configuration says now."""
    asking = access.writer(request, slug)
    finding = _finding(asking.study, pk)
    finding.still_holds(by=asking.user)
    return redirect(way_back(request, board_url(finding.configuration)))


@require_POST
def finding_quote(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """These words (`evidence`) stand first; without them the stances say what does."""
    asking = access.writer(request, slug)
    finding = _finding(asking.study, pk)
    evidence = None
    if said := request.POST.get("evidence", ""):
        evidence = get_object_or_404(Evidence.objects.visible_to(asking), pk=row_id(said))
    try:
        finding.put_first(evidence, by=asking.user)
    except ValidationError as error:
        return HttpResponse(" ".join(error.messages), status=422, content_type="text/plain; charset=utf-8")
    return redirect(way_back(request, board_url(finding.configuration)))


def _finding(study: Study, pk: UUID) -> SiteFinding:
    held = SiteFinding.objects.filter(configuration__study=study).select_related("configuration__tracer")
    return get_object_or_404(held, pk=pk)


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
