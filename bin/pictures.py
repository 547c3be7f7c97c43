"""The pictures of the guide, taken from the demo study in a real browser; `make pictures` runs this.

    python -m bin.pictures [name …]            docs/guide/pictures/*.png, or those named
    python -m bin.pictures --all FOLDER        every page, light and dark, wide and narrow, for those who change pages

The study, the window and the clock are the same each time, so that a picture changes only when the page does.
"""

import argparse
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bench import house

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "guide" / "pictures"
WIDE, NARROW = (1440, 900), (390, 844)
CHROMIUM = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
]
MARGIN, DESK = 24, "#d9d7d2"  # around the pages of the PDF
MORNING = datetime(2025, 6, 2, 8, 0, tzinfo=UTC)
DEMO = "/studies/demo/"
OWN = "/studies/home-before-noon/"
FOUND = "Nobody asked whose pound it was"  # the words that the demo opens on
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


def main() -> None:
    asked = argparse.ArgumentParser(prog="make pictures")
    asked.add_argument("names", nargs="*", help="pictures of the guide; all of them when none is named")
    asked.add_argument("--all", metavar="FOLDER", type=Path, help="every page into this folder instead")
    options = asked.parse_args()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    with house.database():
        begun = datetime.now(UTC)
        furnish()
        set_the_clock(begun)
        with house.served() as address, browser() as chromium:
            if options.all:
                take_everything(chromium, address, options.all)
            else:
                begin_a_study_of_ones_own(chromium, address)
                set_the_clock(begun)
                take_the_guide(chromium, address, options.names)


def take_the_guide(chromium: Browser, address: str, names: list[str]) -> None:
    for picture in PICTURES:
        if names and picture.name not in names:
            continue
        with opened(chromium, address, (WIDE[0], picture.height), picture.scheme) as page:
            part = picture.take(page)
            settle(page)
            shot = page.locator(part).first.screenshot() if part else page.screenshot()
        save(Image.open(io.BytesIO(shot)), picture.name)
    if not names or "report-pdf" in names:
        with opened(chromium, address, WIDE, "light") as page:
            save(sheet_of(page.request.get(f"{DEMO}reports/{report().pk}/pdf/").body()), "report-pdf")


def sheet_of(pdf: bytes, numbers: tuple[int, ...] = (0, 3, 4)) -> Image.Image:
    """Pages of a PDF beside one another on a desk: title page, CMO tables, a theme."""
    document = pypdfium2.PdfDocument(pdf)
    drawn = [document[number].render(scale=1.1).to_pil() for number in numbers]
    pages = len(drawn)
    width, height = drawn[0].size
    sheet = Image.new("RGB", (pages * width + (pages + 1) * MARGIN, height + 2 * MARGIN), DESK)
    for number, page in enumerate(drawn):
        sheet.paste(page, (MARGIN + number * (width + MARGIN), MARGIN))
    return sheet


def take_everything(chromium: Browser, address: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        for size in (WIDE, NARROW):
            with opened(chromium, address, size, scheme) as page:
                for name, path in pages_of_the_demo().items():
                    page.goto(path)
                    settle(page)
                    page.screenshot(path=folder / f"{name}-{scheme}-{size[0]}.png", full_page=True)
                print(f"{scheme}, {size[0]} wide", flush=True)


# The demo, as the pictures show it


def furnish() -> None:
    """The demo study, and people to work on it."""
    from django.core.management import call_command

    from accounts import demo
    from accounts.models import Membership, Study, User
    from interviews.anonymise.proposing import propose

    call_command("import_study", str(ROOT / "fixtures" / "demo"), stdout=io.StringIO())
    demo.ensure("demo")
    study = Study.objects.get(slug="demo")
    for name, role in (("Bob Tanner", Membership.Role.ANALYST), ("Rita Hale", Membership.Role.READER)):
        user = User.objects.create_user(f"{name.split()[0].lower()}@triad.example", "not for logging in", name=name)
        study.admit(user, role)
    propose(study, by=User.objects.get(email=demo.EMAIL))


def begin_a_study_of_ones_own(chromium: Browser, address: str) -> None:
    """What a newcomer does first: a title, and transcripts that were read but not brought in yet."""
    with opened(chromium, address, WIDE, "light") as page:
        page.goto("/new-study/")
        page.fill("[name=title]", "Home before noon")
        page.click("main button[type=submit]")
        page.wait_for_url(f"**{OWN}")


def set_the_clock(begun: datetime) -> None:
    """Whatever happened since `begun` happened on a morning in June, in the same order."""
    from django.apps import apps
    from django.db.models import DateTimeField, F

    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, DateTimeField) and (field.auto_now or field.auto_now_add):
                late = model._default_manager.filter(**{f"{field.name}__gte": begun})
                late.update(**{field.name: F(field.name) + (MORNING - begun)})


def source(printed_id: str = "20417") -> Any:
    from interviews.models import Source

    return Source.objects.get(study__slug="demo", printed_id=printed_id)


def extract(words: str = FOUND) -> Any:
    from interviews.models import Extract

    found = Extract.objects.filter(text__source=source(), quote__contains=words)
    return min(found, key=lambda each: len(each.quote))


def configuration(code: str = "CMO-04") -> Any:
    from cmo.models import Configuration

    return Configuration.objects.get(study__slug="demo", code=code)


def report() -> Any:
    from reports.models import Report

    return Report.objects.get(study__slug="demo", name="dementia")


# The pictures of the guide, by their names


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


