"""Things that belong together."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from cmo import joined as room
from cmo.joined import joined


def test_its_samples():
    assert doctest.testmod(room).failed == 0


@given(st.lists(st.frozensets(st.integers(0, 9), min_size=1), max_size=8))
def test_sets_that_share_a_thing_are_one(together):
    found = joined(together)
    assert set(found) == set().union(*together)
    for some in together:
        assert len({found[each] for each in some}) == 1
    assert all(one == other or not one & other for one in found.values() for other in found.values())
