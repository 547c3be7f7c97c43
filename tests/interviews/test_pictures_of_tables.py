"""Bars, dots and panels: sound whatever stands in the table, every figure printed, nothing told by colour alone."""

from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.matrix.grid import Cell, Grid, Head, Line, shaded
from interviews.pictures.bars import diverging_bars
from interviews.pictures.dots import FILLS, SHAPES, dot, dot_plot
from interviews.pictures.drawn import PICTURES, draw, in_parts
from interviews.pictures.frame import EMPTY
from interviews.pictures.panels import draw_many, small_multiples
from tests.interviews.drawings import SVG, sound, texts

NEW = {"bars": 2, "dots": 8, "panels": 60}
LONG = "Something in the other hand that nobody had asked for and everybody in the county was to pay for in the end"

numbers = st.one_of(st.none(), st.integers(0, 10**6))
cells = st.one_of(
    st.builds(Cell, numbers),
    st.builds(lambda number, more: Cell(number, number + more), st.integers(0, 5000), st.integers(0, 5000)),
)
heads = st.builds(Head, st.text(max_size=60), st.text(max_size=30), st.integers(0, 4))


@st.composite
def grids(draw_from, most_lines=12, most_columns=10):
    columns = draw_from(st.lists(heads, min_size=1, max_size=most_columns))

    def line():
        found = st.lists(cells, min_size=len(columns), max_size=len(columns)).map(tuple)
        return st.builds(Line, heads, found)

    lines = draw_from(st.lists(line(), min_size=1, max_size=most_lines))
    foot, bases = (draw_from(st.none() | line()) for _ in range(2))
    notes = tuple(draw_from(st.lists(st.text(max_size=300), max_size=3)))
    title, what = draw_from(st.text(max_size=80)), draw_from(st.text(max_size=80))
    return shaded(Grid(title, what, "Code", tuple(columns), tuple(lines), foot, bases, notes))


def grid(names=("Trust", "Money"), columns=("Area 1", "Area 2"), figures=(3, 5), of=None) -> Grid:
    made = tuple(Cell(number, of) for number in figures[: len(columns)])
    lines = tuple(Line(Head(name, f"Top › {name}"), made) for name in names)
    return shaded(Grid("Codes by site", "People", "Code", tuple(map(Head, columns)), lines, notes=("A note.",)))


@settings(max_examples=60, deadline=None)
@given(grids(), st.sampled_from(sorted(NEW)))
def test_whatever_stands_in_the_table_every_figure_is_printed_on_the_paper(made, name):
    root = sound(draw(made, name))
    printed = texts(root)
    for line in (*made.lines, *filter(None, (made.foot, made.bases))):
        for cell in line.cells[: NEW[name]]:
            assert cell.told in printed


@settings(max_examples=25, deadline=None)
@given(st.lists(grids(5, 5), min_size=1, max_size=3))
def test_several_tables_stand_under_one_another_on_one_scale(several):
    printed = texts(sound(draw_many(several)))
    assert all(cell.told in printed for each in several for line in each.lines for cell in line.cells)


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize(("lines", "columns"), [(1, 1), (60, 8), (3, 2)])
def test_from_one_line_and_column_to_sixty_and_eight(name, lines, columns):
    made = grid([f"{LONG} {n}" for n in range(lines)], [f"{LONG} {n}" for n in range(columns)], range(columns))
    svg = draw(made, name)
    assert f"Top › {LONG} {lines - 1}" in svg  # what is cut is told in full


@pytest.mark.parametrize("name", NEW)
def test_an_empty_table_says_so(name):
    nothing = Grid("Codes by site", "People", "Code", (), ())
    assert EMPTY in texts(sound(draw(nothing, name)))


def test_shares_are_told_with_their_denominators():
    for name in NEW:
        assert "60% (3 of 5)" in texts(sound(draw(grid(figures=(3, 5), of=5), name)))


def test_bars_of_more_than_two_columns_say_which_two_they_are():
    drawn = texts(sound(diverging_bars(grid(columns=("Area 1", "Area 2", "National"), figures=(1, 2, 3)))))
    assert any("two of 3 columns: Area 1 and Area 2" in line for line in drawn)


def test_bars_stand_on_either_side_of_the_names_as_long_as_their_figures():
    root = sound(diverging_bars(grid(["Trust"], figures=(2, 4))))
    left, right = list(root.iter(f"{SVG}rect"))[1:]
    assert float(left.get("x")) + float(left.get("width")) < float(right.get("x"))
    assert float(right.get("width")) == pytest.approx(2 * float(left.get("width")))
    assert left.get("fill") != right.get("fill")


def test_more_than_eight_columns_are_too_many_for_dots_and_the_picture_says_so():
    drawn = texts(sound(dot_plot(grid(columns=[f"Site {n}" for n in range(11)], figures=range(11)))))
    assert "Drawn are the first 8 of 11 columns." in drawn


def test_no_two_of_eight_columns_have_the_same_mark():
    marks = [(SHAPES[place % len(SHAPES)], FILLS[place]) for place in range(8)]
    assert all(one != other for one, other in combinations(marks, 2))
    assert len({dot(place, 10, 10) for place in range(8)}) == 8


def test_dots_of_equal_figures_do_not_cover_one_another():
    root = sound(dot_plot(grid(["Trust"], ("Area 1", "Area 2", "National"), (3, 3, 3))))
    figures = [each for each in root.iter(f"{SVG}text") if "".join(each.itertext()).endswith("3")]
    assert len({each.get("y") for each in figures}) == 3


def test_panels_have_one_scale():
    root = sound(small_multiples(grid(["Trust"], ("Area 1", "Area 2"), (2, 4))))
    first, second = [float(each.get("width")) for each in root.iter(f"{SVG}rect")][1:]
    assert second == pytest.approx(2 * first)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_its_own_and_fetches_nothing(name):
    svg = draw(grid(("<b>Trust</b>",)), name)
    assert "&lt;b&gt;" in svg and "<b>" not in svg
    assert not any(part in svg for part in ("href", "url(", "<style", "<script", "style="))


@pytest.mark.parametrize("name", PICTURES)
def test_a_tall_table_is_drawn_in_parts_on_one_scale_and_no_line_is_lost(name):
    lines = tuple(Line(Head(f"Code {number}"), (Cell(number), Cell(1))) for number in range(90))
    foot = Line(Head("All"), (Cell(90), Cell(90)))
    whole = shaded(Grid("Codes", "People", "Code", (Head("Area 1"), Head("Area 2")), lines, bases=foot, notes=("A.",)))
    parts = in_parts(whole, name, 1.3)
    assert len(parts) > 1 and [line for part, _ in parts for line in part.lines] == list(whole.lines)
    assert [part.bases is None for part, _ in parts] == [True] * (len(parts) - 1) + [False]
    roots = [ElementTree.fromstring(svg) for _, svg in parts]
    assert all(float(root.get("height")) <= 1.3 * max(float(root.get("width")), 640) for root in roots)
    if name == "bars":  # the other column has ones alone: as long in every part
        right = {root.findall(f"{SVG}rect")[-1].get("width") for root in roots}
        assert len(right) == 1


def test_a_small_table_is_drawn_in_one():
    assert [part for part, _ in in_parts(grid(), "bars", 1.3)] == [grid()]


def test_what_is_not_known_is_a_heat_map():
    assert draw(grid(), "cake") == draw(grid())


def test_the_description_tells_each_line():
    [told] = [each.text for each in sound(draw(grid(), "dots")).iter(f"{SVG}desc")]
    assert "Top › Trust: Area 1 3, Area 2 5." in told
