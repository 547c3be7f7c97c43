"""The writing page in a real browser: marks at the cursor, quotations from the tray, nothing lost."""

import pytest
from playwright.sync_api import Page, expect

from reports import files
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOM = "we sat in the same room, so you couldn’t just pass people on"
TEXT = """---
title: Dementia in partnership
tracer: dementia
---

# Introduction

Staff shared a room. It took time.

# Summary

It worked.
"""


class Unheard:
    def notice(self, *_: object) -> None: ...
    def error(self, *_: object) -> None: ...
    def count(self, *_: object) -> None: ...


@pytest.fixture
def report(study):
    source = factories.source(study)
    factories.extract(source, ROOM)
    return files.load(study, "dementia", TEXT, by=None, problems=Unheard())


@pytest.fixture
def page(open_as, bob, study, report) -> Page:
    return open_as(bob, f"/studies/{study.slug}/reports/{report.pk}/")


def passage(page: Page, words: str):
    return page.locator(".piece-prose", has_text=words)


def open_passage(page: Page, words: str):
    passage(page, words).hover()
    passage(page, words).get_by_role("link", name="Edit").click()
    expect(page.get_by_label("Passage")).to_be_focused()
    return page.get_by_label("Passage")


def test_a_citation_is_put_at_the_cursor_and_printed(page):
    text = open_passage(page, "Staff shared")
    text.evaluate("box => box.setSelectionRange(19, 19)")
    page.get_by_role("button", name="Cite").click()
    expect(text).to_have_value(
        'Staff shared a room {{cite 20417 "we sat in the same room, … couldn’t just pass people on"}}. It took time.'
    )
    page.get_by_role("button", name="Save").click()
    expect(passage(page, "Staff shared")).to_contain_text(
        "Staff shared a room [20417, Area 1, Provider, Jul 2016]. It took time."
    )
    expect(page.locator("#tray-list")).to_contain_text("used here")


def test_a_quotation_goes_into_the_open_passage_and_becomes_a_block(page):
    open_passage(page, "Staff shared")
    page.get_by_role("button", name="Quote", exact=True).click()
    page.keyboard.press("Control+Enter")
    expect(page.locator("section.kind-introduction blockquote")).to_contain_text(ROOM)


def test_while_nothing_is_chosen_a_quotation_goes_after_the_passage_in_view(open_as, bob, study, report):
    text = "# Introduction\n\nStaff shared a room.\n\n# Middle\n\n" + "Words.\n\n" * 40 + "# Summary\n\nIt worked."
    files.load(study, "dementia", f"---\ntitle: Long\n---\n{text}", by=None, problems=Unheard())
    page = open_as(bob, f"/studies/{study.slug}/reports/{report.pk}/")
    buttons = page.locator(".piece-tools .place input")
    expect(buttons.first).to_be_visible()
    page.locator("#paper .chapter", has_text="It worked.").scroll_into_view_if_needed()
    page.locator(".desk").evaluate("desk => desk.scrollTo(0, desk.scrollHeight)")
    expect(page.get_by_text("Quotations go into")).to_contain_text("Summary")
    page.evaluate("""document.dispatchEvent(new CustomEvent("say", { detail: { text: "Refused", level: "error" } }))""")
    expect(page.get_by_text("Refused")).to_be_visible()
    page.get_by_role("button", name="Quote", exact=True).click()
    expect(page.locator("section.kind-summary blockquote")).to_contain_text(ROOM)
    expect(page.get_by_text("Refused")).not_to_be_attached()


def test_without_an_open_passage_the_chosen_place_is_filled(page):
    passage(page, "It worked.").hover()
    passage(page, "It worked.").get_by_role("radio").check()
    page.get_by_role("button", name="Quote", exact=True).click()
    expect(page.locator("section.kind-summary blockquote")).to_contain_text(ROOM)
    expect(page.locator("section.kind-summary .piece-quotation").get_by_role("radio")).to_be_checked()


def test_a_heading_within_prose_is_refused_in_place_and_nothing_is_lost(page, complaints):
    text = open_passage(page, "Staff shared")
    text.fill("# Not here")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Add a section for it")
    expect(page.get_by_label("Passage")).to_have_value("# Not here")
    expect(page.locator("#paper")).to_contain_text("It worked.")
    complaints[:] = [said for said in complaints if "422" not in said and "Response Status" not in said]


def test_everything_works_without_scripts(open_as, bob, study, report):
    page = open_as(bob, f"/studies/{study.slug}/reports/{report.pk}/", java_script_enabled=False)
    passage(page, "Staff shared").hover()
    passage(page, "Staff shared").get_by_role("link", name="Edit").click()
    page.get_by_label("Passage").fill("Rooms were shared.")
    page.get_by_role("button", name="Save").click()
    passage(page, "Rooms were shared.").get_by_role("radio").check(force=True)
    page.get_by_role("button", name="Quote", exact=True).click()
    expect(page.locator("section.kind-introduction blockquote")).to_contain_text(ROOM)
