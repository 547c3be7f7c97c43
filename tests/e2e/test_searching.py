"""Searching in the browser: from a key on any page to coded hits, and to the words themselves."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from interviews.models import Coding
from tests import factories

pytestmark = pytest.mark.browser


def test_hits_are_searched_by_a_key_coded_and_read(study, bob, open_as):
    factories.source(study, "20417")
    factories.source(study, "31862", site="A2")
    factories.code(study, "Money")
    page = open_as(bob, f"/studies/{study.slug}/sources/")
    page.keyboard.press("/")
    page.wait_for_url("**/search/")
    expect(page.get_by_label("Words to look for")).to_be_focused()
    page.keyboard.type("budgets")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2 passages")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    page.get_by_label("Choose “budget” in 31862").check()
    page.locator("select[name=codes]").select_option(label="Money")
    page.get_by_role("button", name="Code the ticked ones").click()
    expect(page.get_by_text("1 extract in 1 source coded with “Money”.")).to_be_visible()
    assert Coding.objects.get().extract.quote == "Then the memory clinic took the budget as well."

    page.locator("select[name=codes]").select_option(label="Money")
    page.get_by_role("button", name="Code all 2").click()
    expect(page.get_by_text("1 had the code already")).to_be_visible()
    assert Coding.objects.count() == 2

    page.locator(".kwic").first.click()
    page.wait_for_selector("[data-ready]")
    assert page.evaluate("[...CSS.highlights.get('search')].map(String)") == ["budget"]


@pytest.mark.parametrize("path", ["?q=budget", "?q=(budget", "", "words/", "codes/"])
def test_axe_finds_nothing_on_the_pages_of_the_search(study, bob, open_as, complaints, path):
    source = factories.source(study)
    factories.extract(source, "took the budget", factories.code(study, "Money"), factories.code(study, "Trust"))
    page = open_as(bob, f"/studies/{study.slug}/search/{path}")
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    complaints[:] = [each for each in complaints if "422" not in each]


def test_an_address_that_names_a_turn_far_down_opens_there(study, bob, open_as):
    source = factories.source(study, words="\n\n".join(f"Respondent: Turn {n}. {'Words. ' * 60}" for n in range(1, 61)))
    page = open_as(bob, f"/studies/{study.slug}/sources/{source.pk}/read/#turn-50")
    page.wait_for_selector("[data-ready]")
    expect(page.locator("#turn-50")).to_be_in_viewport()
    expect(page.locator(".turn")).to_have_count(60)
