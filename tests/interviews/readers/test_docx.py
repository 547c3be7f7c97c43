import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from interviews.readers import Reading, Unreadable, read

Parts = dict[str, bytes]


def written(*paragraphs: str) -> bytes:
    """Paragraphs; what stands before a | is in bold."""
    document = Document()
    for text in paragraphs:
        bold, _, plain = text.rpartition("|")
        paragraph = document.add_paragraph()
        if bold:
            paragraph.add_run(bold).bold = True
        paragraph.add_run(plain)
    return saved(document)


def saved(document: WordDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(data: bytes, change: Callable[[Parts], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def spoken(found: Reading) -> list[tuple[str, str]]:
    return [(turn.speaker, found.text[turn.start : turn.end]) for turn in found.turns]


def refusal(data: bytes, name: str = "talk.docx") -> str:
    with pytest.raises(Unreadable) as refused:
        read(name, data)
    return str(refused.value)


def test_paragraphs_and_speakers_are_read() -> None:
    found = read("talk.docx", written("Interviewer: So?", "", "P1 (GP): Café – 🙂.", "More."))
    assert found.text == "Interviewer: So?\n\nP1 (GP): Café – 🙂.\n\nMore."
    assert spoken(found) == [("Interviewer", "So?"), ("P1 (GP)", "Café – 🙂.\n\nMore.")]


def test_labels_in_bold_are_speakers_even_once() -> None:
    talk = [f"Ann:| Question {n}?" for n in range(20)]
    found = read("talk.docx", written(*talk, "Bo|: Just once.", "Note: not a speaker."))
    assert spoken(found)[-1] == ("Bo", "Just once.\n\nNote: not a speaker.")


def test_a_known_label_in_bold_may_stand_on_its_own_line() -> None:
    found = read("talk.docx", written("Interviewer|", "So?", "Respondent|", "Well."))
    assert spoken(found) == [("Interviewer", "So?"), ("Respondent", "Well.")]


def test_tables_are_read_row_by_row_where_they_stand() -> None:
    document = Document()
    document.add_paragraph("Recorded in March")
    table = document.add_table(rows=2, cols=3)
    for row, cells in zip(table.rows, [("00:01", "Interviewer", "So?"), ("00:09", "P1", "Well.")], strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("P2: After.")
    found = read("talk.docx", saved(document))
    assert found.text == "Recorded in March\n\n00:01\tInterviewer\tSo?\n\n00:09\tP1\tWell.\n\nP2: After."
    assert spoken(found) == [("", "Recorded in March"), ("Interviewer", "So?"), ("P1", "Well."), ("P2", "After.")]
    assert [turn.at for turn in found.turns] == [None, 1.0, 9.0, None]


def test_insertions_are_kept_and_deletions_comments_and_page_heads_are_not_words() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "CONFIDENTIAL"
    paragraph = document.add_paragraph("P1: We ")
    mark = f'{nsdecls("w")} w:id="1" w:author="x" w:date="2016-01-01T00:00:00Z"'
    paragraph._p.append(parse_xml(f"<w:del {mark}><w:r><w:delText>lost </w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {mark}><w:r><w:t>kept</w:t></w:r></w:ins>"))
    document.add_comment(paragraph.add_run(" it."), text="check this", author="x", initials="x")
    assert read("talk.docx", saved(document)).text == "P1: We kept it."


def test_line_breaks_tabs_and_lists_are_words() -> None:
    document = Document()
    document.add_paragraph("I:\tOne\ntwo.")
    document.add_paragraph("Bullet", style="List Bullet")
    assert read("talk.docx", saved(document)).text == "I:\tOne\ntwo.\n\nBullet"


def test_a_two_hundred_page_document_is_read() -> None:
    found = read("talk.docx", written(*(f"{'IP'[n % 2]}: {'and so we said ' * 20}" for n in range(1600))))
    assert len(found.turns) == 1600


def test_a_document_without_words_says_so() -> None:
    assert "holds no words" in refusal(written(""))


def test_macros_are_refused() -> None:
    data = changed(written("I: So?"), lambda parts: parts.update({"word/vbaProject.bin": b"x"}))
    assert "macros" in refusal(data)


def test_a_password_is_named() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert "protected by a password; remove the password" in refusal(ole + "EncryptedPackage".encode("utf-16-le"))
    assert "older .doc kind" in refusal(ole)


def test_a_locked_member_is_named() -> None:
    data = bytearray(written("I: So?"))
    for sign, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(sign) + place] |= 1
    assert "protected by a password" in refusal(bytes(data))


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/x", "word\\..\\x", "C:x"])
def test_parts_with_names_that_lead_outside_are_refused(name: str) -> None:
    data = changed(written("I: So?"), lambda parts: parts.update({name: b"<x/>"}))
    assert "names that no ordinary document has" in refusal(data)


@pytest.mark.parametrize(
    "definition",
    ['<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "<!DOCTYPE x><x/>"],
)
@pytest.mark.parametrize("part", ["word/extra.xml", "word/_rels/extra.rels"])
def test_definitions_in_a_part_are_refused(part: str, definition: str) -> None:
    data = changed(written("I: So?"), lambda parts: parts.update({part: definition.encode()}))
    assert "definitions that no ordinary document holds" in refusal(data)


def test_a_bomb_is_refused() -> None:
    data = changed(written("I: So?"), lambda parts: parts.update({"word/media/x.png": b"\0" * 5_000_000}))
    assert "packed in a way" in refusal(data)
    data = changed(written("I: So?"), lambda parts: parts.update({f"x{n}": b"" for n in range(4000)}))
    assert "far larger inside" in refusal(data)


@pytest.mark.parametrize("end", [10, 1000, -500, -10])
def test_a_damaged_document_is_refused(end: int) -> None:
    assert "damaged" in refusal(written("I: So?")[:end])


def test_words_that_are_no_xml_are_refused() -> None:
    data = changed(written("I: So?"), lambda parts: parts.update({"word/document.xml": b"<w:document>"}))
    assert "damaged" in refusal(data)


def test_a_document_nested_beyond_reason_is_refused_in_a_sentence() -> None:
    def nest(parts: Parts) -> None:
        deep = b"<w:smartTag>" * 20_000 + b"</w:smartTag>" * 20_000
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + deep)

    assert refusal(changed(written("I: So?"), nest)).startswith("talk.docx: ")


def test_pictures_are_left_out_and_never_fetched() -> None:
    document = Document()
    document.add_paragraph("P1: See this.")
    picture = (
        b'<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="rId99"/>'
        b"</w:drawing></w:r></w:p>"
    )

    def add(parts: Parts) -> None:
        relations = "word/_rels/document.xml.rels"
        link = (
            b'<Relationship Id="rId99" Type="image" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
        )
        parts[relations] = parts[relations].replace(b"</Relationships>", link)
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", picture + b"<w:sectPr", 1)

    assert read("talk.docx", changed(saved(document), add)).text == "P1: See this."
