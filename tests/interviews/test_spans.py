from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from interviews.spans import Span, layers, segments, spread

PLACES = st.integers(min_value=-20, max_value=60)
SPANS = st.lists(st.tuples(PLACES, PLACES).map(lambda pair: (min(pair), max(pair))), max_size=25)
RANGES = st.tuples(PLACES, PLACES).map(lambda pair: (min(pair), max(pair)))


def named(spans: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    return [(start, end, number) for number, (start, end) in enumerate(spans)]


def test_two_overlapping_extracts_make_three_stretches_and_the_rest() -> None:
    assert segments([(2, 6, "trust"), (4, 8, "money")], 0, 10) == [
        (0, 2, ()),
        (2, 4, ("trust",)),
        (4, 6, ("trust", "money")),
        (6, 8, ("money",)),
        (8, 10, ()),
    ]


def test_an_extract_that_reaches_beyond_the_range_is_cut_to_it() -> None:
    assert segments([(0, 100, "a")], 10, 20) == [(10, 20, ("a",))]


def test_extracts_of_the_same_words_are_told_in_the_order_given() -> None:
    assert segments([(0, 5, "b"), (0, 5, "a")], 0, 5) == [(0, 5, ("b", "a"))]


def test_an_empty_range_has_no_stretches() -> None:
    assert segments([(0, 5, "a")], 3, 3) == []


@given(SPANS, RANGES)
def test_segments_partition_the_range(spans: list[tuple[int, int]], around: tuple[int, int]) -> None:
    start, end = around
    flat = segments(named(spans), start, end)
    assert all(first < last for first, last, _ in flat)
    assert all(before[1] == after[0] for before, after in pairwise(flat))
    assert ([flat[0][0], flat[-1][1]] if flat else [start, start]) == [start, end]


@given(SPANS, RANGES)
def test_every_place_is_covered_by_exactly_its_spans(spans: list[tuple[int, int]], around: tuple[int, int]) -> None:
    for first, last, covering in segments(named(spans), *around):
        for place in range(first, last):
            assert covering == tuple(n for n, (start, end) in enumerate(spans) if start <= place < end)


@given(SPANS, RANGES)
def test_neighbouring_stretches_meet_at_the_boundary_of_a_span(
    spans: list[tuple[int, int]], around: tuple[int, int]
) -> None:
    boundaries = {place for span in spans for place in span}
    for before, _ in pairwise(segments(named(spans), *around)):
        assert before[1] in boundaries


def test_an_extract_over_two_turns_stands_in_both() -> None:
    assert spread([(3, 14, "x"), (0, 2, "y")], [(0, 5), (10, 20)]) == [[(3, 5, "x"), (0, 2, "y")], [(10, 14, "x")]]


def test_an_extract_of_a_label_between_turns_stands_in_none() -> None:
    assert spread([(5, 10, "x")], [(0, 5), (10, 20)]) == [[], []]


@given(SPANS, st.lists(PLACES, unique=True, max_size=12).map(sorted))
def test_spread_gives_each_turn_what_touches_it(spans: list[tuple[int, int]], edges: list[int]) -> None:
    turns = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    for (start, end), inside in zip(turns, spread(named(spans), turns), strict=True):
        assert inside == [
            (max(start, first), min(end, last), number)
            for first, last, number in named(spans)
            if max(start, first) < min(end, last)
        ]


def test_stripes_that_touch_share_a_lane() -> None:
    assert layers([(0, 5), (5, 9), (3, 6)]) == [0, 0, 1]


@given(SPANS)
def test_overlapping_spans_have_different_lanes(spans: list[tuple[int, int]]) -> None:
    lanes = layers(spans)
    for one, (start, end) in enumerate(spans):
        for other, (first, last) in enumerate(spans[:one]):
            if max(start, first) < min(end, last):
                assert lanes[one] != lanes[other]


@given(SPANS)
def test_there_are_as_many_lanes_as_the_deepest_overlap(spans: list[tuple[int, int]]) -> None:
    long = [span for span in spans if span[0] < span[1]]
    deepest = max((sum(start <= place < end for start, end in long) for place, _ in long), default=0)
    assert len(set(layers(long))) == deepest


def test_the_length_of_a_span_counts_code_points() -> None:
    assert len(Span(3, 10)) == 7
