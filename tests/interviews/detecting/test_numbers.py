import pytest

from interviews.detecting import numbers, said_numbers
from interviews.detecting.numbers import valid_nhs
from interviews.detecting.proposal import settle
from interviews.detecting.tokens import cut


def found(text):
    words = cut(text)
    proposals = [*numbers.find(words), *said_numbers.find(words)]
    return [(one.type, text[one.start : one.end]) for one in settle(proposals)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("ring 07700 900123 after six", "phone", "07700 900123"),
        ("it was (01865) 496 012, I think", "phone", "(01865) 496 012"),
        ("from abroad +44 (0)20 7946 0958 works", "phone", "+44 (0)20 7946 0958"),
        ("on oh seven nine double four one two three eight oh six all day", "phone", None),
        ("try zero one nine oh two five five five oh one nine", "phone", None),
        ("NHS number 401 023 2137 it was", "nhs_number", "401 023 2137"),
        ("number 4010232137 then", "nhs_number", "4010232137"),
        ("number 401 023 2138 then", "number", "401 023 2138"),
        ("she said four oh one oh two three two one three seven twice", "nhs_number", None),
        ("her number was four oh one oh two three two one three eight", "number", None),
        ("NI number AB 12 34 56 C please", "nino", "AB 12 34 56 C"),
        ("it's n a five one two double three eight c on the form", "nino", None),
        ("postcode d e fifteen oh q w for letters", "postcode", None),
        ("the car is LK66 YTR outside", "number", "LK66 YTR"),
        ("he drives y k sixty eight d f e now", "number", None),
        ("case SG/2019/114 was closed", "number", "SG/2019/114"),
        ("her staff number, 20417, was wrong", "number", "20417"),
        ("bleep 0417 if you need me", "number", "0417"),
        ("sort code 12-34-56 it said", "number", "12-34-56"),
    ],
)
def test_a_number_that_identifies_is_found(text, kind, words):
    assert kind in [of_kind for of_kind, _ in found(text)]
    if words:
        assert (kind, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "in nineteen eighty eight there were two thousand and nine of them",
        "we rang one one one and then nine nine nine",
        "about 12,000 patients and £45000 a year in 2016 and 2017",
        "from 2010 2011 2012 it rose to 95 per cent",
        "twenty four seven, fifty fifty, three or four times",
        "at 10.30 on ward rounds, room 101, 24/7",
    ],
)
def test_a_quantity_identifies_nobody(text):
    assert found(text) == []


def test_check_digit_tells_an_nhs_number():
    assert valid_nhs("4010232137")
    assert not valid_nhs("4010232138")
    assert not valid_nhs("0000000000")
    assert not valid_nhs("401023213")


def test_a_spoken_phone_number_ends_after_its_eleven_digits():
    text = "it's oh one six three two nine six oh nine nine one and then four five people rang"
    [(kind, words)] = found(text)
    assert (kind, words) == ("phone", "oh one six three two nine six oh nine nine one")
