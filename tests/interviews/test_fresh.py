"""Numbers and addresses that mean one person: the certain kinds, and nothing that looks like them."""

import pytest

from interviews.leaks import fresh


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring 0161 496 0123.", [("0161 496 0123", "phone")]),
        ("(0161) 496 0123", [("(0161) 496 0123", "phone")]),
        ("+44 (0)161 496 0123", [("+44 (0)161 496 0123", "phone")]),
        ("07700900123", [("07700900123", "phone")]),
        ("k.keane@nhs.example", [("k.keane@nhs.example", "email")]),
        ("943 476 5919", [("943 476 5919", "nhs_number")]),
        ("NHS number 9434765919", [("9434765919", "nhs_number")]),
        ("AB 12 34 56 C", [("AB 12 34 56 C", "nino")]),
        ("LS2 9JT, SW1A 2AA", [("LS2 9JT", "postcode"), ("SW1A 2AA", "postcode")]),
        ("https://www.linkedin.com/in/skeane", [("https://www.linkedin.com/in/skeane", "url")]),
    ],
)
def test_a_certain_identifier_is_found(text, found):
    assert [(text[each.start : each.end], each.type) for each in fresh.find(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "943 476 5918 and 111 111 1111",
        "2016-2017, 10,000, £1 000 000",
        "doi 10.1016/0123456789, 0123456789/3",
        "ISBN 0 19 853453 1",
        "PR-R11-1014-33001, CMO-07, WS2, Q4 2016",
        "https://www.gov.uk/government/publications",
        "a 10 20 30 40 b",
        "ab 12 34 56 c, GB 12 34 56 C",
        "in B4 3PM, so ls2 9jt",
    ],
)
def test_what_only_looks_like_one_is_left(text):
    assert fresh.find(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dr Keane-Hobbs and Prof. J. Smith", ["Dr Keane-Hobbs", "Prof. J. Smith"]),
        ("Dr A, Mr B’s, Dr C's", []),
        ("the doctor, Drop by, Sir!", []),
    ],
)
def test_names_with_a_title_are_told(text, found):
    assert [text[each.start : each.end] for each in fresh.called(text)] == found
