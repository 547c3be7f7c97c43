"""The grouping board: general configurations, and those of several tracers that they generalise."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.models import Membership
from cmo.grouping import gather
from cmo.models import Configuration, Link
from cmo.views.around import add_errors, way_back

NEW = "new"


@dataclass(frozen=True)
class Group:
    """A general configuration with the links to those it generalises."""

    general: Configuration
    links: Sequence[Link]

    @property
    def tracers(self) -> int:
        """Of how many tracers they are."""
        return len({link.end.tracer_id for link in self.links})


class GatherForm(forms.Form):
    ticked = forms.ModelMultipleChoiceField(Configuration.objects.none(), required=False)
    under = forms.ChoiceField()
    label = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, configurations: Sequence[Configuration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(each.pk): each for each in configurations}
        ticked: Any = self.fields["ticked"]
        ticked.queryset = Configuration.objects.filter(pk__in=self.known)
        under: Any = self.fields["under"]
        under.choices = [(NEW, "A new general configuration"), *((pk, str(each)) for pk, each in self.known.items())]


@require_safe
def grouping(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, access.member(request, slug))


@require_POST
def grouping_put(request: HttpRequest, slug: str) -> HttpResponse:
    """The ticked ones under a general one, or under a new one."""
    asking = access.writer(request, slug)
    configurations = _live(asking)
    form = GatherForm(request.POST, configurations=configurations)
    if form.is_valid():
        told = form.cleaned_data
        ticked = [each for each in configurations if each in set(told["ticked"])]
        try:
            general = gather(ticked, form.known.get(told["under"]), by=asking.user, label=told["label"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{', '.join(each.code for each in ticked)} under {general.code}.")
            return redirect(f"{reverse('cmo:grouping', args=[slug])}#{general.code}")
    return _page(request, asking, form, configurations)


@require_POST
def link_note(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Counter-examples, or “none found”."""
    asking = access.writer(request, slug)
    link = get_object_or_404(Link.objects.of(asking.study).select_related("start__study"), pk=pk)
    link.annotate(request.POST.get("note", ""), by=asking.user)
    return redirect(way_back(request, reverse("cmo:grouping", args=[slug])))


def _live(asking: Membership) -> list[Configuration]:
    rows = asking.study.configurations.exclude(state=Configuration.State.SET_ASIDE)
    return list(rows.select_related("tracer", "study").prefetch_related("sites"))


def _page(
    request: HttpRequest,
    asking: Membership,
    form: GatherForm | None = None,
    configurations: Sequence[Configuration] | None = None,
) -> HttpResponse:
    rows = configurations or _live(asking)
    groups = _groups(asking, rows)
    gathered = {link.end_id for group in groups for link in group.links} | {group.general.pk for group in groups}
    rest = [each for each in rows if each.pk not in gathered]
    order = {tracer.pk: place for place, tracer in enumerate(asking.study.tracers.all())}
    rest.sort(key=lambda each: order.get(each.tracer_id, len(order)))  # type: ignore[arg-type]
    context = {
        "study": asking.study,
        "member": asking,
        "groups": groups,
        "rest": [(tracer, list(several)) for tracer, several in groupby(rest, key=lambda each: each.tracer)],
        "everything": rows,
        "total": len(rows),
        "form": form,
        "ticked": form.data.getlist("ticked") if form else [],  # type: ignore[attr-defined]
        "back": reverse("cmo:grouping", args=[asking.study.slug]),
    }
    return render(request, "cmo/grouping.html", context, status=422 if form else 200)


def _groups(asking: Membership, rows: Sequence[Configuration]) -> list[Group]:
    """In the order of the general ones."""
    links = Link.objects.of(asking.study).filter(kind=Link.Kind.GENERALISES)
    known = {each.pk: each for each in rows}
    of: dict[UUID, list[Link]] = {}
    for link in links.order_by("end__number"):
        link.end = known.get(link.end_id, link.end)  # with tracer and sites at hand
        of.setdefault(link.start_id, []).append(link)
    return [Group(each, of[each.pk]) for each in rows if each.pk in of]
