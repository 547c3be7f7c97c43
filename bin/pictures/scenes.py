"""The pictures of the guide, by their names, and what is done before each is taken."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.sync_api import Browser, Page

from bin.pictures.browser import WIDE, opened, settle
from bin.pictures.demo import DEMO, MORNING, coded_twice, configuration, extract, report, source, suggested

OWN = "/studies/home-before-noon/"
TO_CODE = "It’s half council, half health, always has been, since 2014."
TRANSCRIPTS = {
    "14376.txt": "Interviewer: What changed for your ward when the discharge team came?\n\n"
    "Respondent: For the first month nothing. We had a leaflet. Then they came to the board round every morning, and "
    "could ring the care agency there and then.\n\nInterviewer: Why then, and not before?\n\n"
    "Respondent: Because somebody in the room could say yes.\n",
    "28811.txt": "Interviewer: How do patients leave your ward now?\n\n"
    "Respondent: The same as ever. The team is in another building. We send an email, and they come on Tuesdays.\n",
    "Notes from Leeds.doc": "not read",
}
SELECT = """words => {
  const nodes = document.createTreeWalker(document.querySelector("[data-words]"), NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const at = nodes.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(nodes.currentNode, at);
    range.setEnd(nodes.currentNode, at + words.length);
    nodes.currentNode.parentElement.scrollIntoView({ block: "center" });
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return true;
  }
  return false;
}"""


@dataclass(frozen=True)
class Picture:
    """`take` brings the page to where it is worth a picture, and may name the part to show."""

    name: str
    take: Callable[[Page], str | None]
    scheme: str = "light"
    height: int = 900


def begin_a_study_of_ones_own(chromium: Browser, address: str) -> None:
    """What a newcomer does first: a title, and transcripts that were read but not brought in yet."""
    with opened(chromium, address, WIDE, "light") as page:
        page.goto("/new-study/")
        page.fill("[name=title]", "Home before noon")
        page.click("main button[type=submit]")
        page.wait_for_url(f"**{OWN}")


def at(path: str, part: str | None = None) -> Callable[[Page], str | None]:
    """Nothing to do but to open the page."""

    def take(page: Page) -> str | None:
        page.goto(path)
        return part

    return take


def upload(page: Page) -> None:
    page.goto(f"{OWN}uploads/")
    files = [{"name": name, "mimeType": "", "buffer": text.encode()} for name, text in TRANSCRIPTS.items()]
    page.set_input_files("input[type=file]", files)  # type: ignore[arg-type]
    page.click("main form button.button-primary")
    page.wait_for_url("**/uploads/*/")


def reading(page: Page) -> None:
    page.goto(f"{DEMO}sources/{source().pk}/read/?extract={extract().pk}#extract-{extract().pk}")
    page.wait_for_selector(".extract-evidence")
    page.locator(".mark.is-current").first.evaluate("mark => mark.scrollIntoView({ block: 'center' })")


def coding(page: Page) -> None:
    page.goto(f"{DEMO}sources/{source().pk}/read/")
    settle(page)
    if not page.evaluate(SELECT, TO_CODE):
        raise LookupError(f"These words are not in the transcript any more: {TO_CODE}")
    page.wait_for_selector("[data-coding-bar]")
    page.keyboard.press("c")
    page.keyboard.type("his")


def waiting(page: Page) -> None:
    """Without connection: the beginning of an extract moved, and other words coded."""
    reading(page)
    page.wait_for_selector("[data-ready]")
    page.context.set_offline(True)
    page.keyboard.press("Alt+Shift+ArrowRight")
    page.evaluate(SELECT, TO_CODE)
    page.wait_for_selector("[data-coding-bar]")
    page.keyboard.press("c")
    page.keyboard.type("his")
    page.keyboard.press("Enter")
    page.locator("#outbox", has_text="2 deeds").wait_for()


def keep_twice(page: Page) -> None:
    """A configuration kept, refined after a second interview, and kept again."""
    page.goto(f"{DEMO}configurations/{configuration().pk}/")
    if page.get_by_role("link", name="Version 2").count():
        return
    keep(page, "")
    item = page.locator(".cmo-cells > td").nth(0).locator(".items > li").first
    item.hover()
    item.locator("summary").click()
    item.get_by_role("link", name="Edit or change role").click()
    words = page.get_by_label("Text")
    words.fill(f"{words.input_value()}, and both sides can see what it buys")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.locator(".cmo-cells", has_text="what it buys").wait_for()
    page.reload()
    keep(page, "Two people in Area 1 said the same: what mattered was that both could see the account.")


def keep(page: Page, reason: str) -> None:
    page.get_by_text("Keep this version").click()
    page.get_by_label("What made you change it?").fill(reason)
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/#versions")


def version(page: Page) -> None:
    keep_twice(page)
    page.get_by_role("link", name="Version 2").first.click()
    page.wait_for_url("**/versions/2/")


def meeting(page: Page) -> None:
    keep_twice(page)
    page.goto(f"{DEMO}meetings/new/")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/meetings/*-*/")
    page.locator(".points a", has_text=configuration().code).click()
    page.locator(".large").wait_for()


def sending(page: Page) -> None:
    reading(page)
    page.keyboard.press("e")
    page.locator(".extract-evidence details[open]").wait_for()
    page.locator(".extract-evidence").evaluate("panel => panel.scrollIntoView()")


def reading_for(page: Page) -> None:
    page.goto(f"{DEMO}configurations/")
    page.locator("td a.cmo-code", has_text="CMO-08").click()
    page.get_by_role("link", name="Read the next source").click()
    page.locator("#for-configuration").wait_for()


def keys(page: Page) -> str:
    reading(page)
    page.wait_for_selector("[data-ready]")
    page.keyboard.press("?")
    return "[data-keys-dialog]"


def taking_names_out(page: Page) -> None:
    page.goto(f"{DEMO}anonymise/?q=Okonjo")
    page.locator("#in-hand .place").first.wait_for()


def board(page: Page) -> None:
    page.goto(f"{DEMO}tracers/dementia/board/")
    page.locator("#CMO-04").evaluate("row => row.scrollIntoView()")


def merging(page: Page) -> None:
    page.goto(f"{DEMO}tracers/dementia/board/")
    page.goto(page.locator("#CMO-04 [data-merge]").get_attribute("href") or "")
    page.locator("#id_into").select_option(label="CMO-05 A pool with lane ropes – Area 2")
    page.locator("#preview .cmo").wait_for()


def bringing_in(page: Page) -> None:
    """A colleague's Word document: one configuration that is there and was changed, and one that is new."""
    from exchange.studyfolder import configurations
    from exchange.studyfolder.outgoing import Outgoing
    from exchange.triads.document import Written, document

    study = configuration().study
    there = next(row for row in configurations.rows(Outgoing(study)) if row["id"] == "CMO-08")
    changed = {column: str(there[column]) for column in configurations.ITEM_COLUMNS}
    changed["outcome"] += "\nThe February list is drawn up twice"
    new = {
        "context": "A post that is paid by both",
        "resource": "one diary",
        "reasoning": "a colleague asks, not a referral",
        "outcome": "Visits are arranged the same day",
        "unintended": "the diary is full by nine",
    }
    about = {"Sites": "Area 2", "Tracer": "Dementia care", "Kind": "observed"}
    written = [Written("CMO-08", str(there["label"]), about, changed), Written("CMO-40", "One diary", about, new)]
    page.goto(f"{DEMO}configurations/import/")
    file = {"name": "after the meeting.docx", "mimeType": "", "buffer": document("Dementia care", "", written)}
    page.set_input_files("input[type=file]", [file])  # type: ignore[list-item]
    page.click("main form button.button-primary")
    page.locator("#c1 summary").click()


