"""The main job in one go, by a newcomer: from an empty list of studies to the PDF of the tracer report."""

import io
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from accounts.models import Study
from tests import factories
from tests.e2e.test_coding import select

pytestmark = pytest.mark.browser

AREA_1 = """Interviewer: What changed when the budgets were put together?

Respondent: Honestly? We stopped asking whose patient it was. One building, one pot, and – you know – you cannot hide.

Interviewer: From whom?

Respondent: From each other. The clinic rang me and we moved the money that afternoon."""
AREA_2 = """WEBVTT

00:01.000 --> 00:04.000
<v Interviewer>What changed when the budgets were put together?</v>

00:04.000 --> 00:12.000
<v Respondent>On paper, everything. In the room every treasurer still counts his own share, to the pound.</v>
"""
QUOTE_1 = "We stopped asking whose patient it was."
QUOTE_2 = "every treasurer still counts his own share"


def docx(text: str) -> bytes:
    document = Document()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_from_log_in_to_the_downloaded_pdf(open_as, tmp_path):
    page = open_as(factories.user("Dora Lind"), "/")
    begin_a_study(page)
    set_the_frame(page)
    bring_in_two_interviews(page)
    code_and_send(page, "30117", QUOTE_1, "One purse", "They shared a loss before", "Nobody asks whose money it is")
    code_and_send(page, "30118", QUOTE_2, "Lane ropes", "Three councils, three deficits", "Each watches its own share")
    fill_the_board(page)
    link_the_counterparts(page)
    look_at_the_comparison(page)
    text = write_and_download(page, tmp_path / "report.pdf")
    flat = " ".join(text.split())
    assert QUOTE_1 in flat
    assert "[30117, Area 1, Partnership, Mar 2024]" in flat
    assert "Nobody asks whose money it is" in flat
    assert "Each watches its own share" in flat
    assert "Commissioners should settle who bears a loss first." in flat


def go(page: Page, room: str) -> None:
    page.locator("ul.nav").first.get_by_role("link", name=room, exact=True).click()


def begin_a_study(page: Page) -> None:
    page.get_by_role("link", name="New study").click()
    page.get_by_label("Title").fill("Sharing a budget")
    page.get_by_label("Begin with Area 1, Area 2 and National as sites").check()
    page.get_by_role("button", name="Begin the study").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sharing a budget")


def set_the_frame(page: Page) -> None:
    go(page, "Settings")
    page.get_by_role("navigation", name="Study frame").get_by_role("link", name="Tracers").click()
    page.get_by_label("Label").fill("Dementia care")
    page.get_by_label("Chosen because").fill("Several bodies pay for one person’s care.")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#frame")).to_contain_text("Several bodies pay")
    page.get_by_role("navigation", name="Study frame").get_by_role("link", name="Themes").click()
    page.get_by_label("Label").fill("Whose money it is")
    page.get_by_label("Tracer").select_option(label="Dementia care")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#frame")).to_contain_text("Whose money it is")


def bring_in_two_interviews(page: Page) -> None:
    go(page, "Sources")
    page.get_by_role("link", name="Add transcripts").first.click()
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "30117.docx", "mimeType": "application/octet-stream", "buffer": docx(AREA_1)},
            {"name": "30118.vtt", "mimeType": "text/vtt", "buffer": AREA_2.encode()},
        ]
    )
    page.get_by_role("button", name="Read the files").click()
    for number, (site, organisation) in enumerate([("Area 1", "Partnership"), ("Area 2", "Local authority")]):
        expect(page.locator(f"[name=u{number}-printed_id]")).to_have_value(f"3011{7 + number}")
        expect(page.locator(f"[name=u{number}-p-0-asks]")).to_be_checked()
        page.locator(f"[name=u{number}-date]").fill("2024-03")
        page.locator(f"[name=u{number}-tracers]").check()
        page.locator(f"[name=u{number}-p-1-participant]").fill(f"P{number}")
        page.locator(f"[name=u{number}-p-1-site]").select_option(label=site)
        page.locator(f"[name=u{number}-p-1-organisation]").fill(organisation)
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_text("2 sources brought in.")).to_be_visible()


