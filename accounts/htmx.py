"""What every answer to htmx needs, in one place."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect


class HtmxAnswers:
    """Pages and their fragments share an address: vary by HX-Request, store nothing, and redirect the whole page.

    Without the last, htmx would follow a redirect to the log-in page and swap it into a corner of the old page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        if getattr(request, "htmx", False) and response.status_code in {301, 302, 303}:
            redirect = HttpResponseClientRedirect(response.headers["Location"])
            redirect.cookies = response.cookies
            return redirect
        return response
