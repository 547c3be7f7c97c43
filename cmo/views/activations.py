"""How far a mechanism fired at a site: saying, changing and taking it back."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from accounts.models import Study
from cmo.forms import ActivationForm
from cmo.models import Activation, Item
from cmo.models.items import CELLS
from cmo.views.around import add_errors, board_url, form_page, way_back


@require_http_methods(["GET", "POST"])
def activation_new(request: HttpRequest, slug: str, pk: UUID, site: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    items = Item.objects.filter(configuration__study=asking.study, role__in=CELLS["mechanism"])
    item = get_object_or_404(items.select_related("configuration__tracer"), pk=pk)
    place = get_object_or_404(asking.study.sites, pk=site)
    form = ActivationForm(request.POST if request.method == "POST" else None)
    back = way_back(request, board_url(item.configuration))
    if form.is_valid():
        try:
            Activation.objects.state(item, place, by=asking.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(back)
    title = f"How far it fired at {place}"
    return form_page(request, asking, form, title=title, back=back, lede=f"{item.configuration.code}: {item}")


@require_http_methods(["GET", "POST"])
def activation_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    held = _activation(asking.study, pk)
    initial = {name: getattr(held, name) for name in ActivationForm.base_fields}
    form = ActivationForm(request.POST if request.method == "POST" else None, initial=initial)
    back = way_back(request, board_url(held.item.configuration))
    if form.is_valid():
        try:
            held.revise(by=asking.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(back)
    remove_url = reverse("cmo:activation_remove", args=[slug, held.pk])
    more = {"lede": f"{held.item.configuration.code}: {held.item}", "remove_url": remove_url, "remove": "Take it back"}
    return form_page(request, asking, form, title=f"How far it fired at {held.site}", back=back, **more)


@require_POST
def activation_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    held = _activation(asking.study, pk)
    held.remove(by=asking.user)
    return redirect(way_back(request, board_url(held.item.configuration)))


def _activation(study: Study, pk: UUID) -> Activation:
    held = Activation.objects.with_names().select_related("item__configuration__tracer")
    return get_object_or_404(held, pk=pk, item__configuration__study=study)
