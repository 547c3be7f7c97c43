"""PDF: heads, feet and numbers go, lines and words are joined, turns stay. The files are made by WeasyPrint."""

import pytest

from interviews.readers import Reading, Unreadable, pdf, read

SAID = "We had responsibilities for commissioning and for organisational representation across the Trust. "


def printed(body: str, style: str = "") -> bytes:
    from weasyprint import HTML

    return bytes(HTML(string=f"<html lang=en><style>{style}</style>{body}</html>").write_pdf())


def spoken(found: Reading) -> list[tuple[str, str]]:
    return [(turn.speaker, found.text[turn.start : turn.end]) for turn in found.turns]


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read("talk.pdf", data)
    return str(refused.value)


TALK = [("Interviewer", "So what changed?"), ("P1 (CCG manager)", (SAID * 30).strip())] * 4
BODY = "".join(f"<p><b>{speaker}:</b> {words}</p>" for speaker, words in TALK)


def test_page_heads_feet_and_numbers_are_no_words_and_lines_are_joined() -> None:
    style = (
        "@page {size: A5; @top-left {content: 'Confidential: study 12'} "
        "@bottom-center {content: 'Page ' counter(page) ' of ' counter(pages)}} "
        "p {hyphens: auto; text-align: justify}"
    )
    assert spoken(read("talk.pdf", printed(BODY, style))) == TALK


def test_a_page_number_alone_is_no_word() -> None:
    style = "@page {size: A5; @bottom-right {content: counter(page)}}"
    assert spoken(read("talk.pdf", printed(BODY, style))) == TALK


def test_lines_with_numbers_lose_them() -> None:
    words = [f"{who}: so we said it was {word}" for who, word in [("I", "hard"), ("R", "long"), ("I", "well")] * 5]
    body = "".join(f"<div>{n} &nbsp; {line}</div>" for n, line in enumerate(words, start=1))
    found = read("talk.pdf", printed(body))
    assert [f"{speaker}: {said}" for speaker, said in spoken(found)] == words


def test_a_label_in_a_column_of_its_own_is_a_speaker() -> None:
    style = "td {vertical-align: top; padding-right: 3em}"
    rows = "".join(f"<tr><td>{'IR'[n % 2]}</td><td>{SAID * 3}</td></tr>" for n in range(4))
    found = spoken(read("talk.pdf", printed(f"<table>{rows}</table>", style)))
    assert found == [("IR"[n % 2], (SAID * 3).strip()) for n in range(4)]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("the commis-<br>sioning board", "the commissioning board"),
        ("a well-<br>known board", "a well-known board"),
        ("a face-to-<br>face talk", "a face-to-face talk"),
        ("I was-<br>I mean we were", "I was- I mean we were"),
        ("short-term plans and short-<br>term thoughts", "short-term plans and short-term thoughts"),
    ],
)
def test_a_hyphen_at_a_line_end_is_joined_where_it_makes_sense(lines: str, text: str) -> None:
    first, second = lines.split("<br>")
    body = f"<p style='text-align: right'>{first}<br>{second}</p><p style='text-align: right'>{'wide ' * 3}</p>"
    assert text in read("talk.pdf", printed(body)).text


def test_a_document_without_words_names_text_recognition() -> None:
    assert refusal(printed("")) == (
        "talk.pdf: it holds no words, only pictures of pages; "
        "run text recognition (OCR) on it first, then bring in the result."
    )


def test_a_damaged_file_and_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "the file is damaged" in refusal(printed("<p>Hi</p>")[:200])
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    assert "it has 2 pages, and 1 is the most; split it" in refusal(
        printed("<p>a</p><p style='break-before: page'>b</p>")
    )


def test_a_password_is_named() -> None:
    locked = (
        b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
        b"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >> endobj\n"
        b"4 0 obj << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> endobj\n"
        b"trailer << /Root 1 0 R /Size 5 /Encrypt 4 0 R /ID [<41> <41>] >>\n%%EOF\n"
    )
    assert "it is protected by a password; remove the password" in refusal(locked)
