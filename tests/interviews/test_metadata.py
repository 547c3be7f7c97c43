"""The metadata sheet: known by its name or columns, matched by file or id, and everything wrong with it said."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from interviews.intake import metadata

VOICES = [
    {"speaker": "Interviewer", "turns": 2, "asks": True, "sample": "How?"},
    {"speaker": "P1", "turns": 2, "asks": False, "sample": "Well."},
    {"speaker": "P2", "turns": 1, "asks": False, "sample": "Yes."},
]


def xlsx(*rows: tuple[object, ...]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def rows(text: str) -> list[metadata.Row]:
    sheet = metadata.read("sources.csv", text.encode())
    return [metadata.Row("sources.csv", each["row"], each["cells"], each["extra"]) for each in sheet.rows]


@pytest.mark.parametrize(
    ("name", "data", "is_one"),
    [
        ("sources.csv", b"anything", True),
        ("Metadata 2016.xlsx", b"PK", True),
        ("list.csv", b"file,date\na.txt,2016\n", True),
        ("list.xlsx", xlsx(("File", "Date"), ("a.txt", "2016")), True),
        ("answers.csv", b"id,question,answer\n1,How?,Well\n", False),
        ("file.csv", b"file\nx\n", False),
        ("sources.txt", b"file,date", False),
        ("broken.csv", b'file,"da\x00te', False),
        ("broken.xlsx", b"not a workbook", False),
    ],
)
def test_a_sheet_is_known_by_its_name_or_columns(name, data, is_one):
    assert metadata.is_sheet(name, data) is is_one


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"name,date\nx,2016\n", "neither a column “file” nor “id”"),
        (b"file,wave\na.txt,2\n", "unknown column “wave”"),
        (b"file,date\n\xff\xfe,x\n", "Save it again as “CSV UTF-8”"),
        (b"file,file\na,b\n", "stands there twice"),
        (b'file,date\n"a.txt,2016\n', "Is a quotation mark missing"),
    ],
)
def test_what_is_wrong_with_the_table_itself_is_said(data, words):
    assert words in " ".join(metadata.read("sources.csv", data).notices)


def test_days_of_a_spreadsheet_stay_days():
    import datetime as dt

    sheet = metadata.read("sources.xlsx", xlsx(("file", "date", "id"), ("a.txt", dt.date(2016, 7, 14), 14376.0)))
    assert sheet.rows[0]["cells"] == {"file": "a.txt", "date": "2016-07-14", "id": "14376"}


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("a 14376.txt,", 0),
        ("A 14376.TXT,", 0),
        ("texts/a 14376.txt,", 0),
        ("C:\\work\\a 14376.txt,", 0),
        ("a 14376,", 0),
        (",14376", 0),
        (",b", 1),
    ],
)
def test_a_row_finds_its_file_by_name_or_id(row, place):
    found, unmatched = metadata.matched(
        "s.csv", metadata.read("s.csv", f"file,id\n{row}\n".encode()).rows, ["a 14376.txt", "b.docx"]
    )
    assert list(found) == [place] and unmatched == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("c.txt,", "s.csv, row 2: the file “c.txt” is not among the files"),
        (",99999", "the id “99999” is not among"),
        (",2016", "fits several files (a 2016.txt, b 2016.txt)"),
        (",,x", "names neither a file nor an id"),
    ],
)
def test_a_row_that_fits_none_or_several_is_said(row, words):
    sheet = metadata.read("s.csv", f"file,id,title\n{row}\n".encode())
    found, unmatched = metadata.matched("s.csv", sheet.rows, ["a 2016.txt", "b 2016.txt"])
    assert not found and words in unmatched[0]


def test_the_rows_of_a_joint_interview_are_its_people():
    told, said = metadata.told(
        rows("file,id,participant,speaker,site,date\na.txt,14376,A,p1,A1,2016\na.txt,14376,B,P2,A2,2016\n"),
        VOICES,
        "a.txt",
    )
    assert said == []
    assert [(person["speaker"], person.get("participant"), person.get("row")) for person in told["people"]] == [
        ("Interviewer", None, None),
        ("P1", "A", 2),
        ("P2", "B", 3),
    ]


def test_one_person_without_a_label_is_the_one_who_answers():
    told, _ = metadata.told(rows("file,id,role\na.txt,1,Manager\n"), VOICES[:2], "a.txt")
    assert [(person["speaker"], person.get("role")) for person in told["people"]] == [
        ("Interviewer", None),
        ("P1", "Manager"),
    ]


def test_nobody_guesses_who_of_several_is_meant():
    told, _ = metadata.told(rows("file,id,role\na.txt,1,Manager\n"), VOICES, "a.txt")
    assert [(person["speaker"], person.get("role")) for person in told["people"]] == [
        ("Interviewer", None),
        ("", "Manager"),
    ]


def test_the_sheet_says_who_asks():
    told, _ = metadata.told(rows("file,id,interviewers\na.txt,1,P1; P2\n"), VOICES, "a.txt")
    assert [person["speaker"] for person in told["people"] if person["asks"]] == ["P1", "P2"]


def test_rows_that_contradict_each_other_and_labels_nobody_speaks_under_are_said():
    _, said = metadata.told(rows("file,id,date,speaker\na.txt,1,2016,P1\na.txt,2,2017,Matron\n"), VOICES, "a.txt")
    assert len(said) == 3
    assert "sources.csv, row 3: other id (“2”) than in row 2 (“1”)" in said[0]
    assert "other date (“2017”)" in said[1]
    assert "no line of the file begins with “Matron:”" in said[2]


def test_a_workbook_is_read_from_its_first_sheet_that_is_not_empty():
    book, out = Workbook(), io.BytesIO()
    files = book.create_sheet("Files")
    for row in (("File", "Date"), ("a.txt", date(2016, 7, 14)), ("b.txt", 2016.0)):
        files.append(row)
    book.save(out)
    sheet = metadata.read("sources.xlsx", out.getvalue())
    assert [row["cells"]["date"] for row in sheet.rows] == ["2016-07-14", "2016"]
