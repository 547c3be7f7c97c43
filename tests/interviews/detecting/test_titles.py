import pytest

from interviews.detecting import titles
from interviews.detecting.proposal import settle
from interviews.detecting.tokens import cut


def found(text):
    return [text[one.start : one.end] for one in settle(titles.find(cut(text)))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("she was the chief executive then", "chief executive"),
        ("our Medical Director said no", "Medical Director"),
        ("the director of public health came", "director of public health"),
        ("the head of midwifery there", "head of midwifery"),
        ("the clinical director for older people who left", "clinical director for older people"),
        ("she's the safeguarding lead", "safeguarding lead"),
        ("the falls nurse there's only one", "falls nurse"),
        ("he was chair of the Trust", "chair of the Trust"),
    ],
)
def test_a_post_that_one_person_holds_is_found(text, words):
    assert words in found(text)


@pytest.mark.parametrize(
    "text",
    ["a nurse told me", "chief executives come and go", "any medical director would", "the team lead and a manager"],
)
def test_a_post_that_many_hold_is_left(text):
    assert found(text) == []
