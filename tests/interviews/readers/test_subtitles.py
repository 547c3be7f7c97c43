from interviews.readers import Reading, read


def vtt(*cues: str) -> Reading:
    timed = [f"00:00:{10 * n:02}.000 --> 00:00:{10 * n + 9:02}.500\n{cue}" for n, cue in enumerate(cues)]
    return read("a.vtt", "\n\n".join(["WEBVTT", *timed]).encode())


def test_voices_are_speakers_and_their_cues_join() -> None:
    found = vtt("<v Doctor>Hello.</v>", "<v Doctor>How are you?</v>", "<v Patient>Fine.</v>")
    assert found.text == "Doctor: Hello. How are you?\n\nPatient: Fine."
    assert [(turn.speaker, turn.at, turn.interviewer) for turn in found.turns] == [
        ("Doctor", 0.0, True),
        ("Patient", 20.0, False),
    ]


def test_voices_within_one_cue_are_told_apart() -> None:
    assert vtt("<v.loud Ann Lee>One\nmore.</v><v Bo>Two.", "Three.").text == "Ann Lee: One more.\n\nBo: Two. Three."


def test_unsure_words_stay_and_unheard_ones_are_said() -> None:
    found = vtt(
        "<v D><UNSURE>Oh</UNSURE> <i>hey</i>, <c.red>so</c> "
        "<00:00:01.000><UNIN/> &amp; <laughs> 2 &lt; 3 <INAUDIBLE_SPEECH/></v>"
    )
    assert found.text == "D: Oh hey, so [unintelligible] & [laughs] 2 < 3 [unintelligible]"


def test_cues_are_told_in_the_order_in_which_they_begin() -> None:
    text = "WEBVTT\n\n00:05.000 --> 00:09.000\n<v B>Second.\n\n00:01.000 --> 00:08.000\n<v A>First.\n"
    assert read("a.vtt", text.encode()).text == "A: First.\n\nB: Second."


def test_notes_styles_and_cue_names_are_not_words() -> None:
    text = (
        "\ufeffWEBVTT - Interview\r\nKind: captions\r\n\r\nNOTE made by hand\r\n\r\n"
        "STYLE\r\n::cue { color: red }\r\n\r\n"
        "intro-1\r\n00:01.000 --> 00:02.000 align:start\r\n<v A>Hello.</v>\r\n"
    )
    assert read("a.vtt", text.encode()).text == "A: Hello."


def test_names_written_into_the_cues_are_speakers() -> None:
    found = vtt("Ann Lee: So?", "and why?", "Bo Ek: Well.", "Ann Lee: Oh.")
    assert found.text == "Ann Lee: So? and why?\n\nBo Ek: Well.\n\nAnn Lee: Oh."
    assert found.notices == ("1 of 4 cues name no speaker; their words stay with the speaker before them.",)


def test_cues_without_any_speaker_are_paragraphs_parted_by_pauses() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\n00:02.500 --> 00:04.000\ntwo.\n\n00:09.000 --> 00:10.000\nThree.\n"
    )
    assert read("a.vtt", text.encode()).text == "One two.\n\nThree."


def test_a_long_talk_without_speakers_or_pauses_has_paragraphs_that_end_with_a_sentence() -> None:
    cues = [
        f"00:{n // 60:02}:{n % 60:02}.000 --> 00:{n // 60:02}:{n % 60:02}.900\nand {'so' if n % 5 else 'done.'}"
        for n in range(600)
    ]
    paragraphs = read("a.vtt", "\n\n".join(["WEBVTT", *cues]).encode()).text.split("\n\n")
    assert len(paragraphs) > 3
    assert all(paragraph.endswith("done.") for paragraph in paragraphs[:-1])


def test_what_a_transcript_leaves_as_reads_back_as_the_same_turns() -> None:
    found = vtt("<v Zoe>Yes?", "<v Dr: Ann>No.", "<v Zoe>Note: this.", "<v Ian>Once.", "<v Zoe>Good.")
    again = read("a.txt", found.text.encode(), speakers=[turn.speaker for turn in found.turns])
    assert [(turn.start, turn.end, turn.speaker) for turn in again.turns] == [
        (turn.start, turn.end, turn.speaker) for turn in found.turns
    ]


def test_subrip_is_read_too() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nAnn: <i>So</i>?\n\n2\n00:00:02,500 --> 00:00:04,000\nBo: Well.\n"
    found = read("a.srt", text.encode())
    assert found.text == "Ann: So?\n\nBo: Well."
    assert [turn.at for turn in found.turns] == [1.0, 2.5]
