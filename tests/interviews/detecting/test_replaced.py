import pytest

from interviews.anonymise.known import Entry, forms
from interviews.detection import find


@pytest.mark.parametrize(
    "text",
    [
        "We are in [Borough Y], not in the town.",
        "It was Dr A who said so, and Person B heard it.",
        "She moved to [hospital Trust A] in the winter.",
        "One’s Dr B, who is retired.",
        "It went to [Trust 2] and then to [Town B], to [Named Hospital].",
        "[GP practice C] rang the [City Council].",
        "I worked at XXXXX XXXXXXXX XX XXX until the spring.",
        "He was called ████ and lived in ***.",
    ],
)
def test_what_was_replaced_already_is_not_proposed(text: str):
    assert find(text) == []


@pytest.mark.parametrize(
    "text", ["I asked Dr A. Keane about it.", "It was Mrs O’Hara.", "That was Dr B. Amari’s list."]
)
def test_an_initial_before_a_surname_is_no_replacement(text):
    assert find(text)


def test_the_study_knows_better():
    [found] = find("We met at [the Ropery] then.", known=forms([Entry("the Ropery", "place", "")]))
    assert found.type == "place"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("So it went on. [interruption: Beverley Trask comes in] Then it stopped.", "Beverley Trask"),
        ("I said no. [Sarah nods] And that was that.", "Sarah"),
        ("We all went up there [Manchester] for the day.", "Manchester"),
        ("He [Dr Okonjo] never wrote to us.", "Dr Okonjo"),
    ],
)
def test_a_note_in_brackets_may_name_somebody(text: str, named: str):
    assert [text[one.start : one.end] for one in find(text)] == [named]
