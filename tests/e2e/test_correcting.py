"""Correcting a typing error in a real browser, by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from interviews.models import Source
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def source(study) -> Source:
    return factories.source(study)


def select(page: Page, words: str) -> None:
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.querySelector("[data-words]"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const start = node.data.indexOf(words);
            if (start >= 0) getSelection().setBaseAndExtent(node, start, node, start + words.length);
          }
        }""",
        words,
    )


def test_selected_words_are_corrected_and_the_extract_goes_with_them(open_as, bob: User, study, source: Source) -> None:
    extract = factories.extract(source, "awkward at first", factories.code(study), by=bob)
    page = open_as(bob, f"/studies/{study.slug}/sources/{source.pk}/read/")
    page.wait_for_selector("[data-ready]")
    select(page, "It was, you know, ")
    page.wait_for_selector("[data-coding-bar]")
    page.keyboard.press("Shift+E")
    words = page.get_by_label("Turn 2 of 4: Respondent")
    expect(words).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(" So there.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-ready]")
    assert page.url.endswith("/read/#turn-2")
    expect(page.locator("#turn-2")).to_contain_text("awkward at first. So there.")
    expect(page.locator("#turn-2 .mark")).to_have_text("awkward at first")
    extract.refresh_from_db()
    assert extract.text.version == 2
