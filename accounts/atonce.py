"""Two people saving at the same moment: the database lets one through, and the other is told so."""

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from psycopg import errors

MET = (
    errors.UniqueViolation,  # both gave the same name
    errors.ForeignKeyViolation,  # what was meant was removed
    errors.DeadlockDetected,
    errors.SerializationFailure,
)


class AtOnce:
    """Answers 409 with a sentence where checks had passed and the database then found somebody else's deed in the way.

    Verbs are one transaction each, so nothing of the refused deed is left.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DatabaseError) and isinstance(exception.__cause__, MET):
            return render(request, "409.html", status=409)
        return None
