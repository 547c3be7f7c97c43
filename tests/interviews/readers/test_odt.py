import pytest

from interviews.readers import Reading, Unreadable, read
from tests.interviews.readers.packing import ODT, odt, packed

BOLD = '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'


def spoken(found: Reading) -> list[tuple[str, str]]:
    return [(turn.speaker, found.text[turn.start : turn.end]) for turn in found.turns]


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read("talk.odt", data)
    return str(refused.value)


def test_paragraphs_blanks_tabs_and_bold_labels_are_read() -> None:
    talk = '<text:p><text:span text:style-name="B">Ann:</text:span> So<text:s text:c="2"/>what?</text:p>' * 2
    found = read("talk.odt", odt(f"{talk}<text:p>Bo:<text:tab/>Well<text:line-break/>on.</text:p>", BOLD))
    assert found.text == "Ann: So  what?\n\nAnn: So  what?\n\nBo:\tWell\non."
    assert spoken(found)[-1] == ("Bo", "Well\non.")


def test_tables_and_lists_are_read_in_order() -> None:
    cells = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in ("I", "So?"))
    body = (
        f"<text:h>Talk</text:h><table:table><table:table-row>{cells}</table:table-row></table:table>"
        "<text:list><text:list-item><text:p>One</text:p></text:list-item></text:list>"
    )
    assert read("talk.odt", odt(body)).text == "Talk\n\nI\tSo?\n\nOne"


def test_notes_comments_and_deletions_are_left_out_and_counted() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>I: We kept<text:note><text:note-body><text:p>A note"
        "</text:p></text:note-body></text:note><office:annotation><text:p>Look</text:p></office:annotation> "
        "it.</text:p>"
    )
    found = read("talk.odt", odt(body))
    assert found.text == "I: We kept it."
    assert found.notices == (
        "1 footnote or endnote, 1 comment and 1 deleted passage are not part of the words and were left out.",
    )


def test_dangerous_and_other_packages_are_refused() -> None:
    assert "holds macros" in refusal(odt("<text:p>Hi</text:p>", Basic__Standard__x="Sub Main"))
    assert "not an OpenDocument text" in refusal(packed({"mimetype": ODT, "x": "y"}))
    assert "not an OpenDocument text" in refusal(b"words")
    locked = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    assert "protected by a password" in refusal(
        packed({"META-INF/manifest.xml": locked, "mimetype": ODT, "content.xml": b"\x00\x01"})
    )
    entity = '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    assert "definitions" in refusal(packed({"mimetype": ODT, "content.xml": entity}))
    assert "packed in a way" in refusal(odt("<text:p>Hi</text:p>", Pictures__x=b"\0" * 5_000_000))
    assert "damaged" in refusal(odt("<text:p>Hi</text:p>")[:200])
