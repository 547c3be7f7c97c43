"""What holds for every format."""

import io
import re
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.readers import READERS, SHEETS, Reading, Unreadable, endings, read, read_all
from interviews.readers import reading as limits
from interviews.readers.decoding import clean
from interviews.turns import find_turns

SIGNATURES = [
    b"%PDF-1.4 ",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    rb"{\rtf1 ",
    b"\x89PNG\r\n",
    b"\xff\xfe",
]
DATA = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(str.encode),
    st.text(max_size=100).map(lambda text: text.encode("utf-16", "ignore")),
    st.tuples(st.sampled_from(SIGNATURES), st.binary(max_size=50)).map(b"".join),
    st.text("<p>b/td tr=table&;:I R ", max_size=200).map(lambda text: f"<html>{text}".encode()),
    st.text("\\{}par bv'9deltd* :IR", max_size=200).map(lambda text: f"{{\\rtf1{text}}}".encode()),
    st.text('textspeaker,;"\n:a ', max_size=100).map(lambda text: f"id,speaker,text\n{text}".encode()),
    st.text("WEBVTT\n00:1.>-< vA<>/&;I: ", max_size=200).map(lambda text: f"WEBVTT\n\n{text}".encode()),
)


def packed(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read(name, data)
    return str(refused.value)


@pytest.mark.parametrize(
    ("ending", "remedy"),
    [
        ("doc", "Word document (.docx)"),
        ("docm", "Word document (.docx)"),
        ("xlsm", "Excel workbook (.xlsx)"),
        ("ods", "Excel workbook (.xlsx)"),
        ("mp3", "have it transcribed first"),
        ("zip", "unpack it"),
        ("jpg", "text recognition"),
    ],
)
def test_kinds_that_are_not_read_are_refused_with_a_remedy(ending: str, remedy: str) -> None:
    message = refusal(f"notes.{ending}", b"words")
    assert message.startswith(f"notes.{ending}: Triad cannot read .{ending} files; ")
    assert remedy in message


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"%PDF-1.4 words", "its content is a PDF document, not plain text"),
        ("a.md", packed(word__document="x"), "its content is a Word document or another packed file"),
        ("a.txt", rb"{\rtf1 words}", "rich text"),
        ("a.txt", b"  <!DOCTYPE html><p>words", "a web page"),
        ("a.txt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nHi", "give it the ending .vtt"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("a.txt", b"wo\0rds", "not a text file"),
        ("a.txt", bytes(range(1, 32)) * 20, "not a text file"),
        ("a.txt", b"\xff\xfe\x00", "cannot be read as UTF-16"),
        ("a.txt", b"caf\xe9 \x81", "cannot be read as UTF-8 or Windows-1252"),
        ("a.vtt", b"Doctor: Hello", "does not begin with WEBVTT"),
        ("a.srt", b"Doctor: Hello", "does not begin with a numbered time"),
        ("a.docx", b"Doctor: Hello", "not a Word document"),
        ("a.docx", b"%PDF-1.4", "its content is a PDF document, not a Word document"),
        ("a.docx", packed(mimetype="application/vnd.oasis.opendocument.text"), "a packed file, not a Word document"),
        ("a.docx", b"MZ\x90\x00" + bytes(60), "its content is a program, not a Word document"),
        ("a.pdf", b"MZ\x90\x00" + bytes(60), "its content is a program, not a PDF document"),
        ("a.doc", b"x", "save it as a Word document (.docx)"),
        ("a.docm", b"x", "save it as a Word document (.docx)"),
        ("a", b"words", "no ending"),
        ("a.exe", b"words", "does not read .exe files"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name: str, data: bytes, says: str) -> None:
    message = refusal(name, data)
    assert message.startswith(f"{name}: ")
    assert says in message


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.vtt", "a.srt", "a.docx"])
def test_an_empty_file_holds_no_words(name: str) -> None:
    assert "holds no words" in refusal(name, b"")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b" \r\n\t"),
        ("a.txt", b"\xef\xbb\xbf"),
        ("a.txt", b"... --- !"),
        ("a.md", b"---\n\n***"),
        ("a.vtt", b"WEBVTT\n"),
    ],
)
def test_a_file_without_words_says_so(name: str, data: bytes) -> None:
    assert "holds no words" in refusal(name, data)


