"""The finished report as a file, by the ending of its name."""

from collections.abc import Callable
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interviews.printing import BASE, static_file
from reports import html
from reports.document import Document
from reports.pdf import REPORT, pdf

PLAIN_STYLES = (*REPORT, "css/report-file.css")


def page(document: Document) -> bytes:
    """One HTML file that needs nothing beside it."""
    styles = SafeString("\n".join(static_file(BASE + path)[0].decode() for path in PLAIN_STYLES))
    context = {
        "document": document,
        "body": html.whole(document, html.Style()),
        "styles": format_html("<style>{}</style>", styles),
    }
    return render_to_string("reports/file.html", context).encode()


FORMATS: dict[str, Callable[[Document], bytes]] = {".pdf": pdf, ".html": page}


def export(document: Document, path: Path) -> int:
    """Write the file; gives its size in bytes. Raises ValueError with a sentence for an ending it does not know."""
    make = FORMATS.get(path.suffix.lower())
    if not make:
        raise ValueError(f"A report is written as {' or '.join(FORMATS)}; “{path.name}” ends otherwise.")
    return path.write_bytes(make(document))