def sending(page: Page) -> None:
    reading(page)
    page.keyboard.press("e")
    page.locator(".extract-evidence details[open]").wait_for()
    page.locator(".extract-evidence").evaluate("panel => panel.scrollIntoView()")


def keys(page: Page) -> str:
    reading(page)
    page.keyboard.press("?")
    return "[data-keys-dialog]"


def taking_names_out(page: Page) -> None:
    page.goto(f"{DEMO}anonymise/?q=Okonjo")
    page.locator("#in-hand .place").first.wait_for()


def board(page: Page) -> None:
    page.goto(f"{DEMO}tracers/dementia/board/")
    page.locator("#CMO-04").evaluate("row => row.scrollIntoView()")


def one_configuration(page: Page) -> None:
    page.goto(f"{DEMO}configurations/{configuration().pk}/")


def side_by_side(page: Page) -> str:
    page.goto(f"{DEMO}comparison/?tracer=dementia")
    page.locator("section.compared:has(#CMO-06)").evaluate("row => { row.id = 'shown' }")
    return "#shown"


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


def coded_twice() -> Any:
    """One interview coded by two, as it was in the demo, but for every third place."""
    from interviews.double import deeds
    from interviews.models import Coding, DoubleCoding, Extract

    study = source().study
    owner, analyst = study.memberships.get(role="owner"), study.memberships.get(role="analyst")
    double = DoubleCoding.objects.begin([source("31862")], analyst, owner, by=owner)[0]
    known = Coding.objects.filter(extract__text=double.source.latest_text).order_by("extract__start", "code")
    for place, coding in enumerate(known.select_related("extract__text__source__study", "code")):
        marked, first, second = coding.extract, analyst.user, owner.user
        for user in {0: (first,), 1: (second,)}.get(place % 6, (first, second)):
            end = marked.end if user is first or place % 3 else marked.start + len(marked.quote[:-20].rsplit(" ", 1)[0])
            Extract.objects.mark(marked.text, marked.start, end, by=user, codes=[coding.code])
    for assignment in double.assignments.select_related("user"):
        deeds.finish(assignment, by=assignment.user)
    DoubleCoding.objects.filter(pk=double.pk).update(begun_at=MORNING, opened_at=MORNING)
    return double


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
    Picture("configuration", one_configuration),
    Picture("search", at(f"{DEMO}search/?q=budget+OR+money"), height=760),
    Picture("memos", at(f"{DEMO}memos/"), height=760),
    Picture("sending", sending, height=1000),
    Picture("overview", at(f"{DEMO}comparison/?tracer=dementia"), height=620),
    Picture("side-by-side", side_by_side, height=2400),
    Picture("report", writing),
    Picture("journal", journal, height=480),
    Picture("people", people, height=620),
    Picture("settings", at(f"{DEMO}settings/"), height=880),
    Picture("double-coding", double_coding, height=1000),  # the last: it codes
]


def pages_of_the_demo() -> dict[str, str]:
    one = f"{DEMO}sources/{source().pk}/"
    triad, paper = f"{DEMO}configurations/{configuration().pk}/", f"{DEMO}reports/{report().pk}/"
    named = {
        "studies": "/",
        "new-study": "/new-study/",
        "import": "/import-study/",
        "password": "/password/",
        "home": DEMO,
        "source": one,
        "reading": f"{one}read/",
        "reading-in-hand": f"{one}read/?extract={extract().pk}",
        "code": f"{DEMO}codes/{extract().codings.first().code.pk}/",
        "board": f"{DEMO}tracers/dementia/board/",
        "configuration": triad,
        "configuration-edit": f"{triad}edit/",
        "configuration-new": f"{DEMO}configurations/new/",
        "comparison": f"{DEMO}comparison/?tracer=dementia",
        "report": paper,
        "report-title": f"{paper}edit/",
        "report-read": f"{paper}html/",
        "report-new": f"{DEMO}reports/new/",
        "memos": f"{DEMO}memos/",
        "journal": f"{DEMO}journal/",
        "interviews": f"{DEMO}sources/interviews/",
        "conflicts": f"{DEMO}sources/conflicts/",
        "anonymise-apply": f"{DEMO}anonymise/apply/",
        "anonymise-list": f"{DEMO}anonymise/list/",
        "anonymise-pattern": f"{DEMO}anonymise/pattern/",
    }
    lists = ("sources", "uploads", "codes", "configurations", "reports", "frame", "settings", "members")
    lists += ("anonymise", "leaks", "work", "double-codings")
    frames = ("tracers", "themes", "work-streams", "research-questions", "policy-events")
    return (
        named
        | {name: f"{DEMO}{name}/" for name in lists}
        | {f"frame-{name}": f"{DEMO}frame/{name}/" for name in frames}
    )


# The browser


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        yield chromium
        chromium.close()


@contextmanager
def opened(chromium: Browser, address: str, size: tuple[int, int], scheme: str) -> Iterator[Page]:
    """A page of somebody who has logged in to the demo."""
    from accounts import demo

    width, height = size
    context = chromium.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
    )
    page = context.new_page()
    page.goto("/log-in/")
    page.fill("[name=username]", demo.EMAIL)
    page.fill("[name=password]", demo.PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/log-in/" not in url)
    yield page
    context.close()


def settle(page: Page) -> None:
    """Fonts, fragments that come later, and what the pointer stirred up are there."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(250)


def save(image: Image.Image, name: str) -> None:
    """With a palette: a page has few colours, and the guide should be quick to open."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    palette = Image.Quantize.MAXCOVERAGE  # the rare colours too: those of the codes
    image.convert("RGB").quantize(256, palette, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB", flush=True)


if __name__ == "__main__":
    main()
