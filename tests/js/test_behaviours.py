import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NEW_CODE = """<a href="/codes/new/" data-dialog-open="new-code">New code</a>
<dialog id="new-code" class="dialog" aria-label="New code">{form}<button data-dialog-close>Cancel</button></dialog>"""
MENU = """<details data-menu><summary>More</summary><button type="button">Merge</button></details>
<button type="button">Elsewhere</button>"""
DROP = """<form><label data-drop class="drop">Drop here <input type="file" name="files" {more}></label>
<ul data-drop-list></ul></form>"""
DROPPING = """([selector, names]) => {
  const transfer = new DataTransfer();
  for (const name of names) transfer.items.add(new File(["words"], name));
  const drop = new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true});
  document.querySelector(selector).dispatchEvent(drop);
}"""


def test_a_link_opens_its_dialog_and_cancel_closes_it(show):
    page = show(NEW_CODE.format(form=""))
    page.get_by_role("link", name="New code").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.url.endswith("/page")


def test_a_click_beside_a_dialog_closes_it(show):
    page = show(NEW_CODE.format(form=""))
    page.get_by_role("link", name="New code").click()
    page.mouse.click(5, 5)
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_click_beside_a_form_does_not_lose_it(show):
    page = show(NEW_CODE.format(form='<form method="post"><input aria-label="Name"></form>'))
    page.get_by_role("link", name="New code").click()
    page.mouse.click(5, 5)
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_dialog_that_asks_for_it_is_open_at_once(show):
    page = show('<dialog data-dialog-auto aria-label="Welcome">…</dialog>')
    expect(page.get_by_role("dialog", name="Welcome")).to_be_visible()


SEND = """<details><summary data-focus-within data-key="e" data-key-label="Send">Send</summary>
<form><input type="hidden"><select aria-label="Configuration"><option>CMO-01</option></select></form></details>"""


def test_opening_details_by_a_key_moves_the_focus_into_their_form(show):
    page = show(SEND)
    page.keyboard.press("e")
    expect(page.get_by_label("Configuration")).to_be_focused()
    page.get_by_text("Send", exact=True).click()
    expect(page.get_by_label("Configuration")).to_be_hidden()


def test_a_menu_closes_on_escape_and_gives_the_focus_back(show):
    page = show(MENU)
    page.get_by_text("More").click()
    page.get_by_role("button", name="Merge").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Merge")).to_be_hidden()
    expect(page.locator("summary")).to_be_focused()


def test_a_menu_closes_on_a_click_elsewhere(show):
    page = show(MENU)
    page.get_by_text("More").click()
    page.get_by_role("button", name="Elsewhere").click()
    expect(page.get_by_role("button", name="Merge")).to_be_hidden()


def test_dropped_files_are_in_the_form_and_named(show):
    page = show(DROP.format(more="multiple"))
    page.evaluate(DROPPING, ["[data-drop]", ["one.docx", "<b>two.vtt"]])
    assert page.evaluate("[...document.querySelector('input').files].map(f => f.name)") == ["one.docx", "<b>two.vtt"]
    expect(page.locator("[data-drop-list] li")).to_have_text(["one.docx1 kB", "<b>two.vtt1 kB"])


def test_a_place_for_one_file_takes_the_first(show):
    page = show(DROP.format(more=""))
    page.evaluate(DROPPING, ["[data-drop]", ["one.docx", "two.docx"]])
    assert page.evaluate("document.querySelector('input').files.length") == 1


def test_a_form_is_sent_once(show):
    page = show('<form method="post" target="sent"><button>Save</button></form><iframe name="sent" hidden></iframe>')
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Save").dblclick()
    page.wait_for_timeout(200)
    assert len(sent) == 1


def test_choosing_in_a_filter_sends_it(show):
    page = show('<form data-autosubmit><select name="site" aria-label="Site"><option>1<option>2</select></form>')
    page.get_by_label("Site").select_option("2")
    page.wait_for_url("**/page?site=2")


def test_the_summary_of_errors_takes_the_focus(show):
    page = show('<div id="errors" tabindex="-1" data-focus>Title: say what it is called.</div>')
    expect(page.locator("#errors")).to_be_focused()


def test_words_of_the_server_are_said_as_text(show):
    page = show("")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('say', {bubbles: true, detail: {value: '<i>Saved'}}))")
    expect(page.get_by_role("status")).to_have_text("<i>Saved")


def test_a_failed_request_is_told(show):
    page = show("")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('htmx:sendError', {bubbles: true, detail: {}}))")
    expect(page.get_by_role("status")).to_contain_text("Nothing was saved")


def test_what_needs_scripts_shows_and_what_stands_in_for_them_hides(show):
    page = show(
        '<button class="button needs-js">With</button><button class="button no-js">Without</button>', styled=True
    )
    expect(page.get_by_text("With", exact=True)).to_be_visible()
    expect(page.get_by_text("Without")).to_be_hidden()
