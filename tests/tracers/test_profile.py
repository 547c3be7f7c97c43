import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracers import profile

WORD = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)


def test_a_line_is_a_label_a_value_and_a_note():
    assert profile.read("Population: 300,000 (mid-2016)") == [
        {"label": "Population", "value": "300,000", "note": "mid-2016"}
    ]


def test_a_value_may_have_a_colon_and_brackets():
    assert profile.read("Ratio: 1:4 (of) beds") == [{"label": "Ratio", "value": "1:4 (of) beds", "note": ""}]


def test_empty_lines_do_not_count():
    assert profile.read("\n \nCouncils: 3\n") == [{"label": "Councils", "value": "3", "note": ""}]


def test_a_line_without_a_colon_is_named():
    with pytest.raises(ValueError, match="Line 2"):
        profile.read("Councils: 3\nsomething")


@given(st.lists(st.fixed_dictionaries({"label": WORD, "value": WORD, "note": st.just("") | WORD})))
def test_what_is_written_is_read_back(rows):
    assert profile.read("\n".join(profile.lines(rows))) == rows


def test_sites_stand_beside_each_other_label_by_label():
    first, second = profile.read("Population: 300,000\nCouncils: 1"), profile.read("councils : 3\nBeds: 6–10 (a band)")
    table = profile.side_by_side([first, second])
    assert [label for label, _ in table] == ["Population", "Councils", "Beds"]
    assert [[[row["value"] for row in cell] for cell in cells] for _, cells in table] == [
        [["300,000"], []],
        [["1"], ["3"]],
        [[], ["6–10"]],
    ]


ROWS = st.lists(st.fixed_dictionaries({"label": WORD, "value": WORD, "note": st.just("") | WORD}))


@given(st.lists(ROWS, max_size=4))
def test_nothing_of_a_profile_is_lost_or_said_of_another_site(profiles):
    table = profile.side_by_side(profiles)
    for place, rows in enumerate(profiles):
        there = [row for _, cells in table for row in cells[place]]
        assert sorted(map(str, there)) == sorted(map(str, rows))
