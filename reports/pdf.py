"""The finished document as PDF: A4, tagged for assistive technology (PDF/UA-1)."""

from django.template.loader import render_to_string

from interviews.printing import BASE, printed
from reports import html
from reports.document import Document

REPORT = ("css/report.css", "css/report-tables.css", "css/report-cover.css")
STYLES = ("css/fonts.css", *REPORT, "css/report-print.css")


def pdf(document: Document) -> bytes:
    return printed(page(document), pdf_variant="pdf/ua-1")


def page(document: Document) -> str:
    """The HTML that is printed."""
    style = html.Style(paper=True, footnotes=document.footnotes)
    styles = [BASE + path for path in STYLES]
    body = html.whole(document, style)
    return render_to_string("reports/paper.html", {"document": document, "body": body, "styles": styles})
