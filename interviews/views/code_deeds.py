"""What is done to codes: moved, coloured, retired, merged and split."""

import json
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from accounts.models import Membership
from interviews.codetree import branches, flat
from interviews.forms.codes import HueForm, MergeForm, PlaceForm, SplitForm
from interviews.models import Code, Extract
from interviews.views import code_page
from interviews.views.codes import table


@require_POST
def code_place(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Up, down, in or out; or under a code and before one of those there."""
    asking = access.writer(request, slug)
    code = get_object_or_404(asking.study.codes, pk=pk)
    form = PlaceForm(request.POST, study=asking.study)
    if not form.is_valid():
        return refused(request, asking, " ".join(map(str, form.non_field_errors())) or PlaceForm.UNCLEAR)
    return moved(request, asking, code, lambda: form.move_code(code, by=asking.user))


@require_POST
def code_hue(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    code = get_object_or_404(asking.study.codes, pk=pk)
    form = HueForm(request.POST)
    if not form.is_valid():
        return refused(request, asking, "Choose one of the sixteen colours.")
    return moved(request, asking, code, lambda: code.colour(by=asking.user, **form.cleaned_data))


@require_POST
def code_retire(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Retire a code, or bring it back."""
    asking = access.writer(request, slug)
    code = get_object_or_404(asking.study.codes, pk=pk)
    if code.retired:
        code.bring_back(by=asking.user)
        messages.success(request, f"“{code}” is offered again.")
    else:
        code.retire(by=asking.user)
        messages.success(request, f"“{code}” is retired. Its extracts keep it.")
    return redirect("interviews:code_list", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def code_merge(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Choose the code that this one becomes part of, and which words say what it means."""
    asking = access.writer(request, slug)
    code = get_object_or_404(asking.study.codes, pk=pk)
    form = MergeForm(request.POST if request.method == "POST" else None, code=code)
    if request.method == "POST" and sees_all(form, asking, code) and form.is_valid():
        name = str(code)
        number = tried(form, lambda: form.merge(by=asking.user))
        if number is not None:
            into = form.cleaned_data["into"]
            messages.success(request, f"“{name}” is part of “{into}” now. {codings(number)} went over.")
            return redirect("interviews:code_detail", slug=slug, pk=into.pk)
    context = {"study": asking.study, "member": asking, "form": form, "code": code}
    return render(request, "interviews/code_merge.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def code_split(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Give chosen extracts of a code to another one, or to a new one."""
    asking = access.writer(request, slug)
    code = get_object_or_404(asking.study.codes, pk=pk)
    form = SplitForm(request.POST, code=code, tree=list(flat(branches(asking.study.codes.all()))))
    number = None
    if form.is_valid():
        seen = Extract.objects.visible_to(asking).filter(pk__in=form.cleaned_data["extracts"])
        number = tried(form, lambda: form.split(seen.values_list("pk", flat=True), by=asking.user))
    if number is None:
        return code_page.page(request, asking, code, form)
    kept = "too" if form.cleaned_data["keep"] else f"in place of “{code}”"
    messages.success(request, f"{number} extract{'s have' if number > 1 else ' has'} “{form.given}” now, {kept}.")
    here = reverse("interviews:code_detail", kwargs={"slug": slug, "pk": pk})
    return redirect(here + code_page.kept(request, asking))


def sees_all(form: Form, asking: Membership, code: Code) -> bool:
    """A member who sees some sites alone does not merge what stands in the others as well."""
    hidden = asking.site_restricted and code.codings.exclude(extract__in=Extract.objects.visible_to(asking)).exists()
    if hidden and form.is_valid():
        form.add_error(
            None,
            f"“{code}” has extracts in interviews that you may not see. Ask somebody who sees all sites to merge it.",
        )
    return not hidden


def tried[T](form: Form, deed: Callable[[], T]) -> T | None:
    """What the deed gives; None with the reason in the form's errors."""
    try:
        return deed()
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None


def moved(request: HttpRequest, asking: Membership, code: Code, deed: Callable[[], None]) -> HttpResponse:
    """Do it; the answer is the table for htmx, else the list at this code."""
    try:
        deed()
    except ValidationError as error:
        return refused(request, asking, " ".join(error.messages))
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "interviews/code_list.html#table", table(asking))
    return redirect(f"{reverse('interviews:code_list', kwargs={'slug': asking.study.slug})}#code-{code.pk}")


def refused(request: HttpRequest, asking: Membership, reason: str) -> HttpResponse:
    """A sentence, on the list as it stands."""
    if request.htmx:  # type: ignore[attr-defined]
        said = json.dumps({"say": {"text": reason, "level": "error"}})
        return HttpResponse(reason, status=422, headers={"HX-Reswap": "none", "HX-Trigger": said})
    messages.error(request, reason)
    return render(request, "interviews/code_list.html", table(asking), status=422)


def codings(number: int) -> str:
    return f"{number} coding{'s' if number != 1 else ''}"
