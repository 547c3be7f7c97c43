"""Tables that are heat maps, in a real browser: nothing for axe to find, narrow windows, keys, colours taken away."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cmo.models import Evidence
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
TABLE = "/studies/dementia-care/codes/table/"
TABLES = "/studies/dementia-care/tables/"
OTHERS = [
    f"{TABLES}?rows=role&by=site&sort=contrast&columns=A1&columns=A2&tracer=dementia",
    f"{TABLES}?by=site&as=heat&share=column&sort=contrast",
    "/studies/dementia-care/extracts/?site=A1",
    "/studies/dementia-care/configurations/table/",
]
MAP = "/studies/dementia-care/search/codes/map/?within=turn"


@pytest.fixture
def coded(study) -> None:
    top = factories.code(study, "A long name of a code that stands over others and has to be broken somewhere")
    codes = [factories.code(study, f"Code {number}", top) for number in range(30)]
    for number in range(8):
        source = factories.source(study, f"3{number:04}", site=("A1", "A2", "NAT")[number % 3])
        source.participations.update(role=f"Lead commissioner for things of kind {number}")
        extract = factories.extract(source, "same room", top, *codes[: 4 * number])
    Evidence.objects.add(factories.configuration(study, label="Sharing a room"), by=None, extract=extract)


@pytest.mark.parametrize("path", [f"{TABLE}?share=column&by=role", MAP, *OTHERS])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_as, rita, coded, path, scheme):
    page = open_as(rita, path, color_scheme=scheme)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page, options={"preload": False})
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", OTHERS)
def test_a_narrow_window_holds_the_page(open_as, rita, coded, path):
    page = open_as(rita, path)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_configurations_figure_leads_to_its_quotations(open_as, rita, coded):
    page = open_as(rita, "/studies/dementia-care/configurations/table/")
    page.locator(".heat tbody td a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".evidence")).to_have_count(1)
    expect(page.locator(".evidence")).to_contain_text("same room")


@pytest.mark.parametrize("path", [f"{TABLE}?by=role", MAP])
def test_a_narrow_window_scrolls_the_table_alone_and_names_stay(open_as, rita, coded, path):
    page = open_as(rita, path)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    name = page.locator(".heat tbody th").nth(1)
    before = name.bounding_box()["x"]
    box = page.get_by_role("region").filter(has=page.locator(".heat"))
    box.focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.heat-box').scrollLeft > 0")
    assert name.bounding_box()["x"] == pytest.approx(before, abs=1)


def test_a_figure_is_followed_by_keys(open_as, rita, coded):
    page = open_as(rita, f"{TABLE}?count=extracts")
    cell = page.locator(".heat tbody td a").first
    figure = cell.inner_text()
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".only-state")).to_contain_text(f"{figure} extract")
    expect(page.locator(".coded")).to_have_count(int(figure))


def test_choosing_is_enough(open_as, rita, coded):
    page: Page = open_as(rita, TABLE)
    page.get_by_label("Columns").select_option("tracer")
    expect(page.get_by_role("heading", level=1)).to_have_text("Codes by tracer")


def test_without_colours_the_numbers_stand(open_as, rita, coded):
    page = open_as(rita, TABLE, forced_colors="active")
    expect(page.locator(".heat td.shade-5").first).to_have_text("3")
    expect(page.locator(".heat-legend")).to_be_hidden()
