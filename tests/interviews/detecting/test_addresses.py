import pytest

from interviews.detecting import addresses
from interviews.detecting.proposal import settle
from interviews.detecting.tokens import cut


def found(text):
    return [text[one.start : one.end] for one in settle(addresses.find(cut(text)))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("she lives at 12b Harbour View, Exmouth", "12b Harbour View, Exmouth"),
        ("at 44 The Avenue. Then", "44 The Avenue"),
        ("Flat 4, 112 Gloucester Terrace, London", "Flat 4, 112 Gloucester Terrace, London"),
        ("in the Old Rectory, Church Lane", "Old Rectory, Church Lane"),
        ("we live at fourteen acacia avenue now", "fourteen acacia avenue"),
        ("it's one hundred and twelve ashby road", "one hundred and twelve ashby road"),
        ("flat three twenty six portland court", "flat three twenty six portland court"),
        ("mum's at seven the croft", "seven the croft"),
    ],
)
def test_a_house_is_found(text, words):
    assert words in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "On 14 March we met 20 people down the road.",
        "twenty people on the side",
        "there were two of them at the end",
        "it took three weeks to close",
        "In 2016 Mary left.",
    ],
)
def test_counts_and_dates_are_no_house(text):
    assert found(text) == []
