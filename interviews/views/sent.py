"""What a form sent, read leniently, and how a refusal is told."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest

from accounts.models import Membership
from accounts.sealing import Sealed


def sent_id(value: str | None) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None


def sent_ids(values: Iterable[str]) -> list[UUID]:
    """Those that are ids."""
    return [pk for value in values if (pk := sent_id(value))]


def by_the_same(request: HttpRequest, asking: Membership) -> None:
    """Raises PermissionDenied where somebody else did this, in a browser that was used by two: it waited there."""
    person = request.POST.get("person")
    if person and person != str(asking.user_id):
        raise PermissionDenied("This was done by somebody else in this browser. Log in as that person to send it.")


def sentence(problem: ValidationError | Sealed) -> str:
    return " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)
