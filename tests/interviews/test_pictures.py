"""Pictures: sound SVG whatever things are called, text within its room, PNG of the same."""

import io
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from interviews.matrix.grid import Cell, Grid, Head, Line, shaded
from interviews.pictures.heat import FILLS, INKS, heat_map
from interviews.pictures.png import png
from interviews.pictures.svg import MORE, clean, cut, measure, picture, tag, text, wrap

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Something in the other hand that nobody had asked for and everybody was to pay"


def grid(names: list[str], heads: list[str], figure: int = 3) -> Grid:
    lines = tuple(
        Line(Head(name, f"Top › {name}", 1), tuple(Cell(figure) for _ in heads), Cell(figure)) for name in names
    )
    return shaded(
        Grid("Codes by <site> & more", "People", "Code", tuple(Head(h) for h in heads), lines, notes=("A note.",))
    )


@given(st.lists(st.text(max_size=80), min_size=1, max_size=4), st.lists(st.text(max_size=60), min_size=1, max_size=14))
def test_whatever_things_are_called_it_is_sound(names, heads):
    root = ElementTree.fromstring(heat_map(grid(names, heads)))
    width, height = float(root.get("width")), float(root.get("height"))
    for shape in root.iter(f"{SVG}rect"):
        assert float(shape.get("x", 0)) + float(shape.get("width")) <= width
        assert float(shape.get("y", 0)) + float(shape.get("height")) <= height
    for said in root.iter(f"{SVG}text"):
        assert 0 <= float(said.get("x")) <= width and 0 < float(said.get("y")) <= height


def test_a_long_name_is_cut_and_told_in_full():
    root = ElementTree.fromstring(heat_map(grid([LONG], ["Area 1"])))
    line = next(each for each in root.iter(f"{SVG}text") if each.find(f"{SVG}title") is not None)
    assert line.find(f"{SVG}title").text == f"Top › {LONG}"
    assert "".join(line.itertext()).endswith(MORE)


def test_it_names_and_describes_itself_and_fetches_nothing():
    svg = heat_map(grid(["Trust"], ["Area 1"]))
    assert '<title id="title">Codes by &lt;site&gt; &amp; more</title>' in svg and "<desc" in svg
    assert "href" not in svg and "url(" not in svg and "<style" not in svg and "<script" not in svg


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_shades_grow_darker_and_their_numbers_can_be_read():
    lights = [luminance(fill) for fill in FILLS]
    assert lights == sorted(lights, reverse=True)
    for fill, ink in zip(FILLS, INKS, strict=True):
        low, high = sorted((luminance(fill), luminance(ink)))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (fill, ink)


@given(st.text(max_size=60), st.floats(20, 300), st.floats(8, 20))
def test_what_is_cut_has_room(said, width, size):
    assert measure(cut(said, width, size), size) <= max(width, measure(MORE, size))


@given(st.text(max_size=120), st.integers(1, 4))
def test_what_is_wrapped_has_room_and_loses_nothing_unsaid(said, most):
    lines = wrap(said, 120, 12, most)
    assert 1 <= len(lines) <= most
    assert all(measure(line, 12) <= 120 for line in lines)
    if not any(line.endswith(MORE) for line in lines):
        assert " ".join(lines).split() == said.split()


def test_what_xml_forbids_is_left_out():
    assert clean('a\x00b\x1b\ud800<&"') == "ab&lt;&amp;&quot;"
    assert (
        ElementTree.fromstring(picture(10.0, 10, "\x07", "x", [text(1, 2, "\ufffe", 3), tag("rect", x=1.25)]))
        is not None
    )


@pytest.mark.parametrize("columns", [2, 14])
def test_the_png_is_the_same_picture(columns):
    svg = heat_map(grid(["Trust", "Money"], [f"Area {number}" for number in range(columns)], 7))
    root = ElementTree.fromstring(svg)
    image = Image.open(io.BytesIO(png(svg)))
    assert image.width == pytest.approx(float(root.get("width")) * 0.75 * 2.5, abs=3)
    colours = {colour for _, colour in image.convert("RGB").getcolors(1_000_000)}
    assert tuple(int(FILLS[5][at : at + 2], 16) for at in (1, 3, 5)) in colours


def test_what_is_no_picture_of_ours_is_refused():
    with pytest.raises(ValueError, match="no picture of ours"):
        png("<svg/>")
