"""The board by keys and by drag, and two configurations made one, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from cmo.models import Configuration, Evidence
from cmo.views import board
from tests import factories
from tests.e2e.axe import violations

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def address(study):
    return reverse("cmo:board", args=[study.slug, "dementia"])


@pytest.fixture
def one(study):
    items = {
        "context": ["One building", "Two employers"],
        "mechanism": ["They feel watched"],
        "outcome": ["They talk"],
    }
    return factories.configuration(study, items=items, label="One")


@pytest.fixture
def two(study):
    return factories.configuration(study, label="Two")


def texts(configuration, role):
    return list(configuration.items.filter(role=role).order_by("order").values_list("text", flat=True))


def order(page: Page) -> list[str]:
    return page.locator(".board-row .cmo-label").all_text_contents()


def opened(open_as, bob, address) -> Page:
    page = open_as(bob, address)
    page.locator("html[data-js]").wait_for()
    return page


def drag(page: Page, grip: Locator, x: float, y: float) -> None:
    box = grip.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(x, y, steps=6)
    expect(page.locator(".drop-line")).to_have_count(1)
    page.mouse.up()


def grip(page: Page, text: str) -> Locator:
    return page.locator("[data-item]", has_text=text).locator("[data-item-grip]")


def test_items_and_configurations_are_moved_by_keys(open_as, bob, study, one, two, address):
    page = opened(open_as, bob, address)
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#CMO-01 [data-item]", has_text="One building")).to_be_focused()
    page.keyboard.press("Shift+ArrowDown")
    cell = page.locator("#CMO-01 td[data-column=context] [data-item]")
    expect(cell.nth(0)).to_contain_text("Two employers")
    expect(cell.nth(1)).to_be_focused()
    page.keyboard.press("Shift+ArrowRight")
    moved = page.locator("#CMO-01 td[data-column=mechanism] [data-item]", has_text="One building")
    expect(moved).to_be_focused()
    assert texts(one, "mechanism") == ["They feel watched", "One building"]
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-item]", has_text="Two employers")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("j")
    expect(page.locator("#CMO-02 .cmo-code")).to_be_focused()
    page.keyboard.press("Shift+ArrowUp")
    expect(page.locator(".board-row").first).to_contain_text("CMO-02")
    expect(page.locator("#CMO-02 .cmo-code")).to_be_focused()
    assert list(study.configurations.on_board()) == [two, one]
    page.keyboard.press("?")
    keys = page.locator("[data-keys-list]")
    expect(keys).to_contain_text("Move the item in hand one column right")
    expect(keys).to_contain_text("Next configuration")


def test_an_item_is_dragged_to_a_place_in_another_column_and_undone(open_as, bob, study, one, address):
    page = opened(open_as, bob, address)
    there = page.locator("#CMO-01 td[data-column=context] [data-item]").nth(1).bounding_box()
    drag(page, grip(page, "They talk"), there["x"] + 60, there["y"] + 2)
    cell = page.locator("#CMO-01 td[data-column=context] [data-item]")
    expect(cell).to_have_count(3)
    expect(cell.nth(1)).to_contain_text("They talk")
    assert texts(one, "context") == ["One building", "They talk", "Two employers"]
    expect(page.locator("#CMO-01 td[data-column=outcome]")).to_contain_text("No outcome yet")
    page.keyboard.press("u")
    expect(page.locator("#CMO-01 td[data-column=outcome]")).to_contain_text("They talk")
    assert texts(one, "context") == ["One building", "Two employers"]


def test_escape_lets_go(open_as, bob, one, address):
    page = opened(open_as, bob, address)
    box = grip(page, "They talk").bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] - 500, box["y"] + 5, steps=4)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".drop-line")).to_have_count(0)
    assert texts(one, "outcome") == ["They talk"]


def test_a_configuration_is_dragged_below_the_others(open_as, bob, study, one, two, address):
    page = opened(open_as, bob, address)
    page.locator("#CMO-01").hover()
    last = page.locator("#CMO-02").bounding_box()
    drag(page, page.locator("#CMO-01 [data-row-grip]"), 200, last["y"] + last["height"] - 8)
    expect(page.locator(".board-row").last).to_contain_text("CMO-01")
    page.reload()
    assert order(page) == ["Two", "One"]


def test_later_rows_come_as_they_are_scrolled_to(open_as, bob, study, address, monkeypatch):
    monkeypatch.setattr(board, "AT_ONCE", 4)
    monkeypatch.setattr(board, "FURTHER", 4)
    for number in range(14):
        factories.configuration(study, label=f"Row {number}")
    page = opened(open_as, bob, address)
    assert page.locator(".board-row").count() < 14
    for _ in range(6):
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(200)
    expect(page.locator(".board-row")).to_have_count(14)
    page.goto("about:blank")
    page.goto(f"{address}#CMO-14")
    expect(page.locator(".board-row#CMO-14 .cmo-code")).to_be_in_viewport()


def test_two_become_one_after_a_look_at_what_goes_where(open_as, bob, study, one, two, address):
    extract = factories.extract(factories.source(study), "you couldn’t just pass people on")
    Evidence.objects.add(one, by=bob, extract=extract, item=one.mechanisms[0], stance="contradicts")
    page = opened(open_as, bob, address)
    page.locator("#CMO-01 .mark-count").click()
    expect(page.locator("#CMO-01")).to_contain_text("What contradicts")
    page.keyboard.press("Shift+M")
    page.get_by_label("Becomes part of").select_option(str(two.pk))
    expect(page.locator("#preview")).to_contain_text("CMO-02 afterwards")
    expect(page.locator("#preview")).to_contain_text("1 piece of evidence")
    assert violations(page) == []
    page.get_by_label("What made you do this").fill("They are one.")
    page.get_by_role("button", name="Merge").click()
    expect(page.locator("#CMO-02")).to_contain_text("They feel watched")
    assert Configuration.objects.get(code="CMO-01").merged_into == two


def test_a_part_is_taken_out(open_as, bob, study, one, address):
    page = opened(open_as, bob, address)
    page.keyboard.press("j")
    page.keyboard.press("s")
    row = page.locator(".split-items > li", has_text="They feel watched")
    row.get_by_label("goes").check()
    expect(page.locator(".split-sides > div").nth(1)).to_contain_text("They feel watched")
    assert violations(page) == []
    page.get_by_label("Short label").fill("A part")
    page.get_by_role("button", name="Split").click()
    expect(page.locator("#CMO-02")).to_contain_text("They feel watched")
    assert texts(one, "mechanism") == []


def test_without_scripts_items_and_rows_move_too(open_as, bob, study, one, two, address):
    page = open_as(bob, address, java_script_enabled=False)
    page.locator("#CMO-02 .cmo-head details > summary").click()
    page.locator("#CMO-02").get_by_role("button", name="Move up").click()
    assert list(study.configurations.on_board()) == [two, one]
    page.locator("[data-item]", has_text="They talk").locator("summary").click()
    page.locator("[data-item]", has_text="They talk").get_by_role("link", name="Edit, move or remove").click()
    page.get_by_role("button", name="Move one column left").click()
    assert texts(one, "mechanism") == ["They feel watched", "They talk"]
    page.goto(reverse("cmo:configuration_merge", args=[study.slug, one.pk]))
    page.get_by_label("Becomes part of").select_option(str(two.pk))
    page.get_by_role("button", name="Show what goes where").click()
    expect(page.locator("main")).to_contain_text("CMO-02 afterwards")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_fit(open_as, bob, study, one, two, address, scheme):
    extract = factories.extract(factories.source(study), "you couldn’t just pass people on")
    for stance in ("contradicts", "supports"):
        Evidence.objects.add(one, by=bob, extract=extract, item=one.mechanisms[0], stance=stance)
    Evidence.objects.add(one, by=bob, extract=extract)
    page = open_as(bob, f"{address}?totals=1", color_scheme=scheme)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for path in (
            f"{address}?totals=1",
            reverse("cmo:configuration_merge", args=[study.slug, one.pk]) + f"?into={two.pk}",
            reverse("cmo:configuration_split", args=[study.slug, one.pk]),
            reverse("cmo:standing", args=[study.slug, one.pk]),
        ):
            page.goto(path)
            assert violations(page) == [], path
            assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), (
                path
            )
