"""The PDF: tagged, complete, made of nothing but our own files."""

import io
import logging

import pytest
from pypdf import PdfReader

from interviews.printing import BASE, NotOurs, static_file
from reports import assemble
from reports.pdf import page, pdf
from tests import factories
from tests.reports.conftest import BUDGET, ROOM


def read(report) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(assemble.document(report))))


def words_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.fixture
def full(load, study, extract, configuration):
    study.disclaimer = "The views are ours."
    study.save()
    factories.configuration(study, site="A2", items={"context": ["Two buildings", "Two budgets"], "outcome": ["Waits"]})
    return load(
        "---\ntitle: Dementia & care <draft>\ntracer: dementia\nauthors: A. Marsh; B. Tanner\n"
        "date: 2017-03\nversion: 2\n---\n\n"
        "# Introduction\n\nOne **key** paragraph.[^1]\n\n[^1]: A note at the foot.\n\n"
        f'# Theme: One room\n\n{{{{quote 20417 "{ROOM}"}}}}\n\n{{{{quote 20417 "{BUDGET}"}}}}\n\n'
        "## Tables\n\n{{configurations dementia}}\n\n{{comparison dementia}}\n"
    )


def test_it_is_tagged_and_says_what_it_is(full):
    reader = read(full)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en-GB"
    assert reader.metadata.title == "Dementia & care <draft>"
    assert reader.metadata.author == "A. Marsh, B. Tanner"
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == pytest.approx([595.3, 841.9], abs=1)


def test_it_holds_cover_contents_and_pages_of_pages(full):
    reader = read(full)
    first = " ".join(reader.pages[0].extract_text().split())
    for words in ("Dementia & care <draft>", "A. Marsh, B. Tanner", "March 2017 · Version 2", "Draft", "Contents"):
        assert words in first
    assert f"1 of {len(reader.pages)}" in first
    assert f"2 of {len(reader.pages)}" in reader.pages[1].extract_text()
    assert [line.title for line in reader.outline if not isinstance(line, list)] == ["Dementia & care <draft>"]


def test_quotations_citations_tables_and_notes_are_in_it(full):
    text = words_of(read(full))
    assert f"“{ROOM}” [20417, Area 1, Provider, Jul 2016]" in text
    assert f"“{BUDGET}”" in text
    for words in ("One key paragraph.", "A note at the foot.", "The views are ours.", "Two budgets", "not stated"):
        assert words in text
    assert text.count("Table ") == 3


def structure(reader: PdfReader) -> list[str]:
    """The kinds of all elements of the structure tree."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting += element
        elif isinstance(element, dict):
            found.append(str(element.get("/S", "")))
            waiting += [element["/K"]] if "/K" in element else []
    return found


def test_headings_quotations_and_tables_are_tagged_as_such(full):
    kinds = structure(read(full))
    assert kinds.count("/BlockQuote") == 2
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Caption", "/L", "/LI", "/TOC"} - set(kinds) <= {"/TOC"}


def test_every_font_is_our_own(full):
    names = {
        str(font.get_object()["/BaseFont"]).partition("+")[2].split("-")[0]
        for each in read(full).pages
        for font in each["/Resources"]["/Font"].values()
    }
    assert names <= {"Inter", "Source", "SourceSerif4"}


def test_nothing_is_fetched_from_anywhere_else(full, caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        pdf(assemble.document(full))
    assert [record.getMessage() for record in caplog.records if "refused" in record.getMessage()] == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "https://example.org/a.css",
        f"{BASE}css/../../config/settings.py",
        f"{BASE}css/%2e%2e/settings.py",
        f"{BASE}manage.py",
        f"{BASE}css/nothing.css",
        f"{BASE}css/report.css?x=1",
        "../fonts/inter-latin-400.woff2",
    ],
)
def test_only_our_styles_and_fonts_are_given(url):
    with pytest.raises(NotOurs):
        static_file(url)


def test_our_own_styles_are_given():
    content, kind = static_file(f"{BASE}css/report.css")
    assert (b".report" in content, kind) == (True, "text/css")


def test_a_picture_asked_for_by_a_style_is_refused(monkeypatch):
    from weasyprint import HTML

    from interviews.printing import _fetcher

    asked = []
    fetcher = _fetcher()
    monkeypatch.setattr("socket.socket.connect", lambda *_: asked.append("network"))
    html = '<p style="background: url(file:///etc/passwd)">x<img src="http://127.0.0.1:9/a.png" alt="a"></p>'
    assert HTML(string=html, base_url=BASE, url_fetcher=fetcher).write_pdf().startswith(b"%PDF")
    assert asked == []


def test_words_with_tags_in_them_are_words(load):
    report = load('---\ntitle: <img src=x onerror="y">\n---\n\n# <b>Bold</b>\n\n<script>alert(1)</script>')
    html = page(assemble.document(report))
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_a_published_report_carries_no_draft_mark(full):
    full.change(by=None, status="published")
    assert "Draft" not in words_of(read(full))
