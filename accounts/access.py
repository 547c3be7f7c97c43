"""The first line of every view: who is asking, and may they? A stranger gets 404, a reader who writes gets 403."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import Membership, User


def person(request: HttpRequest) -> User:
    """The user who asks, for pages outside a study; LoginRequiredMiddleware has seen to it that there is one."""
    return cast("User", request.user)


def member(request: HttpRequest, slug: str) -> Membership:
    """The asking user's membership of the study, with study and user at hand. Raises Http404 for a stranger."""
    memberships = Membership.objects.select_related("study")
    asking = get_object_or_404(memberships, study__slug=slug, user_id=request.user.pk)
    asking.user = person(request)
    return asking


def writer(request: HttpRequest, slug: str) -> Membership:
    """The same for one who may write: owners and analysts. Raises PermissionDenied for a reader."""
    asking = member(request, slug)
    if not asking.may_write:
        raise PermissionDenied(
            "You can read this study but not change it. Ask an owner of the study for the role of analyst."
        )
    return asking


def owner(request: HttpRequest, slug: str) -> Membership:
    """The same for an owner alone."""
    asking = member(request, slug)
    if not asking.owns:
        raise PermissionDenied("Only an owner of the study can do this.")
    return asking
