"""What each coder has to do, and giving it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.models import Membership
from interviews.double import deeds
from interviews.forms.work import AssignForm, coders
from interviews.models import Assignment, DoubleCoding, Extract, SourceText
from interviews.views.sent import sent_id, sentence


@require_safe
def work_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What one has to code; with `of` in the address, what somebody else has."""
    asking = access.member(request, slug)
    people = list(coders(asking))
    chosen = sent_id(request.GET.get("of"))
    person = next((each for each in people if each.user_id == chosen), None) or asking
    held = list(_with_progress(Assignment.objects.visible_to(asking).filter(user=person.user_id)))
    mine = person.user_id == asking.user_id
    open_to_do = dict(
        Assignment.objects.visible_to(asking).to_do().order_by().values_list("user").annotate(number=Count("pk"))
    )
    context = {
        "study": asking.study,
        "member": asking,
        "person": person,
        "mine": mine,
        "people": [(each, open_to_do.get(each.user_id, 0)) for each in people],
        "to_code": [each for each in held if not each.done_at and not each.double],
        "to_double": [each for each in held if not each.done_at and each.double],
        "done": [each for each in held if each.done_at],
        "total": len(held),
    }
    return render(request, "interviews/work_list.html", context)


def _with_progress(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """With what the coder has marked: `extract_count`, and how far into the words (`reached` of `length`)."""
    marked = (
        Extract.objects.filter(text__source=OuterRef("source"), made_by=OuterRef("user"))
        .order_by()
        .values("text__source")
        .annotate(number=Count("pk"), last=Max("end"))
    )
    words = SourceText.objects.filter(source=OuterRef("source")).order_by("-version").annotate(length=Length("text"))
    return assignments.select_related("source", "double", "user").annotate(
        extract_count=Coalesce(Subquery(marked.values("number")), 0),
        reached=Coalesce(Subquery(marked.values("last")), 0),
        length=Subquery(words.values("length")[:1]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def work_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Give sources to a coder, or to two who code blind to each other."""
    asking = access.owner(request, slug)
    data = request.POST if request.method == "POST" else None
    form = AssignForm(data, member=asking, initial={"source": request.GET.getlist("source")})
    if form.is_valid():
        try:
            messages.success(request, form.assign())
            return redirect("interviews:work_list", slug=slug)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {"study": asking.study, "member": asking, "form": form}
    return render(request, "interviews/work_new.html", context, status=422 if form.is_bound else 200)


@require_POST
def work_done(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """One's own work is done, or with `again` it is not after all."""
    asking = access.writer(request, slug)
    assignment = get_object_or_404(_assignments(asking).filter(user=asking.user), pk=pk)
    if "again" in request.POST:
        return _taken_up(request, asking, assignment)
    if deeds.finish(assignment, by=asking.user):
        messages.success(request, f"{assignment.source} is done by both of you. Here is what differs.")
        return redirect("interviews:double_detail", slug=slug, pk=assignment.double_id)
    other = " It is opened when the other is done too." if assignment.double_id else ""
    messages.success(request, f"{assignment.source} is done.{other}")
    return redirect("interviews:work_list", slug=slug)


def _taken_up(request: HttpRequest, asking: Membership, assignment: Assignment) -> HttpResponse:
    try:
        deeds.resume(assignment, by=asking.user)
        messages.success(request, f"{assignment.source} is to be coded again.")
    except ValidationError as error:
        messages.error(request, sentence(error))
    return redirect("interviews:work_list", slug=asking.study.slug)


@require_POST
def work_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Take work back that was given."""
    asking = access.owner(request, slug)
    assignment = get_object_or_404(_assignments(asking), pk=pk)
    try:
        assignment.take_back(by=asking.user)
        messages.success(request, f"{assignment.source} was taken back from {assignment.user}.")
    except ValidationError as error:
        messages.error(request, sentence(error))
    return redirect("interviews:work_list", slug=slug)


def _assignments(asking: Membership) -> QuerySet[Assignment]:
    return Assignment.objects.visible_to(asking).select_related("source__study", "user")


def of_source(source: Any) -> dict[str, Any]:
    """Who codes it, for the page of a source: what was given, and the double codings."""
    return {
        "assignments": source.assignments.filter(double=None).select_related("user"),
        "doubles": DoubleCoding.objects.filter(source=source).order_by("begun_at"),
    }
