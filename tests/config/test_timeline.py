"""The timeline: what stands on it, who sees what, and what leaves the house."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from interviews.models import Participant, Participation, Source
from tests import factories
from tests.interviews.drawings import sound, texts
from tracers.models import PolicyEvent, PolicyEventTracer, Site, WorkStream

FORMS = ("csv", "xlsx", "svg", "png")


def at(study, form: str = "", **asked) -> str:
    name, args = ("timeline_file", [study.slug, form]) if form else ("timeline", [study.slug])
    return reverse(name, args=args, query=asked)


@pytest.fixture
def told(study):
    """An event of a tracer and one of the study, a work stream, and interviews at two sites."""
    WorkStream.objects.create(study=study, code="WS1", title="First year", start="2016-01", end="2016-12")
    PolicyEvent.objects.create(study=study, date="2013-04", label="The Act comes into force")
    event = PolicyEvent.objects.create(study=study, date="2016-02-03", label="The kit changes")
    PolicyEventTracer.objects.create(event=event, tracer=study.tracers.get(code="screening"))
    factories.source(study, "20417")
    factories.source(study, "31862", site="A2", tracers=("screening",))
    return study


def heard(study, number: int, *, date: str = "2016-07", site: str = "A1") -> None:
    for place in range(number):
        source = factories.source(study, f"4{site[-1]}{date[-2:]}{place:02}", site=site)
        Source.objects.filter(pk=source.pk).update(date=date)


def test_events_streams_and_interviews_stand_on_one_axis_and_in_the_tables(as_user, rita, told):
    page = as_user(rita).get(at(told))
    printed = texts(sound(page.context["picture"]))
    for words in ("Apr 2013: The Act comes into force", "3 Feb 2016: The kit changes", "WS1 First year", "Area 1"):
        assert words in printed
    body = page.text.split("</svg>", 1)[1].split('id="interviews"')[1]
    for words in (
        "April 2013",
        "The kit changes",
        "WS1 First year",
        "January 2016 to December 2016",
        "July 2016",
        "20417",
    ):
        assert words in body


def test_of_a_tracer_are_its_interviews_and_the_events_of_the_study(as_user, rita, told):
    page = as_user(rita).get(at(told, tracer="dementia"))
    assert "The Act comes into force" in page.text and "The kit changes" not in page.text
    assert "20417" in page.text and "31862" not in page.text
    assert "The kit changes" in as_user(rita).get(at(told, tracer="Screening")).text


def test_an_unknown_tracer_is_told(as_user, rita, told):
    answer = as_user(rita).get(at(told, tracer="moon"))
    assert answer.status_code == 422 and "There is no tracer “moon”" in answer.text
    assert as_user(rita).get(at(told, "svg", tracer="moon")).headers["Location"].endswith("?tracer=moon")


def test_a_restricted_analyst_sees_the_interviews_that_are_open(as_user, told):
    dora = factories.member(told, "Dora Pike", "analyst", sites=[told.sites.get(code="A1")])
    page = as_user(dora).get(at(told))
    assert "20417" in page.text and "31862" not in page.text
    assert list(page.context["timeline"].buckets) == ["Area 1"]
    rows = csv.DictReader(io.StringIO(as_user(dora).get(at(told, "csv")).content.decode("utf-8-sig")))
    assert "Area 2" not in {row["site"] for row in rows}


def test_a_joint_interview_stands_at_both_sites_and_counts_once_in_all(as_user, rita, told):
    source = told.sources.get(printed_id="20417")
    other = Participant.objects.create(study=told, code="P9")
    Participation.objects.create(source=source, participant=other, site=told.sites.get(code="A2"), speaker="Other")
    page = as_user(rita).get(at(told))
    [month] = page.context["months"]
    assert [bucket.number if bucket else 0 for bucket in month.held] == [1, 2, 0]
    assert month.number == 2


def test_a_document_is_not_heard(as_user, rita, told):
    Source.objects.filter(printed_id="31862").update(kind="document")
    assert as_user(rita).get(at(told)).context["timeline"].number == 1


@pytest.mark.parametrize("form", FORMS)
def test_it_is_taken_along_in_each_form(as_user, rita, told, form):
    answer = as_user(rita).get(at(told, form))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="dementia-care-timeline.{form}"'
    assert as_user(rita).get(at(told, "pdf")).status_code == 404


def test_what_leaves_names_no_interview_and_no_month_of_too_few(as_user, rita, told):
    heard(told, 4, date="2016-09")
    heard(told, 3, date="2016-10", site="A2")
    for form in ("csv", "svg"):
        assert not any(each.printed_id in as_user(rita).get(at(told, form)).text for each in told.sources.all())
    rows = [*csv.DictReader(io.StringIO(as_user(rita).get(at(told, "csv")).content.decode("utf-8-sig")))]
    dated = {(row["site"], row["from"]): int(row["interviews"]) for row in rows if row["what"] == "interviews"}
    assert dated == {("Area 1", "2016-07"): 5, ("Area 2", "2016-07"): 4}
    assert {row["to"] for row in rows if row["what"] == "interviews"} == {"2016-09", "2016-10"}
    assert "told together" in as_user(rita).get(at(told)).text
    book = load_workbook(io.BytesIO(as_user(rita).get(at(told, "xlsx")).content))
    assert [cell.value for cell in book["Interviews"][2]] == ["2016-07/2016-09", 5, 0, 0, 5]
    assert any("fewer than 3 people" in (row[0].value or "") for row in book["About"])


def test_enough_people_everywhere_leave_as_they_are(as_user, rita, told):
    told.threshold = 1
    told.save()
    rows = csv.DictReader(io.StringIO(as_user(rita).get(at(told, "csv")).content.decode("utf-8-sig")))
    assert {row["from"] for row in rows if row["what"] == "interviews"} == {"2016-07"}
    assert "told together" not in as_user(rita).get(at(told)).text


def test_two_sites_of_one_name_are_two_lanes(as_user, rita, told):
    Site.objects.create(study=told, code="A3", label="Area 1", order=9)
    lanes = list(as_user(rita).get(at(told)).context["timeline"].buckets)
    assert lanes == ["Area 1 (A1)", "Area 2", "National", "Area 1 (A3)"]


def test_an_empty_study_says_what_to_do(as_user, rita, study):
    assert "Nothing on the timeline yet" in as_user(rita).get(at(study)).text
    assert as_user(rita).get(at(study, "svg")).status_code == 200


def test_stranger_and_wrong_method(as_user, charlie, rita, told):
    for address in (at(told), at(told, "csv")):
        assert as_user(charlie).get(address).status_code == 404
        assert as_user(rita).post(address).status_code == 405


def test_number_of_queries_does_not_grow(as_user, rita, told, django_assert_max_num_queries):
    client = as_user(rita)
    with django_assert_max_num_queries(40) as few:
        client.get(at(told))
    heard(told, 8)
    PolicyEvent.objects.create(study=told, date="2017", label="Another")
    with django_assert_max_num_queries(len(few)):
        client.get(at(told))
