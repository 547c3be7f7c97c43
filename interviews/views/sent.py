"""What a form sent, read leniently, and how a refusal is told."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.sealing import Sealed


def sent_id(value: str | None) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None


def sent_ids(values: Iterable[str]) -> list[UUID]:
    """Those that are ids."""
    return [pk for value in values if (pk := sent_id(value))]


def sentence(problem: ValidationError | Sealed) -> str:
    return " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)
