import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracers import dates

KNOWN = st.dates(min_value=dt.date(1000, 1, 1)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)


@pytest.mark.parametrize("value", ["2016", "2016-07", "2016-07-14", " 2016-07 "])
def test_a_date_is_kept_as_exactly_as_it_is_known(value):
    assert dates.parse(value) == value.strip()


@pytest.mark.parametrize("value", ["", "July 2016", "14/07/2016", "2016-13", "2016-02-30", "2016-7", "16", "0000"])
def test_what_is_no_date_is_refused_with_the_way_to_write_one(value):
    with pytest.raises(ValueError, match="2016-07-14, 2016-07 or 2016"):
        dates.parse(value)


@pytest.mark.parametrize(
    ("value", "shape", "shown"),
    [
        ("2016-07-04", "%-d %B %Y", "4 July 2016"),
        ("2016-07", "%-d %B %Y", "July 2016"),
        ("2016", "%-d %B %Y", "2016"),
        ("2016-07-04", "%b %Y", "Jul 2016"),
        ("2016", "%b %Y", "2016"),
        ("2016-07", "%d.%m.%Y", "07.2016"),
        ("", "%Y", ""),
    ],
)
def test_what_is_not_known_is_left_out(value, shape, shown):
    assert dates.show(value, shape) == shown


@given(KNOWN)
def test_every_known_date_is_read(value):
    assert dates.parse(value) == value


@given(KNOWN, KNOWN)
def test_the_kept_form_sorts_in_order_of_time(one, other):
    if one < other:
        assert dates.first_day(one) <= dates.first_day(other)
