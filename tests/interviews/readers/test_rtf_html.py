from interviews.readers import Reading, Unreadable, read


def spoken(found: Reading) -> list[tuple[str, str]]:
    return [(turn.speaker, found.text[turn.start : turn.end]) for turn in found.turns]


def test_rich_text_gives_its_words_and_nothing_beside_them() -> None:
    found = read(
        "a.rtf",
        rb"{\rtf1\ansi\ansicpg1252{\info{\author Secret}}{\header Head}\pard {\b Interviewer:} So\'e9?\par "
        rb"{\b P1:} Well{\footnote\pard A note}. {\deleted gone}{\*\annotation look}\u8217?s \emdash  end.\par}",
    )
    assert found.text == "Interviewer: Soé?\n\nP1: Well. ’s — end."
    assert [speaker for speaker, _ in spoken(found)] == ["Interviewer", "P1"]
    assert "1 footnote or endnote, 1 comment and 1 deleted passage" in found.notices[0]


def test_hidden_words_that_are_no_group_leave_the_rest() -> None:
    assert read("a.rtf", rb"{\rtf1 I: One {\v secret}two\par R: Three.}").text == "I: One two\n\nR: Three."


def test_what_is_no_rich_text_is_refused() -> None:
    try:
        read("a.rtf", b"I: So?")
    except Unreadable as refused:
        message = str(refused)
    assert message == (
        "a.rtf: it does not begin as a rich text (RTF) document must; "
        "open it in a word processor and save it as a Word document (.docx)."
    )


def test_a_web_page_gives_what_a_browser_shows() -> None:
    found = read(
        "a.html",
        b"<!doctype html><html><head><title>Secret</title><style>p{}</style></head><body>"
        b"<p><b>Ann:</b> So &amp;\n  why?<br>Two<script>alert(1)</script><!-- c --></p><p><b>Bo:</b> Well</p>"
        b"<table><tr><td>Ann</td><td>One<p>two</p></td></tr></table><ul><li>Item</li></ul>"
        b'<p>Note<a href="#_ftn1">[1]</a> end<b>.</b></p><div id="ftn1">A note</div></body></html>',
    )
    assert found.text == "Ann: So & why?\nTwo\n\nBo: Well\n\nAnn\tOne\ntwo\n\nItem\n\nNote end."
    assert found.notices == ("1 footnote or endnote is not part of the words and was left out.",)


def test_the_encoding_a_web_page_names_is_used() -> None:
    page = '<html><meta charset="windows-1250"><p>I: Łódź?</p></html>'
    assert read("a.htm", page.encode("cp1250")).text == "I: Łódź?"