def test_a_file_that_is_too_large_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "larger than 20 MB" in refusal("a.txt", b"a " * (limits.MAX_TEXT_BYTES // 2 + 1))
    assert "it holds 200,001 words" in refusal("a.txt", b"a " * (limits.MAX_WORDS + 1))


@pytest.mark.parametrize("ending", ["docx", "odt", "pdf", "xlsx", "txt", "rtf", "html", "csv", "vtt", "srt", "md"])
def test_300_megabytes_are_refused_by_their_size(ending: str) -> None:
    assert "it is larger than" in refusal(f"a.{ending}", bytes(300 * limits.MEGABYTE))


def test_only_the_last_part_of_a_file_name_is_shown() -> None:
    assert refusal("C:\\secret\\..\\a\u202e<b>.pdf", b"x").startswith("a<b>.pdf: ")
    assert len(refusal(f"{'a' * 5000}.pdf", b"x")) < 250


def test_the_endings_are_those_of_the_readers() -> None:
    assert endings() == tuple(f".{ending}" for ending in (*READERS, *SHEETS))


@given(st.sampled_from([f"a.{ending}" for ending in (*READERS, *SHEETS)]), DATA)
def test_any_file_is_read_or_refused_in_a_sentence(name: str, data: bytes) -> None:
    found, refused = all_or_refused(name, data)
    if refused:
        assert re.fullmatch(rf"{re.escape(name)}: [^\n]+; [^\n]+\.", refused)
    assert len({label for label, _ in found}) == len(found)
    for _, reading in found:
        assert reading.text == clean(reading.text)
        assert reading.text == unicodedata.normalize("NFC", reading.text)
        end = 0
        for turn in reading.turns:
            assert end <= turn.start < turn.end <= len(reading.text)
            end = turn.end


def all_or_refused(name: str, data: bytes) -> tuple[tuple[tuple[str, Reading], ...], str]:
    try:
        return read_all(name, data), ""
    except Unreadable as refused:
        return (), str(refused)


def read_or_refused(name: str, data: bytes) -> Reading | str:
    try:
        return read(name, data)
    except Unreadable as refused:
        return str(refused)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_a_clean_text_has_no_signs_a_database_refuses(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    assert not set(cleaned) & {"\0", "\r", "\ufeff"}


@given(st.lists(st.tuples(st.sampled_from(["I", "R", "P1", ""]), st.text(min_size=1, max_size=30)), min_size=1))
def test_a_text_written_as_it_is_reads_back_the_same(lines: list[tuple[str, str]]) -> None:
    written = "\n\n".join(f"{label}: {words}" if label else words for label, words in lines)
    first = read_or_refused("first.txt", written.encode())
    if isinstance(first, Reading):
        assert read("again.txt", first.text.encode()) == first


def test_labels_and_interviewers_given_are_used() -> None:
    found = read("a.txt", b"ML: Why?\n\nJB: Because. Why not?", speakers=["JB"], interviewers=["ML"])
    assert [(turn.speaker, turn.interviewer) for turn in found.turns] == [("ML", True), ("JB", False)]


def test_interviewers_are_proposed_when_none_are_given() -> None:
    assert [turn.interviewer for turn in read("a.txt", b"I: Why?\n\nR: So.").turns] == [True, False]


def test_the_turns_are_those_found_in_the_text() -> None:
    found = read("a.txt", b"\xef\xbb\xbfI: Why?\r\n\r\nR: So.\r\n")
    assert found.text == "I: Why?\n\nR: So."
    assert found.turns == find_turns(found.text, (), ["I"])
