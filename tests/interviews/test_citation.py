"""Citations, as printed in the model study and elsewhere."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.citation import FIELDS, citation, cite, style_error

STANDARD = "[{id}, {site}, {organisation}, {date:%b %Y}]"
FULL = {"id": "14376", "site": "Area 2", "organisation": "Provider", "date": "2016-07"}


@dataclass(frozen=True)
class Person:
    site: str | None = None
    organisation: str = ""
    role: str = ""
    speaker: str = ""
    participant: str | None = None


@dataclass(frozen=True)
class Interview:
    printed_id: str = "14376"
    date: str = "2016-07-14"
    kind: str = "interview"
    work_stream: SimpleNamespace | None = field(default=None)


@pytest.mark.parametrize(
    ("style", "fields", "printed"),
    [
        (STANDARD, FULL, "[14376, Area 2, Provider, Jul 2016]"),
        (
            "[{id}, {organisation}, {site}, {date:%b %Y}]",
            {"id": "18967", "organisation": "CCG", "site": "Area 1", "date": "2017-01-20"},
            "[18967, CCG, Area 1, Jan 2017]",
        ),
        ("{role} ID {id}", {"role": "Manager", "id": "60"}, "Manager ID 60"),
        ("{role} ID {id}", {"id": "60"}, "ID 60"),
        ("{role} ID {id}", {"role": "Manager"}, "Manager"),
        (STANDARD, FULL | {"site": ""}, "[14376, Provider, Jul 2016]"),
        (STANDARD, FULL | {"id": " "}, "[Area 2, Provider, Jul 2016]"),
        (STANDARD, FULL | {"date": ""}, "[14376, Area 2, Provider]"),
        (STANDARD, FULL | {"date": "2016"}, "[14376, Area 2, Provider, 2016]"),
        (STANDARD, {"date": "2016-07"}, "[Jul 2016]"),
        (STANDARD, {}, ""),
        ("{id} ({site}), {date:%Y}", {"id": "7", "date": "2016"}, "7, 2016"),
        ("{id} ({site}), {date:%Y}", {"id": "7", "site": "Area 1", "date": "2016"}, "7 (Area 1), 2016"),
        ("{id} ({site}; {organisation})", {"id": "7", "organisation": "CCG"}, "7 (CCG)"),
        ("{id} (interview)", {"id": "7"}, "7 (interview)"),
        ("{date}", {"date": "2016-07-04"}, "4 July 2016"),
        ("[{id}, {site}", {"id": "7"}, "[7"),
        ("{id}, {site}", {"id": "7", "site": "North [east]"}, "7, North [east]"),
        ("{{{id}}}", {"id": "7"}, "{7}"),
    ],
)
def test_citation_reads_as_printed(style, fields, printed):
    assert citation(style, fields) == printed


@pytest.mark.parametrize(
    ("style", "sentence"),
    [
        ("[{id}, {place}]", "“place” that is not known"),
        ("[{id, {site}]", "curly bracket is missing"),
        ("[{id}, {site]", "curly bracket is missing"),
        ("[id, site]", "has no field"),
        ("{id:>5}", "takes no shape"),
        ("{id!r}", "takes no shape"),
        ("{}", "not known"),
        ("{id.__class__}", "not known"),
    ],
)
def test_a_wrong_style_is_refused_in_a_sentence(style, sentence):
    with pytest.raises(ValueError, match=sentence):
        citation(style, FULL)
    assert sentence in style_error(style)


def test_a_good_style_has_no_error():
    assert style_error(STANDARD) == ""


present = st.text("abcÄ 12[](),;{}%", min_size=1).filter(lambda value: value.strip())


@given(st.dictionaries(st.sampled_from([name for name in FIELDS if name != "date"]), present))
def test_the_fields_that_are_known_stand_in_order_and_nothing_else(fields):
    names = [name for name in FIELDS if name != "date"]
    style = "[" + ", ".join("{" + name + "}" for name in names) + "]"
    known = [fields[name].strip() for name in names if name in fields]
    assert citation(style, fields) == (f"[{', '.join(known)}]" if known else "")


@given(st.text("[](){}:;,. abidstezr%Y"))
def test_any_style_gives_a_citation_or_a_sentence(style):
    error = style_error(style)
    assert error.endswith(".") if error else isinstance(citation(style, FULL), str)


def test_a_source_is_cited_with_its_participation():
    assert cite(Interview(), [Person("Area 2", "Provider")], STANDARD) == "[14376, Area 2, Provider, Jul 2016]"


def test_a_wrong_style_does_not_hide_the_source():
    assert cite(Interview(), [Person("Area 2", "Provider")], "{place}") == "[14376, Area 2, Provider, Jul 2016]"


def test_who_speaks_in_a_joint_interview_is_cited_alone():
    both = [Person("Area 1", "CCG", speaker="Respondent 1"), Person("Area 2", "Provider", speaker="Respondent 2")]
    assert cite(Interview(), both, STANDARD, "respondent 2:") == "[14376, Area 2, Provider, Jul 2016]"
    assert cite(Interview(), both, STANDARD, "Somebody") == "[14376, Area 1 & Area 2, CCG; Provider, Jul 2016]"
    assert cite(Interview(), both, STANDARD) == "[14376, Area 1 & Area 2, CCG; Provider, Jul 2016]"


def test_what_two_people_share_is_said_once():
    both = [Person("Area 1", "CCG", "Manager"), Person("Area 1", "CCG", "GP")]
    assert cite(Interview(), both, "{id}, {site}, {organisation}, {role}") == "14376, Area 1, CCG, Manager; GP"


def test_a_document_without_people_is_cited_by_what_is_known():
    source = Interview(work_stream=SimpleNamespace(code="WS2"), kind="document", date="")
    assert cite(source, [], STANDARD) == "[14376]"
    assert cite(source, [], "{kind} {id}, {work_stream}") == "document 14376, WS2"