def code_and_send(page: Page, printed_id: str, quote: str, label: str, context: str, mechanism: str) -> None:
    """Code words with a new code, and make a configuration of the extract."""
    go(page, "Sources")
    page.get_by_role("link", name=printed_id, exact=True).click()
    page.wait_for_url("**/read/")
    expect(page.locator("[data-ready]")).to_be_attached()
    select(page, quote)
    page.keyboard.press("n")
    page.keyboard.type(f"Code of {printed_id}")
    page.keyboard.press("Enter")
    expect(page.locator(".mark").first).to_have_text(quote)
    panel = page.get_by_role("region", name="Configurations")
    panel.get_by_text("Send to a configuration").click()
    panel.get_by_label("Configuration").select_option(label="A new configuration")
    panel = page.get_by_role("region", name="Configurations")
    panel.get_by_label("For (optional)").select_option(label="As a new item: mechanism")
    panel.get_by_label("Words of the new item").fill(mechanism)
    panel.get_by_label("Stance").select_option(label="Supports")
    panel.get_by_role("button", name="Send").click()
    expect(panel.get_by_role("link", name="CMO-")).to_be_visible()
    panel.get_by_role("link", name="CMO-").first.click()
    page.get_by_role("link", name="Edit", exact=True).first.click()
    page.get_by_label("Short label").fill(label)
    page.get_by_label("Tracer").select_option(label="Dementia care")
    page.get_by_label("Area 1" if printed_id == "30117" else "Area 2").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(label).first).to_be_visible()


def fill_the_board(page: Page) -> None:
    go(page, "Configurations")
    page.get_by_role("link", name="Dementia care").first.click()
    for code, context, outcome in [
        ("CMO-01", "They shared a loss before", "Money moves within a day"),
        ("CMO-02", "Three councils with deficits of their own", "Nothing is moved"),
    ]:
        for column, words in (("context", context), ("outcome", outcome)):
            row = page.locator("tbody", has_text=code)
            row.get_by_role("link", name=f"Add {column}").click()
            row.get_by_label("Text").fill(words)
            row.get_by_role("button", name="Save").click()
            expect(page.locator("tbody", has_text=code)).to_contain_text(words)
    expect(page.get_by_text(QUOTE_1)).to_be_visible()


def link_the_counterparts(page: Page) -> None:
    page.locator("tbody", has_text="CMO-01").get_by_role("link", name="CMO-01", exact=True).first.click()
    page.get_by_text("Link CMO-01 to another").click()
    page.get_by_label("This one …").select_option(label="is the counterpart of")
    page.get_by_label("… which").select_option(label="CMO-02 Lane ropes")
    page.get_by_role("button", name="Link").click()
    expect(page.get_by_text("is the counterpart of").first).to_be_visible()


def look_at_the_comparison(page: Page) -> None:
    go(page, "Comparison")
    expect(page.get_by_role("heading", level=1)).to_have_text("Area 1 beside Area 2")
    left, right = (page.locator(f".beside td[data-site='Area {number}']") for number in (1, 2))
    expect(left.filter(has_text="Nobody asks whose money it is").first).to_be_visible()
    expect(left.filter(has_text=QUOTE_1).first).to_be_visible()
    expect(right.filter(has_text="Each watches its own share").first).to_be_visible()
    expect(right.filter(has_text=QUOTE_2).first).to_be_visible()
    expect(left.filter(has_text="spoke 1").first).to_be_visible()


def write_and_download(page: Page, path: Path) -> str:
    go(page, "Reports")
    page.get_by_role("link", name="New report").first.click()
    page.get_by_label("Tracer").select_option(label="Dementia care")
    page.get_by_label("Title").fill("Dementia care: tracer short report")
    page.get_by_role("button", name="Begin the report").click()
    theme = page.locator("section.kind-theme").first
    theme.get_by_role("radio").first.check()
    page.locator(".tray li", has_text=QUOTE_1).get_by_role("button", name="Quote").click()
    expect(page.locator("section.kind-theme blockquote")).to_contain_text(QUOTE_1)
    messages = page.locator("section.kind-actionable-messages")
    messages.get_by_role("link", name="Write").first.click()
    editor = messages.get_by_role("textbox", name="Passage")
    editor.fill("Commissioners should settle who bears a loss first. {{because CMO-01}}")
    page.get_by_role("button", name="Save").click()
    expect(messages).to_contain_text("settle who bears a loss first")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    download.value.save_as(path)
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_the_study_is_there_for_its_maker_alone(open_as):
    page = open_as(factories.user("Dora Lind"), "/")
    begin_a_study(page)
    assert [str(member.user) for member in Study.objects.get().memberships.all()] == ["Dora Lind"]
