"""The list of reports, a new one, and the title page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.models import Report
from tests import factories
from tests.reports.litany import url
from tracers.models import Theme


@pytest.fixture
def address(study):
    return url("report_list", study)


def test_reader_sees_the_reports(as_user, rita, report, address):
    page = as_user(rita).get(address)
    assert "Dementia in partnership" in page.content.decode()
    assert "New report" not in page.content.decode()


def test_an_empty_list_says_what_to_do(as_user, bob, address):
    assert "Begin a report" in as_user(bob).get(address).content.decode()


def test_a_tracer_without_a_report_is_named(as_user, bob, report, address):
    assert "?tracer=screening" in as_user(bob).get(address).content.decode()


@pytest.mark.parametrize("name", ["report_list", "report_new"])
def test_stranger_finds_nothing(as_user, charlie, study, name):
    assert as_user(charlie).get(url(name, study)).status_code == 404


def test_wrong_method(as_user, bob, study, report, address):
    assert as_user(bob).post(address).status_code == 405
    assert as_user(bob).put(url("report_new", study)).status_code == 405
    assert as_user(bob).get(url("report_remove", study, report.pk)).status_code == 405


def test_the_number_of_queries_does_not_grow(as_user, rita, study, address, django_assert_num_queries):
    Report.objects.begin(study, name="a", title="A", by=None)
    client = as_user(rita)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(5):
        Report.objects.begin(study, name=f"r{number}", title="R", by=None, tracers=study.tracers.all())
    with django_assert_num_queries(len(few)):
        client.get(address)


# A new report


def begin(client, study, **fields):
    tracer = study.tracers.get(code="dementia")
    return client.post(url("report_new", study), {"tracer": tracer.pk, "title": "Dementia: short report", **fields})


def test_analyst_begins_a_report_that_knows_the_study(as_user, bob, study, source):
    tracer = study.tracers.get(code="dementia")
    tracer.rationale = "Many bodies share it."
    tracer.save()
    study.disclaimer, study.programme = "The views are ours.", "the Act"
    study.save()
    Theme.objects.create(study=study, code="T02", label="Waiting", tracer=tracer, definition="Who waits.", order=1)
    factories.configuration(study)
    response = begin(as_user(bob), study)
    report = study.reports.get()
    assert response["Location"] == url("report_detail", study, report.pk)
    assert [section.heading for section in report.sections.all()] == [
        "Introduction",
        "Before",
        "After",
        "Programme theory",
        "Theme 1: Shared budgets",
        "Theme 2: Waiting",
        "Area 1 and Area 2 compared",
        "Summary",
        "Actionable messages",
        "References",
        "Disclaimer",
        "Acknowledgements",
    ]
    page = as_user(bob).get(response["Location"]).content.decode()
    for words in (
        "one of the 2 tracers of “Dementia care in partnership”, an evaluation of the Act. It was",
        "chosen because many bodies share it.",
        "one interview from Area 1, July 2016.",
        "Who waits.",
        "The views are ours.",
    ):
        assert words in page
    assert "Staff feel answerable to one another" in page


def test_a_reason_that_says_chosen_because_is_not_said_twice(as_user, bob, study):
    study.tracers.filter(code="dementia").update(rationale="Chosen because many bodies share it.")
    page = as_user(bob).get(begin(as_user(bob), study)["Location"]).text
    assert "It was chosen because many bodies share it." in page


def test_a_second_report_of_a_tracer_gets_a_name_of_its_own(as_user, bob, study):
    begin(as_user(bob), study)
    begin(as_user(bob), study)
    assert sorted(study.reports.values_list("name", flat=True)) == ["dementia", "dementia-2"]


def test_a_report_needs_a_title(as_user, bob, study):
    assert begin(as_user(bob), study, title="").status_code == 422
    assert not study.reports.exists()


def test_a_tracer_of_another_study_is_refused(as_user, bob, study, charlie):
    other = charlie.memberships.get().study.tracers.first()
    assert begin(as_user(bob), study, tracer=other.pk).status_code == 422


def test_reader_may_not_begin_a_report(as_user, rita, study):
    assert begin(as_user(rita), study).status_code == 403


# The title page


def test_analyst_changes_the_title_page(as_user, bob, study, report):
    screening = study.tracers.get(code="screening")
    address = url("report_edit", study, report.pk)
    assert "Dementia in partnership" in as_user(bob).get(address).content.decode()
    fields = {"title": "T", "authors": "X", "date": "2017-03", "status": "published", "tracers": [screening.pk]}
    response = as_user(bob).post(address, fields)
    report.refresh_from_db()
    assert response["Location"] == url("report_detail", study, report.pk)
    assert (report.title, report.date, report.status) == ("T", "2017-03", "published")
    assert list(report.tracers.all()) == [screening]


@pytest.mark.parametrize("fields", [{"title": ""}, {"date": "March"}, {"status": "done"}])
def test_a_wrong_title_page_is_not_saved(as_user, bob, study, report, fields):
    good = {"title": "T", "status": "draft"}
    assert as_user(bob).post(url("report_edit", study, report.pk), good | fields).status_code == 422
    report.refresh_from_db()
    assert report.title == "Dementia in partnership"


def test_reader_and_stranger_may_not_change_it(as_user, rita, charlie, study, report):
    address = url("report_edit", study, report.pk)
    assert as_user(rita).post(address, {"title": "T"}).status_code == 403
    assert as_user(charlie).post(address, {"title": "T"}).status_code == 404


def test_only_an_owner_deletes_a_report(as_user, alice, bob, charlie, study, report, extract):
    address = url("report_remove", study, report.pk)
    assert as_user(bob).post(address).status_code == 403
    assert as_user(charlie).post(address).status_code == 404
    assert as_user(alice).post(address)["Location"] == url("report_list", study)
    assert not study.reports.exists()
    extract.refresh_from_db()