def one_configuration(page: Page) -> None:
    page.goto(f"{DEMO}configurations/{configuration().pk}/")


def side_by_side(page: Page) -> str:
    page.goto(f"{DEMO}comparison/?tracer=dementia")
    page.locator("section.compared:has(#CMO-06)").evaluate("row => { row.id = 'shown' }")
    return "#shown"


def into_report(page: Page) -> None:
    page.goto(f"{DEMO}tables/?below=1&share=column")
    page.locator(".into-report > summary").click()
    page.locator(".into-form").wait_for()


def bars(page: Page) -> str:
    """The first of the pictures of a table, as the report on the other tracer prints it."""
    into_report(page)
    section, look = page.locator(".into-form select").all()
    section.select_option(label="Theme 3: Two clocks on one wall")
    look.select_option(label="Diverging bars")
    page.get_by_role("button", name="Put it in").click()
    report_url = (page.get_by_role("link", name="Go there").get_attribute("href") or "").split("#")[0]
    page.goto(f"{report_url}html/")
    return ".figure"


def writing(page: Page) -> None:
    page.goto(f"{DEMO}reports/{report().pk}/")
    piece = page.locator(".piece-quotation").first
    piece.evaluate("piece => piece.scrollIntoView({ block: 'center' })")
    piece.hover()


