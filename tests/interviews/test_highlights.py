from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from interviews.highlights import Mark, Stretch, shown, touched
from interviews.turns import Turn

TURNS = (Turn(3, 20, "A", False), Turn(23, 40, "B", True), Turn(43, 50, "A", False))
spans = st.lists(st.tuples(st.integers(0, 55), st.integers(0, 55)).filter(lambda span: span[0] < span[1]), max_size=12)


def mark(start: int, end: int, **fields) -> Mark:
    return Mark(uuid4(), start, end, **fields)


def test_a_turn_without_extracts_is_one_bare_stretch():
    assert next(shown(TURNS, [])).stretches == (Stretch(3, 20, ()),)


def test_overlapping_extracts_become_flat_stretches():
    first = next(shown(TURNS, [mark(5, 12), mark(8, 15)]))
    assert [(s.start, s.end, s.over) for s in first.stretches] == [
        (3, 5, ()),
        (5, 8, (0,)),
        (8, 12, (0, 1)),
        (12, 15, (1,)),
        (15, 20, ()),
    ]


def test_an_extract_over_two_turns_stands_in_both():
    long = mark(10, 30)
    one, two, three = shown(TURNS, [long])
    assert (one.marks, two.marks, three.marks) == ((long,), (long,), ())


def test_overlapping_extracts_have_lanes_of_their_own():
    assert next(shown(TURNS, [mark(4, 10), mark(6, 12), mark(11, 14)])).lanes == (0, 1, 0)


def test_of_two_extracts_that_begin_together_the_shorter_lies_on_top():
    short, long = mark(5, 8), mark(5, 15)
    first = next(shown(TURNS, [short, long]))
    assert first.marks[first.stretches[1].over[-1]] == short


def test_depth_grows_no_further_than_three():
    first = next(shown(TURNS, [mark(5, 9 + n) for n in range(5)]))
    assert max(stretch.depth for stretch in first.stretches) == 3


def test_the_turns_that_a_span_touches():
    assert touched(TURNS, 15, 25) == range(2)
    assert touched(TURNS, 20, 23) == range(0)  # between two turns
    assert touched(TURNS, 20, 24) == range(1, 2)


@given(st.integers(0, 55), st.integers(1, 55))
def test_a_turn_is_touched_when_some_of_its_words_are_in_the_span(start, length):
    wanted = [place for place, turn in enumerate(TURNS) if turn.start < start + length and start < turn.end]
    assert list(touched(TURNS, start, start + length)) == wanted


def test_numbers_begin_where_one_says():
    assert [turn.number for turn in shown(TURNS[1:], [], first=2)] == [2, 3]


@given(spans)
def test_the_stretches_of_a_turn_are_its_words_without_gap(places):
    for turn in shown(TURNS, [Mark(UUID(int=n), *place) for n, place in enumerate(places)]):
        edges = [turn.turn.start, *(stretch.end for stretch in turn.stretches)]
        assert edges[:-1] == [stretch.start for stretch in turn.stretches]
        assert edges[-1] == turn.turn.end


@given(spans)
def test_every_extract_covers_exactly_its_words(places):
    marks = [Mark(UUID(int=n), *place) for n, place in enumerate(places)]
    covered: dict[UUID, set[int]] = {each.id: set() for each in marks}
    for turn in shown(TURNS, marks):
        for stretch in turn.stretches:
            for place in stretch.over:
                covered[turn.marks[place].id] |= set(range(stretch.start, stretch.end))
    spoken = {place for turn in TURNS for place in range(turn.start, turn.end)}
    assert covered == {each.id: set(range(each.start, each.end)) & spoken for each in marks}
