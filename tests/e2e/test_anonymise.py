"""From two transcripts with names in them to words without: in the browser, the deciding by keyboard alone."""

import re
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from interviews.models import Extract, Place, Source
from tests import factories, identifying
from tests.e2e.test_coding import select

pytestmark = pytest.mark.browser

FIRST = """Interviewer: Who began it?

Manager: Dr Fionnuala Keane began it. She rang Yusuf Demir, and Dr Keane told him what the patients said.

Interviewer: And then?

Manager: Then Yusuf Demir wrote to Pauline Okonjo, who is a friend of mine. Pauline Okonjo never answered.
"""
SECOND = """Interviewer: How was it here?

Nurse: We heard of Dr Keane as well, but Yusuf Demir never came. His address is y.demir@example.org.
"""


def queue(study) -> str:
    return reverse("interviews:anonymise", kwargs={"slug": study.slug})


def walk_to(page: Page, name: str) -> None:
    """With k and j alone, to the entity of this name."""
    for key, button in (("k", "#before"), ("j", "#after")):
        while name not in page.locator("#hand-name").inner_text() and page.locator(button).count():
            here = page.locator("[data-hand]").get_attribute("data-hand")
            page.keyboard.press(key)
            page.wait_for_function("was => document.querySelector('[data-hand]').dataset.hand !== was", arg=here)
    expect(page.locator("#hand-name")).to_contain_text(name)


