"""The table of codes equals a count by hand, for any small study; and what grids, shades and files make of it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.grouping import Part, Said, Voice
from interviews.matrix import counting, together
from interviews.matrix.attributes import Attribute, narrowed, placed, there
from interviews.matrix.counting import Asking, Heard
from interviews.matrix.grid import SHADES, Cell, Grid, Head, Line, cells, percent, shade, shaded, steps
from interviews.matrix.workbook import about
from interviews.searching.asked import UNKNOWN
from interviews.searching.together import Pair, Place
from interviews.spans import Span

SITES, ROLES, SOURCES, CODES = ("A1", "A2"), ("nurse", "manager"), range(4), 4
SITE = Attribute(
    "site", "Site", {key: key for key in SITES}, lambda part, voice: (voice.site,) if voice and voice.site else ()
)
ROLE = Attribute(
    "role", "Role", {key: key for key in ROLES}, lambda _, voice: (voice.role,) if voice and voice.role else ()
)
TRACER = Attribute("tracer", "Tracer", {"t": "T", "u": "U"}, lambda part, _: part.said.tracers)
PARENTS = (None, 0, 1, None)  # the first code has the second under it, that the third
VALUES = {each.name: [*each.heads, UNKNOWN] for each in (SITE, ROLE, TRACER)}

WHO = [(person, site, role) for person in (None, "p", "q") for site in (None, *SITES) for role in ("", *ROLES)]
SPOKEN_OF = [Said(), Said(("t",)), Said(("t", "u"))]
SETS = [{0}, {1}, {2}, {3}, {0, 1}, {1, 2, 3}]
NARROWING = [[], [(SITE, "A1")], [(ROLE, "nurse"), (TRACER, "t")], [(SITE, UNKNOWN)], [(SITE, "A2"), (ROLE, "manager")]]

who = st.lists(st.sampled_from(WHO), max_size=3)
extract = st.tuples(
    st.sampled_from(SOURCES),
    st.booleans(),  # the interviewer asks
    st.sampled_from(SPOKEN_OF),
    st.sampled_from(SETS),
)
study = st.tuples(
    st.tuples(who, who, who, who).map(
        lambda rows: [
            [Voice((source, place), person, "", site, "", role) for place, (person, site, role) in enumerate(row)]
            for source, row in enumerate(rows)
        ]
    ),
    st.lists(extract, max_size=10),
)


def heard_in(people, extracts) -> list[Heard]:
    """As the database groups them: a part a source, speaker and what is said; a number an extract and code."""
    groups: dict = {}
    for source, asks, said, codes in extracts:
        groups.setdefault((source, asks, said), []).append(codes)
    return [
        Heard(
            Part(source, "", said, len(several), asks, people[source]),
            [code for codes in several for code in sorted(codes)],
        )
        for (source, asks, said), several in groups.items()
    ]


def by_hand(people, extracts, codes, attribute, value, only, measure, everyone) -> int:
    """One extract and one voice at a time. Without a value: in any column."""
    met = set()
    for number, (source, asks, said, held) in enumerate(extracts):
        if not held & codes or (asks and not everyone):
            continue
        part = Part(source, "", said, 1, asks, people[source])
        for each in people[source] or [None]:
            fits = all(wanted in (at.keys(part, each) or (UNKNOWN,)) for at, wanted in only)
            if fits and (value is None or value in (attribute.keys(part, each) or (UNKNOWN,))):
                if measure == "people" and each and not asks:
                    met.add(each.participant_id or each.pk)
                elif measure != "people":
                    met.add(source if measure == "sources" else number)
    return len(met)


def with_those_above(numbers) -> list[int]:
    """And one line more for all lines together."""
    lines = []
    for number in numbers:
        while number is not None:
            lines.append(number)
            number = PARENTS[number]
    return [*lines, CODES]


@given(study, st.sampled_from([SITE, ROLE, TRACER]), st.booleans(), st.booleans(), st.sampled_from(NARROWING))
def test_people_and_sources_are_those_counted_by_hand(made, attribute, everyone, below, only):
    people, extracts = made
    asking = Asking(attribute, VALUES[attribute.name], only, everyone)
    heard = heard_in(people, extracts)
    lines = [Heard(part, with_those_above(held) if below else [*held, CODES]) for part, held in heard]
    for measure in ("people", "sources"):
        rows = counting.count(asking, lines, measure, CODES + 1)
        for number, row in enumerate(rows):
            codes = {number, *({1, 2}, {2}, set(), set())[number]} if below and number < CODES else {number}
            codes = set(range(CODES)) if number == CODES else codes
            for value, figure in (*zip(asking.values, row.cells, strict=True), (None, row.total)):
                assert figure == by_hand(people, extracts, codes, attribute, value, only, measure, everyone)


@given(study, st.sampled_from([SITE, ROLE, TRACER]), st.booleans())
def test_extracts_are_those_counted_by_hand(made, attribute, everyone):
    people, extracts = made
    asking = Asking(attribute, VALUES[attribute.name], (), everyone)
    rows = counting.count(asking, heard_in(people, extracts), "extracts", CODES)
    for number, row in enumerate(rows):
        for value, figure in (*zip(asking.values, row.cells, strict=True), (None, row.total)):
            assert figure == by_hand(people, extracts, {number}, attribute, value, (), "extracts", everyone)


@given(study, st.sampled_from([SITE, ROLE, TRACER]))
def test_no_cell_is_more_than_its_denominator(made, attribute):
    people, extracts = made
    asking = Asking(attribute, VALUES[attribute.name])
    heard = heard_in(people, extracts)
    present = [part for source, voices in enumerate(people) for part in there(source, voices)]
    for measure in ("people", "sources", "extracts"):
        rows = counting.count(asking, heard, measure, CODES)
        base = counting.base(asking, [*present, *(part for part, _ in heard)], measure)
        for row in rows:
            pairs = zip((*row.cells, row.total), (*base.cells, base.total), strict=True)
            assert all(figure <= of for figure, of in pairs)


def test_a_part_without_people_stands_under_what_is_not_said():
    nobody = Part("s", "", Said(), 1, False, ())
    assert placed(nobody, SITE) == {UNKNOWN: []}
    assert (
        narrowed(nobody, [(SITE, UNKNOWN)]) == nobody._replace(voices=[]) and narrowed(nobody, [(SITE, "A1")]) is None
    )


# Grids


def grid(*rows: tuple[int | None, ...], of: int | None = None) -> Grid:
    lines = tuple(Line(Head(f"Line {n}"), tuple(Cell(number, of) for number in row)) for n, row in enumerate(rows))
    return Grid("Title", "Extracts", "Code", tuple(Head(f"C{n}") for n in range(len(rows[0]))), lines)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20))
def test_shades_grow_with_the_figures_and_say_what_they_mean(numbers):
    made = shaded(grid(tuple(numbers)))
    meaning = {step: [int(end) for end in said.split("–")] for step, said in steps(made)}
    for cell in made.lines[0].cells:
        assert 0 <= cell.shade <= SHADES and (cell.shade == 0) == (cell.number == 0)
        if cell.shade:
            first, last = meaning[cell.shade][0], meaning[cell.shade][-1]
            assert first <= cell.number <= last
    ordered = sorted(made.lines[0].cells, key=lambda cell: cell.number)
    assert [cell.shade for cell in ordered] == sorted(cell.shade for cell in ordered)


@pytest.mark.parametrize(("value", "shown"), [(0, "0%"), (0.3, "<1%"), (1, "1%"), (99.6, "100%"), (33.3, "33%")])
def test_per_cent_is_a_whole_number_and_little_is_not_nothing(value, shown):
    assert percent(value) == shown


def test_a_cell_says_of_how_many():
    assert (Cell(1, 2).shown, Cell(1, 2).told) == ("50%", "50% (1 of 2)")
    assert Cell(0, 0).shown == Cell(None).shown == "–"
    assert shade(None, 5) == shade(0, 5) == shade(0, 0) == 0


def test_a_share_leaves_with_its_numbers():
    head, row = cells(grid((1, 2), of=4))
    assert (head, row) == (["Code", "C0", "C0 %", "C1", "C1 %"], ["Line 0", 1, 25.0, 2, 50.0])


def test_what_was_counted_is_written_down():
    assert about(grid((1,)), "Study", datetime(2026, 3, 1, 9, 30, tzinfo=UTC))[:3] == [
        "Study: Study",
        "Counted on 1 March 2026 at 09:30",
        "In the cells: Extracts",
    ]


def test_codes_together_are_the_most_frequent_in_their_order():
    heads = {key: Head(key) for key in "abcd"}
    pairs = [
        Pair(("c", "d"), tuple(Place("t", Span(n, n + 1)) for n in range(5))),
        Pair(("a", "d"), (Place("t", Span(9, 10)), Place("u", Span(9, 10)))),
        Pair(("a", "b"), (Place("t", Span(20, 21)),)),
    ]
    made = together.together(pairs, heads, most=3, measure="places", by_turn=False)
    assert [head.label for head in made.columns] == ["a", "c", "d"]
    assert [[cell.number for cell in line.cells] for line in made.lines] == [[None, 0, 2], [0, None, 5], [2, 5, None]]
    sources = together.together(pairs, heads, most=10, measure="sources", by_turn=True)
    assert [cell.number for cell in sources.lines[3].cells] == [2, 0, 1, None]
