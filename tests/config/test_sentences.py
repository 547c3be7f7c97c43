import pytest

from config.pages.sentences import last_sentence, sentence_at

PARAGRAPH = (
    'Money moved within a month {{cite 20417 "Nobody asked … was."}}. Nobody *asked* whose it was: “that was it” '
    '{{words 20417 "that was it"}}, said one. In Area 2 it went back {{cite 58230; 12580}}.'
)


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (0, "Money moved within a month."),
        (1, "Nobody asked whose it was: “that was it”, said one."),
        (2, "In Area 2 it went back."),
        (3, ""),
        (-1, ""),
    ],
)
def test_the_sentence_around_a_marker(place, sentence):
    assert sentence_at(PARAGRAPH, place) == sentence


def test_a_footnote_a_reference_and_a_list_sign_are_left_out():
    assert sentence_at('- It **moved**[^1] [@act2012] {{cite 1 "x"}}.', 0) == "It moved."


def test_the_last_sentence_leads_up_to_a_quotation():
    assert (
        last_sentence("First this.\nThen, as one\nfinance director put it:") == "Then, as one finance director put it:"
    )


def test_without_words_there_is_no_sentence():
    assert last_sentence("") == ""
