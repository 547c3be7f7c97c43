"""What a marker asks for: read, written, and taken from the address of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import asked, markers
from reports.asked import Asked, of_address, read, written

said = st.text(max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
wanted = st.builds(
    Asked,
    st.lists(said, max_size=3).map(tuple),
    st.dictionaries(said, said, max_size=4).map(lambda told: tuple(told.items())),
)


@given(wanted)
def test_what_is_written_is_read_back(made):
    assert read(written(made)) == made


@given(wanted, st.sampled_from(sorted(asked.KINDS)))
def test_it_stands_in_a_report_file_and_comes_back(made, kind):
    block = markers.Block(kind, written(made))
    text = markers.write(markers.ReportFile({}, (markers.Section("Tables", 1, "free", (block,)),)))
    [section] = markers.parse(text).sections
    assert section.blocks == (block,) and read(section.blocks[0].text) == made


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_and_once_written_stays(text):
    once = read(text)
    assert read(written(once)) == once


def test_a_marker_as_people_write_it():
    made = read('codes site count=people share=column role="GP partner" source.wave=“2” as=bars')
    assert made.words == ("codes", "site")
    assert made.options == (
        ("count", "people"), ("share", "column"), ("role", "GP partner"), ("source.wave", "2"), ("as", "bars"),
    )  # fmt: skip
    sent = dict(asked.sent(made))
    assert sent["role"] == "GP partner" and "as" not in sent
    assert written(made).startswith('codes site count=people share=column role="GP partner"')


def test_quotation_marks_and_per_cent_within_a_value():
    made = Asked((), (("role", 'the "lead" at 50%'), ("person.age band", "6–10")))
    assert written(made) == 'role="the %22lead%22 at 50%25" person.age%20band=6–10'
    assert read('role="50% of GPs"').option("role") == "50% of GPs"


@pytest.mark.parametrize(
    ("kind", "address", "expected"),
    [
        ("matrix", [("by", "site"), ("count", "people")], "codes site count=people"),
        ("matrix", [("rows", "tracer"), ("by", "site"), ("as", "dots"), ("role", "gp")], "tracer site as=dots role=gp"),
        ("matrix", [("by", "site"), ("columns", "A1"), ("columns", "A2")], "codes site columns=A1 columns=A2"),
        ("matrix", [("rows", "configurations"), ("by", "site")], "configurations site count=people"),
        ("timeline", [("tracer", "dementia"), ("x", "y")], "tracer=dementia"),
        ("timeline", [], ""),
        ("chains", [("of", "CMO-04"), ("tracer", "dementia")], "CMO-04"),
        ("comparison", [("tracer", "dementia"), ("sites", "A1")], "dementia"),
    ],
)
def test_the_address_of_a_page_becomes_a_marker(kind, address, expected):
    assert written(of_address(kind, address)) == expected


def test_what_no_marker_shows_is_none():
    assert of_address("matrix", []) is None and of_address("memos", [("by", "site")]) is None
