"""Undo and redo in the browser: by key while reading, from another page, on another day."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from interviews.models import Code, Extract
from tests import factories
from tests.e2e.test_coding import QUOTE, in_hand, reading, select

pytestmark = pytest.mark.browser


@pytest.fixture
def source(study):
    return factories.source(study)


def read(open_as, user, source) -> Page:
    page = open_as(user, reading(source))
    page.wait_for_selector("[data-ready]")
    return page


def code(page: Page, quote: str, name: str) -> None:
    select(page, quote)
    page.keyboard.press("n")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(in_hand(page)).to_contain_text(quote)


def stays(page: Page) -> None:
    """Mark the page, so that it can be told whether it was fetched anew."""
    page.evaluate("() => { document.body.dataset.stayed = '' }")


def test_coding_is_undone_and_redone_by_key_while_reading(open_as, bob, source):
    page = read(open_as, bob, source)
    code(page, QUOTE, "Being close")
    stays(page)
    page.keyboard.press("u")
    expect(page.locator(".toast")).to_contain_text("Undone: coded an extract in 20417")
    expect(page.locator("#turn-2 .mark")).to_have_count(0)
    expect(page.locator("#code-tree")).not_to_contain_text("Being close")
    assert not Extract.objects.exists()
    page.keyboard.press("Shift+U")
    expect(page.locator("#turn-2 .mark")).to_have_text(QUOTE)
    expect(page.locator("#code-tree")).to_contain_text("Being close")
    assert Extract.objects.get().codes.get().name == "Being close"
    page.get_by_role("button", name="Undo", exact=True).last.click()
    expect(page.locator("#turn-2 .mark")).to_have_count(0)
    expect(page.locator("body[data-stayed]")).to_have_count(1)


def test_undo_waits_for_what_is_still_on_its_way(open_as, bob, study, source, complaints):
    factories.code(study, "Trust")
    page = read(open_as, bob, source)
    page.route("**/extracts/", lambda route: (page.wait_for_timeout(300), route.continue_()))
    select(page, QUOTE)
    page.keyboard.press("c")
    page.keyboard.type("tru")
    page.keyboard.press("Enter")
    page.keyboard.press("u")
    expect(page.locator(".toast")).to_contain_text("Undone: coded an extract")
    expect(page.locator("#turn-2 .mark")).to_have_count(0)
    assert not Extract.objects.exists()
    corners = "/memos/on/extract/", "/evidence/", "Response Status Error Code 404"  # of what is gone by now
    complaints[:] = [said for said in complaints if not any(corner in said for corner in corners)]


def test_what_was_done_while_reading_is_undone_from_another_page(open_as, bob, study, source):
    page = read(open_as, bob, source)
    code(page, QUOTE, "Being close")
    page.goto(reverse("interviews:code_list", args=[study.slug]))
    expect(page.locator("main")).to_contain_text("Being close")
    page.keyboard.press("u")
    expect(page.locator(".toast")).to_contain_text("Undone: coded an extract")
    expect(page.locator("main .tree, main table")).to_have_count(0)
    page.locator(".toast").get_by_role("button", name="Redo").click()
    expect(page.locator("main")).to_contain_text("Being close")
    assert Extract.objects.get().codes.get().name == "Being close"


def test_a_refusal_says_who_did_what(open_as, alice, bob, study, source):
    page = read(open_as, bob, source)
    code(page, QUOTE, "Being close")
    other = read(open_as, alice, source)
    other.locator("#turn-2 .mark").first.click()
    expect(in_hand(other)).to_contain_text("Bob Tanner")
    code_more = other.locator(".add-code")
    code_more.locator("[name=new_code]").fill("Doubt")
    code_more.get_by_role("button").click()
    expect(in_hand(other).locator(".codings li:not(.is-pending)", has_text="Doubt")).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator(".toast-error")).to_contain_text("Alice Marsh made a coding on this extract")
    assert Extract.objects.count() == 1


def test_the_history_of_an_extract_opens_in_its_panel(open_as, bob, source):
    page = read(open_as, bob, source)
    code(page, QUOTE, "Being close")
    in_hand(page).get_by_text("History", exact=True).click()
    expect(in_hand(page).locator(".log")).to_contain_text("Bob Tanner marked it; coded it with Being close")


def test_a_step_is_undone_from_the_journal_without_scripts(open_as, bob, study, source):
    Code.objects.make(study, "Trust", by=bob)
    page = open_as(bob, reverse("journal_list", args=[study.slug]), java_script_enabled=False)
    page.get_by_role("button", name="Undo made a code").click()
    expect(page.locator("#messages")).to_contain_text("Taken back: made a code")
    expect(page.locator("main")).to_contain_text(re.compile("taken back by Bob Tanner"))
    assert not Code.objects.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible(open_as, bob, study, source, scheme):
    made = Code.objects.make(study, "Trust", by=bob)
    made.revise(by=bob, name="Reliance")
    page = open_as(bob, reverse("journal_list", args=[study.slug]), color_scheme=scheme)
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("link", name="revised a code").click()
    expect(page.locator("main")).to_contain_text("Trust → Reliance")
    assert Axe().run(page).response["violations"] == []
    page.goto(reverse("interviews:code_history", args=[study.slug, made.pk]))
    assert Axe().run(page).response["violations"] == []
