import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.surroundings import lead, trail


@pytest.mark.parametrize(
    ("before", "whole", "expected"),
    [
        (
            "ut of it. We had no room at all. Nobody asked for one, ",
            False,
            "We had no room at all. Nobody asked for one, ",
        ),
        ("of it. Nobody ever asked us for a room of our own, ", False, "Nobody ever asked us for a room of our own, "),
        ("Well, we sat in the ", True, "Well, we sat in the "),
        ("tle while we sat in the ", False, "…while we sat in the "),
        (
            "ong.\n\nInterviewer: And what happened then?\n\nRespondent: ",
            False,
            "Interviewer: And what happened then?\nRespondent: ",
        ),
        ("", True, ""),
        ("Unbroken", False, "…Unbroken"),
    ],
)
def test_before(before: str, whole: bool, expected: str) -> None:
    assert lead(before, whole=whole) == expected


@pytest.mark.parametrize(
    ("after", "whole", "expected"),
    [
        (
            " of ours. And that was how it went on for years. Then the",
            False,
            " of ours. And that was how it went on for years.",
        ),
        (" was where we sat for the rest of the ye", False, " was where we sat for the rest of the …"),
        (" was all.", True, " was all."),
        (
            ".\n\nInterviewer: And then, what did you all do? Resp",
            False,
            ".\nInterviewer: And then, what did you all do?",
        ),
        ("", True, ""),
    ],
)
def test_after(after: str, whole: bool, expected: str) -> None:
    assert trail(after, whole=whole) == expected


@given(st.text("ab. \n?…”", max_size=60), st.booleans())
def test_nothing_is_made_up(words: str, whole: bool) -> None:
    def bare(text: str) -> str:
        return "".join(text.split())

    assert bare(words).endswith(bare(lead(words, whole=whole).removeprefix("…")))
    assert bare(words).startswith(bare(trail(words, whole=whole).removesuffix(" …")))
