"""Captions made for a screen: rolling lines, words with times, colours, dashes, broken times."""

import pytest

from interviews.readers import Reading, Unreadable, read


def spoken(found: Reading) -> list[tuple[str, str]]:
    return [(turn.speaker, found.text[turn.start : turn.end]) for turn in found.turns]


ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:00.000 --> 00:00:02.000 align:start position:0%

so<00:00:00.500><c> today</c><00:00:00.900><c> we</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
so today we


00:00:02.010 --> 00:00:04.000 align:start position:0%
so today we
will<00:00:02.500><c> talk</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
will talk


00:00:04.010 --> 00:00:06.000
will talk
about<00:00:05.000><c> it</c>
"""


def test_rolling_lines_with_timed_words_are_told_once() -> None:
    assert read("a.vtt", ROLLING.encode()).text == "so today we will talk about it"


def srt(*payloads: str) -> Reading:
    cues = [f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{payload}" for n, payload in enumerate(payloads, start=1)]
    return read("a.srt", "\n\n".join(cues).encode())


def test_a_line_that_grows_word_by_word_is_told_once() -> None:
    assert srt("So", "So what", "So what happened", "then", "then you").text == "So what happened then you"


def test_what_somebody_says_twice_is_told_twice() -> None:
    assert srt("Yes.", "Yes.", "We did.", "And on.", "No.", "No.").text == "Yes. Yes. We did. And on. No. No."


def test_a_colour_is_a_speaker_in_subrip() -> None:
    found = srt(
        '<font color="#ffff00">So?</font>', "<font color=#00FFFF>Hard.</font>", '<font color="yellow">Why?</font>'
    )
    assert spoken(found) == [("Speaker (yellow)", "So?"), ("Speaker (cyan)", "Hard."), ("Speaker (yellow)", "Why?")]


def test_a_colour_is_a_speaker_in_webvtt_and_words_without_one_are_white() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<c.yellow.bg_black>So?</c>\n\n00:02.000 --> 00:03.000\nHard.\n\n"
        "00:03.000 --> 00:04.000\n<c.yellow>Why?</c>\n\n00:04.000 --> 00:05.000\nNo idea.\n\n"
        "00:05.000 --> 00:06.000\n<c.yellow>Oh?</c> <c.cyan>Yes.</c>\n"
    )
    assert spoken(read("a.vtt", text.encode())) == [
        ("Speaker (yellow)", "So?"),
        ("Speaker (white)", "Hard."),
        ("Speaker (yellow)", "Why?"),
        ("Speaker (white)", "No idea."),
        ("Speaker (yellow)", "Oh?"),
        ("Speaker (cyan)", "Yes."),
    ]


def test_one_word_in_colour_is_no_speaker() -> None:
    assert srt("We <font color=red>never</font> did.", "It was hard.", "And long.").text == (
        "We never did. It was hard. And long."
    )


def test_a_dash_or_two_arrows_begin_the_words_of_somebody_else() -> None:
    assert srt("- So what happened?\n- It was hard.", ">> Why?", "No idea - none.").text == (
        "So what happened?\n\nIt was hard.\n\nWhy? No idea - none."
    )


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n\n00:xx.000 --> 00:02.000\nlost\n", 6),
        ("a.vtt", "WEBVTT\n\n00:01.000 -> 00:02.000\nlost\n", 3),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nHi\n\n2\n00:00:03,000 -->\nlost\n", 6),
    ],
)
def test_broken_times_are_refused_by_their_line(name: str, text: str, line: int) -> None:
    with pytest.raises(Unreadable, match=rf"{name}: the times in line {line} are broken; export it again"):
        read(name, text.encode())


def test_an_arrow_among_the_words_is_no_time() -> None:
    assert srt("from a -> b").text == "from a -> b"
