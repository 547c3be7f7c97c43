import io

import pytest
from openpyxl import Workbook

from interviews.readers import Reading, Unreadable, read, read_all
from tests.interviews.readers.packing import packed


def spoken(found: Reading) -> list[tuple[str, str]]:
    return [(turn.speaker, found.text[turn.start : turn.end]) for turn in found.turns]


def book(*rows: tuple[object, ...]) -> bytes:
    workbook = Workbook()
    workbook.properties.creator = "Secret Author"
    for row in rows:
        workbook.active.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def as_csv(*rows: tuple[object, ...]) -> bytes:
    return "\n".join(",".join(f'"{"" if cell is None else cell}"' for cell in row) for row in rows).encode()


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_all(name, data)
    return str(refused.value)


MAKERS = pytest.mark.parametrize(("name", "made"), [("a.csv", as_csv), ("a.xlsx", book)])


@MAKERS
def test_one_interview_a_row(name: str, made: type[bytes]) -> None:
    rows = [("ID", "Site", "Transcript"), (14376, "Leeds", "I: So?\n\nR: Well."), (14377, "York", "I: And?\n\nR: No.")]
    found = read_all(name, made(*rows))
    assert [label for label, _ in found] == ["14376", "14377"]
    assert spoken(found[1][1]) == [("I", "And?"), ("R", "No.")]


@MAKERS
def test_one_turn_a_row(name: str, made: type[bytes]) -> None:
    rows = [
        ("Speaker", "Time", "Text"),
        ("Ann", "00:01", "So?"),
        ("Bo", "00:03", "Well."),
        ("Bo", "00:05", "Note: on."),
    ]
    ((label, found),) = read_all(name, made(*rows))
    assert (label, spoken(found)) == ("", [("Ann", "So?"), ("Bo", "Well.\n\nNote: on.")])
    assert [turn.at for turn in found.turns] == [1.0, 3.0]
    assert read(name, made(*rows)) == found


@MAKERS
def test_one_answer_a_row(name: str, made: type[bytes]) -> None:
    rows = [
        ("Participant ID", "Question", "Answer"),
        ("P1", "So?", "Well"),
        ("P2", "So?", "Fine"),
        ("P1", "And?", "No"),
    ]
    found = dict(read_all(name, made(*rows)))
    assert spoken(found["P1"]) == [
        ("Interviewer", "So?"),
        ("Respondent", "Well"),
        ("Interviewer", "And?"),
        ("Respondent", "No"),
    ]
    assert found["P2"].turns[0].interviewer


@MAKERS
def test_one_answer_a_cell_under_its_question(name: str, made: type[bytes]) -> None:
    rows = [("id", "What changed?", "Why?"), ("P1", "A lot", "Money"), ("P2", "Nothing", None)]
    assert spoken(dict(read_all(name, made(*rows)))["P2"]) == [
        ("Interviewer", "What changed?"),
        ("Respondent", "Nothing"),
    ]


def test_rows_without_an_id_are_named_by_their_number() -> None:
    assert [label for label, _ in read_all("a.csv", b"text\nI: So?\nI: And?\n")] == ["row 2", "row 3"]


def test_semicolons_and_tabs_part_cells_too() -> None:
    for mark in ";\t":
        found = read("a.csv", f"speaker{mark}text\nAnn{mark}So, what?\n".encode())
        assert spoken(found) == [("Ann", "So, what?")]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"x,y\n1,2\n", "no column of this table is known to hold what was said; name the columns"),
        ("a.csv", b"id,text\n1,\n", "the table holds no words"),
        ("a.csv", b'id,text\n1,"a', "a quotation mark is missing"),
        ("a.xlsx", b"id,text", "not an Excel workbook; save it as an Excel workbook"),
        ("a.xlsx", book(), "the table is empty"),
        ("a.xlsx", packed({"word/document.xml": "<x/>"}), "a packed file, not an Excel workbook"),
        ("a.xlsx", packed({"xl/workbook.xml": "<x/>", "xl/vbaProject.bin": "x"}), "it holds macros"),
        ("a.xlsx", packed({"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "definitions"),
        ("a.xlsx", packed({"xl/workbook.xml": b" " * 5_000_000 + b"<x/>"}), "packed in a way"),
        ("a.xlsx", packed({"xl/workbook.xml": "<x/>"}), "this workbook cannot be read"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password; remove the password",
        ),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older .xls kind"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(name: str, data: bytes, says: str) -> None:
    assert says in refusal(name, data)


def test_several_interviews_are_not_read_as_one() -> None:
    with pytest.raises(Unreadable, match="it holds 2 interviews, where one is expected"):
        read("a.csv", b"id,text\n1,Hello\n2,Hello\n")
