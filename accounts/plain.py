"""An address that no page of ours ever makes is refused before it reaches a page."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


class NoNul:
    """PostgreSQL holds no NUL character: nothing could be found by one, and asking for it would end in an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path or "%00" in asked or "\x00" in asked:
            raise BadRequest("The address holds a NUL character.")
        return self.get_response(request)
