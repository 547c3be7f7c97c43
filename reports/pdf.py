"""The finished document as PDF: A4, tagged for assistive technology (PDF/UA-1), nothing fetched from anywhere.

The one module that knows WeasyPrint, which is imported when a PDF is made: it takes seconds.
"""

import re
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from reports import html
from reports.document import Document

BASE = "https://static.invalid/"
REPORT = ("css/report.css", "css/report-tables.css", "css/report-cover.css")
STYLES = ("css/fonts.css", *REPORT, "css/report-print.css")
_OURS = re.compile(r"https://static\.invalid/(?P<path>(?:css|fonts|img)/[\w-]+(?:/[\w-]+)*\.(?P<ending>css|woff2|svg))")
_TYPES = {"css": "text/css", "woff2": "font/woff2", "svg": "image/svg+xml"}


class NotOurs(ValueError):
    """Something outside our own static files was asked for while a PDF was made."""


def pdf(document: Document) -> bytes:
    from weasyprint import HTML

    return HTML(string=page(document), base_url=BASE, url_fetcher=_fetcher()).write_pdf(pdf_variant="pdf/ua-1")


def page(document: Document) -> str:
    """The HTML that is printed."""
    style = html.Style(paper=True, footnotes=document.footnotes)
    styles = [BASE + path for path in STYLES]
    body = html.whole(document, style)
    return render_to_string("reports/paper.html", {"document": document, "body": body, "styles": styles})


def static_file(url: str) -> tuple[bytes, str]:
    """The bytes of one of our own style sheets, fonts or pictures, and their type. Raises NotOurs for all else."""
    found = _OURS.fullmatch(url)
    path = finders.find(found["path"]) if found else None
    if not found or not isinstance(path, str):
        raise NotOurs(f"A report uses its own styles and fonts only; this was refused: {url[:80]}")
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
