"""HTML as PDF, nothing fetched from anywhere but our own styles, fonts and pictures.

The one module that knows WeasyPrint, which is imported when something is printed: it takes seconds.
"""

import re
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

BASE = "https://static.invalid/"
_OURS = re.compile(r"https://static\.invalid/(?P<path>(?:css|fonts|img)/[\w-]+(?:/[\w-]+)*\.(?P<ending>css|woff2|svg))")
_TYPES = {"css": "text/css", "woff2": "font/woff2", "svg": "image/svg+xml"}


class NotOurs(ValueError):
    """Something outside our own static files was asked for while a PDF was made."""


def printed(html: str, **options: Any) -> bytes:
    """The PDF of a page whose styles stand under BASE."""
    from weasyprint import HTML

    return HTML(string=html, base_url=BASE, url_fetcher=_fetcher()).write_pdf(**options)


def static_file(url: str) -> tuple[bytes, str]:
    """The bytes of one of our own style sheets, fonts or pictures, and their type. Raises NotOurs for all else."""
    found = _OURS.fullmatch(url)
    path = finders.find(found["path"]) if found else None
    if not found or not isinstance(path, str):
        raise NotOurs(f"What is printed uses our own styles and fonts only; this was refused: {url[:80]}")
    return Path(path).read_bytes(), _TYPES[found["ending"]]


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            content, kind = static_file(url)
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return OwnFiles(allowed_protocols=("data",), allow_redirects=False)
