"""Items of a configuration, added, changed and moved in place on the board."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from accounts import access
from accounts.models import Membership, User
from cmo import placing
from cmo.board import marked, sentence_of
from cmo.forms import ItemForm
from cmo.models import Configuration, Item
from cmo.models.items import CELLS
from cmo.views.around import add_errors, board_url, configuration_of, row_id, way_back


@require_GET
def item_list(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The three cells of a configuration, as they stand on the board."""
    asking = access.member(request, slug)
    return _answer(request, asking, pk)


@require_http_methods(["GET", "POST"])
def item_new(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    configuration = configuration_of(asking.study, pk)
    asked = request.GET.get("column", "")
    column = asked if asked in CELLS else ""
    roles = CELLS.get(column, ())
    initial = {"role": column or Item.Role.CONTEXT}
    form = ItemForm(request.POST or None, roles=roles, initial=initial, instance=Item(configuration=configuration))
    if form.is_valid():
        fields = form.cleaned_data
        configuration.add_item(
            fields["role"], fields["text"], by=asking.user, intended=not fields.get("unintended", False)
        )
        return _answer(request, asking, pk)
    more = {"column": column, "target": f"#add-{configuration.pk}-{column}"}
    return _form(request, asking, form, configuration, title=f"New item of {configuration.code}", **more)


@require_http_methods(["GET", "POST"])
def item_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    item = _item(asking, pk)
    form = ItemForm(request.POST or None, instance=item)
    if form.is_valid():
        fields = form.cleaned_data
        held = _item(asking, pk)  # as it was before the form laid its answers over it
        try:
            held.revise(by=asking.user, text=fields["text"], role=fields["role"], intended=not fields["unintended"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            return _answer(request, asking, item.configuration_id)
    title = f"Edit an item of {item.configuration.code}"
    return _form(request, asking, form, item.configuration, title=title, item=item, target=f"#item-{item.pk}")


@require_GET
def item_menu(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """What can be done to an item: a menu on the board, otherwise the page where it is edited."""
    asking = access.writer(request, slug)
    item = _item(asking, pk)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("cmo:item_edit", slug, pk)
    context = {"study": asking.study, "item": item, "back": way_back(request, board_url(item.configuration))}
    return render(request, "cmo/_item_menu.html", context)


@require_POST
def item_move(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A `step` (up, down, left, right); or into a `column`, `before` one of its items or last."""
    asking = access.writer(request, slug)
    item = _item(asking, pk)
    problem = ""
    try:
        _move(item, request, by=asking.user)
    except ValidationError as error:
        problem = " ".join(error.messages)
    return _answer(request, asking, item.configuration_id, problem=problem)


def _move(item: Item, request: HttpRequest, *, by: User) -> None:
    step = request.POST.get("step", "")
    if step in ("left", "right"):
        placing.place_item_aside(item, -1 if step == "left" else 1, by=by)
    elif step:
        item.move(-1 if step == "up" else 1, by=by)
    else:
        before = row_id(request.POST.get("before", ""))
        placing.place_item(item, request.POST.get("column", ""), by=by, before=before)


@require_POST
def item_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    item = _item(asking, pk)
    problem = ""
    try:
        item.remove(by=asking.user)
    except ValidationError as error:
        problem = " ".join(error.messages)
    return _answer(request, asking, item.configuration_id, problem=problem)


def _item(member: Membership, pk: UUID) -> Item:
    items = Item.objects.select_related("configuration__study", "configuration__tracer")
    return get_object_or_404(items, configuration__study=member.study, pk=pk)


def _answer(request: HttpRequest, member: Membership, pk: UUID, *, problem: str = "") -> HttpResponse:
    """The cells anew for htmx; for a plain form the way back, with what went wrong."""
    configuration = configuration_of(member.study, pk)
    marked(member, [configuration])
    back = way_back(request, board_url(configuration))
    if not request.htmx:  # type: ignore[attr-defined]
        if problem:
            messages.error(request, problem)
        return redirect(back)
    on_board = "/board/" in (request.htmx.current_url or "")  # type: ignore[attr-defined]
    context = {"study": member.study, "member": member, "configuration": configuration, "back": back}
    context |= {"on_board": on_board}
    answer = render(request, "cmo/cells_answer.html", context | {"sentence": sentence_of(configuration)})
    return trigger_client_event(answer, "say", {"text": problem, "level": "error"}) if problem else answer


def _form(
    request: HttpRequest, member: Membership, form: ItemForm, configuration: Configuration, **more: object
) -> HttpResponse:
    """The form in its place for htmx, otherwise on a page; 422 when it was sent and does not hold."""
    context: dict[str, Any] = {"study": member.study, "member": member, "form": form, "configuration": configuration}
    context |= {"back": way_back(request, board_url(configuration))} | more
    status = 422 if form.is_bound else 200
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "cmo/item_form.html", context, status=status)
    answer = render(request, "cmo/_item_form.html", context, status=status)
    return reswap(retarget(answer, str(more["target"])), "innerHTML")
