"""A password that somebody else has given is changed before anything else is done with it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode

STILL_OPEN = {"accounts:password", "logout"}


class OwnPasswordFirst:
    """Leads an account with a lent password to the choice of its own, from every page but that and the way out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or not getattr(request.user, "password_is_lent", False):
            return None
        if request.resolver_match and request.resolver_match.view_name in STILL_OPEN:
            return None
        onward = request.get_full_path() if request.method == "GET" and not getattr(request, "htmx", False) else ""
        query = f"?{urlencode({'next': onward})}" if onward else ""
        return redirect(resolve_url("accounts:password") + query)
