import doctest

from hypothesis import given
from hypothesis import strategies as st

from tracers import nested

PARENTS = st.dictionaries(st.integers(0, 8), st.none() | st.integers(0, 8))


def test_its_samples():
    assert doctest.testmod(nested).failed == 0


@given(PARENTS)
def test_a_place_lies_in_all_above_it_and_in_itself(parents):
    inside = nested.within(parents)
    assert set(inside) == set(parents)
    for key in parents:
        assert key in inside[key]
        assert {whole for whole in parents if key in inside[whole]} == {key, *nested.above(parents, key)}


@given(PARENTS)
def test_what_is_inside_a_part_is_inside_the_whole(parents):
    inside = nested.within(parents)
    for key in parents:
        for whole in nested.above(parents, key):
            if key not in nested.above(parents, whole):  # no circle
                assert inside[key] <= inside[whole]


def test_a_circle_ends():
    assert nested.above({"a": "b", "b": "a"}, "a") == ["b"]
