"""The reading page for those who see it large, in colours of their own, without motion, by ear or by touch."""

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.e2e.test_coding import QUOTE, reading, select

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
NARROW = {"width": 320, "height": 256}  # 1,280 by 1,024 at 400 %


@pytest.fixture
def source(study):
    return factories.source(study)


@pytest.fixture
def extract(study, source, bob):
    factories.extract(source, "in the same room, so you", factories.code(study, "Closeness"), by=bob)
    return factories.extract(source, QUOTE, factories.code(study, "Trust"), by=bob)


def opened(open_as, user, source, **options) -> Page:
    page = open_as(user, reading(source), **options)
    page.wait_for_selector("[data-ready]")
    return page


def test_at_four_hundred_per_cent_words_are_coded_and_nothing_runs_out_of_the_window(open_as, bob, source, extract):
    page = opened(open_as, bob, source)
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.evaluate("document.querySelector('#turn-2').scrollIntoView()")
    select(page, "awkward")
    bar = page.locator("[data-coding-bar]").bounding_box()
    assert bar["x"] >= 0 and bar["x"] + bar["width"] <= 320
    page.keyboard.press("c")
    page.keyboard.type("trust")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-2 .turn-extracts button")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.locator("#turn-2 .mark", has_text="so you").click()
    panel = page.locator("[data-extract] blockquote")
    expect(panel).to_contain_text("in the same room, so you")
    box = panel.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320


LOOKS = """() => [...document.querySelectorAll("#turn-2 .mark")].map((mark) => {
  const style = getComputedStyle(mark);
  const { borderBottomStyle, borderBottomWidth, textDecorationLine, outlineStyle, outlineColor } = style;
  return [borderBottomStyle, borderBottomWidth, textDecorationLine, outlineStyle, outlineColor].join(" ");
})"""


def test_in_colours_of_ones_own_marks_are_lines_and_the_one_in_hand_stands_out(open_as, bob, source, extract):
    page = opened(open_as, bob, source, forced_colors="active")
    before = page.evaluate(LOOKS)
    assert before
    for look in before:
        assert any(line in look for line in ("solid", "dotted", "dashed", "double", "underline")), look
    page.locator("#turn-2 .turn-extracts button", has_text="Closeness").click()
    expect(page.locator("[data-extract]")).to_have_count(1)
    assert page.evaluate(LOOKS) != before


def test_who_wants_no_motion_gets_none(open_as, bob, source, extract):
    page = opened(open_as, bob, source, reduced_motion="reduce")
    page.locator("#turn-2 .turn-extracts button", has_text="Trust").click()
    expect(page.locator("[data-extract]")).to_have_count(1)
    moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter((each) => {
      const style = getComputedStyle(each);
      const long = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
      return long(style.transitionDuration) || (style.animationName !== "none" && long(style.animationDuration));
    }).map((each) => each.className || each.tagName)""")
    assert moving == []
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_a_turn_says_which_extracts_it_has_and_opens_them(open_as, bob, source, extract):
    page = opened(open_as, bob, source)
    turn = page.locator("#turn-2")
    expect(turn.get_by_role("group", name="Extracts")).to_match_aria_snapshot("""
      - group "Extracts":
        - button "Trust"
        - button "Closeness"
    """)
    turn.get_by_role("button", name="Closeness").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-extract]")).to_contain_text("in the same room, so you")
    expect(turn.get_by_role("button", name="Closeness")).to_have_attribute("aria-current", "true")
    expect(turn.get_by_role("button", name="Closeness")).to_be_focused()


def test_words_are_coded_by_touch(open_as, bob, study, source, extract):
    page = opened(open_as, bob, source, has_touch=True, is_mobile=True)
    page.evaluate("""() => {
      const text = document.querySelector("#turn-2 .turn-words");
      const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      while (nodes.nextNode()) {
        const at = nodes.currentNode.data.indexOf("awkward");
        if (at >= 0) return getSelection().setBaseAndExtent(nodes.currentNode, at, nodes.currentNode, at + 7);
      }
    }""")  # what a long press does
    page.locator("[data-coding-bar] input").tap()
    page.locator("[data-coding-bar] [data-choice]", has_text="Trust").tap()
    expect(page.locator("#turn-2 .turn-extracts button")).to_have_count(3)
    assert source.latest_text.extracts.filter(quote="awkward", codes__name="Trust").exists()
