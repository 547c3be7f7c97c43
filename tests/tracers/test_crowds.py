"""People as crowds, and which are told as one."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from tracers import crowds as room
from tracers.crowds import crowds, is_small, joined, together

PEOPLE = st.dictionaries(st.text(max_size=3), st.sets(st.integers(0, 9)), max_size=8)


def test_its_samples():
    assert doctest.testmod(room).failed == 0


@given(PEOPLE)
def test_a_crowd_is_its_people(people):
    made = crowds(people)
    assert {key: crowd.bit_count() for key, crowd in made.items()} == {key: len(some) for key, some in people.items()}
    assert together(made, people).bit_count() == len(set().union(*people.values()))


@given(PEOPLE, st.integers(1, 6))
def test_what_is_joined_is_never_small_unless_it_is_everything(people, least):
    made = crowds(people)
    some = joined(made, least)
    assert not any(is_small(made[key], least) for key in people if key not in some)
    assert not is_small(together(made, some), least) or some == {key for key in people if people[key]}
    assert not some or any(is_small(made[key], least) for key in some)
