"""From a sentence in a transcript to a refined configuration, and from there back to the sentence."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cmo.models import Configuration
from tests import factories

pytestmark = pytest.mark.browser

QUOTE = "we sat in the same room"
SELECT = """(quote) => {
  for (const words of document.querySelectorAll(".turn-words")) {
    const nodes = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const at = nodes.currentNode.data.indexOf(quote);
      const node = nodes.currentNode;
      if (at >= 0) return void getSelection().setBaseAndExtent(node, at, node, at + quote.length);
    }
  }
}"""


def test_from_a_sentence_to_a_refined_configuration_and_back(open_as, alice, bob, study, complaints):
    study.rules = {"plain_sentence": "require", "second_reader": "require", "testing_link": "require"}
    study.save()
    source = factories.source(study)
    page = open_as(alice, reverse("interviews:source_read", args=[study.slug, source.pk]))
    page.wait_for_selector("[data-ready]")
    page.evaluate(SELECT, QUOTE)
    page.wait_for_selector("[data-coding-bar]")
    page.keyboard.press("e")
    sending = page.locator(".extract-evidence form.form")
    expect(sending.get_by_label("Configuration")).to_be_focused()
    sending.get_by_label("Configuration").select_option(label="A new configuration")
    sending.get_by_label("For", exact=False).first.select_option(label="As a new item: context")
    sending.get_by_label("Label or words of the new item").fill("One building for health and social care")
    sending.get_by_label("Stance").select_option(label="Supports")
    page.keyboard.press("Control+Enter")
    page.locator(".served a").first.click()

    page.wait_for_url("**/configurations/*-*/")
    made = Configuration.objects.get()
    assert (made.state, made.contexts[0].text) == ("draft", "One building for health and social care")
    for column, words in (("mechanism", "They look each other in the eye"), ("outcome", "Referrals are talked over")):
        page.get_by_role("link", name=f"Add {column}").click()
        page.locator(".item-form textarea").fill(words)
        page.locator(".item-form").get_by_role("button", name="Save").click()
        expect(page.locator(".cmo-cells")).to_contain_text(words)
    _refused(page, "no plain sentence")
    page.locator("#statement").fill("Who shares a room answers to each other.")
    expect(page.locator("#words-saved")).to_contain_text("Saved")
    page.reload()
    with page.expect_navigation():
        page.get_by_role("button", name="Take it to working").click()
    _refused(page, "No evidence tests it yet")
    page.get_by_role("link", name="Judge", exact=True).click()
    page.locator("select[name=use]").select_option(label="Tests the theory")
    page.get_by_role("button", name="Save").click()
    page.locator("#second_reader").fill("Bob Tanner")
    with page.expect_navigation():
        page.locator("form", has=page.locator("#second_reader")).get_by_role("button", name="Save").click()
    page.keyboard.press("Shift+S")
    expect(page.locator(".state-panel header")).to_contain_text("Refined")
    expect(page.locator(".versions")).to_contain_text("Version 1")
    complaints[:] = [said for said in complaints if "422" not in said]  # the browser speaks of every refusal

    page.locator(".evidence .citation").first.click()
    page.wait_for_selector("[data-ready]")
    expect(page.locator(".mark.is-current")).to_have_text(QUOTE)
    expect(page.locator(".mark.is-current")).to_be_in_viewport()


def _refused(page: Page, sentence: str) -> None:
    """The next state is asked for in vain; what is missing is said, and the page is left as it was."""
    here = page.url
    with page.expect_response("**/state/") as answer:
        page.keyboard.press("Shift+S")
    assert answer.value.status == 422
    expect(page.get_by_role("main")).to_contain_text(sentence)
    page.goto(here)
