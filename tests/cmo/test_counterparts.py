"""Which configurations are held to be counterparts."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from cmo import counterparts as rooms
from cmo.counterparts import counterparts, joined
from cmo.models import Comparison
from tests import factories


def test_its_samples():
    assert doctest.testmod(rooms).failed == 0


@given(st.lists(st.frozensets(st.integers(0, 9), min_size=1), max_size=8))
def test_sets_that_share_a_thing_are_one(together):
    found = joined(together)
    assert set(found) == set().union(*together)
    for some in together:
        assert len({found[each] for each in some}) == 1
    assert all(one == other or not one & other for one in found.values() for other in found.values())


def test_links_and_judgements_join(study, bob):
    first, second, third, alone = (factories.configuration(study) for _ in range(4))
    first.link("counterpart_of", second, by=bob)
    Comparison.objects.judge([second, third], study.sites.all(), by=bob, judgement="same")
    found = counterparts(study)
    assert found[first.pk] == {first.pk, second.pk, third.pk}
    assert alone.pk not in found
