"""Codes by one another as a heat map."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

PAGE = "/studies/dementia-care/search/codes/map/"
FORMS = ("csv", "xlsx", "svg", "png")


@pytest.fixture
def coded(study):
    trust, room = factories.code(study, "Trust"), factories.code(study, "Room")
    money = factories.code(study, "Money")
    source = factories.source(study)
    factories.extract(source, "we sat in the same room", trust)
    factories.extract(source, "same room", room)
    factories.extract(source, "awkward at first", money)
    return trust, room, money


def told(answer) -> list[list[str]]:
    return [[line.head.label, *(cell.shown for cell in line.cells)] for line in answer.context["grid"].lines]


def test_codes_that_stand_together_are_counted_both_ways(as_user, rita, coded):
    assert told(as_user(rita).get(PAGE)) == [["Trust", "–", "1"], ["Room", "1", "–"]]
    in_turns = told(as_user(rita).get(f"{PAGE}?within=turn&count=sources&most=10"))
    assert in_turns == [["Trust", "–", "1", "1"], ["Room", "1", "–", "1"], ["Money", "1", "1", "–"]]


def test_a_figure_leads_to_as_many_places(as_user, rita, coded):
    trust, room, _ = coded
    client = as_user(rita)
    page = client.get(PAGE).text
    href = f"/studies/dementia-care/search/codes/?one={trust.pk}&other={room.pk}"
    assert href.replace("&", "&amp;") in page
    assert client.get(href).context["page"].paginator.count == 1


def test_a_restricted_analyst_counts_the_given_sites(as_user, study, coded):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    assert "No two codes stand together yet" in as_user(sam).get(PAGE).text


@pytest.mark.parametrize("form", FORMS)
def test_it_is_taken_away_as_a_file(as_user, rita, coded, form):
    answer = as_user(rita).get(f"{PAGE[:-1]}.{form}?within=turn")
    assert answer.status_code == 200 and f"codes-together-map.{form}" in answer.headers["Content-Disposition"]
    if form == "csv":
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[:2] == [["Code", "Trust", "Room", "Money"], ["Trust", "–", "1", "1"]]


@pytest.mark.parametrize("form", FORMS)
def test_without_pairs_the_files_are_empty_and_sound(as_user, rita, study, form):
    assert as_user(rita).get(f"{PAGE[:-1]}.{form}").status_code == 200


@pytest.mark.parametrize("page", [PAGE, *(f"{PAGE[:-1]}.{form}" for form in FORMS)])
def test_a_stranger_finds_nothing_and_nobody_posts(as_user, charlie, bob, coded, page):
    assert as_user(charlie).get(page).status_code == 404
    assert as_user(bob).post(page).status_code == 405


def test_a_kind_of_file_that_is_not_there_is_not_found(as_user, rita, coded):
    assert as_user(rita).get(f"{PAGE[:-1]}.pdf").status_code == 404


@pytest.mark.parametrize("asked", ["most=x", "most=-1", "count=nothing", "within=page"])
def test_nonsense_in_the_address_falls_back(as_user, rita, coded, asked):
    assert told(as_user(rita).get(f"{PAGE}?{asked}"))[0] == ["Trust", "–", "1"]


def test_the_number_of_queries_does_not_grow(as_user, bob, study, coded):
    client = as_user(bob)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"{PAGE}?within=turn").status_code == 200
        return len(caught)

    before = queries()
    for number in range(6):
        factories.extract(
            factories.source(study, f"3{number:04}"), "same room", *coded, factories.code(study, f"C{number}")
        )
    assert queries() == before
