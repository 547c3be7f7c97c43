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
