import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

DIALOG = """
<button data-key="?" data-key-label="Show the keys" data-dialog-open="keys">Keyboard</button>
<dialog id="keys" class="dialog" data-keys-dialog aria-label="Keys">
  <ul data-keys-list></ul><label><input type="checkbox" data-keys-switch> Single keys</label>
  <button data-dialog-close>Close</button>
</dialog>"""
ROOMS = '<a href="#sources" data-key="g s" data-key-label="Go to sources">Sources</a>'
CODE = '<a href="#code" data-key="c" data-key-label="Code the selection">Code</a>'
GO_CODES = '<a href="#codes" data-key="g c" data-key-label="Go to codes">Codes</a>'


def place(page) -> str:
    return page.evaluate("location.hash")


def test_g_and_a_letter_go_to_a_room(show):
    page = show(ROOMS)
    page.keyboard.press("g")
    page.keyboard.press("s")
    assert place(page) == "#sources"


def test_the_letter_alone_does_not_go_there(show):
    page = show(ROOMS)
    page.keyboard.press("s")
    assert place(page) == ""


def test_a_letter_after_g_is_not_taken_for_the_single_key(show):
    page = show(CODE + GO_CODES)
    page.keyboard.press("g")
    page.keyboard.press("c")
    assert place(page) == "#codes"


def test_an_unknown_letter_after_g_does_nothing(show):
    page = show(CODE + ROOMS)
    page.keyboard.press("g")
    page.keyboard.press("c")
    assert place(page) == ""


def test_keys_are_silent_while_someone_writes(show):
    page = show(CODE + '<textarea aria-label="Memo"></textarea>')
    page.get_by_label("Memo").press_sequentially("cccc")
    assert place(page) == ""
    expect(page.get_by_label("Memo")).to_have_value("cccc")


def test_keys_are_silent_in_editable_text(show):
    page = show(CODE + '<div contenteditable="true" id="prose"></div>')
    page.locator("#prose").press_sequentially("c")
    assert place(page) == ""


def test_keys_are_silent_during_composition(show):
    page = show(CODE)
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'c', isComposing: true, bubbles: true}))"
    )
    assert place(page) == ""


def test_the_browsers_own_shortcuts_are_left_alone(show):
    page = show(CODE)
    page.keyboard.press("Control+c")
    assert place(page) == ""


def test_a_key_with_control_works_while_writing(show):
    page = show('<textarea aria-label="Memo"></textarea><a href="#kept" data-key="mod+enter">Keep</a>')
    page.get_by_label("Memo").press("Control+Enter")
    assert place(page) == "#kept"


def test_slash_puts_the_caret_into_the_search(show):
    page = show('<input type="search" aria-label="Search" data-key="/">')
    page.keyboard.press("/")
    expect(page.get_by_label("Search")).to_be_focused()
    expect(page.get_by_label("Search")).to_have_value("")


def test_shift_and_a_letter_is_another_key(show):
    page = show('<a href="#undo" data-key="u">Undo</a><a href="#redo" data-key="shift+u">Redo</a>')
    page.keyboard.press("Shift+U")
    assert place(page) == "#redo"


def test_one_element_may_have_two_keys(show):
    page = show('<a href="#next" data-key="j, arrowdown">Next</a>')
    page.keyboard.press("ArrowDown")
    assert place(page) == "#next"


def test_hidden_and_disabled_things_have_no_key(show):
    page = show(f'<div hidden>{CODE}</div><button data-key="c" disabled>Off</button>')
    page.keyboard.press("c")
    assert place(page) == ""


def test_a_link_in_a_closed_menu_keeps_its_key(show):
    page = show(f"<details data-menu><summary>Menu</summary>{ROOMS}</details>")
    page.keyboard.press("g")
    page.keyboard.press("s")
    assert place(page) == "#sources"


def test_question_mark_lists_the_keys_that_are_on_the_page(show):
    page = show(DIALOG + ROOMS + f"<div hidden>{CODE}</div>")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("Go to sources")
    expect(dialog).not_to_contain_text("Code the selection")
    expect(dialog.locator("li", has_text="Go to sources").locator("kbd")).to_have_text(["g", "s"])


def test_single_keys_can_be_switched_off_and_stay_off(show):
    page = show(DIALOG + CODE)
    page.keyboard.press("?")
    page.get_by_label("Single keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("c")
    assert place(page) == ""
    page.reload()
    page.wait_for_selector("html[data-js]")
    page.keyboard.press("c")
    assert place(page) == ""


def test_an_open_dialog_hides_the_keys_of_the_page_behind_it(show):
    page = show(
        CODE + '<button data-dialog-open="d">Open</button><dialog id="d"><a href="#in" data-key="k">In</a></dialog>'
    )
    page.get_by_role("button", name="Open").click()
    page.keyboard.press("c")
    assert place(page) == ""
    page.keyboard.press("k")
    assert place(page) == "#in"


def test_a_key_can_be_registered_without_an_element(show):
    page = show("")
    page.evaluate(
        "import('/static/js/keys.js').then(m => m.registerKey('j', 'Next', () => { location.hash = 'next' }))"
    )
    page.keyboard.press("j")
    assert place(page) == "#next"
