import pytest

from interviews.detecting import ages, dates
from interviews.detecting.proposal import settle
from interviews.detecting.tokens import cut


def found(text):
    words = cut(text)
    proposals = [*dates.find(words), *ages.find(words)]
    return [(one.type, text[one.start : one.end]) for one in settle(proposals)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("DOB 03/04/1948, female", "03/04/1948"),
        ("she was born on the third of April 1948 at home", "third of April 1948"),
        ("date of birth twenty third of the sixth nineteen forty one", "twenty third of the sixth nineteen forty one"),
        ("his birthday is 2 February 1964", "2 February 1964"),
        ("Date of birth: 1948-04-03", "1948-04-03"),
    ],
)
def test_a_date_of_birth_is_found(text, words):
    assert ("dob", words) in found(text)


def test_a_meeting_is_no_birth():
    assert found("We met on 14 March 2016 and again on 03/06/2017.") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She's 91 and sharp.", "91"),
        ("a 97-year-old man", "97-year-old"),
        ("a gentleman of 95 I go and see", "95"),
        ("her mother turned ninety-five last week", "ninety-five"),
        ("she is a hundred and two", "a hundred and two"),
        ("one lady in the flats ninety four we left her", "ninety four"),
    ],
)
def test_an_age_over_89_is_found(text, words):
    assert ("age", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "He was 88 and she was eighty-nine.",
        "Ninety per cent of ninety people waited 95 minutes.",
        "In nineteen ninety-four it cost ninety-nine pounds.",
        "one of the ninety-eight calls",
        "pressure one ninety-four over a hundred and ten",
    ],
)
def test_younger_people_and_quantities_are_left(text):
    assert found(text) == []
