"""The timeline and “Into a report” in a real browser: nothing for axe to find, narrow windows, keys alone."""

import pytest
from playwright.sync_api import expect

from reports.models import Block, Report
from tests import factories
from tests.e2e.axe import violations
from tracers.models import PolicyEvent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
HOME = "/studies/dementia-care/"


@pytest.fixture
def report(study, bob) -> Report:
    study.threshold = 1
    study.save()
    PolicyEvent.objects.create(study=study, date="2015", label="An Act with a name that goes on for quite a while")
    for number, site in enumerate(("A1", "A2", "NAT", "A1")):
        source = factories.source(study, f"3000{number}", site=site)
        factories.extract(source, "same room", factories.code(study, f"Code {number}"), by=bob)
    here, there = factories.configuration(study), factories.configuration(study, site="A2")
    here.link("ripple", there, by=bob, start_item=here.outcomes[0], end_item=there.contexts[0])
    report = Report.objects.begin(study, name="dementia", title="Dementia", by=bob)
    section = report.add_section("Findings", by=bob)
    markers = [("matrix", "codes site as=bars"), ("matrix", "codes site as=dots with=table"), ("chains", "")]
    for order, (kind, text) in enumerate([*markers, ("timeline", "as=picture")]):
        section.blocks.create(kind=kind, text=text, order=order)
    return report


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_as, bob, study, report, scheme):
    page = open_as(bob, f"{HOME}timeline/", color_scheme=scheme)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.locator(".into-report > summary").click()
        page.locator(".into-form").wait_for()
        assert violations(page) == []
        page.reload()
    for path in (f"reports/{report.pk}/html/", f"reports/{report.pk}/", "chains/", "reports/into/?what=timeline"):
        page.goto(HOME + path)
        assert violations(page) == [], path


@pytest.mark.parametrize("path", ["timeline/", "chains/"])
def test_a_narrow_window_scrolls_the_picture_alone(open_as, bob, study, report, path):
    page = open_as(bob, HOME + path)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.locator(".into-report > summary").first.click()
    page.locator(".into-form").first.wait_for()
    box = page.locator(".into-report > .menu-list").first.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320


def test_a_table_goes_into_a_report_by_keys(open_as, bob, study, report):
    page = open_as(bob, f"{HOME}codes/table/")
    page.locator(".into-report > summary").focus()
    page.keyboard.press("Enter")
    page.locator(".into-form").wait_for()
    page.get_by_label("As", exact=True).focus()
    page.keyboard.type("Dot")
    page.get_by_role("button", name="Put it in").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Go there")).to_be_focused()
    block = Block.objects.order_by("order").last()
    assert block.text == "codes site as=dots"
    page.keyboard.press("Enter")
    expect(page.locator(f"#b-{block.pk} figcaption")).to_contain_text("Codes by site of who speaks")


def test_a_picture_is_no_wider_than_its_report(open_as, bob, study, report):
    page = open_as(bob, f"{HOME}reports/{report.pk}/html/")
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        room = page.locator(".body").bounding_box()["width"]
        drawn = [each.bounding_box()["width"] for each in page.locator(".figure svg").all()]
        assert len(drawn) == 4 and max(drawn) <= room + 1
