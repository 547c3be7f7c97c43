from hypothesis import given
from hypothesis import strategies as st

from interviews.overview.presence import Presence
from interviews.overview.repeats import changes, joint, repeats
from interviews.overview.spread import Axis, Cell, Several, Spread, count, people_at_several, sources_at_several, spread
from interviews.sheet import harmless, sheet

SITES = Axis("site", {"A1": "Area 1", "A2": "Area 2"}, "No site")
ORGANISATIONS = Axis("organisation")
PRESENCES = st.lists(
    st.builds(
        Presence,
        source=st.integers(1, 6),
        printed_id=st.just(""),
        person=st.sampled_from(["", "P1", "P2", "P3", "P4"]),
        site=st.sampled_from(["A1", "A2", ""]),
        organisation=st.sampled_from(["Provider", "CCG", ""]),
    )
)


def there(source: int, person: str, site: str = "A1", organisation: str = "Provider", **more: str) -> Presence:
    return Presence(source, str(source), person=person, site=site, organisation=organisation, **more)


def here(held: list[Presence]) -> Spread:
    return spread(held, SITES, ORGANISATIONS)


def test_somebody_interviewed_twice_is_one_person_and_a_repeat():
    assert here([there(1, "P1"), there(2, "P1")]).rows[0].total == Cell("", sources=2, people=1, repeats=1)


def test_a_joint_interview_is_one_source_of_two_people():
    table = here([there(1, "P1"), there(1, "P2", organisation="CCG")])
    assert table.rows[0].total == Cell("", sources=1, people=2)
    assert table.columns == (("CCG", "CCG"), ("Provider", "Provider"))
    assert table.rows[0].cells == (Cell("CCG", 1, 1), Cell("Provider", 1, 1))


def test_an_interview_with_somebody_new_in_it_is_no_repeat():
    held = [there(1, "P1", date="2016"), there(2, "P1", date="2017"), there(2, "P2", date="2017")]
    assert count(held) == Cell("", sources=2, people=2, repeats=0)
    assert count([*held, there(3, "P2", date="2018")]).repeats == 1


def test_somebody_who_moved_is_one_person_in_the_totals():
    held = [there(1, "P1"), there(2, "P1", "A2")]
    assert [row.total.repeats for row in here(held).rows] == [0, 0]
    assert here(held).totals.total == Cell("", sources=2, people=1, repeats=1)
    assert people_at_several(held, SITES) == [Several("P1", ("Area 1", "Area 2"))]
    assert sources_at_several(held, SITES) == []


def test_people_who_are_not_told_apart_are_counted_apart_and_never_repeat():
    held = [there(1, ""), there(2, ""), there(3, "P1")]
    assert count(held) == Cell("", sources=3, people=1, untold=2, repeats=0)


def test_a_document_has_nobody_in_it():
    assert count([there(1, "", kind="document")]) == Cell("", sources=1)


def test_a_site_without_a_source_has_its_row_and_what_stands_at_no_site_comes_last():
    assert [row.label for row in here([]).rows] == ["Area 1", "Area 2"]
    assert [row.label for row in here([there(1, "P1", "")]).rows] == ["Area 1", "Area 2", "No site"]


@given(PRESENCES)
def test_totals_count_distinct_sources_and_people(held):
    total = here(held).totals.total
    assert total.sources == len({each.source for each in held})
    assert total.people == len({each.person for each in held if each.person})
    assert total.untold == sum(not each.person for each in held)


@given(PRESENCES)
def test_no_cell_counts_more_than_its_row_and_no_repeat_more_than_its_sources(held):
    for row in here(held).rows:
        assert row.total.sources <= sum(cell.sources for cell in row.cells)
        assert all(cell.sources <= row.total.sources and cell.people <= row.total.people for cell in row.cells)
        assert all(cell.repeats < cell.sources or not cell.sources for cell in (*row.cells, row.total))


@given(PRESENCES)
def test_cells_add_up_where_nobody_counts_twice(held):
    table = here(held)
    twice = [*sources_at_several(held, SITES), *sources_at_several(held, ORGANISATIONS)]
    if not twice and len({each.source for each in held}) == len(held):
        assert table.totals.total.sources == sum(cell.sources for row in table.rows for cell in row.cells)


# Joint and repeat interviews


def test_joint_interviews_have_two_people():
    held = [there(1, "P1"), there(1, "P2"), there(2, "P3"), there(3, "P4"), there(3, "P4", "A2")]
    assert [[each.person for each in people] for people in joint(held)] == [["P1", "P2"]]


def test_repeats_stand_in_order_of_time():
    held = [there(2, "P1", date="2017-03"), there(1, "P1", date="2016"), there(3, "P2")]
    assert [(each.person, [one.source for one in each.presences]) for each in repeats(held)] == [("P1", [1, 2])]


def test_a_change_of_role_says_who_from_where_to_where():
    held = [there(1, "P1", role="Nurse", date="2016"), there(2, "P1", "A2", role="Manager", date="2017")]
    (change,) = changes(repeats(held))
    assert (change.person, change.before, change.after) == ("P1", held[0], held[1])
    assert change.what == "other site and role"


def test_what_is_not_said_is_no_change():
    held = [there(1, "P1", role="Ward  Manager", date="2016"), there(2, "P1", "", role="ward manager", date="2017")]
    assert changes(repeats(held)) == []


# For spreadsheets


def test_nothing_typed_becomes_a_formula():
    assert sheet(["a", "b"], [["=1+1", 3], [" @x", "so, so"]]).decode("utf-8-sig") == (
        "a,b\r\n'=1+1,3\r\n' @x,\"so, so\"\r\n"
    )


@given(st.text())
def test_a_cell_never_begins_a_formula(text: str):
    assert not str(harmless(text)).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
