"""A summary is written from the words, by keys alone, and the sites are looked at beside each other."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cmo.models import ThemeSummary
from interviews.models import CodeTheme
from tests import factories
from tests.e2e.axe import violations

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def theme(study):
    code = factories.code(study)
    theme = study.themes.get()
    CodeTheme.objects.create(code=code, theme=theme)
    study.themes.create(code="T9", label="Afterwards", order=9, tracer=theme.tracer)
    factories.extract(factories.source(study), "awkward at first", code)
    return theme


def test_a_summary_is_written_from_the_words_by_keys_alone(open_as, bob, study, theme):
    page = open_as(bob, reverse("summary_table", args=[study.slug]))
    page.get_by_role("link", name="Write Shared budgets: Area 1").focus()
    page.keyboard.press("Enter")
    box = page.get_by_label("Summary")
    expect(box).to_be_focused()
    page.keyboard.type("It took time")
    page.get_by_role("button", name="Put in").focus()
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    page.keyboard.type(".")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.get_by_role("heading", name="Afterwards: Area 1")).to_be_visible()
    assert ThemeSummary.objects.get().text.startswith("It took time [20417, Area 1, Provider, Jul 2016](/studies/")
    page.get_by_role("link", name="Summaries").first.click()
    expect(page.get_by_role("link", name="20417, Area 1, Provider, Jul 2016")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sites_and_summaries_can_be_read_by_all(open_as, bob, study, theme, scheme):
    page = open_as(bob, reverse("site_list", args=[study.slug]), color_scheme=scheme)
    assert violations(page) == []
    page.get_by_role("link", name="Area 1").first.click()
    page.get_by_text("What was found").wait_for()
    assert violations(page) == []
    page.goto(reverse("summary_of_site", args=[study.slug, theme.pk, study.sites.get(code="A1").pk]))
    assert violations(page) == []