def press(page: Page, key: str) -> None:
    """A key that changes something, and wait until it has."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press(key)
    page.wait_for_timeout(150)


def bring_in(page: Page, study) -> None:
    page.goto(reverse("interviews:source_upload", kwargs={"slug": study.slug}))
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "30117.txt", "mimeType": "text/plain", "buffer": FIRST.encode()},
            {"name": "30118.txt", "mimeType": "text/plain", "buffer": SECOND.encode()},
        ]
    )
    page.get_by_role("button", name="Read the files").click()
    for number in range(2):
        expect(page.locator(f"[name=u{number}-p-0-asks]")).to_be_checked()
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_text("2 sources brought in.")).to_be_visible()


def review(page: Page) -> None:
    page.locator("ul.nav").first.get_by_role("link", name="Anonymise").click()
    page.get_by_role("button", name="Look for names").click()
    expect(page.locator(".entity-row").first).to_be_visible()
    walk_to(page, "Keane")
    press(page, "a")
    walk_to(page, "y.demir")
    press(page, "a")
    walk_to(page, "Okonjo")
    press(page, "x")
    walk_to(page, "Demir")
    page.keyboard.press("Shift+J")
    page.keyboard.press("Shift+R")  # the first place reads differently
    page.keyboard.type("a man")
    press(page, "Enter")
    expect(page.locator(".place").first).to_contain_text("→ a man here")
    page.keyboard.press("r")
    page.keyboard.type("the driver")
    press(page, "Enter")
    expect(page.locator(".entity-row", has_text="the driver")).to_contain_text("Accepted")


def apply(page: Page) -> None:
    page.get_by_role("link", name="Apply …").click()
    expect(page.locator(".apply-sum")).to_contain_text("in 2 interviews")
    page.get_by_role("button", name="Apply to the ticked interviews").click()
    expect(page.get_by_text("replaced in 2 interviews")).to_be_visible()


def test_from_upload_to_coding_without_a_name(open_as, alice, study, tmp_path: Path):
    page = open_as(alice, queue(study))
    bring_in(page, study)
    review(page)
    apply(page)
    first = Source.objects.get(printed_id="30117")
    words = first.latest_text.text
    assert "Keane" not in words and "Fionnuala" not in words
    assert "She rang a man, and" in words, "one place apart"
    assert words.count("the driver") == 1 and "Demir" not in words
    assert words.count("Pauline Okonjo") == 2, "that was left as it is"
    label = Place.objects.filter(applied=True, text=first.latest_text).order_by("start")[0].reads

    page.goto(reverse("interviews:source_read", kwargs={"slug": study.slug, "pk": first.pk}))
    page.wait_for_selector("[data-ready]")
    expect(page.locator(".transcript")).to_contain_text(f"{label} began it")
    expect(page.locator(".reading-head")).to_contain_text("Anonymised")
    select(page, f"{label} told him")
    page.keyboard.press("n")
    page.keyboard.type("Passing on")
    page.keyboard.press("Enter")
    expect(page.locator("[data-extract]")).to_contain_text(f"{label} told him")
    assert Extract.objects.get().quote == f"{label} told him"
    assert "Keane" not in page.content()

    call_command("export_study", study.slug, str(tmp_path / "out.zip"), verbosity=0)
    with zipfile.ZipFile(tmp_path / "out.zip") as folder:
        for name in folder.namelist():
            assert b"Keane" not in folder.read(name) and b"Demir" not in folder.read(name), name


@pytest.fixture
def proposed(study):
    factories.source(study, "101", words=FIRST.replace("Manager", "Respondent"))
    identifying.replacement(study, "Dr A", "Dr Keane", "Dr Fionnuala Keane")
    return identifying.replacement(study, "Person B", "Yusuf Demir")


def test_the_keys_of_the_queue_are_shown(open_as, bob, study, proposed):
    page = open_as(bob, queue(study))
    page.keyboard.press("?")
    dialog = page.locator("[data-keys-dialog]")
    for said in ("Accept everywhere", "Leave as it is everywhere", "Change the replacement", "Accept this place"):
        expect(dialog).to_contain_text(said)


def test_focus_stays_on_the_place_that_was_decided(open_as, bob, study, proposed):
    page = open_as(bob, f"{queue(study)}?entity={proposed.pk}")
    place = proposed.places.order_by("start")[1]
    button = page.locator(f"#leave-{place.pk}")
    button.focus()
    press(page, "Enter")
    expect(page.locator(f"[data-place='{place.pk}']")).to_contain_text("left here")
    expect(button).to_be_focused()


def test_another_name_is_merged(open_as, bob, study, proposed):
    page = open_as(bob, f"{queue(study)}?entity={proposed.pk}")
    page.get_by_text("The same as another").click()
    page.get_by_role("searchbox", name="Look for another").fill("keane")
    page.get_by_role("button", name="Look", exact=True).click()
    page.get_by_role("button", name="Merge with").click()
    expect(page.locator("#hand-name")).to_contain_text("Keane")
    expect(page.locator(".place")).to_have_count(4)


def test_it_works_without_scripts(open_as, bob, study, proposed):
    page = open_as(bob, queue(study), java_script_enabled=False)
    page.get_by_role("button", name=re.compile("^Accept a$|^Accept$|Accept a")).first.click()
    expect(page.get_by_text("1 of 2 decided")).to_be_visible()
    page.get_by_role("button", name=re.compile("Leave as it is")).click()
    expect(page.get_by_text("2 of 2 decided")).to_be_visible()


def test_a_refusal_is_said_and_takes_the_focus(open_as, bob, study, proposed, complaints):
    page = open_as(bob, f"{queue(study)}?entity={proposed.pk}")
    page.get_by_role("textbox", name="reads", exact=True).fill("Mr Yusuf Demir")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("would still say")
    expect(page.get_by_role("alert")).to_be_focused()
    complaints.clear()  # the browser notes every 422


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(open_as, alice, study, proposed, complaints, scheme, width):
    page = open_as(alice, queue(study), color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for name in ("anonymise", "listed_names", "replacement_pattern", "anonymise_apply", "study_key"):
        page.goto(reverse(f"interviews:{name}", kwargs={"slug": study.slug}))
        found = Axe().run(page, options={"preload": False}).response["violations"]
        assert [(name, each["id"], each["nodes"][0]["html"][:120]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    complaints.clear()  # what axe itself tries, the security policy does not allow
