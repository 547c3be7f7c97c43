"""Two browsers in one text; without connection and back; the ends of an extract by dragging and by keys."""

import json

import pytest
from playwright.sync_api import Page, expect

from interviews.models import Coding, Extract
from tests import factories
from tests.e2e.test_coding import QUOTE, in_hand, reading, select

pytestmark = pytest.mark.browser

SOON = 4000  # milliseconds: two seconds is what is promised, on a machine that does nothing else
HANDLE = """([which]) => {
  const box = document.querySelector(`[data-end-handle=${which}]`).getBoundingClientRect();
  return [box.left, box.top + box.height / 2];
}"""
WORD = """([word]) => {
  for (const words of document.querySelectorAll(".turn-words")) {
    const at = words.textContent.indexOf(word);
    if (at < 0) continue;
    const nodes = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
    for (let left = at + Math.floor(word.length / 2); nodes.nextNode(); left -= nodes.currentNode.length) {
      if (left > nodes.currentNode.length) continue;
      const range = document.createRange();
      range.setStart(nodes.currentNode, left);
      const box = range.getBoundingClientRect();
      return [box.left, box.top + box.height / 2];
    }
  }
}"""


@pytest.fixture
def source(study):
    return factories.source(study)


@pytest.fixture
def open_as(open_as):
    def opened(user, path, **options) -> Page:
        page = open_as(user, path, **options)
        page.wait_for_selector("[data-ready]")
        return page

    return opened


def stored(page: Page) -> dict[str, str]:
    return page.evaluate("() => ({ ...localStorage, ...sessionStorage })")


def waiting(page: Page) -> list[str]:
    """The kinds of deeds that are kept in the browser, in their order."""
    kept = sorted((name, value) for name, value in stored(page).items() if name.startswith("triad.deed."))
    return [json.loads(value)["kind"] for _, value in kept]


def drag(page: Page, which: str, word: str) -> None:
    page.mouse.move(*page.evaluate(HANDLE, [which]))
    page.mouse.down()
    left, top = page.evaluate(WORD, [word])
    page.mouse.move(left - 10, top, steps=3)
    page.mouse.move(left, top, steps=3)
    page.mouse.up()


def test_the_place_that_an_address_leads_to_stays_when_others_mark(open_as, alice, bob, study, source):
    his = open_as(bob, f"{reading(source)}#turn-2")
    factories.extract(source, QUOTE, factories.code(study, "Trust"), by=alice)
    expect(his.locator(".mark")).to_have_text(QUOTE, timeout=SOON)
    assert his.url.endswith("#turn-2")


def test_two_people_in_one_text_see_each_others_marks(open_as, alice, bob, study, source):
    trust = factories.code(study, "Trust")
    factories.extract(source, "changed everything", trust, by=alice)
    hers = open_as(alice, reading(source))
    his = open_as(bob, reading(source))
    select(hers, "awkward at first")  # she is about to do something in the turn that changes
    select(his, QUOTE)
    his.click("#code-tree >> text=Trust")
    expect(hers.locator("#turn-2 .turn-extracts button")).to_have_text("Trust", timeout=SOON)
    expect(hers.locator("#toasts")).to_contain_text("Bob Tanner coded turn 2")
    expect(hers.locator("#code-tree .count")).to_have_text("2")
    assert hers.evaluate("getSelection().toString()") == "awkward at first"
    hers.keyboard.press("1")
    expect(his.locator("#turn-2 .turn-extracts button")).to_have_count(2, timeout=SOON)
    expect(his.locator("#toasts")).to_contain_text("Alice Marsh coded turn 2")
    assert {str(extract.made_by) for extract in Extract.objects.all()} == {"Alice Marsh", "Bob Tanner"}
    assert his.locator("[data-extract]").get_attribute("data-extract") == str(Extract.objects.get(quote=QUOTE).pk)


def test_a_deleted_extract_leaves_the_other_page_too(open_as, alice, bob, study, source):
    extract = factories.extract(source, QUOTE, factories.code(study, "Trust"), by=alice)
    his = open_as(bob, f"{reading(source)}?extract={extract.pk}")
    extract.remove(by=alice)
    expect(his.locator("#turn-2 .mark")).to_have_count(0, timeout=SOON)
    expect(his.locator("#in-hand")).to_contain_text("deleted by somebody else")
    expect(his.locator("#toasts")).to_contain_text("Alice Marsh deleted an extract in turn 2")


