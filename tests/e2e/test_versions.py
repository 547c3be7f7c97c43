"""An item is changed, a version kept, evidence looked at again, and what a meeting decided becomes a reason."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from cmo.keeping import keep
from cmo.models import Evidence
from tests import factories

pytestmark = pytest.mark.browser


@pytest.fixture
def configuration(study, bob):
    made = factories.configuration(study, label="Sharing a room")
    extract = factories.extract(factories.source(study), "you couldn’t just pass people on")
    item = made.items.get(role="context")
    Evidence.objects.add(made, by=bob, extract=extract, item=item, stance="contradicts")
    keep(made, by=bob)
    return made


def address(name, study, *args):
    return reverse(f"cmo:{name}", args=[study.slug, *args])


def test_from_a_changed_item_to_a_version_whose_reason_a_meeting_gave(open_as, bob, study, configuration):
    here = address("configuration_detail", study, configuration.pk)
    page = open_as(bob, here)
    page.locator("#statement").fill("Who shares a room answers to each other.")
    expect(page.locator("#words-saved")).to_contain_text("Saved")
    context = page.locator(".cmo-cells > td").nth(0).locator(".items > li").first
    context.hover()
    context.locator("summary").click()
    context.get_by_role("link", name="Edit or change role").click()
    page.get_by_label("Text").fill("One shared building")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".cmo-cells")).to_contain_text("One shared building")

    page.goto(here)
    expect(page.locator(".versions")).to_contain_text("Changed since version 1: the sentence, 1 item")
    page.keyboard.press("v")
    expect(page.get_by_label("What made you change it?")).to_be_focused()
    page.keyboard.type("A second interview")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".versions")).to_contain_text("As kept in version 2")

    page.goto(address("evidence_again", study))
    page.keyboard.press("y")
    expect(page.get_by_text("look again", exact=True)).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Nothing to look at again")).to_be_visible()

    page.goto(address("meeting_new", study))
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/meetings/*-*/")
    page.keyboard.press("p")
    expect(page.locator(".large-evidence .evidence").first).to_contain_text("you couldn’t just pass people on")
    configuration.revise(by=bob, label="Sharing a house")
    page.reload()
    page.keyboard.press("d")
    page.keyboard.type("Call it a house.")
    page.get_by_label("Keep a version with this decision").check()
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Version 3 of CMO-01 is kept.")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Reason of version 3").click()
    expect(page.locator(".version-reason")).to_contain_text("Call it a house.")

    page.goto(address("trail", study, configuration.pk))
    page.get_by_role("link", name="[20417]").first.click()
    expect(page.locator("main")).to_contain_text("you couldn’t just pass people on")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_these_pages(open_as, alice, bob, study, configuration, scheme):
    configuration.revise(by=bob, statement="They talk.")
    keep(configuration, by=bob, reason="So")
    meeting = study.meetings.create(title="Team meeting", date="2016-10", present="Bob Tanner")
    meeting.decide(configuration, "So.", dissent="Rita.", by=bob)
    page = open_as(alice, "/", color_scheme=scheme)
    for name, args in (
        ("configuration_detail", [configuration.pk]),
        ("version_detail", [configuration.pk, 2]),
        ("trail", [configuration.pk]),
        ("evidence_again", []),
        ("sources_again", []),
        ("meeting_list", []),
        ("meeting_detail", [meeting.pk]),
        ("meeting_configuration", [meeting.pk, configuration.pk]),
        ("rules", []),
    ):
        page.goto(address(name, study, *args))
        found = Axe().run(page, options={"preload": False}).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == [], name
