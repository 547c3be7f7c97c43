"""Small numbers: no category of few people leaves a study, nobody is lost on the way, and all is counted anew."""

from functools import reduce
from operator import or_

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.grouping import Said
from interviews.matrix import counting, small
from interviews.matrix.attributes import OTHERS
from interviews.matrix.counting import Asking, Heard, Row
from interviews.matrix.grid import Cell, Grid, Head, Line, cells
from interviews.matrix.small import TooFew, Widening, folded, joined, somewhere, withheld
from interviews.matrix.tables import table
from interviews.models import Participant, Participation
from interviews.searching.asked import UNKNOWN
from tests import factories
from tests.interviews.test_matrix import ROLE, SITE, TRACER, VALUES, heard_in
from tests.interviews.test_matrix import study as studies
from tracers.crowds import is_small
from tracers.models import Site

crowds = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 2**12 - 1), min_size=1)
K = st.integers(0, 5)


def widened(crowds: dict[str, int], taken: frozenset[str]) -> dict[str, int]:
    """The categories that leave the study."""
    others = {OTHERS: reduce(or_, (crowds[value] for value in taken))} if taken else {}
    return {value: crowd for value, crowd in crowds.items() if value not in taken} | others


@given(crowds, K)
def test_no_category_of_few_people_leaves_and_nobody_is_lost(crowds, k):
    try:
        taken = joined(crowds, k)
    except TooFew:
        return
    away = widened(crowds, taken)
    assert not any(0 < crowd.bit_count() < k for crowd in away.values())
    assert reduce(or_, away.values()) == reduce(or_, crowds.values())
    assert not taken or len([crowd for crowd in away.values() if crowd]) > 1


@given(crowds, K, st.sets(st.sampled_from("abcdefg")))
def test_what_stands_apart_is_left_out_and_never_told_with_others(crowds, k, apart):
    try:
        made = small.widening(crowds, {}, k, apart)
    except TooFew:
        return
    assert made.left_out == {value for value in apart & crowds.keys() if 0 < crowds[value].bit_count() < k}
    assert not made.joined & apart


def test_a_national_voice_is_not_told_as_that_of_an_area(study):
    for number, site in enumerate(["A1", "A1", "A1", "A2", "A2", "A2", "NAT"]):
        source = factories.source(study, f"4000{number}", site=site)
        factories.extract(source, "same room", factories.code(study, f"Code {number}"))
    member = study.memberships.create(user=factories.user("Una Lane"), role="owner")
    grid = table(member, {"by": "site"}, widened=True)
    assert [head.label for head in grid.columns] == ["Area 1", "Area 2"]
    assert grid.bases.total.number == 6  # without the one who would be known by it
    assert "“National” is left out" in " ".join(grid.widened)
    lines = table(member, {"rows": "site", "by": "organisation"}, widened=True)
    assert [line.head.label for line in lines.lines] == ["Area 1", "Area 2"]
    assert lines.foot is None and lines.bases is None


@given(crowds, K)
def test_nothing_is_joined_without_need(crowds, k):
    few = {value for value, crowd in crowds.items() if 0 < crowd.bit_count() < k}
    try:
        taken = joined(crowds, k)
    except TooFew:
        assert few
        return
    assert few <= taken and (few or not taken)
    for value in taken - few:  # each of the others was the smallest left, and was needed
        smaller = [each for each in taken if crowds[each].bit_count() < crowds[value].bit_count()]
        without = reduce(or_, (crowds[each] for each in smaller), 0)
        assert without.bit_count() < k or any(
            crowds[each].bit_count() == crowds[value].bit_count() for each in taken - {value}
        )
        assert not any(
            crowd and crowd.bit_count() < crowds[value].bit_count() for at, crowd in crowds.items() if at not in taken
        )


@given(crowds)
def test_where_nobody_is_few_nothing_is_joined(crowds):
    assert joined(crowds, 0) == joined(crowds, 1) == frozenset()


