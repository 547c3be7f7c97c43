import pytest

from interviews.readers import read


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("I: Café – “yes” 🙂".encode(), "UTF-8"),
        ("I: Café – “yes” 🙂".encode("utf-8-sig"), "UTF-8"),
        ("I: Café – “yes” 🙂".encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + "I: Café – “yes” 🙂".encode("utf-16-be"), "UTF-16"),
        ("I: Café – “yes” 🙂".encode("utf-32"), "UTF-32"),
    ],
)
def test_unicode_is_read_whatever_its_form(data: bytes, encoding: str) -> None:
    found = read("a.txt", data)
    assert (found.text, found.encoding, found.notices) == ("I: Café – “yes” 🙂", encoding, ())


def test_windows_1252_is_read_and_said() -> None:
    found = read("a.txt", "I: Café – “yes”, £5".encode("cp1252"))
    assert (found.text, found.encoding) == ("I: Café – “yes”, £5", "Windows-1252")
    assert "read as Windows-1252" in found.notices[0]


def test_mixed_line_ends_become_one_kind() -> None:
    assert read("a.txt", b"I: One?\r\n\r\nR: Two.\rThree.\nFour.\r\n").text == "I: One?\n\nR: Two.\nThree.\nFour."


def test_control_characters_and_invisible_ones_are_removed() -> None:
    assert read("a.txt", "I: o\x07n\u00ade\x1a\ufeff\tt\u200bwo".encode()).text == "I: one\ttwo"


def test_accents_are_composed() -> None:
    assert read("a.txt", "I: Cafe\u0301".encode()).text == "I: Café"


def test_offsets_count_code_points() -> None:
    found = read("a.txt", "I: 🙂🙂?\n\nR: 👩‍👩‍👧 yes.".encode())
    assert [found.text[turn.start : turn.end] for turn in found.turns] == ["🙂🙂?", "👩‍👩‍👧 yes."]


def test_a_very_long_line_is_read() -> None:
    found = read("a.txt", b"I: So?\n\nR: " + b"and then we " * 40_000)
    assert [turn.speaker for turn in found.turns] == ["I", "R"]
