"""Real transcripts, where they are at hand beside the checkout."""

import re
from collections import Counter
from pathlib import Path

import pytest

from interviews.readers import Reading, read

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"

pytestmark = pytest.mark.skipif(not SAMPLES.exists(), reason="../shared/samples is not here")


def sample(name: str) -> Reading:
    path = SAMPLES / "transcripts" / name
    return read(path.name, path.read_bytes())


def turns_of(found: Reading) -> Counter[tuple[str, bool]]:
    return Counter((turn.speaker, turn.interviewer) for turn in found.turns)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CAR0001.txt", {("D", True): 61, ("P", False): 61}),
        ("CAR0002.txt", {("D", True): 42, ("P", False): 41}),
        ("CAR0003.txt", {("D", True): 62, ("P", False): 61}),
        ("brain-science-1.md", {("Mireille B. Reece, Psy.D", False): 63, ("Adam Stacoviak", True): 62}),
        ("brain-science-10.md", {("Mireille B. Reece, Psy.D", False): 61, ("Adam Stacoviak", True): 60}),
        ("P1.pdf", {("Dan", True): 47, ("Participant", False): 47, ("", False): 1}),
        ("P2.pdf", {("Dan", True): 81, ("Participant", False): 84, ("", False): 1}),
        ("day1_consultation01.vtt", {("Doctor", True): 45, ("Patient", False): 44}),
    ],
)
def test_turns_are_right(name: str, expected: dict[tuple[str, bool], int]) -> None:
    assert turns_of(sample(name)) == expected


@pytest.mark.parametrize(
    ("name", "number", "first", "last"),
    [  # the printed number of each turn, as it stands beside it on the page
        ("P1.pdf", 2, "Okay. So now you can stop", "questions that I have for you."),
        ("P1.pdf", 5, "Ah, yeah. Not all the time", "we tend to use ICE plots."),
        ("P1.pdf", 13, "Let me see. So it would be.", "dependence on the interactions."),
        ("P1.pdf", 69, "Yeah, in the end, yes,", "so yeah highlighting was very useful."),
        ("P1.pdf", 89, "Hmm. I thought I find it", "show then to the rest of the team."),
        ("P1.pdf", 95, "Thank you.", "Thank you."),
        ("P2.pdf", 2, "Okay. So now I just had,", "questions to ask you."),
        ("P2.pdf", 166, "Yes, let me remember", "where that button is."),
    ],
)
def test_turns_of_a_pdf_begin_and_end_where_they_do_on_the_page(name: str, number: int, first: str, last: str) -> None:
    found = sample(name)
    turn = found.turns[number - 1]
    words = found.text[turn.start : turn.end]
    assert words.startswith(first)
    assert words.endswith(last)


@pytest.mark.parametrize("name", ["P1.pdf", "P2.pdf"])
def test_a_pdf_keeps_no_page_head_number_or_broken_line(name: str) -> None:
    found = sample(name)
    for turn in found.turns:
        words = found.text[turn.start : turn.end]
        assert "\n" not in words
        assert not re.search(r"\b\d/\d\b", words)
        assert not re.match(r"\d", words)
    page_break = "And then I was able to drill down a little bit more by highlighting"
    assert found.text.count(page_break) == (1 if name == "P1.pdf" else 0)


def test_no_mark_of_form_is_left_in_the_words() -> None:
    for name in ("brain-science-1.md", "brain-science-10.md", "day1_consultation01.vtt"):
        found = sample(name)
        for turn in found.turns:
            words = found.text[turn.start : turn.end]
            assert not any(mark in words for mark in ("**", "\\", "&quot;", "&#", "<", "[0", "[1", "[2", "[3"))


def test_times_are_kept() -> None:
    assert [turn.at for turn in sample("brain-science-1.md").turns if turn.at][:2] == [246.0, 460.0]
    assert [turn.at for turn in sample("day1_consultation01.vtt").turns][:2] == [2.533, 3.907]


def test_every_text_of_the_study_folder_has_its_two_speakers() -> None:
    for path in sorted((SAMPLES / "specialised-services" / "texts").glob("*.txt")):
        assert set(turns_of(read(path.name, path.read_bytes()))) == {("Interviewer", True), ("Respondent", False)}


def test_a_sample_written_out_reads_back_the_same() -> None:
    for path in sorted((SAMPLES / "transcripts").glob("*.[tmv]*")):
        found = read(path.name, path.read_bytes())
        again = read("again.txt", found.text.encode())
        assert again.text == found.text
        assert [(turn.start, turn.end, turn.speaker) for turn in again.turns] == [
            (turn.start, turn.end, turn.speaker) for turn in found.turns
        ]
