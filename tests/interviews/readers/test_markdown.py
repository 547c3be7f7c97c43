from interviews.readers import Reading, read


def spoken(found: Reading) -> list[tuple[str, str]]:
    return [(turn.speaker, found.text[turn.start : turn.end]) for turn in found.turns]


def marked(text: str) -> Reading:
    return read("a.md", text.encode())


def test_bold_names_are_speakers_even_once() -> None:
    found = marked("**Ann Lee, Psy.D:** So?\n\n**Bo:** Well.\n\n**Ann Lee, Psy.D:** And?\n\nMore.")
    assert found.text == "Ann Lee, Psy.D: So?\n\nBo: Well.\n\nAnn Lee, Psy.D: And?\n\nMore."
    assert spoken(found) == [("Ann Lee, Psy.D", "So?"), ("Bo", "Well."), ("Ann Lee, Psy.D", "And?\n\nMore.")]


def test_names_in_bold_may_follow_line_by_line_with_the_colon_outside() -> None:
    assert spoken(marked("**Ann**: So?\n**Bo**: Well.\n**Ann**: Yes.")) == [
        ("Ann", "So?"),
        ("Bo", "Well."),
        ("Ann", "Yes."),
    ]


def test_one_bold_word_makes_no_speaker() -> None:
    text = "**Important:** read this.\n\n" + "\n\n".join(f"Paragraph {number}." for number in range(30))
    assert {speaker for speaker, _ in spoken(marked(text))} == {""}


def test_stamps_are_times_and_not_words() -> None:
    found = marked("**Ann:** \\[01:02\\] So?\n\n**Bo:** Well.\n\n\\[01:30\\] And \\[01:40\\] so on.\n\n**Ann:** Yes.")
    assert spoken(found) == [("Ann", "So?"), ("Bo", "Well.\n\nAnd so on."), ("Ann", "Yes.")]
    assert [turn.at for turn in found.turns] == [62.0, None, None]
    assert found.notices == ("Time stamps inside a turn were taken out: 2.",)


def test_marks_of_form_go_and_escapes_entities_and_emoji_stay_as_they_read() -> None:
    found = marked(
        "I: It was *very* __hard__ \\[laughs\\] \\*really\\* "
        "&quot;so&quot; 🙂 [site](https://x.org) `code` 2 * 3 -- a_b\n\nR: \\-"
    )
    assert found.text == 'I: It was very hard [laughs] *really* "so" 🙂 site code 2 * 3 -- a_b\n\nR: -'


def test_line_breaks_and_comments() -> None:
    assert marked("I: One  \ntwo<br>three <!-- not said -->four <laughs>").text == "I: One\ntwo\nthree four <laughs>"


def test_front_matter_and_headings_are_paragraphs_of_their_own() -> None:
    found = marked(
        "---\ntitle: Talk\ninterviewer: JB\ndate: 2016-07\n---\n"
        "# Part one\n**Ann:** So?\n\n**Bo:** Well.\n\n**Ann:** Oh?"
    )
    assert spoken(found)[0] == ("", "title: Talk\ninterviewer: JB\ndate: 2016-07\n\nPart one")
    assert [speaker for speaker, _ in spoken(found)[1:]] == ["Ann", "Bo", "Ann"]


def test_lists_quotes_and_tables_keep_their_words_in_order() -> None:
    found = marked(
        "R: These:\n\n- one\n- *two*\n    1. deep\n\n3. three\n4. four\n\n"
        "> quoted\n\n| a | b |\n|---|---|\n| c | d |\n\nEnd."
    )
    assert found.text == "R: These:\n\n- one\n- two\n1. deep\n\n3. three\n4. four\n\nquoted\n\na\tb\nc\td\n\nEnd."


def test_a_label_in_brackets_is_not_taken_for_a_link() -> None:
    assert marked("[Interviewer]: Hello\n\n[P1]: Hi").text == "[Interviewer]: Hello\n\n[P1]: Hi"


def test_indented_paragraphs_and_fences_are_words() -> None:
    assert marked("I: So?\n\n    R: Well.\n\n```\nI: And?\n```").text == "I: So?\n\nR: Well.\n\nI: And?"


def test_links_leave_their_words_and_asides_in_round_brackets_stay() -> None:
    found = marked('I: [the Trust](https://x.org/a "b") \\[laughs\\](https://x.org) [laughs](quietly)![a chart](a.png)')
    assert found.text == "I: the Trust [laughs](https://x.org) [laughs](quietly)"
