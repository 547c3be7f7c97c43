"""Suggestions in the browser: asked for, accepted and rejected by keys, undone, taken back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from accounts import jobs
from interviews.models import Coding, Suggestion
from tests import factories
from tests.interviews.suggesting.conftest import a_run, interview

pytestmark = pytest.mark.browser


@pytest.fixture
def money(study, bob):
    code = factories.code(study, "Money")
    for number in range(5):
        interview(study, str(20_000 + number), code if number < 4 else None, by=bob)
    return code


def test_passages_are_asked_for_accepted_by_key_and_undone(study, bob, money, open_as):
    page = open_as(bob, f"/studies/{study.slug}/codes/{money.pk}/")
    page.keyboard.press("p")
    page.wait_for_url("**/jobs/**")
    assert jobs.run_next()
    page.wait_for_url("**/suggestions/**")
    expect(page.get_by_role("heading", name="Passages like “Money”")).to_be_visible()
    expect(page.get_by_text("There were too few extracts to hold some back")).to_be_visible()
    before, number = Coding.objects.count(), Suggestion.objects.count()

    rows = page.locator("[data-suggestion]")
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(rows.nth(0)).to_contain_text("Accepted by Bob Tanner")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("r")
    expect(rows.nth(1)).to_contain_text("Rejected by Bob Tanner")
    expect(page.locator("#count-open")).to_have_text(str(number - 2))
    expect(page.locator("#count-accepted")).to_have_text("1")
    assert Coding.objects.count() == before + 1

    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.locator("#count-rejected")).to_have_text("0")
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.locator("#count-open")).to_have_text(str(number))
    assert Coding.objects.count() == before

    for _ in range(2):
        page.keyboard.press("x")
        page.keyboard.press("j")
    page.get_by_role("button", name="Accept the ticked").click()
    expect(page.get_by_text("2 suggestions accepted.")).to_be_visible()
    assert Coding.objects.count() == before + 2

    page.get_by_role("button", name="Take this run back").click()
    expect(page.get_by_text(f"{number - 2} open suggestions and 2 codings went")).to_be_visible()
    assert Coding.objects.count() == before


def test_a_passage_is_opened_in_its_words(study, bob, money, open_as):
    run = a_run(bob, money)
    page = open_as(bob, f"/studies/{study.slug}/suggestions/{run.pk}/")
    page.keyboard.press("o")
    page.wait_for_selector("[data-ready]")
    assert page.evaluate("[...CSS.highlights.get('search')].length") == 1


@pytest.mark.parametrize("width", [1440, 320])
def test_axe_finds_nothing_and_nothing_stands_out(study, bob, money, open_as, width):
    run = a_run(bob, money)
    page = open_as(bob, f"/studies/{study.slug}/suggestions/{run.pk}/")
    page.set_viewport_size({"width": width, "height": 900})
    for path in (f"suggestions/{run.pk}/", "suggestions/"):
        page.goto(f"/studies/{study.slug}/{path}")
        found = Axe().run(page, options={"preload": False}).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