def test_what_is_being_written_beside_the_words_stays(open_as, alice, bob, study, source):
    extract = factories.extract(source, QUOTE, factories.code(study, "Trust"), by=alice)
    his = open_as(bob, f"{reading(source)}?extract={extract.pk}")
    his.fill("input[aria-label='or name a new code']", "Closen")
    extract.add_code(factories.code(study, "Money"), by=alice)
    expect(his.locator("#turn-2 .turn-extracts button")).to_have_text("Trust, Money", timeout=SOON)
    expect(his.locator("input[aria-label='or name a new code']")).to_have_value("Closen")
    his.get_by_role("button", name="Show it as it is now").click()
    expect(in_hand(his)).to_contain_text("Alice Marsh")


def test_without_connection_deeds_wait_in_the_browser_and_go_once(open_as, bob, study, source, complaints):
    trust, money = factories.code(study, "Trust"), factories.code(study, "Money")
    held = factories.extract(source, "changed everything", trust, by=bob)
    page = open_as(bob, f"{reading(source)}?extract={held.pk}")
    expect(page.locator("#recent-codes")).to_contain_text("Trust")
    page.context.set_offline(True)
    page.keyboard.press("Alt+Shift+ArrowRight")
    select(page, QUOTE)
    page.click("#code-tree >> text=Money")
    expect(page.locator("#outbox")).to_contain_text("2 deeds wait in this browser")
    select(page, "awkward at first")
    page.keyboard.press("v")
    page.get_by_role("button", name="Remove code “Trust”").click()
    expect(page.locator("#outbox")).to_contain_text("4 deeds wait in this browser")
    expect(page.locator("#turn-2 .mark.is-pending")).to_have_text([QUOTE, "awkward at first"])
    assert waiting(page) == ["ends", "mark", "mark", "uncode"]
    words = {word.strip(".,?").lower() for word in factories.WORDS.split() if len(word) > 4}
    assert not {word for word in words if any(word in value.lower() for value in stored(page).values())}
    assert Extract.objects.count() == 1
    page.context.set_offline(False)
    expect(page.locator("[data-pending]")).to_have_count(0)
    expect(page.locator("#outbox")).to_be_hidden()
    expect(page.locator("#turn-2 .turn-extracts button")).to_have_text(["Money", "awkward at first"])
    assert waiting(page) == []
    assert [entry.deed for entry in study.journal.filter(by=bob).order_by("pk")] == [
        *["marked", "coded"],  # before
        *["moved the ends of", "marked", "coded", "made", "marked", "coded", "uncoded"],
    ]
    assert Extract.objects.get(pk=held.pk).quote == "changed everything for"
    assert Coding.objects.filter(code=money).count() == 1
    complaints.clear()


def test_an_extract_is_deleted_without_connection(open_as, alice, bob, study, source, complaints):
    trust = factories.code(study, "Trust")
    mine = factories.extract(source, QUOTE, trust, by=bob)
    theirs = factories.extract(source, "awkward at first", trust, by=bob)
    page = open_as(bob, f"{reading(source)}?extract={mine.pk}")
    page.on("dialog", lambda dialog: dialog.accept())
    page.context.set_offline(True)
    page.get_by_role("button", name="Delete extract").click()
    expect(page.locator("#turn-2 .is-leaving")).to_have_text([QUOTE])
    expect(page.locator("#outbox")).to_contain_text("1 deed waits")
    assert waiting(page) == ["remove"]
    page.context.set_offline(False)
    expect(page.locator("[data-extract]")).to_have_count(0)
    expect(page.locator("#turn-2 .mark")).to_have_text(["awkward at first"])
    assert [extract.pk for extract in Extract.objects.all()] == [theirs.pk]
    page.keyboard.press("j")
    expect(in_hand(page)).to_contain_text("awkward at first")
    page.context.set_offline(True)
    page.get_by_role("button", name="Delete extract").click()
    theirs.remove(by=alice)  # before it is sent
    page.context.set_offline(False)
    expect(page.locator("#turn-2 .mark")).to_have_count(0)
    assert waiting(page) == []
    complaints.clear()


def test_what_waits_outlives_the_page_and_is_sent_when_it_is_opened_again(open_as, bob, study, source, complaints):
    factories.code(study, "Trust")
    page = open_as(bob, reading(source))
    page.route("**/extracts/", lambda route: route.abort())
    select(page, QUOTE)
    page.click("#code-tree >> text=Trust")
    expect(page.locator("#outbox")).to_contain_text("1 deed waits")
    page.goto("/")
    assert not Extract.objects.exists()
    page.unroute("**/extracts/")
    page.goto(reading(source))
    expect(page.locator("#turn-2 .turn-extracts button")).to_have_text("Trust")
    assert Extract.objects.get().quote == QUOTE
    complaints.clear()


