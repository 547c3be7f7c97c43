"""Real transcripts, where they are at hand beside the checkout."""

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
        ("day1_consultation01.vtt", {("Doctor", True): 45, ("Patient", False): 44}),
    ],
)
def test_turns_are_right(name: str, expected: dict[tuple[str, bool], int]) -> None:
    assert turns_of(sample(name)) == expected


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