@given(studies, st.sampled_from([SITE, ROLE, TRACER]), st.sets(st.sampled_from(["A1", "nurse", "t", UNKNOWN])))
def test_joined_values_are_counted_anew(made, attribute, values):
    """The table with “Others” is the table of a study in which it stood there from the beginning."""
    people, extracts = made
    values = values & {*VALUES[attribute.name]}
    heard = heard_in(people, extracts)
    after = Asking(attribute.joining(values), Widening(joined=frozenset(values)).left(VALUES[attribute.name]))
    before = Asking(attribute, VALUES[attribute.name])
    for measure in ("people", "sources", "extracts"):
        rows, plain = (counting.count(asking, heard, measure, 4) for asking in (after, before))
        for row, old in zip(rows, plain, strict=True):
            assert row.total == old.total
            figures, were = (
                dict(zip(asking.values, each.cells, strict=True)) for asking, each in ((after, row), (before, old))
            )
            assert all(figures[value] == were[value] for value in figures if value != OTHERS)
            if values:
                assert max(were[value] for value in values) <= figures[OTHERS] <= sum(were[value] for value in values)


WHOLES = {"b": ("a",), "c": ("a",), "d": ("b", "a"), "f": ("e",)}


@given(crowds, K)
def test_no_part_of_few_people_stands_beside_its_whole_and_none_leaves_few_beside_it(made, k):
    """As with sites: who stands in a part stands in what it lies in."""
    for part, wholes in WHOLES.items():
        for whole in wholes:
            if part in made and whole in made:
                made[whole] |= made[part]
    gone = folded(made, WHOLES, k)
    shown = {value: crowd for value, crowd in made.items() if value not in gone}
    within = {part: whole for part in shown if (whole := next((w for w in WHOLES.get(part, ()) if w in shown), None))}
    for part, whole in within.items():
        beside = reduce(or_, (shown[other] for other, of in within.items() if of == whole))
        assert not is_small(shown[part], k)
        assert not shown[part] or not is_small(shown[whole] & ~beside, k)
    assert reduce(or_, shown.values(), 0) == reduce(or_, made.values())
    assert all(any(whole in shown for whole in WHOLES[part]) for part in gone)


rows = st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=1, max_size=4)


@given(rows, st.integers(2, 4))
def test_cells_of_few_people_say_so_and_no_total_tells_them(numbers, k):
    lines = tuple(Line(Head(f"L{n}"), tuple(map(Cell, row)), Cell(sum(row))) for n, row in enumerate(numbers))
    total = Line(Head("All"), (Cell(1), Cell(1)), Cell(2))
    grid = Grid("Title", "People", "Role", (Head("a"), Head("b")), lines, foot=total, bases=total)
    people = [Row(tuple(row), sum(row)) for row in numbers]
    few = any(0 < number < k for row in numbers for number in row)
    assert somewhere(people, k) == few
    if not few:
        return
    made = withheld(grid, people, k)
    for line, row in zip(made.lines, numbers, strict=True):
        for cell, number in zip(line.cells, row, strict=True):
            assert (cell.number, cell.shown) == ((None, f"<{k}") if 0 < number < k else (number, str(number)))
    assert not made.has_totals and made.foot is made.bases is None
    written = [value for row in list(cells(made))[1:] for value in row[1:]]
    assert all(value == f"fewer than {k}" or not 0 < value < k for value in written)
    assert made.widened and made.widened[-1] in made.notes


# In a study

PAGE = "/studies/dementia-care/tables"


@pytest.fixture
def heard(study):
    """Area 1: four managers and a nurse; Area 2: three nurses; national: one manager. k is three."""
    people = [*[("A1", "Manager")] * 4, ("A1", "Nurse"), *[("A2", "Nurse")] * 3, ("NAT", "Manager")]
    code = factories.code(study, "Trust")
    for number, (site, role) in enumerate(people):
        source = factories.source(study, f"4{number:04}", site=site)
        source.participations.update(role=role)
        factories.extract(source, "same room", code)
    return study


def exported(client, asked: str) -> list[str]:
    answer = client.get(f"{PAGE}.csv?{asked}")
    assert answer.status_code == 200, answer.text
    return answer.content.decode("utf-8-sig").split("\r\n")


def test_a_small_column_is_marked_on_screen(as_user, rita, heard):
    grid = as_user(rita).get(f"{PAGE}/").context["grid"]
    assert [(head.label, head.note) for head in grid.columns] == [
        ("Area 1", ""), ("Area 2", ""), ("National", "fewer than 3 people")
    ]  # fmt: skip
    assert grid.lines[0].cells[2].number == 1


