"""What is told of a file is checked against the study: each thing that does not hold is a sentence with a remedy."""

import pytest

from interviews.intake.telling import Frame, checked, proposed_id, twice
from tracers.names import fold

FRAME = Frame(
    sites={"a1": "Area 1", "area 1": "Area 1", "a2": "Area 2"},
    tracers={"dementia": "Dementia", "screening": "Screening"},
    work_streams={"ws1": "Commissioners"},
    choices={"kind": {"interview": "interview", "focusgroup": "focus group"}, "mode": {"telephone": "telephone"}},
    taken={"20417"},
)
GOOD = {
    "printed_id": "31862",
    "date": "2016-07",
    "kind": "Focus-Group",
    "mode": "Telephone",
    "work_stream": "WS1",
    "tracers": ["Dementia", "dementia", "screening"],
    "people": [
        {"speaker": "Interviewer", "asks": True},
        {"speaker": "P1", "site": "area 1", "organisation": "Provider", "row": 4},
        {"speaker": "", "site": ""},
    ],
}


def test_names_are_resolved_whatever_their_case():
    facts, troubles = checked(GOOD, FRAME)
    assert troubles == []
    assert facts.values["kind"] == "focus group"
    assert facts.values["work_stream"] == "Commissioners"
    assert facts.tracers == ("Dementia", "Screening")
    assert [(person.speaker, person.site) for person in facts.people] == [("Interviewer", None), ("P1", "Area 1")]


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        ({"printed_id": ""}, "printed_id", "it has no id"),
        ({"printed_id": "20417"}, "printed_id", "already a source 20417"),
        ({"printed_id": "x" * 61}, "printed_id", "60 is the most"),
        ({"date": "14/07/2016"}, "date", "“14/07/2016” is not a date. Write it as 2016-07-14"),
        ({"date": "2016-02-31"}, "date", "is not a day of the calendar"),
        ({"kind": "chat"}, "kind", "Use one of: interview, focus group"),
        (
            {"tracers": ["dementa"]},
            "tracer",
            "“dementa” is not a tracer of this study. Use one of: Dementia, Screening",
        ),
        ({"work_stream": "WS9"}, "work_stream", "“WS9” is not a work stream of this study"),
        ({"people": [{"speaker": "P1", "site": "A9"}]}, "site", "“A9” is not a site of this study"),
        ({"people": [{"speaker": "P1", "organisation": "x" * 121}]}, "organisation", "120 is the most"),
    ],
)
def test_what_does_not_hold_is_said_with_its_row_and_remedy(told, field, words):
    _, troubles = checked(GOOD | told, FRAME, row=12)
    assert [(trouble.field, trouble.row) for trouble in troubles] == [(field, 12)]
    assert words in troubles[0].message


def test_the_row_of_a_person_is_told_where_it_has_one_of_its_own():
    _, troubles = checked(GOOD | {"people": [{"speaker": "P1", "site": "A9", "row": 13}]}, FRAME, row=12)
    assert troubles[0].row == 13


def test_who_works_with_given_sites_says_one_for_everybody_who_answers():
    frame = Frame(sites=FRAME.sites, site_needed=True)
    _, troubles = checked({"printed_id": "1", "people": [{"speaker": "I", "asks": True}, {"speaker": "P1"}]}, frame)
    assert [trouble.message for trouble in troubles] == [
        "“P1” has no site. You work with given sites, so say which of them."
    ]


def test_an_id_that_stands_twice_is_found_whatever_its_case():
    assert list(twice(["A", "b", "a", "", "", "B", "A"])) == [(2, 0), (5, 1), (6, 0)]


@pytest.mark.parametrize(
    ("name", "printed_id"),
    [
        ("Interview 14376 (CCG).docx", "14376"),
        ("int 20160714 14376.docx", "20160714"),
        ("Anna.txt", "Anna"),
        ("12.txt", "12"),
    ],
)
def test_an_id_is_proposed_from_the_name(name, printed_id):
    assert proposed_id(name) == printed_id
    assert fold(" A  b ") == "a b"
