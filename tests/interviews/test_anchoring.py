import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.anchoring import (
    Ambiguous,
    Found,
    Searchable,
    context,
    find,
    normal,
    places,
    places_between,
    reanchor,
)
from interviews.spans import Span

TRICKY = st.text(alphabet="ab .…-–—\u2011'’‘\"“”\u00a0\n\t\u00ad\u200bé🙂[]", max_size=60)
ANY = st.one_of(TRICKY, st.text(max_size=60))


def words_at(text: str, found: list[Span]) -> list[str]:
    return [text[place.start : place.end] for place in found]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("She said “it’s theirs” then", '"it\'s theirs"'),
        ("a long–term plan", "long-term"),
        ("a long‑term plan", "long—term"),
        ("well... I don’t", "well… I don't"),
        ("well… I don’t", "well... I don't"),
        ("two  spaces\nand\u00a0more", "two spaces and more"),
        ("soft\u00adware", "software"),
        ("the words", "  the words\n"),
        ("Café society", "Cafe\u0301 society"),
    ],
)
def test_the_shape_of_spaces_quotation_marks_and_dashes_does_not_matter(text: str, quote: str) -> None:
    assert len(places(text, quote)) == 1


def test_places_are_those_of_the_original_text() -> None:
    text = "🙂 So —  I\u00a0think\n\nnot... really"
    assert words_at(text, places(text, "- I think not… really")) == ["—  I\u00a0think\n\nnot... really"]


def test_upper_and_lower_case_matter() -> None:
    assert places("The Trust", "the trust") == []


def test_all_places_are_given_overlapping_ones_too() -> None:
    assert places("ana anana", "ana") == [Span(0, 3), Span(4, 7), Span(6, 9)]


@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_no_words_are_nowhere(nothing: str) -> None:
    assert places("some words", nothing) == []
    assert places_between("some words", nothing) == []


@given(ANY, ANY)
def test_what_is_found_reads_the_same_as_the_quotation(text: str, quote: str) -> None:
    same = {normal(form.strip()).strip() for form in (quote, unicodedata.normalize("NFC", quote.strip()))}
    for found in words_at(text, places(text, quote)):
        assert found == quote.strip() or normal(found) in same


@given(ANY, st.data())
def test_a_slice_of_a_text_is_found_where_it_was_taken(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part = text[start:end]
    if part.strip():
        start += len(part) - len(part.lstrip())
        assert Span(start, start + len(part.strip())) in places(text, part)


@given(ANY)
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(ANY, ANY, ANY, ANY, st.one_of(st.none(), st.integers()))
def test_looking_never_fails(text: str, quote: str, prefix: str, suffix: str, hint: int | None) -> None:
    searchable = Searchable(text)
    find(searchable, quote, prefix=prefix, suffix=suffix, hint=hint)
    for place in places_between(searchable, f"{quote}…{suffix}"):
        assert 0 <= place.start < place.end <= len(text)
    reanchor(prefix + text, text + suffix, 0, len(quote), quote, prefix, suffix)


def test_first_and_last_words_find_the_shortest_stretch_between_them() -> None:
    text = (
        "It's made it hard. It's made it more difficult, like I say, to get them making everywhere. making everywhere."
    )
    assert words_at(text, places_between(text, "It's made it … making everywhere."))[0] == (
        "It's made it more difficult, like I say, to get them making everywhere."
    )


def test_an_ellipsis_may_be_one_of_the_words() -> None:
    text = "...[Area 2] can make suggestions... So I think it will stay. I guess."
    assert words_at(text, places_between(text, "…[Area 2] can … I guess.")) == [text]
    assert words_at(text, places_between(text, "suggestions… So I think")) == ["suggestions... So I think"]
    assert words_at(text, places_between(text, "...[Area 2] can make suggestions... So … stay.")) == [
        "...[Area 2] can make suggestions... So I think it will stay."
    ]


def test_several_gaps_are_filled_in_their_order() -> None:
    text = "one two three four five six seven"
    assert words_at(text, places_between(text, "two … four … six")) == ["two three four five six"]
    assert places_between(text, "six … four") == []


def test_first_words_begin_at_a_word() -> None:
    text = "another plan, other words, the end"
    assert words_at(text, places_between(text, "other … end")) == ["other words, the end"]


@given(st.lists(st.sampled_from("abcde"), min_size=4, max_size=30), st.data())
def test_the_stretch_between_begins_and_ends_as_asked_and_none_is_shorter(
    letters: list[str], data: st.DataObject
) -> None:
    text = " ".join(letters)
    first, last = data.draw(st.sampled_from("abcde")), data.draw(st.sampled_from("abcde"))
    windows = [
        2 * (there - here) + 1
        for here, one in enumerate(letters)
        for there, other in enumerate(letters)
        if here < there and (one, other) == (first, last)
    ]
    found = places_between(text, f"{first} … {last}")
    assert [len(place) for place in found[:1]] == sorted(windows)[:1]
    for place in found:
        assert text[place.start : place.end][:: place.end - place.start - 1] == first + last


def test_context_stops_at_the_ends_of_the_text() -> None:
    assert context("abcdef", 2, 4, 32) == ("ab", "ef")
    assert context("abcdef", 2, 4, 1) == ("b", "e")


def test_the_only_place_is_found() -> None:
    assert find("what we did was wait", "we did") == Found(5, 11)
    assert find("what we did was wait", "they did") is None


def test_neighbouring_words_tell_two_places_apart() -> None:
    text = "First I think so. Then I think not."
    assert find(text, "I think", suffix=" not.") == Found(23, 30)
    assert find(text, "I think", prefix="First ") == Found(6, 13)


def test_a_hint_tells_apart_what_the_neighbours_do_not() -> None:
    text = "yes. yes. yes."
    assert isinstance(find(text, "yes."), Ambiguous)
    assert find(text, "yes.", hint=9) == Found(10, 14)


def test_an_extract_stays_on_its_words_when_the_text_before_it_changes() -> None:
    old, new = "Um, yes. We lost them all. Yes.", "Yes. Yes. We lost them all. Yes."
    start = old.index("We")
    assert reanchor(old, new, start, start + 17, old[start : start + 17]) == Span(10, 27)


def test_an_extract_goes_to_the_place_with_its_own_neighbours() -> None:
    old = "D: How so?\n\nP: I think so.\n\nD: And then?\n\nP: I think so."
    new = "D: How so, then?\n\nP: I think so.\n\nD: And after that?\n\nP: I think so."
    start = old.rindex("I think so.")
    prefix, suffix = context(old, start, start + 11)
    assert reanchor(old, new, start, start + 11, "I think so.", prefix, suffix) == Span(len(new) - 11, len(new))


def test_an_extract_whose_words_are_gone_has_no_place() -> None:
    assert reanchor("I saw Jane there", "I saw [a colleague] there", 6, 10, "Jane") is None


@given(ANY, ANY, ANY, ANY)
def test_words_that_did_not_change_are_carried(before: str, words: str, after: str, new: str) -> None:
    quote = f"«{words}x»"
    old_text, new_text = f"{before}{quote}{after}", f"{new}{quote}{after}"
    if len(places(new_text, quote)) == 1:
        place = reanchor(old_text, new_text, len(before), len(before) + len(quote), quote)
        assert place == Span(len(new), len(new) + len(quote))