@pytest.fixture
def third_area(heard):
    """What was national is an area, too."""
    heard.sites.filter(code="NAT").update(kind="area", label="Area 3")


def test_what_is_national_is_left_out_and_a_note_says_so(as_user, rita, heard):
    lines = exported(as_user(rita), "")
    assert lines[:2] == ["Code,Area 1,Area 2,All", "Trust,5,3,8"]
    assert "Site of who speaks: “National” is left out, of totals too" in lines[-2]


def test_it_leaves_as_one_with_the_next_smallest_and_a_note(as_user, rita, heard, third_area):
    lines = exported(as_user(rita), "")
    assert lines[:2] == ["Code,Area 1,Others,All", "Trust,5,4,9"]
    assert "Site of who speaks: “Area 2”, “Area 3” are told together as “Others”, counted anew" in lines[-2]


def test_of_chosen_columns_nothing_is_joined_with_what_stays(as_user, rita, heard):
    assert exported(as_user(rita), "columns=A1&columns=A2")[:2] == ["Code,Area 1,Area 2,All", "Trust,5,3,8"]


def test_cells_of_an_attribute_by_an_attribute_are_withheld(as_user, rita, heard):
    lines = exported(as_user(rita), "rows=role&by=site&columns=A1&columns=A2")
    assert lines[:3] == ["Role,Area 1,Area 2", "Manager,4,0", "Nurse,fewer than 3,3"]
    assert "Shares and totals are left out" in lines[-2]
    for measure in ("sources", "extracts"):
        lines = exported(as_user(rita), f"rows=role&by=site&columns=A1&columns=A2&count={measure}&share=column")
        assert lines[:3] == ["Role,Area 1,Area 2", "Manager,4,0", "Nurse,fewer than 3,3"]


def test_a_choice_of_few_people_cannot_leave(as_user, rita, heard):
    client = as_user(rita)
    asked = "role=nurse&site=A1"
    page = client.get(f"{PAGE}/?{asked}")
    assert page.status_code == 200 and "This table cannot leave the study: fewer than 3 people" in page.text
    assert "Excel" not in page.text
    for form in ("csv", "xlsx", "svg", "png"):
        answer = client.get(f"{PAGE}.{form}?{asked}")
        assert answer.status_code == 422 and "cannot leave the study" in answer.text and "<table" in answer.text


def test_a_small_line_is_joined_too(as_user, rita, heard, study):
    for number in range(3):
        source = factories.source(study, f"5{number:04}")
        source.participations.update(role="Clerk")
    Participation.objects.filter(source__printed_id="40000").update(role="Chair")
    lines = exported(as_user(rita), "rows=role&by=organisation")
    assert lines[0] == "Role,Provider,All" and {line.split(",")[0] for line in lines[1:4]} == {
        "Manager",
        "Nurse",
        "Others",
    }
    assert "Chair" not in "".join(lines[:5])


def test_a_small_town_is_told_with_its_county(as_user, rita, heard, study):
    """Area 1 and the national level lie in a county: the one of few people would tell, and so would the other."""
    county = Site.objects.create(study=study, code="C", label="County", order=9)
    study.sites.filter(code__in=("A1", "NAT")).update(parent=county)
    lines = exported(as_user(rita), "")
    assert lines[:2] == ["Code,Area 2,County,All", "Trust,3,6,9"]
    assert "“Area 1”, “National” are told with the site around" in lines[-2]


def test_few_is_what_the_study_says(as_user, rita, heard, study):
    study.threshold = 1
    study.save()
    assert exported(as_user(rita), "")[0] == "Code,Area 1,Area 2,National,All"


def test_somebody_of_two_sites_is_few_in_neither(study, rita, as_user, heard, third_area):
    """The categories are people of the study, not of the line."""
    nurse = Participant.objects.get(code="P40004")
    Participation.objects.filter(site__code="NAT").update(participant=nurse)
    assert is_small(0b1, 3) and not is_small(0, 3)
    assert exported(as_user(rita), "")[1] == "Trust,5,4,8"


def test_the_heard_are_those_of_the_part() -> None:
    """A part that stands in none of the columns counts nowhere."""
    part = heard_in([[]], [(0, False, Said(("t",)), {0})])[0].part
    assert counting.count(Asking(TRACER, ["u"]), [Heard(part, [0])], "extracts", 1) == [Row((0,), 0)]
