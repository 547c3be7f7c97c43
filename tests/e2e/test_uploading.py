"""Many files at once in a real browser, by keyboard alone: slices, progress, correcting, bringing in."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts import jobs
from interviews.models import Upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "/studies/dementia-care/"
SHEET = "file,id,date,site,interviewers\n20403.txt,20403,14/07/2016,A1,JB\n20404.txt,20404,2016-07,A2,JB\n"


def many(folder: Path, number: int = 23) -> list[str]:
    for place in range(number):
        words = f"JB: How did it go, number {place}?\n\nP1: Well enough {place}.\n\nJB: And?\n\nP1: Yes."
        (folder / f"{20400 + place}.txt").write_text(words)
    (folder / "sources.csv").write_text(SHEET)
    return [str(path) for path in sorted(folder.iterdir())]


def go_to(page: Page, role: str, name: str) -> None:
    """Press Tab until this has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab does not lead to {name}")


def test_many_files_come_in_by_keyboard_alone(open_as, bob, study, tmp_path):
    page: Page = open_as(bob, f"{HOME}uploads/")
    page.set_input_files("input[type=file]", many(tmp_path))
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    go_to(page, "button", "Read the files")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jobs/*/")
    assert len(sent) == 3
    expect(page.get_by_text("Waiting to begin.")).to_be_visible()
    assert jobs.run_next()
    page.wait_for_url("**/uploads/*/")
    expect(page.get_by_text("sources.csv, row 2: “14/07/2016” is not a date.")).to_be_visible()

    go_to(page, "link", "Correct it in 20403.txt")
    page.keyboard.press("Enter")
    go_to(page, "textbox", "Date (optional)")
    page.keyboard.type("2016-07-14")
    page.keyboard.press("Enter")
    page.wait_for_url("**/uploads/*/#file-*")
    assert Upload.objects.get(name="20403.txt").told["date"] == "2016-07-14"

    go_to(page, "link", "Speakers of all files")
    page.keyboard.press("Enter")
    go_to(page, "textbox", "Name of P1 from now on")
    page.keyboard.type("Commissioner")
    page.keyboard.press("Enter")
    expect(page.get_by_text("23 files were changed.")).to_be_visible()

    go_to(page, "button", "Bring in 23 files")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jobs/*/")
    assert jobs.run_next()
    page.wait_for_url(f"**{HOME}sources/")
    expect(page.get_by_text("23 sources brought in.")).to_be_visible()
    source = study.sources.get(printed_id="20403")
    assert (source.date, source.interviewers) == ("2016-07-14", ["JB"])
    assert [(person.speaker, person.site.code) for person in source.participations.all()] == [("Commissioner", "A1")]


def test_the_table_reads_well_to_a_machine(open_as, bob, tmp_path):
    from axe_playwright_python.sync_playwright import Axe

    page: Page = open_as(bob, f"{HOME}uploads/")
    page.set_input_files("input[type=file]", many(tmp_path))
    page.get_by_role("button", name="Read the files").click()
    page.wait_for_url("**/jobs/*/")
    assert jobs.run_next()
    page.wait_for_url("**/uploads/*/")
    table = page.url
    for address in (table, f"{table}speakers/", f"{table}files/{Upload.objects.all()[3].pk}/"):
        page.goto(address)
        found = Axe().run(page, options={"preload": False})
        assert found.violations_count == 0, found.generate_report()