def test_an_answer_that_is_lost_makes_nothing_twice(open_as, bob, study, source, complaints):
    factories.code(study, "Trust")
    page = open_as(bob, reading(source))
    lost = []

    def lose(route) -> None:
        if not lost:
            lost.append(route.fetch().status)
            return route.abort()
        return route.continue_()

    page.route("**/extracts/", lose)
    select(page, QUOTE)
    page.click("#code-tree >> text=Trust")
    expect(page.locator("[data-pending]")).to_have_count(0)
    expect(page.locator("#turn-2 .turn-extracts button")).to_have_text("Trust")
    assert lost == [200]
    assert Extract.objects.count() == Coding.objects.count() == 1
    complaints.clear()


def test_what_is_refused_later_is_told_and_can_be_dropped(open_as, alice, bob, study, source, complaints):
    extract = factories.extract(source, QUOTE, factories.code(study, "Trust"), by=alice)
    money = factories.code(study, "Money")
    page = open_as(bob, f"{reading(source)}?extract={extract.pk}")
    page.context.set_offline(True)
    page.select_option("select[aria-label='Code to add']", str(money.pk))
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".codings")).to_contain_text("Money")
    expect(page.locator("#outbox")).to_contain_text("1 deed waits")
    extract.remove(by=alice)
    page.context.set_offline(False)
    expect(page.locator(".turn-failed")).to_contain_text("no longer here")
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".turn-failed")).to_have_count(0)
    assert waiting(page) == []
    complaints.clear()


def test_ends_are_dragged(open_as, bob, study, source):
    extract = factories.extract(source, QUOTE, factories.code(study, "Trust"), by=bob)
    page = open_as(bob, f"{reading(source)}?extract={extract.pk}")
    drag(page, "end", "people")
    expect(in_hand(page)).to_contain_text(f"{QUOTE}, so you couldn’t just pass people")
    drag(page, "start", "Well")
    expect(in_hand(page)).to_contain_text("Well, we sat")
    expect(page.locator("[data-pending]")).to_have_count(0)
    assert Extract.objects.get().quote == f"Well, {QUOTE}, so you couldn’t just pass people"
    drag(page, "end", "budget")  # over the turns between
    expect(in_hand(page)).to_contain_text("took the budget")
    expect(page.locator("#turn-4 .mark")).to_have_text("Then the memory clinic took the budget")


def test_ends_are_moved_by_keys_alone(open_as, bob, study, source):
    factories.extract(source, QUOTE, factories.code(study, "Trust"), by=bob)
    page = open_as(bob, reading(source))
    page.keyboard.press("j")
    expect(in_hand(page)).to_contain_text(QUOTE)
    for _ in range(2):
        page.keyboard.press("Alt+Shift+ArrowRight")
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#turn-2 .mark.is-pending")).to_have_text(["sat in the same room", ", so"])
    expect(in_hand(page)).to_contain_text("sat in the same room, so")
    expect(page.locator("[data-pending]")).to_have_count(0)
    assert Extract.objects.get().quote == "sat in the same room, so"
    assert study.journal.filter(deed="moved the ends of").count() == 1
    page.keyboard.press("?")
    expect(page.locator("[data-keys-dialog]")).to_contain_text("Let the extract end a word later")


def test_ends_are_moved_by_the_buttons_without_scripts_too(open_as, bob, study, source):
    extract = factories.extract(source, QUOTE, factories.code(study, "Trust"), by=bob)
    page = open_as(bob, f"{reading(source)}?extract={extract.pk}")
    page.get_by_text("Move its ends").click()
    page.get_by_role("group", name="End", exact=True).get_by_role("button", name="A word later").click()
    expect(in_hand(page)).to_contain_text(f"{QUOTE},")
    expect(page.locator("[data-pending]")).to_have_count(0)
    assert Extract.objects.get().quote == f"{QUOTE},"


def test_the_later_of_two_who_move_the_ends_is_shown_both(open_as, alice, bob, study, source, complaints):
    extract = factories.extract(source, QUOTE, factories.code(study, "Trust"), by=alice)
    page = open_as(bob, f"{reading(source)}?extract={extract.pk}")
    page.route("**/news/*", lambda route: route.abort())  # his page does not know yet
    extract.resize(extract.start, extract.end + 4, seen=(extract.start, extract.end), by=alice)
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator(".turn-failed")).to_contain_text("Alice Marsh moved the ends of this extract meanwhile")
    expect(page.locator(".mark.is-failed")).to_have_text("sat in the same room")
    page.unroute("**/news/*")
    expect(page.locator("#turn-2 [data-e]")).to_have_text(f"{QUOTE}, so", timeout=10_000)
    page.get_by_role("button", name="Use mine").click()
    expect(page.locator("[data-pending]")).to_have_count(0)
    assert Extract.objects.get().quote == "sat in the same room"
    complaints.clear()
