import re
from html.parser import HTMLParser
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from interviews import markup
from interviews.codetree import Branch
from interviews.highlights import Mark, shown
from interviews.models import Code
from interviews.turns import Turn

TEXT = "A: We & they <all> sat 🙂 together."
TURN = Turn(3, len(TEXT), "A", False)


class Words(HTMLParser):
    """Collects what stands in the paragraph of words."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.inside, self.tags = "", False, []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.inside = self.inside or tag == "p"

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "p"

    def handle_data(self, data):
        self.text += data if self.inside else ""


def drawn(*marks: Mark, **options) -> str:
    return markup.words(TEXT, shown([TURN], marks), **options)


def words_of(html: str) -> str:
    parser = Words()
    parser.feed(html)
    return parser.text


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).filter(lambda span: span[0] < span[1]), max_size=8))
def test_the_words_come_out_as_they_went_in(places):
    html = drawn(*(Mark(uuid4(), start, end, hue=3) for start, end in places))
    assert words_of(html) == TEXT[3:]


def test_a_name_of_a_code_with_html_is_harmless():
    html = drawn(Mark(uuid4(), 5, 9, hue=2, names=("<img src=x onerror=alert(1)>",)))
    assert "<img" not in html
    assert "&lt;img src=x" in html


def test_a_speaker_with_html_is_harmless():
    html = markup.words(TEXT, shown([Turn(3, 10, "<i>A</i>", False)], []))
    assert "<i>" not in html


def test_meaning_is_not_colour_alone():
    """Overlaps say their depth, extracts without a code are marked otherwise, and each has a button with its codes."""
    html = drawn(Mark(uuid4(), 3, 12, hue=1, names=("Trust", "Money")), Mark(uuid4(), 6, 9))
    assert "depth-2" in html
    assert "is-bare" in html
    assert ">Trust, Money</button>" in html
    assert ">No code yet</button>" in html


def test_the_extract_in_hand_has_an_anchor_at_its_first_words():
    mark = Mark(uuid4(), 5, 9, hue=1)
    html = drawn(mark, Mark(uuid4(), 6, 8, hue=2), current=mark.id)
    assert html.count(f'id="extract-{mark.id}"') == 1
    assert html.count("is-current") == 3


def test_a_turn_that_replaces_another_says_so():
    html = markup.replacements(TEXT, shown([TURN], []))
    assert 'id="turn-1" data-number="1" data-start="3" hx-swap-oob="true"' in html


def test_what_stands_beside_far_turns_comes_apart_and_is_the_same():
    turns = [Turn(number, number + 1, "", False) for number in range(20)]
    mark = Mark(uuid4(), 0, 20)
    html = markup.words("x" * 20, shown(turns, [mark]), None, range(9, 21))
    assert html.count("<button") == html.count("turn-margin") == 8
    assert html.count(" data-bare>") == 12
    apart = markup.margins(shown(turns, [mark]))
    whole = markup.words("x" * 20, shown(turns, [mark]))
    bare = re.compile(r'(data-number="(\d+)"[^>]*?) data-bare>(.*?)</section>')
    html = html.replace("<noscript>", "").replace("</noscript>", "")
    assert whole == bare.sub(lambda found: f"{found[1]}>{found[3]}{apart[int(found[2])]}</section>", html)


def test_turns_without_extracts_have_nothing_beside_them():
    assert markup.margins(shown([Turn(0, 1, "", False)], [])) == {}


def test_codes_below_the_first_screen_come_packed_and_all_come():
    first, *codes = (Code(name=f"Code {number}", hue=1) for number in range(50))
    below = tuple(Branch(code, code.name, 1, 0, ()) for code in codes[:39])
    tree = [Branch(first, first.name, 0, 0, below), *(Branch(code, code.name, 0, 0, ()) for code in codes[39:])]
    html = markup.code_tree(tree, "study", packed=True)
    assert html.replace("<noscript>", "").replace("</noscript>", "") == markup.code_tree(tree, "study")
    assert re.sub(r"<noscript>.*?</noscript>", "", html).count("tree-name") == markup.CODES_AT_ONCE


def test_turns_stand_in_groups_of_about_a_screen():
    turns = [Turn(1000 * number, 1000 * number + 999, "", False) for number in range(7)]
    assert markup.words("x" * 7000, shown(turns, [])).count('<div class="turns">') == 4


def test_turns_below_the_first_screen_come_packed_and_those_above_it_never():
    turns = [Turn(1000 * number, 1000 * number + 999, "", False) for number in range(9)]
    far = {1, 2, 3, 6, 7, 8, 9}  # 4 and 5 are where the page opens
    html = markup.words("x" * 9000, shown(turns, []), None, far)
    packed = re.search(r"<noscript>(.*)</noscript>$", html)
    assert packed
    assert [int(number) for number in re.findall(r'data-number="(\d+)"', packed[1])] == [7, 8, 9]
    assert html.count("data-number") == 9
    assert "<noscript>" not in markup.words("x" * 9000, shown(turns, []))
