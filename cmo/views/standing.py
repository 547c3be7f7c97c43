"""What stands for and against a configuration, or one of its items: opened from a row of the board."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts import access
from accounts.models import Membership
from cmo.models import Configuration, Evidence, Item
from cmo.views.around import board_url, configuration_of, row_id, way_back


@require_GET
def standing(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """All of it, contradicting first; narrowed by `item` and `stance`. A fragment for the row of a board."""
    asking = access.member(request, slug)
    configuration = configuration_of(asking.study, pk)
    item = _item(configuration, request.GET.get("item", ""))
    evidence = _evidence(asking, configuration, item, request.GET.get("stance", ""))
    back = way_back(request, board_url(configuration))
    context = {"study": asking.study, "member": asking, "configuration": configuration, "item": item, "back": back}
    template = "cmo/_standing.html" if request.htmx else "cmo/standing.html"  # type: ignore[attr-defined]
    return render(request, template, context | {"evidence": evidence, "stance": request.GET.get("stance", "")})


def _item(configuration: Configuration, said: str) -> Item | None:
    return get_object_or_404(configuration.items, pk=row_id(said)) if said else None


def _evidence(member: Membership, configuration: Configuration, item: Item | None, stance: str) -> list[Evidence]:
    rows = Evidence.objects.visible_to(member).filter(configuration=configuration)
    if item:
        rows = rows.filter(item=item)
    if stance in Evidence.Stance.values and stance:
        rows = rows.filter(stance=stance)
    return sorted(rows.with_words().contradicting_first(), key=lambda each: each.is_question)
