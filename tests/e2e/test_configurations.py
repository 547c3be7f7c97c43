"""Board, evidence and comparison in the browser: in place, without scripts, and for everybody's eyes."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from cmo.models import Comparison, Evidence, Item, SiteFinding
from tests import factories

pytestmark = pytest.mark.browser


@pytest.fixture
def configuration(study):
    return factories.configuration(study, label="Sharing a room", statement="Who shares a room answers to each other.")


@pytest.fixture
def extract(study):
    return factories.extract(factories.source(study), "you couldn’t just pass people on")


def address(name: str, study, *args) -> str:
    return reverse(f"cmo:{name}", args=[study.slug, *args])


def test_items_are_added_changed_moved_and_removed_in_place(open_as, bob, study, configuration, complaints):
    page = open_as(bob, address("board", study, "dementia"))
    here = page.url
    row = page.locator(f"[id='{configuration.code}']")
    row.get_by_role("link", name="Add mechanism").click()
    row.get_by_label("Text").fill("They would have to look each other in the eye")
    row.get_by_label("Role").select_option("reasoning")
    row.get_by_role("button", name="Save").click()
    expect(row.locator(".cmo-formal")).to_contain_text("because they would have to look each other in the eye.")
    assert page.url == here

    row.get_by_role("link", name="Add context").click()
    row.get_by_label("Text").fill("  ")
    row.locator("textarea").evaluate("area => area.required = false")
    row.get_by_role("button", name="Save").click()
    expect(row.get_by_role("alert")).to_be_visible()
    complaints[:] = [said for said in complaints if "422" not in said]  # the browser speaks of every refusal
    row.get_by_label("Text").fill("Two employers")
    row.get_by_role("button", name="Save").click()
    contexts = row.locator(".cmo-cells > td").nth(0).locator(".items > li")
    expect(contexts).to_have_count(2)

    contexts.nth(1).hover()
    contexts.nth(1).locator("summary").click()
    contexts.nth(1).get_by_role("button", name="Move up").click()
    expect(contexts.nth(0)).to_contain_text("Two employers")

    contexts.nth(0).hover()
    contexts.nth(0).locator("summary").click()
    page.once("dialog", lambda dialog: dialog.accept())
    contexts.nth(0).get_by_role("button", name="Remove").click()
    expect(contexts).to_have_count(1)
    assert not Item.objects.filter(text="Two employers").exists()


def test_extract_is_sent_from_the_reading_page(open_as, bob, study, configuration, extract):
    other = factories.configuration(study, site="A2", label="Sharing a budget", items={"context": ["One budget"]})
    page = open_as(bob, reverse("interviews:extract_detail", args=[study.slug, extract.pk]))
    panel = page.locator(f"[id='evidence-{extract.pk}']")
    panel.get_by_text("Send to a configuration").click()
    panel.get_by_label("Comment").fill("Said in passing")
    panel.get_by_label("Configuration").select_option(str(other.pk))
    expect(panel.get_by_label("For")).to_contain_text("One budget")
    expect(panel.get_by_label("For")).not_to_contain_text("Staff feel answerable")
    expect(panel.get_by_label("Comment")).to_have_value("Said in passing")
    panel.get_by_label("For").select_option("reasoning")
    panel.get_by_label("Words of the new item").fill("Nobody wants to be the one who passes on")
    panel.get_by_label("Stance").select_option("supports")
    panel.get_by_role("button", name="Send").click()
    expect(panel.locator(".served")).to_contain_text("CMO-02")
    assert Evidence.objects.get().item.text == "Nobody wants to be the one who passes on"
    panel.get_by_role("button", name=re.compile("Remove")).click()
    expect(panel).to_contain_text("No configuration stands on these words yet")


def test_everything_works_without_scripts(open_as, bob, study, configuration, extract):
    page = open_as(bob, address("board", study, "dementia"), java_script_enabled=False)
    page.get_by_role("link", name="Add outcome").click()
    page.get_by_label("Text").fill("Some wait longer")
    page.get_by_label("Unintended").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Some wait longer")
    page.goto(address("extract_evidence", study, extract.pk))
    page.get_by_label("For").select_option(label=f"Mechanism: {configuration.mechanisms[0].text}")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".served")).to_contain_text("CMO-01")
    page.goto(address("comparison", study))
    page.get_by_role("link", name=re.compile("State same or different")).click()

    page.get_by_label("Cannot compare").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".comparison-judgement")).to_contain_text("Cannot compare")


@pytest.fixture
def filled(study, configuration, extract, bob):
    counterpart = factories.configuration(study, site="A2", label="Sharing a budget")
    factories.configuration(study, site="none", label="As policy had it", kind="anticipated")
    configuration.add_item("reasoning", "They know each other", by=bob)
    configuration.add_item("outcome", "Some wait longer", by=bob, intended=False)
    configuration.link("counterpart_of", counterpart, by=bob)
    for stance in ("contradicts", "supports", "refines", "contextualises", ""):
        Evidence.objects.add(
            configuration, by=bob, extract=extract, stance=stance, item=configuration.items.first(), comment="So."
        )
    national = factories.extract(factories.source(study, "90001", site="NAT"), "awkward at first")
    Evidence.objects.add(counterpart, by=bob, extract=national)
    areas = study.sites.filter(kind="area")
    for site, presence in zip(areas, ("present", "contradicted"), strict=True):
        SiteFinding.objects.state(configuration, site, presence=presence, summary="In both clinics.", by=bob)
    Comparison.objects.judge([configuration, counterpart], areas, by=bob, judgement="partly", explanation="The beds.")
    return configuration


def complaints_of_axe(page: Page) -> list[str]:
    found = Axe().run(page, options={"preload": False})  # it would fetch style sheets, and our policy forbids how
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_pages_are_accessible_and_fit(open_as, bob, study, filled, extract, scheme, width):
    page = open_as(bob, address("configuration_list", study), color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for path in (
        address("configuration_list", study),
        address("board", study, "dementia"),
        address("configuration_detail", study, filled.pk),
        address("configuration_new", study),
        address("extract_evidence", study, extract.pk),
        address("comparison", study),
        address("finding_edit", study, filled.pk, study.sites.first().pk),
        address("comparison_new", study) + f"?configuration={filled.pk}",
        address("matching", study) + "?" + "&".join(f"configuration={each.pk}" for each in study.configurations.all()),
        address("conclusions_again", study),
        address("activation_new", study, filled.mechanisms[0].pk, study.sites.first().pk),
    ):
        page.goto(path)
        too_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        found[path] = complaints_of_axe(page) + (["wider than the window"] if too_wide else [])
    assert not any(found.values()), found


@pytest.mark.parametrize("width", [1440, 390])
def test_the_board_fits_while_an_item_is_written(open_as, bob, study, configuration, width):
    page = open_as(bob, address("board", study, "dementia"))
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("link", name="Add outcome").click()
    expect(page.get_by_label("Text")).to_be_focused()
    assert complaints_of_axe(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_a_configuration_is_read_through_the_sources_by_keys_alone(open_as, bob, study, configuration, complaints):
    first, second = factories.source(study, "30001"), factories.source(study, "30002")
    page = open_as(bob, address("configuration_detail", study, configuration.pk))
    page.get_by_role("link", name="Read the next source").click()
    page.wait_for_selector("[data-ready]")
    expect(page.locator("#for-configuration")).to_contain_text("Sharing a room")
    page.locator("#words").focus()
    for key in ("ArrowDown", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator("[data-coding-bar]")).to_be_visible()
    page.keyboard.press("e")
    chosen = page.locator(".extract-evidence select[name=configuration]")
    expect(chosen).to_be_focused()
    expect(chosen).to_have_value(str(configuration.pk))
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="Speaks to it, next")).to_be_visible()
    page.locator("#words").focus()
    page.keyboard.press("x")
    page.wait_for_url(f"**/{second.pk}/read/**")
    expect(page.get_by_role("button", name="Nothing here, next")).to_be_visible()
    page.keyboard.press("x")
    expect(page.get_by_text("Every source was read for CMO-01.")).to_be_visible()
    found = dict(configuration.readings.values_list("source__printed_id", "result"))
    assert found == {first.printed_id: "speaks", second.printed_id: "nothing"}
    assert configuration.evidence.get().extract.source == first


def test_items_are_matched_by_keys_and_stand_in_one_line(open_as, bob, study, filled):
    pair = "&".join(f"configuration={each.pk}" for each in study.configurations.all())
    page = open_as(bob, f"{address('matching', study)}?{pair}")
    expect(page.get_by_role("heading", name="Proposed")).to_be_visible()
    page.keyboard.press("s")  # the first proposal: the same
    expect(page.get_by_role("button", name="Take back").first).to_be_visible()
    page.goto(address("comparison", study))
    expect(page.locator(".beside-line.is-shared")).to_have_count(1)
    expect(page.locator(".beside-line.is-shared th")).to_contain_text("the same")
