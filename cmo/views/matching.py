"""Items of configurations side by side: a person says which are the same, alike or not the same."""

from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from accounts.models import Membership
from cmo.compared import chosen_sites
from cmo.models import Configuration, Item, Match
from cmo.pairing import pairing
from cmo.views.around import way_back
from cmo.views.judging import named
from tracers.models import Site


class MatchForm(forms.Form):
    """Two items and how they stand to each other."""

    one = forms.ModelChoiceField(Item.objects.none(), error_messages={"required": "Choose an item on the left."})
    other = forms.ModelChoiceField(Item.objects.none(), error_messages={"required": "Choose an item on the right."})
    how = forms.ChoiceField(choices=Match.How.choices)

    def __init__(self, *args: object, configurations: list[Configuration], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        items = Item.objects.filter(configuration__in=configurations).select_related("configuration")
        for name in ("one", "other"):
            self.fields[name].queryset = items  # type: ignore[attr-defined]

    def say(self, by: Membership, among: list[Configuration], sites: list[Site]) -> bool:
        """Save what was said; what cannot be said is an error of the form."""
        try:
            Match.objects.say(**self.cleaned_data, by=by.user, among=among, sites=sites)
        except ValidationError as error:
            self.add_error(None, error)
        return not self.errors


@require_http_methods(["GET", "POST"])
def matching(request: HttpRequest, slug: str) -> HttpResponse:
    """The configurations stand in the address. What is said here is for those who write; others may look."""
    asking = access.writer(request, slug) if request.method == "POST" else access.member(request, slug)
    configurations = named(asking.study, request.GET.getlist("configuration"))
    sites = chosen_sites(list(asking.study.sites.all()), request.GET)
    form = MatchForm(request.POST if request.method == "POST" else None, configurations=configurations)
    if form.is_valid() and form.say(asking, configurations, sites):
        return redirect(request.get_full_path())
    chosen = {each.pk for each in configurations}
    context = {
        "study": asking.study,
        "member": asking,
        "form": form,
        "pairing": pairing(asking, configurations),
        "others": [each for each in asking.study.configurations.filter(merged_into=None) if each.pk not in chosen],
        "sites": sites,
        "sites_query": urlencode([("sites", site.code) for site in sites]),
        "back": way_back(request, reverse("cmo:comparison", args=[slug])),
        "here": request.get_full_path(),
    }
    return render(request, "cmo/matching.html", context, status=422 if form.is_bound else 200)


@require_POST
def match_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Nobody says any more how these two stand to each other."""
    asking = access.writer(request, slug)
    match = get_object_or_404(Match.objects.filter(comparison__study=asking.study), pk=pk)
    match.take_back(by=asking.user)
    return redirect(way_back(request, reverse("cmo:comparison", args=[slug])))
