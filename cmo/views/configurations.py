"""The list of tracers and their configurations, and a configuration's page."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts import access
from accounts.models import Membership
from cmo import comparison
from cmo.board import sentence_of
from cmo.condition import condition
from cmo.forms import ConfigurationForm, LinkForm, NewConfigurationForm, ReadingForm
from cmo.material import collect
from cmo.models import Configuration, Evidence, Link, Reading, SiteFinding
from cmo.reading_through import progress, to_read
from cmo.views.around import add_errors, board_url, configuration_of, form_page, way_back
from cmo.views.versions import KeepForm
from tracers.models import Tracer


@require_GET
def configuration_list(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    tracers = asking.study.tracers.prefetch_related(
        Prefetch("configurations", asking.study.configurations.prefetch_related("sites"))
    )
    loose = asking.study.configurations.filter(tracer=None).prefetch_related("sites")
    context = {"study": asking.study, "member": asking, "tracers": tracers, "loose": loose}
    return render(request, "cmo/configuration_list.html", context)


@require_http_methods(["GET", "POST"])
def configuration_new(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.writer(request, slug)
    study = asking.study
    tracer = study.tracers.named(request.GET.get("tracer", "")) or _only(study.tracers.all())
    first_level = study.levels[-1] if study.levels else ""
    initial = {"tracer": tracer, "level": first_level, "kind": request.GET.get("kind", Configuration.Kind.OBSERVED)}
    form = NewConfigurationForm(request.POST or None, study=study, initial=initial)
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in form.Meta.fields if name in form.cleaned_data}
        try:
            made = _written(asking, fields, form.items)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{made.code} is on the board.")
            return redirect(board_url(made))
    back = way_back(request, "") or _list_url(slug, tracer)
    return form_page(request, asking, form, title="New configuration", back=back, button="Add to the board")


@transaction.atomic
def _written(member: Membership, fields: dict[str, Any], items: dict[str, list[str]]) -> Configuration:
    themes, questions = fields.pop("themes", []), fields.pop("research_questions", [])
    made = Configuration.objects.write(member.study, by=member.user, items=items, **fields)
    made.set_themes(themes)
    made.set_questions(questions)
    return made


@require_http_methods(["GET", "POST"])
def configuration_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    configuration = configuration_of(asking.study, pk)
    form = ConfigurationForm(request.POST or None, instance=configuration, study=asking.study)
    back = way_back(request, board_url(configuration))
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in form.Meta.fields if name in form.cleaned_data}
        try:
            configuration.revise(by=asking.user, **fields)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(back)
    return form_page(request, asking, form, title=f"Edit {configuration.code}", back=back)


@require_GET
def configuration_detail(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.member(request, slug)
    configuration = configuration_of(asking.study, pk)
    collected = collect(asking, configuration.tracer, [configuration])
    material = collected.material
    about, others = progress(asking, configuration)
    context = {
        "study": asking.study,
        "member": asking,
        "configuration": configuration,
        "sentence": sentence_of(configuration),
        "stances": _by_stance(list(collected.evidence().values())),
        "links": links_of(configuration),
        "sites": [
            (
                place,
                comparison.side(material, [configuration.pk], place),
                _finding(collected.findings.values(), place.key),
            )
            for place in material.places
        ],
        "readings": Reading.objects.visible_to(asking).filter(configuration=configuration).select_related("source"),
        "comparisons": collected.comparisons,
        "link_form": LinkForm(configuration=configuration),
        "reading_form": ReadingForm(sources=to_read(asking, configuration)),
        "about": about,
        "others": others,
        "condition": condition(configuration),
        "keep_form": KeepForm(configuration=configuration),
        "people": [str(each.user) for each in asking.study.memberships.select_related("user")],
        "back": request.get_full_path(),
    }
    return render(request, "cmo/configuration_detail.html", context)


def links_of(configuration: Configuration) -> list[Link]:
    """The links in both directions, each a sentence."""
    both = Q(start=configuration) | Q(end=configuration)
    return list(Link.objects.filter(both).select_related("start", "end", "start_item", "end_item"))


def _by_stance(evidence: list[Evidence]) -> list[tuple[str, list[Evidence]]]:
    """Evidence as given, contradicting first, under the words of its stance; what the interviewer says comes last."""
    return [
        (stance, sorted(group, key=lambda each: each.is_question))
        for stance, group in groupby(evidence, key=lambda each: each.get_stance_display())
    ]


def _finding(findings: Iterable[SiteFinding], place: object) -> SiteFinding | None:
    return next((finding for finding in findings if finding.site_id == place), None)


def _only(tracers: Iterable[Tracer]) -> Tracer | None:
    """The tracer of a study that has one alone."""
    several = list(tracers)
    return several[0] if len(several) == 1 else None


def _list_url(slug: str, tracer: Tracer | None) -> str:
    if tracer:
        return reverse("cmo:board", args=[slug, tracer.code])
    return reverse("cmo:configuration_list", args=[slug])
