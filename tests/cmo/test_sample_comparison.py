"""The comparison of the published study beside this checkout: what stands where, and what was anticipated apart."""

from pathlib import Path

import pytest

from accounts.models import Study
from exchange.studyfolder.load import load
from tests import factories
from tests.cmo.litany import shown_rows, url

SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "specialised-services"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample study folder is not beside this checkout"),
]


@pytest.fixture
def page(as_user):
    load(SAMPLE, by=None)
    study = Study.objects.get(slug="specialised-services")
    return as_user(factories.member(study, "Rita Hale", "reader")).get(url("comparison", study))


def standing(page) -> dict[str, list[str]]:
    """The configurations that stand under each site, from top to bottom."""
    found: dict[str, list[str]] = {}
    for row in shown_rows(page):
        for shown in row.sides:
            found.setdefault(shown.side.place.label, []).extend(one.code for one in shown.configurations)
    return found


def test_each_area_shows_its_own_configurations_alone(page):
    assert standing(page) == {"Area 1": ["CMO-17"], "Area 2": ["CMO-18", "CMO-19"]}


def test_counterparts_stand_in_one_row_and_the_other_area_of_the_rest_says_so(page):
    assert [[one.code for one in row.configurations] for row in shown_rows(page)] == [
        ["CMO-17", "CMO-18"],
        ["CMO-19"],
    ]
    assert "CMO-19 is not held to stand at Area 1." in " ".join(page.text.split())


def test_what_was_anticipated_stands_apart(page):
    assert [one.code for one in page.context["compared"].frame] == ["CMO-06", "CMO-16"]
    assert shown_rows(page, "anticipated") == []


def test_the_national_frame_stands_apart_and_national_words_count_for_no_area(page):
    assert [place.label for place in page.context["compared"].apart] == ["National"]
    for row in shown_rows(page):
        assert [shown.side.place.label for shown in row.sides] == ["Area 1", "Area 2"]
        for shown in row.sides:
            notes = [quoted.note for quoted in shown.first]
            assert all("National" not in note or f"about {shown.side.place.label}" in note for note in notes)
    assert "(not an area)" in page.text


def test_the_other_area_says_that_nothing_stands_there(page):
    text = " ".join(page.text.split())
    for code, area in (("CMO-19", "Area 1"),):
        assert f"{code} is not held to stand at {area}." in text
    assert "CMO-17" not in standing(page)["Area 2"]
    assert not {"CMO-18", "CMO-19"} & set(standing(page)["Area 1"])
