"""Reading and coding in the browser: by mouse, by keyboard alone, without scripts, and when the network fails."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from interviews.models import Code, Extract
from tests import factories

pytestmark = pytest.mark.browser

QUOTE = "we sat in the same room"
DRAG = """([quote]) => {
  for (const words of document.querySelectorAll(".turn-words")) {
    const at = words.textContent.indexOf(quote);
    if (at < 0) continue;
    words.scrollIntoView({ block: "center" });
    const place = (units) => {
      const nodes = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
      for (let left = units; nodes.nextNode(); left -= nodes.currentNode.length) {
        if (left <= nodes.currentNode.length) return [nodes.currentNode, left];
      }
    };
    const range = document.createRange();
    range.setStart(...place(at));
    range.setEnd(...place(at + quote.length));
    const boxes = [...range.getClientRects()].filter((box) => box.width);
    const [first, last] = [boxes[0], boxes.at(-1)];
    return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
  }
}"""


@pytest.fixture
def source(study):
    return factories.source(study)


@pytest.fixture
def open_as(open_as):
    """The reading page answers keys and the mouse once it says that it is ready."""

    def opened(user, path, **options) -> Page:
        page = open_as(user, path, **options)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("[data-ready]")
        return page

    return opened


def reading(source) -> str:
    return reverse("interviews:source_read", kwargs={"slug": source.study.slug, "pk": source.pk})


def select(page: Page, quote: str) -> None:
    """Draw the mouse over the words."""
    left, top, right, bottom = page.evaluate(DRAG, [quote])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=3)
    page.mouse.move(right, bottom, steps=3)
    page.mouse.up()
    expect(page.locator("[data-coding-bar]")).to_be_visible()


@pytest.mark.parametrize("words", ["awkward at first", QUOTE])
def test_words_are_selected_while_the_extract_before_is_being_saved(open_as, bob, study, source, words):
    factories.code(study, "Trust")
    page = open_as(bob, reading(source))
    page.route("**/extracts/", lambda route: (page.wait_for_timeout(300), route.continue_()))
    select(page, QUOTE)
    page.keyboard.press("c")
    page.keyboard.type("tru")
    page.keyboard.press("Enter")
    left, top, right, bottom = page.evaluate(DRAG, [words])
    page.mouse.move(left, top)
    page.mouse.down()
    page.wait_for_timeout(800)  # it is saved meanwhile
    expect(page.locator("[data-extract]")).to_have_count(0)
    page.mouse.move(right, bottom, steps=3)
    page.mouse.up()
    expect(page.locator("[data-coding-bar]")).to_be_visible()
    expect(page.locator("[data-extract]")).to_have_count(1)
    assert page.evaluate("getSelection().toString()") == words


def in_hand(page: Page):
    return page.locator("[data-extract]")


def test_words_are_coded_by_typing_part_of_a_name(open_as, bob, study, source):
    factories.code(study, "Trust", factories.code(study, "Relationships"))
    page = open_as(bob, reading(source))
    select(page, QUOTE)
    page.keyboard.press("c")
    page.keyboard.type("tru")
    page.keyboard.press("Enter")
    expect(in_hand(page)).to_contain_text("Bob Tanner")
    expect(page.locator("#turn-2 .mark")).to_have_text(QUOTE)
    expect(page.locator("#turn-2 .turn-extracts button")).to_have_text("Trust")
    extract = Extract.objects.get()
    assert (extract.quote, extract.codes.get().name) == (QUOTE, "Trust")
    page.reload()  # the address keeps the extract in hand
    expect(in_hand(page)).to_contain_text(QUOTE)


def test_a_new_code_is_made_from_the_bar_and_stands_in_the_tree(open_as, bob, source):
    page = open_as(bob, reading(source))
    select(page, QUOTE)
    page.keyboard.press("n")
    page.keyboard.type("Being close")
    page.keyboard.press("Enter")
    expect(page.locator("#code-tree")).to_contain_text("Being close")
    expect(page.locator("#recent-codes")).to_contain_text("Being close")
    expect(page.locator("#code-tree .count")).to_have_text("1")


def test_single_keys_code_in_vivo_and_with_the_last_code(open_as, bob, source):
    page = open_as(bob, reading(source))
    select(page, QUOTE)
    page.keyboard.press("v")
    expect(page.locator("#recent-codes")).to_contain_text(QUOTE)
    select(page, "awkward at first")
    page.keyboard.press("1")
    expect(in_hand(page)).to_contain_text("awkward at first")
    assert Code.objects.get().extracts.count() == 2


def test_a_code_of_the_tree_codes_the_selection_and_is_a_link_without_one(open_as, bob, study, source):
    factories.code(study, "Trust")
    page = open_as(bob, reading(source))
    select(page, QUOTE)
    page.click("#code-tree >> text=Trust")
    expect(page.locator("#turn-2 .turn-extracts button")).to_have_text("Trust")
    page.click("#code-tree >> text=Trust")
    expect(page).to_have_url(re.compile("/codes/"))


def test_extracts_overlap_and_are_told_apart(open_as, bob, study, source):
    factories.extract(source, "in the same room, so you", factories.code(study, "Trust"))
    page = open_as(bob, reading(source))
    select(page, QUOTE)
    page.keyboard.press("c")
    page.keyboard.type("Closeness")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-2 .mark.depth-2")).to_have_text("in the same room")
    expect(page.locator("#turn-2 .turn-extracts button")).to_have_count(2)
    page.locator("#turn-2 .mark.depth-2").click()
    first = page.evaluate("new URL(location).searchParams.get('extract')")
    page.locator("#turn-2 .mark.depth-2").click()  # once more: the one beneath
    expect(in_hand(page)).not_to_have_attribute("data-extract", first)


def test_a_panel_that_comes_late_does_not_take_the_place_of_a_later_one(open_as, bob, study, source):
    trust = factories.code(study, "Trust")
    slow = factories.extract(source, QUOTE, trust)
    quick = factories.extract(source, "awkward at first", trust)
    page = open_as(bob, reading(source))
    answered = []
    page.route(f"**/extracts/{slow.pk}/", lambda route: (page.wait_for_timeout(600), route.continue_()))
    page.on("response", lambda answer: answered.append(answer.url))
    page.locator(f"[value='{slow.pk}']").click()
    page.wait_for_timeout(150)  # asked for
    page.locator(f"[value='{quick.pk}']").click()
    expect(in_hand(page)).to_contain_text("awkward at first")
    page.wait_for_timeout(700)
    assert [url for url in answered if str(slow.pk) in url]
    expect(in_hand(page)).to_contain_text("awkward at first")
    assert str(quick.pk) in page.url


def test_j_and_k_walk_and_enter_goes_to_the_panel(open_as, bob, study, source):
    factories.extract(source, QUOTE, factories.code(study, "Trust"))
    factories.extract(source, "changed everything", factories.code(study, "Turning point"))
    page = open_as(bob, reading(source))
    page.keyboard.press("j")
    expect(in_hand(page)).to_contain_text(QUOTE)
    page.keyboard.press("j")
    expect(in_hand(page)).to_contain_text("changed everything")
    page.keyboard.press("k")
    expect(in_hand(page)).to_contain_text(QUOTE)
    expect(page.locator("#turn-2 .mark.is-current")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#in-hand :focus")).to_have_count(1)


def test_words_are_selected_and_coded_by_keyboard_alone(open_as, bob, source):
    page = open_as(bob, reading(source))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("]")  # the second turn: "Well, we sat in …"
    page.keyboard.press("ArrowRight")
    for _ in range(5):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[data-coding-bar]")).to_be_visible()
    page.keyboard.press("c")
    page.keyboard.type("Closeness")
    page.keyboard.press("Enter")
    expect(in_hand(page)).to_contain_text(QUOTE)
    assert Extract.objects.get().quote == f"{QUOTE},"


def test_a_sentence_is_selected_by_keyboard(open_as, bob, source):
    page = open_as(bob, reading(source))
    page.keyboard.press("]")
    page.keyboard.press("]")
    page.keyboard.press("[")
    page.keyboard.press("Shift+ArrowDown")
    page.wait_for_timeout(200)
    page.keyboard.press("v")
    expect(in_hand(page)).to_contain_text("pass people on.")


def test_who_codes_by_keys_goes_on_where_the_last_words_were_coded(open_as, bob, study, source):
    factories.extract(source, "changed everything", factories.code(study, "Trust"), by=bob)  # key 1
    page = open_as(bob, reading(source))
    page.keyboard.press("]")
    for number in (1, 2):
        page.keyboard.press("Shift+ArrowDown")
        page.wait_for_timeout(200)
        page.keyboard.press("1")
        expect(page.locator("#turn-2 .turn-extracts button")).to_have_count(number)
    turn = source.latest_text.passages[1]
    coded = source.latest_text.extracts.exclude(quote="changed everything").order_by("start")
    assert coded[0].start == turn.start
    assert coded[1].start > coded[0].end - 1  # the next sentence, not the same
    page.keyboard.press("]")
    assert page.evaluate("getSelection().anchorNode.parentElement.closest('.turn').id") == "turn-3"


def test_the_selection_grows_by_a_character(open_as, bob, source):
    page = open_as(bob, reading(source))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("]")
    page.keyboard.press(".")
    page.keyboard.press(".")
    page.keyboard.press(".")
    assert page.evaluate("getSelection().toString()") == "Well, we"
    for _ in range(3):
        page.keyboard.press(",")
    assert page.evaluate("getSelection().toString()") == "Well,"
    page.wait_for_timeout(200)
    page.keyboard.press("v")
    expect(in_hand(page)).to_contain_text("Well,")


def test_a_new_code_lands_where_the_cursor_stands_in_the_tree(open_as, bob, study, source):
    top = factories.code(study, "Relationships")
    factories.code(study, "Money")
    trust = factories.code(study, "Trust", top)
    page = open_as(bob, reading(source))
    select(page, QUOTE)
    page.keyboard.press("t")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".is-cursor")).to_have_text("Trust")
    page.wait_for_timeout(200)  # a field with the focus takes the selection away, not what was chosen
    page.keyboard.press("n")
    page.keyboard.type("Being close")
    expect(page.locator("[data-coding-bar] li")).to_have_text(
        ["New code “Being close”under “Trust”", "New code “Being close”"]
    )
    page.keyboard.press("Enter")
    expect(in_hand(page)).to_contain_text("Being close")
    assert study.codes.get(name="Being close").parent == trust
    expect(page.locator(".is-cursor")).to_have_text("Trust")
    select(page, "awkward at first")
    page.keyboard.press("v")
    expect(in_hand(page)).to_contain_text("awkward at first")
    assert study.codes.get(name="awkward at first").parent == trust
    page.focus(".is-cursor .tree-name")
    page.keyboard.press("ArrowUp")
    select(page, "changed everything")
    page.focus(".is-cursor .tree-name")
    page.keyboard.press("Enter")
    expect(in_hand(page)).to_contain_text("Relationships")
    page.focus(".is-cursor .tree-name")
    page.keyboard.press("Escape")
    expect(page.locator(".is-cursor")).to_have_count(0)
    select(page, "pass people on")
    page.keyboard.press("n")
    page.keyboard.type("On top")
    expect(page.locator("[data-coding-bar] li")).to_have_text(["New code “On top”"])
    page.keyboard.press("Enter")
    expect(in_hand(page)).to_contain_text("On top")
    assert study.codes.get(name="On top").parent is None


def test_a_coding_is_removed_and_the_extract_deleted(open_as, bob, study, source):
    extract = factories.extract(source, QUOTE, factories.code(study, "Trust"), by=bob)
    page = open_as(bob, f"{reading(source)}?extract={extract.pk}")
    page.get_by_role("button", name="Remove code “Trust”").click()
    expect(page.locator("#turn-2 .turn-extracts button")).to_have_text("No code yet")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete extract").click()
    expect(page.locator("#turn-2 .mark")).to_have_count(0)
    assert not Extract.objects.exists()


def test_another_code_is_added_to_the_extract_in_hand(open_as, bob, study, source):
    extract = factories.extract(source, QUOTE, factories.code(study, "Trust"), by=bob)
    page = open_as(bob, f"{reading(source)}?extract={extract.pk}")
    page.fill("input[aria-label='or name a new code']", "Closeness")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#turn-2 .turn-extracts button")).to_have_text("Trust, Closeness")
    expect(page.locator("#code-tree")).to_contain_text("Closeness")


def test_what_the_server_refuses_says_so_and_can_be_tried_again(open_as, bob, study, source, complaints):
    factories.code(study, "Trust")
    page = open_as(bob, reading(source))
    page.route("**/extracts/", lambda route: route.fulfill(status=500, body=""))
    select(page, QUOTE)
    page.click("#code-tree >> text=Trust")
    expect(page.locator(".mark.is-failed")).to_have_text(QUOTE)
    expect(page.locator(".turn-failed")).to_contain_text("wrong on our side")
    page.unroute("**/extracts/")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#turn-2 .turn-extracts button")).to_have_text("Trust")
    expect(page.locator("[data-pending]")).to_have_count(0)
    assert Extract.objects.get().quote == QUOTE
    complaints[:] = [said for said in complaints if "500" not in said]


def test_the_mark_is_there_before_the_answer(open_as, bob, study, source):
    factories.code(study, "Trust")
    page = open_as(bob, reading(source))
    held = []
    page.route("**/extracts/", lambda route: held.append(route))
    select(page, QUOTE)
    page.click("#code-tree >> text=Trust")
    expect(page.locator(".mark.is-pending")).to_have_text(QUOTE)
    page.wait_for_timeout(100)
    held[0].continue_()
    expect(page.locator("#turn-2 .mark:not(.is-pending)")).to_have_text(QUOTE)


def test_signs_beyond_the_first_plane_do_not_shift_the_words(open_as, bob, study):
    source = factories.source(study, "77", words="Respondent: Well 🙂🙂 we sat in the same room 🏥, all of us.")
    page = open_as(bob, reading(source))
    select(page, "same room 🏥, all")
    page.keyboard.press("v")
    expect(in_hand(page)).to_contain_text("same room 🏥, all")
    assert Extract.objects.get().quote == "same room 🏥, all"
    expect(page.locator("#turn-1 .mark")).to_have_text("same room 🏥, all")


def test_without_scripts_words_are_pasted_and_looked_at(open_as, bob, study, source, complaints):
    factories.code(study, "Trust")
    page = open_as(bob, reading(source), java_script_enabled=False)
    page.get_by_text("Code by pasting words").click()
    page.fill("#id_quote", "words nobody said")
    page.get_by_role("button", name="Make the extract").click()
    expect(page.locator(".field-error", has_text="do not stand in the transcript")).to_be_visible()
    page.fill("#id_quote", QUOTE)
    page.fill("#id_new_code", "trust")
    page.get_by_role("button", name="Make the extract").click()
    expect(page.locator("#turn-2 .mark.is-current")).to_have_text(QUOTE)
    page.goto(reading(source))
    page.locator("#turn-2 .turn-extracts button").click()
    expect(in_hand(page)).to_contain_text("Bob Tanner")
    complaints[:] = [said for said in complaints if "422" not in said]


def test_names_with_html_do_nothing(open_as, bob, source):
    page = open_as(bob, reading(source))
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    select(page, QUOTE)
    page.keyboard.press("c")
    page.keyboard.type("<img src=x onerror=alert(1)>")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-2 .turn-extracts button")).to_have_text("<img src=x onerror=alert(1)>")
    page.locator("#turn-2 .mark").hover()
    select(page, "awkward at first")
    page.keyboard.press("c")
    expect(page.locator(".coding-choices")).to_contain_text("<img src=x")
    assert page.locator("img").count() == 0


def test_the_filter_shows_a_code_and_what_it_hangs_on(open_as, rita, study, source):
    factories.code(study, "Trust", factories.code(study, "Relationships"))
    factories.code(study, "Money")
    page = open_as(rita, reading(source))
    page.keyboard.press("t")
    page.keyboard.type("tru")
    expect(page.locator("#code-tree .tree-name:visible")).to_have_text(["Relationships", "Trust"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(open_as, bob, study, source, complaints, scheme, width):
    extract = factories.extract(source, QUOTE, factories.code(study, "Trust"), by=bob)
    factories.extract(source, "in the same room, so you")
    page = open_as(bob, f"{reading(source)}?extract={extract.pk}", color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    assert complaints == []
    found = Axe().run(page).response["violations"]
    page.close()
    complaints.clear()  # what axe itself tries, the security policy does not allow
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