def journal(page: Page) -> None:
    """Some deeds, one of them undone; what the other pictures did is not shown."""
    from datetime import timedelta

    from accounts import undo
    from accounts.models import JournalEntry

    member = source().study.memberships.get(user__email=demo_email())
    begun = datetime.now(UTC)
    extract().add_code(source().study.codes.get(name="Waiting"), by=member.user)
    source().study.codes.get(name="Waiting").revise(by=member.user, description="For an answer, a visit, a diagnosis")
    undo.undo_last(member)
    for number, entry in enumerate(JournalEntry.objects.filter(at__gte=begun).order_by("id")):
        JournalEntry.objects.filter(pk=entry.pk).update(at=MORNING + timedelta(minutes=7 * number))
    page.goto(f"{DEMO}journal/?person={member.user_id}&day={MORNING:%Y-%m-%d}")


def demo_email() -> str:
    from accounts import demo

    return demo.EMAIL


def people(page: Page) -> None:
    page.goto(f"{DEMO}members/")


def double_coding(page: Page) -> None:
    page.goto(f"{DEMO}double-codings/{coded_twice().pk}/?unit=sentence")


def suggestions(page: Page) -> None:
    page.goto(f"{DEMO}suggestions/{suggested().pk}/")


PICTURES = [
    Picture("home", at(DEMO), height=1000),
    Picture("own-study", at(OWN), height=640),
    Picture("frame", at(f"{DEMO}frame/"), height=820),
    Picture("upload", upload, height=1000),
    Picture("anonymise", taking_names_out),
    Picture("interviews", at(f"{DEMO}sources/interviews/"), height=1000),
    Picture("sources", at(f"{DEMO}sources/"), height=760),
    Picture("reading", reading),
    Picture("reading-dark", reading, scheme="dark"),
    Picture("coding", coding, height=760),
    Picture("waiting", waiting, height=760),
    Picture("keys", keys),
    Picture("codes", at(f"{DEMO}codes/"), height=760),
    Picture("board", board),
    Picture("board-dark", board, scheme="dark"),
    Picture("merging", merging, height=1000),
    Picture("configuration", one_configuration),
    Picture("theories", at(f"{DEMO}theories/"), height=1000),
    Picture("chains", at(f"{DEMO}chains/"), height=1000),
    Picture("contradictions", at(f"{DEMO}contradictions/"), height=860),
    Picture("bringing-in", bringing_in, height=1000),
    Picture("version", version, height=620),
    Picture("meeting", meeting, height=1000),
    Picture("table", at(f"{DEMO}tables/?below=1"), height=860),
    Picture("table-configurations", at(f"{DEMO}configurations/table/"), height=860),
    Picture("into-report", into_report, height=620),
    Picture("bars", bars),
    Picture("timeline", at(f"{DEMO}timeline/"), height=1000),
    Picture("together-map", at(f"{DEMO}search/codes/map/?within=turn", ".heat-box"), height=860),
    Picture("search", at(f"{DEMO}search/?q=budget+OR+money"), height=760),
    Picture("memos", at(f"{DEMO}memos/"), height=760),
    Picture("sending", sending, height=1000),
    Picture("reading-for", reading_for, height=900),
    Picture("overview", at(f"{DEMO}comparison/?tracer=dementia"), height=620),
    Picture("side-by-side", side_by_side, height=2400),
    Picture("sites", at(f"{DEMO}sites/"), height=1000),
    Picture("summaries", at(f"{DEMO}summaries/"), height=900),
    Picture("report", writing),
    Picture("journal", journal, height=480),
    Picture("people", people, height=620),
    Picture("settings", at(f"{DEMO}settings/"), height=880),
    Picture("suggestions", suggestions, height=860),
    Picture("double-coding", double_coding, height=1000),  # the last: it codes
]
