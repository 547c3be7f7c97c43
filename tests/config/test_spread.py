from hypothesis import given
from hypothesis import strategies as st

from config.pages.spread import Cell, Presence, spread

SITES = {"A1": "Area 1", "A2": "Area 2"}
PRESENCES = st.lists(
    st.builds(
        Presence,
        source=st.integers(1, 6),
        person=st.integers(1, 5),
        site=st.sampled_from(list(SITES)),
        organisation=st.sampled_from(["Provider", "CCG"]),
    )
)


def test_somebody_interviewed_twice_is_one_person_heard_more_than_once():
    held = [Presence(1, "P1", "A1", "Provider"), Presence(2, "P1", "A1", "Provider")]
    assert spread(held, SITES).rows[0].total == Cell(sources=2, people=1, repeats=1)


def test_a_joint_interview_is_one_source_of_two_people():
    held = [Presence(1, "P1", "A1", "Provider"), Presence(1, "P2", "A1", "CCG")]
    here = spread(held, SITES)
    assert here.rows[0].total == Cell(sources=1, people=2)
    assert here.organisations == ("CCG", "Provider")
    assert here.rows[0].cells == (Cell("CCG", 1, 1), Cell("Provider", 1, 1))


def test_somebody_who_moved_is_one_person_in_the_totals():
    held = [Presence(1, "P1", "A1", "Provider"), Presence(2, "P1", "A2", "Provider")]
    here = spread(held, SITES)
    assert [row.total.repeats for row in here.rows] == [0, 0]
    assert here.totals.total == Cell(sources=2, people=1, repeats=1)


def test_a_site_without_a_source_has_its_row():
    assert [row.site for row in spread([], SITES).rows] == list(SITES.values())


def test_what_stands_at_no_site_comes_last():
    assert [row.site for row in spread([Presence(1, "P1", "", "")], SITES).rows] == ["Area 1", "Area 2", "No site"]


@given(PRESENCES)
def test_totals_count_distinct_sources_and_people(held):
    total = spread(held, SITES).totals.total
    assert total.sources == len({each.source for each in held})
    assert total.people == len({each.person for each in held})


@given(PRESENCES)
def test_no_cell_counts_more_than_its_row_and_no_repeat_more_than_its_people(held):
    for row in spread(held, SITES).rows:
        assert row.total.sources <= sum(cell.sources for cell in row.cells)
        assert all(cell.sources <= row.total.sources and cell.people <= row.total.people for cell in row.cells)
        assert all(cell.repeats <= cell.people for cell in (*row.cells, row.total))
