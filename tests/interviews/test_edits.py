"""Edits of a text, and the laws of what they carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.edits import Carrier, Edit, changes, rewrite, stored, taken_back
from interviews.spans import Span

SIGNS = "ab Ž🙂é\n:[]"


@st.composite
def plans(draw, text: str, *, shortest: int = 0) -> list[Edit]:
    """Ordered edits that do not overlap: at the ends, adjacent, empty, longer, some only putting words in."""
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits: list[Edit] = []
    for start, end in zip(places[::2], places[1::2], strict=False):
        if edits and draw(st.booleans()):
            start = edits[-1].end
        edits.append(Edit(start, end, draw(st.text(SIGNS, min_size=shortest, max_size=6))))
    return edits


@st.composite
def cases(draw, *, shortest: int = 0) -> tuple[str, list[Edit], Span]:
    text = draw(st.text(SIGNS, min_size=1, max_size=30))
    start = draw(st.integers(0, len(text) - 1))
    return text, draw(plans(text, shortest=shortest)), Span(start, draw(st.integers(start + 1, len(text))))


def carry(span: Span, edits: list[Edit], *, widely: bool = False) -> Span:
    return Carrier(edits, widely=widely)(span)


def back(edits: list[Edit], text: str) -> list[Edit]:
    """The edits that make `text` again of what it becomes."""
    return taken_back(stored(edits), text)


def kept(text: str, edits: list[Edit]) -> list[tuple[int, int]]:
    """(old place, new place) of every character that no edit replaces."""
    pairs, done, grown = [], 0, 0
    for edit in [*edits, Edit(len(text), len(text), "")]:
        pairs += [(place, place + grown) for place in range(done, edit.start)]
        done, grown = edit.end, grown + edit.growth
    return pairs


def inside(place: int, edits: list[Edit]) -> bool:
    return any(edit.start < place < edit.end for edit in edits)


def test_words_are_replaced_where_they_stand() -> None:
    text = "Dr Shah of Leeds saw 🙂 me"
    edits = [Edit(0, 7, "Dr A"), Edit(11, 16, "[town B]")]
    assert rewrite(text, edits) == "Dr A of [town B] saw 🙂 me"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span(0, 7), "Dr A"),  # the replaced words exactly
        (Span(3, 7), "Dr A"),  # a boundary inside moves outward
        (Span(4, 13), "Dr A of [town B]"),
        (Span(7, 11), " of "),  # between two: at the edge stays at the edge
        (Span(16, 20), " saw"),
        (Span(0, 22), "Dr A of [town B] saw 🙂"),
        (Span(5, 6), "Dr A"),  # wholly inside
    ],
)
def test_a_span_covers_the_same_words_afterwards(span: Span, words: str) -> None:
    text = "Dr Shah of Leeds saw 🙂 me"
    edits = [Edit(0, 7, "Dr A"), Edit(11, 16, "[town B]")]
    now = carry(span, edits)
    assert rewrite(text, edits)[now.start : now.end] == words


def test_words_put_in_at_a_boundary_stay_outside_unless_asked_for() -> None:
    edits = [Edit(2, 2, "xx"), Edit(4, 4, "yy")]
    assert carry(Span(2, 4), edits) == Span(4, 6)
    assert carry(Span(2, 4), edits, widely=True) == Span(2, 8)


@pytest.mark.parametrize("edits", [[Edit(3, 2, "")], [Edit(0, 4, ""), Edit(3, 5, "")], [Edit(4, 9, "")]])
def test_edits_that_do_not_hold_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="edit"):
        rewrite("abcdef", edits)


@given(cases())
def test_a_span_never_covers_other_words_than_it_did(case) -> None:
    text, edits, span = case
    new, now = rewrite(text, edits), carry(span, edits)
    assert 0 <= now.start <= now.end <= len(new)
    before = [new_place for place, new_place in kept(text, edits) if span.start <= place < span.end]
    after = [new_place for _, new_place in kept(text, edits) if now.start <= new_place < now.end]
    assert before == after
    assert all(text[old] == new[there] for old, there in kept(text, edits))


@given(cases())
def test_a_span_is_empty_only_where_all_its_words_were_deleted(case) -> None:
    text, edits, span = case
    if not len(carry(span, edits)):
        left = [place for place, _ in kept(text, edits) if span.start <= place < span.end]
        touching = [edit for edit in edits if edit.start < span.end and edit.end > span.start]
        assert not left
        assert not any(edit.words for edit in touching)


@given(cases(shortest=1))
def test_a_span_is_never_empty_where_every_edit_leaves_words(case) -> None:
    _, edits, span = case
    assert len(carry(span, edits)) > 0


@given(cases())
def test_carried_back_a_span_covers_what_it_covered(case) -> None:
    text, edits, span = case
    returned = carry(carry(span, edits), back(edits, text), widely=True)
    assert returned.start <= span.start
    assert span.end <= returned.end


@given(cases(shortest=1))
def test_carried_back_a_span_is_the_same_where_no_boundary_lay_inside(case) -> None:
    text, edits, span = case
    if not inside(span.start, edits) and not inside(span.end, edits):
        assert carry(carry(span, edits), back(edits, text)) == span


@given(cases(), st.data())
def test_order_and_nesting_are_kept(case, data) -> None:
    text, edits, span = case
    start = data.draw(st.integers(span.start, span.end - 1))
    within = Span(start, data.draw(st.integers(start + 1, span.end)))
    outer, inner = carry(span, edits), carry(within, edits)
    if len(inner):
        assert outer.start <= inner.start
        assert inner.end <= outer.end
    if span.end < len(text):
        later = Span(span.end, len(text))
        assert carry(span, edits).start <= carry(later, edits).start
        assert carry(span, edits).end <= carry(later, edits).end


@given(cases())
def test_the_way_back_makes_the_same_text_again(case) -> None:
    text, edits, _ = case
    new = rewrite(text, edits)
    assert rewrite(new, back(edits, text)) == text
    assert back(back(edits, text), new) == edits


@given(cases())
def test_what_is_stored_holds_no_words(case) -> None:
    _, edits, _ = case
    assert all(isinstance(part, int) for row in stored(edits) for part in row)


@given(st.text(SIGNS, max_size=30), st.text(SIGNS, max_size=30))
def test_what_was_changed_makes_the_new_words_of_the_old(old: str, new: str) -> None:
    assert rewrite(old, changes(old, new)) == new
    assert rewrite("12" + old, changes(old, new, start=2)) == "12" + new


def test_only_the_words_that_differ_are_changed() -> None:
    assert changes("We sat in the smae room, you know.", "We sat in the same room.") == [
        Edit(14, 18, "same"),
        Edit(23, 33, ""),
    ]
    assert changes("as it was", "as it was") == []


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("He sat. It was, you know, odd. Yes", "She sat. It was, odd. No", " you know,"),
        ("It was odd. They sat there. We left. Yes", "It was odd. We left. No", " They sat there."),
        ("It was so very, very odd of them. Yes", "It was so very odd of them. No", " very,"),
    ],
)
def test_deleted_words_go_with_the_space_before_them(old: str, new: str, gone: str) -> None:
    assert gone in [old[edit.start : edit.end] for edit in changes(old, new)]
