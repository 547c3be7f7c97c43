import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.published import published_form_ok

WORDS = "So it always is feeling like this flux... which is difficult [locally] in Salford, to be honest."


@pytest.mark.parametrize(
    "published",
    [
        WORDS,
        "So it always is feeling like this flux… which is difficult [locally] in Salford, to be honest.",
        "So … is difficult [locally] in Salford, to be honest.",
        "So […] is difficult … to be honest.",
        "… in Salford, to be honest.",
        "So it always is feeling like this flux...",
        "So it always is feeling like this flux... which is difficult [locally] in [Area 1], to be honest.",
        "[It] always is feeling like this flux [uncertainty] … to be honest.",
        "[s]o it always is feeling like this flux…",
        "So it always … is difficult [here] in Salford … honest.",
    ],
)
def test_cuts_and_substitutions_that_are_shown_are_fine(published: str) -> None:
    assert published_form_ok(WORDS, published), published_form_ok(WORDS, published).reason


@pytest.mark.parametrize(
    ("published", "reason"),
    [
        ("it always is feeling like this flux…", "begin with “it always is feeling like this flux”"),
        ("So it always is feeling like this flux", "without showing it"),
        ("So it always is … in Salford", "end with “in Salford”"),
        ("So it is feeling … to be honest.", "begin with “So it is feeling”"),
        ("So … in Manchester … honest.", "hold, in this order, “in Manchester”"),
        ("So … Salford … difficult … honest.", "hold, in this order, “difficult”"),
        ("So … onest.", "end with “onest.”"),
        ("…", "Nothing of the words is left"),
        ("[A remark on Salford]", "Nothing of the words is left"),
        ("", "is empty"),
    ],
)
def test_what_was_changed_without_a_mark_is_refused_with_the_reason(published: str, reason: str) -> None:
    fit = published_form_ok(WORDS, published)
    assert not fit
    assert reason in fit.reason


def test_a_cut_may_not_go_through_a_word() -> None:
    assert not published_form_ok("it is unacceptable", "it is … acceptable")
    assert not published_form_ok("it is unacceptable", "it is [not] acceptable")


def test_a_bracket_may_change_the_first_letter() -> None:
    assert published_form_ok("and then the plan failed", "… [T]he plan failed")


def test_a_word_may_be_explained_in_brackets() -> None:
    assert published_form_ok("referrals for MSK and so on", "referrals for MSK [musculoskeletal services] and so on")


def test_an_unclosed_bracket_is_a_sign_like_others() -> None:
    assert published_form_ok("one [two three", "one [two … three") is not None
    assert not published_form_ok("one two three", "one [two three")


def test_the_kind_of_quotation_mark_does_not_matter() -> None:
    assert published_form_ok("it’s “theirs” – now", "it's 'theirs' - now")


@given(st.text())
def test_the_words_themselves_are_always_fine_unless_there_are_none(words: str) -> None:
    assert published_form_ok(words, words)


@given(st.text(), st.text())
def test_comparing_never_fails(words: str, published: str) -> None:
    fit = published_form_ok(words, published)
    assert fit.ok == (fit.reason == "")


@given(st.lists(st.sampled_from(["we", "lost", "them", "all", "(again)", "then"]), min_size=3), st.data())
def test_a_cut_between_words_is_fine_and_the_same_cut_unmarked_is_not(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(1, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    said = " ".join(words)
    assert published_form_ok(said, " ".join([*words[:first], "…", *words[last:]]))
    assert not published_form_ok(said, " ".join(words[:first] + words[last:]))


@given(
    st.lists(st.sampled_from(["we", "lost", "them", "all"]), min_size=2), st.integers(0), st.text("xyz ", min_size=1)
)
def test_a_substitution_of_a_word_is_fine(words: list[str], which: int, instead: str) -> None:
    which %= len(words)
    printed = [*words[:which], f"[{instead}]", *words[which + 1 :]]
    assert published_form_ok(" ".join(words), " ".join(printed))
