"""A step is a transaction, and a test is one transaction: `over()` ends a step within it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from accounts import undo
from accounts.models import Study, User


def over() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('triad.step', '', true)")


def undo_last(study: Study, user: User) -> undo.Undone:
    over()
    undone = undo.undo_last(study.memberships.get(user=user))
    over()
    return undone


def redo_last(study: Study, user: User) -> undo.Undone:
    over()
    undone = undo.redo_last(study.memberships.get(user=user))
    over()
    return undone


@contextmanager
def taken_back() -> Iterator[None]:
    """Nothing of what is done within is left: one example of a law after the other."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
