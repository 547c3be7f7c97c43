"""The tree of codes by drag and by keys, a code's page, and the reading page narrowed, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from interviews.views import code_page
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
CODES = "/studies/dementia-care/codes/"


def tree(page: Page) -> list[tuple[str, int]]:
    rows = page.locator("[data-code]").evaluate_all(
        "rows => rows.map((row) => [row.querySelector('.tree-name').textContent, Number(row.dataset.depth)])"
    )
    return [(name, depth) for name, depth in rows]


def becomes(page: Page, expected: list[tuple[str, int]]) -> None:
    expect(page.locator(".tree-name")).to_have_text([name for name, _ in expected])
    page.wait_for_function(
        "depths => [...document.querySelectorAll('[data-code]')].map((row) => row.dataset.depth).join() === depths",
        arg=",".join(str(depth) for _, depth in expected),
    )


def test_codes_move_by_keys_alone(open_as, study, bob, complaints):
    for name in ("One", "Two", "Three"):
        factories.code(study, name)
    page = open_as(bob, CODES)
    page.locator("html[data-js]").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Two")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    becomes(page, [("Two", 0), ("One", 0), ("Three", 0)])
    expect(page.get_by_role("link", name="Two")).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    becomes(page, [("One", 0), ("Two", 0), ("Three", 0)])
    expect(page.get_by_role("link", name="Two")).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    becomes(page, [("One", 0), ("Two", 1), ("Three", 0)])
    expect(page.get_by_role("link", name="Two")).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")
    becomes(page, [("One", 0), ("Two", 0), ("Three", 0)])
    expect(page.get_by_role("link", name="Two")).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator(".toast-error")).to_contain_text("stands at the top already")
    complaints[:] = [said for said in complaints if "422" not in said]


def drag(page: Page, name: str, onto: str, *, right: int = 0, half: float = 0.75) -> None:
    row = page.locator("[data-code]", has=page.get_by_role("link", name=name, exact=True))
    grip = row.locator("[data-grip]").bounding_box()
    there = page.locator("[data-code]", has=page.get_by_role("link", name=onto, exact=True)).bounding_box()
    x, y = grip["x"] + 8, grip["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, there["y"] + there["height"] * half, steps=5)
    expect(page.locator(".drop-line")).to_have_count(1)
    page.mouse.up()


def test_codes_are_dragged_with_what_hangs_on_them(open_as, study, bob):
    one = factories.code(study, "One")
    factories.code(study, "Below", one)
    factories.code(study, "Two")
    factories.code(study, "Three")
    page = open_as(bob, CODES)
    page.locator("html[data-js]").wait_for()
    drag(page, "One", "Three")
    becomes(page, [("Two", 0), ("Three", 0), ("One", 0), ("Below", 1)])
    drag(page, "Three", "Two", right=24)
    becomes(page, [("Two", 0), ("Three", 1), ("One", 0), ("Below", 1)])
    drag(page, "One", "Two", half=0.1)
    becomes(page, [("One", 0), ("Below", 1), ("Two", 0), ("Three", 1)])
    page.fill("[data-filter]", "thr")
    assert page.locator("[data-code]:visible .tree-name").all_text_contents() == ["Two", "Three"]


def test_a_code_gets_its_colour_from_the_palette(open_as, study, bob):
    code = factories.code(study, "One")
    page = open_as(bob, CODES)
    page.locator("html[data-js]").wait_for()
    page.get_by_text("Change One").click()
    page.get_by_text("Colour …").click()
    page.get_by_role("button", name="Colour 7").click()
    expect(page.locator("[data-code] th.hue-7")).to_have_count(1)
    code.refresh_from_db()
    assert code.hue == 7


def test_extracts_are_ticked_by_keys_and_split_off(open_as, study, bob, monkeypatch):
    monkeypatch.setattr(code_page, "FIRST", 2)
    source, code = factories.source(study), factories.code(study, "One")
    quotes = ("How did", "same room", "awkward at first", "memory clinic")
    for quote in quotes:
        factories.extract(source, quote, code)
    page = open_as(bob, f"{CODES}{code.pk}/")
    page.locator("html[data-js]").wait_for()
    expect(page.locator(".coded-words")).to_have_text(list(quotes))  # the rest came by itself
    expect(page.locator("[data-coded-bar] select").first).to_be_hidden()
    for key in ("j", "j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("[data-coded-number]")).to_contain_text("Give 2 ticked extracts")
    page.keyboard.press("s")
    expect(page.locator("[name=into]")).to_be_focused()
    page.fill("[name=new_code]", "Together")
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("2 extracts have “Together” now, in place of “One”.")
    expect(page.locator(".coded-words")).to_have_text(["How did", "memory clinic"])


def test_the_words_are_narrowed_by_keys(open_as, study, bob, alice):
    source, money, trust = factories.source(study), factories.code(study, "Money"), factories.code(study, "Trust")
    factories.extract(source, "same room", trust, by=bob)
    factories.extract(source, "memory clinic", money, by=alice)
    page = open_as(bob, f"/studies/dementia-care/sources/{source.pk}/read/")
    page.locator("[data-ready]").wait_for()
    expect(page.locator(".turn-extracts button")).to_have_count(2)
    page.keyboard.press("f")
    expect(page.locator("#only [name=code]")).to_be_focused()
    page.select_option("#only [name=code]", label="Money")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".only-state")).to_contain_text("Only “Money”: 1 extract")
    expect(page.locator(".turn-extracts button")).to_have_text(["Money"])
    page.locator("[data-ready]").wait_for()
    page.keyboard.press("Shift+F")
    expect(page.locator(".turn-extracts button")).to_have_count(2)
    page.locator("[data-ready]").wait_for()
    page.keyboard.press("Shift+M")
    expect(page.locator(".only-state")).to_contain_text("by me: 1 extract")
    expect(page.locator(".turn-extracts button")).to_have_text(["Trust"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_as, study, bob, scheme):
    above = factories.code(study, "One")
    code = factories.code(study, "Below", above)
    source = factories.source(study)
    for quote in ("How did", "same room"):
        factories.extract(source, quote, code, by=bob)
    reading = f"/studies/dementia-care/sources/{source.pk}/read/?code={code.pk}"
    page = open_as(bob, CODES, color_scheme=scheme)
    for address in (
        CODES,
        f"{CODES}{code.pk}/",
        f"{CODES}{above.pk}/?below=1&by=tracer",
        f"{CODES}{code.pk}/merger/",
        reading,
    ):
        page.goto(address)
        page.locator("html[data-js]").wait_for()
        if tick := page.locator("[name=extracts]").all():
            tick[0].check()
        found = Axe().run(page, options={"preload": False})
        assert [violation["id"] for violation in found.response["violations"]] == [], address
