"""The sites of a study beside each other, and the page of one."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Membership
from cmo.models import SiteFinding, ThemeSummary
from tests import factories


def at(study, name: str = "site_list", *args: object) -> str:
    return reverse(name, args=[study.slug, *args])


@pytest.fixture
def areas(study):
    """Area 1 and Area 2 with their profiles, and who was heard there."""
    first, second = study.sites.get(code="A1"), study.sites.get(code="A2")
    first.profile = [
        {"label": "Councils", "value": "1", "note": ""},
        {"label": "Beds", "value": "6–10", "note": "band"},
    ]
    second.profile = [{"label": "councils", "value": "3", "note": ""}]
    for site in (first, second):
        site.save()
    factories.source(study, "20417", site="A1")
    return first, second


def test_profiles_stand_beside_each_other_as_they_were_written(as_user, rita, study, areas):
    page = as_user(rita).get(at(study), {"sites": ["A1", "A2"]})
    told = [(label, [[row["value"] for row in rows] for rows in cells]) for label, cells in page.context["table"]]
    assert told == [("Councils", [["1"], ["3"]]), ("Beds", [["6–10"], []])]
    assert "not said" in page.text


def test_who_was_heard_is_counted_and_too_few_are_marked(as_user, rita, study, areas):
    page = as_user(rita).get(at(study))
    first, second, _ = page.context["columns"]
    assert (first.heard.people, first.heard.organisations, first.heard.period) == (
        1,
        [("Provider", 1, True)],
        "Jul 2016",
    )
    assert first.heard.is_small
    assert not second.heard.is_small  # nobody was heard there
    assert "fewer than 3" in page.text and "nobody" in page.text


def test_a_part_counts_for_the_whole(as_user, rita, study, areas):
    first, second = areas
    second.parent = first
    second.save()
    factories.source(study, "30001", site="A2")
    page = as_user(rita).get(at(study))
    assert [column.heard.cell.sources for column in page.context["columns"]] == [2, 1, 0]
    assert "in Area 1" in page.text


def test_the_page_of_a_site_tells_what_was_found_there_and_of_counterparts_elsewhere(as_user, rita, bob, study, areas):
    first, second = areas
    here, there = factories.configuration(study), factories.configuration(study, site="A2")
    here.link("counterpart_of", there, by=bob)
    SiteFinding.objects.state(here, first, presence="present", summary="Seen by all.", by=bob)
    SiteFinding.objects.state(there, second, presence="partly", by=bob)
    page = as_user(rita).get(at(study, "site_detail", first.pk))
    (found,) = page.context["found"]
    assert (found.finding.summary, [str(other) for other in found.elsewhere]) == (
        "Seen by all.",
        [f"{there.code} at Area 2: Partly present"],
    )
    assert [source.printed_id for source in page.context["sources"]] == ["20417"]


def test_a_study_of_themes_alone_is_told_by_site(as_user, rita, bob, study, areas):
    ThemeSummary.objects.write(study.themes.get(), "One purse, one *story*.", by=bob, site=areas[0])
    page = as_user(rita).get(at(study, "site_detail", areas[0].pk))
    assert "One purse, one <em>story</em>." in page.text
    assert "Nothing is stated of Area 1 yet" in page.text


def test_the_file_does_not_tell_how_few_were_heard(as_user, rita, study, areas):
    answer = as_user(rita).get(at(study, "site_file", "xlsx"), {"sites": ["A1", "A2"]})
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content))["Sites"].rows]
    assert rows[0][1:] == ["Area 1", "Area 2"]
    assert ["Beds", "6–10 (band)", "not said"] in rows
    assert ["People heard", "fewer than 3", 0] in rows
    assert "fewer than 3" in as_user(rita).get(at(study, "site_file", "csv")).content.decode()
    assert as_user(rita).get(at(study, "site_file", "pdf")).status_code == 404


def test_a_restricted_analyst_counts_what_is_open_to_him(as_user, study, areas):
    sam = factories.member(study, "Sam Reed", Membership.Role.ANALYST, sites=[areas[1]])
    page = as_user(sam).get(at(study, "site_detail", areas[0].pk))
    assert page.context["sources"] == []
    assert "20417" not in page.text


def test_a_study_without_sites_is_told_what_to_do(as_user, rita, study):
    study.sites.all().delete()
    assert "No sites yet" in as_user(rita).get(at(study)).text


def test_a_stranger_finds_nothing(as_user, charlie, study, areas):
    for name, *args in (("site_list",), ("site_file", "csv"), ("site_detail", areas[0].pk)):
        assert as_user(charlie).get(at(study, name, *args)).status_code == 404


def test_the_number_of_queries_is_constant(as_user, rita, bob, study, areas, django_assert_max_num_queries):
    client, pages = as_user(rita), (at(study), at(study, "site_detail", areas[0].pk))

    def found() -> None:
        SiteFinding.objects.state(factories.configuration(study), areas[0], presence="present", by=bob)

    found()
    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(30) as few:
            client.get(page)
        for number in range(5):
            factories.source(study, f"4{pages.index(page)}00{number}", site="A1")
            found()
        with django_assert_max_num_queries(len(few)):
            client.get(page)
