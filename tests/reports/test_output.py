"""The finished report as a page, as PDF, and from the command line."""

import io

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from tests import factories
from tests.reports.conftest import ROOM
from tests.reports.litany import url


def test_reader_reads_the_finished_report(as_user, rita, study, report, extract):
    page = as_user(rita).get(url("report_html", study, report.pk)).content.decode()
    assert f"“{ROOM}”" in page
    assert f"extract={extract.pk}" in page


def test_reader_downloads_the_pdf(as_user, rita, study, report):
    response = as_user(rita).get(url("report_pdf", study, report.pk))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="dementia-care-dementia.pdf"'
    text = " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages).split())
    assert "pass people on” [20417, Area 1, Provider, Jul 2016]" in text


@pytest.mark.parametrize("name", ["report_html", "report_pdf"])
def test_stranger_finds_nothing_and_nothing_is_posted(as_user, charlie, bob, study, report, name):
    assert as_user(charlie).get(url(name, study, report.pk)).status_code == 404
    assert as_user(bob).post(url(name, study, report.pk)).status_code == 405


def test_a_restricted_analyst_reads_no_hidden_words(as_user, study, report):
    anna = factories.member(study, "Anna Bright", "analyst", sites=[study.sites.get(code="A2")])
    assert ROOM not in as_user(anna).get(url("report_html", study, report.pk)).content.decode()


# The command


def test_a_report_is_written_as_pdf(report, tmp_path, capsys):
    path = tmp_path / "report.pdf"
    call_command("export_report", "dementia-care", "dementia", str(path))
    assert path.read_bytes().startswith(b"%PDF")
    assert "Wrote “Dementia in partnership” (Draft)" in capsys.readouterr().out


@pytest.mark.parametrize("named", ["dementia", "Dementia", "dementia.md"])
def test_a_report_is_written_as_one_html_file(report, tmp_path, named):
    path = tmp_path / "report.html"
    call_command("export_report", "dementia-care", named, str(path))
    text = path.read_text(encoding="utf-8")
    assert f"“{ROOM}”" in text
    assert "/studies/" not in text
    for outside in ("<link", "<script", "@import", "src=", "url("):
        assert outside not in text


@pytest.mark.parametrize(
    ("slug", "named", "file", "words"),
    [
        ("nowhere", "dementia", "a.pdf", "no study “nowhere”. Studies: dementia-care"),
        ("dementia-care", "screening", "a.pdf", "no report of “screening”. Reports: dementia"),
        ("dementia-care", "dementia", "a.docx", ".pdf or .html"),
        ("dementia-care", "dementia", "missing/a.pdf", "could not be written"),
    ],
)
def test_what_cannot_be_done_is_said(report, tmp_path, slug, named, file, words):
    with pytest.raises(CommandError, match=words.replace("(", r"\(").replace(".", r"\.")):
        call_command("export_report", slug, named, str(tmp_path / file))
    assert list(tmp_path.iterdir()) == []


def test_what_must_be_put_right_is_said(report, source, tmp_path, capsys):
    source.consent = "none"
    source.save()
    call_command("export_report", "dementia-care", "dementia", str(tmp_path / "a.html"))
    assert "Notice: Source 20417 may not be used at all." in capsys.readouterr().out
