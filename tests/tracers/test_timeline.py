"""Dates on an axis: spans as precise as they are known, stacks, and what is widened before it leaves the house."""

import datetime as dt
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracers import dates
from tracers.timeline import Happening, Heard, Stretch, Timeline, axis, buckets, packed
from tracers.widening import OTHERS, note, wide, widened

days = st.dates().map(dt.date.isoformat)
partial = st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4]))
near = st.dates(dt.date(2014, 1, 1), dt.date(2019, 12, 31)).map(dt.date.isoformat)
near_or_partly = st.builds(lambda day, signs: day[:signs], near, st.sampled_from([10, 7, 4, 0]))
heard = st.lists(
    st.builds(
        Heard,
        st.sampled_from(["Area 1", "Area 2", "National", ""]),
        near_or_partly,
        st.integers(0, 40),
        st.sets(st.integers(0, 12), min_size=1, max_size=3).map(frozenset),
        st.just("20417"),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("date", "last"),
    [
        ("2016", dt.date(2016, 12, 31)),
        ("2016-02", dt.date(2016, 2, 29)),
        ("2016-12", dt.date(2016, 12, 31)),
        ("2016-07-14", dt.date(2016, 7, 14)),
        ("9999", dt.date.max),
        ("9999-12", dt.date.max),
    ],
)
def test_the_last_day_that_a_date_can_mean(date, last):
    assert dates.last_day(date) == last


@given(partial)
def test_a_date_begins_before_it_ends(date):
    first, last = dates.first_day(date), dates.last_day(date)
    assert first <= last
    long = ({365, 366}, {28, 29, 30, 31}, {1})[date.count("-")]
    assert (last - first).days + 1 in long


@given(st.lists(partial, min_size=1, max_size=8))
def test_everything_lies_on_the_axis_and_the_axis_has_a_readable_number_of_ticks(told):
    made = axis(told)
    assert all(0 <= start < end <= 1 for start, end in map(made.span, told))
    places = [made.at(tick.day) for tick in made.ticks]
    assert places == sorted(places) and places[0] == 0 and all(0 <= place <= 1 for place in places)
    assert 1 <= len(made.ticks) <= 18
    assert made.ticks[0].label.endswith(str(made.first.year))


def test_a_year_of_months_and_a_century_of_decades():
    assert [tick.label for tick in axis(["2016-11", "2017-02-03"]).ticks] == ["Nov 2016", "Dec", "Jan 2017", "Feb"]
    assert [tick.label for tick in axis(["1948", "2025"]).ticks][:2] == ["1945", "1950"]
    assert axis(["", ""]) is None


spans = st.lists(st.tuples(st.floats(0, 100), st.floats(0, 50)).map(lambda pair: (pair[0], sum(pair))), max_size=30)


@given(spans)
def test_nothing_in_one_row_overlaps_and_no_row_is_without_need(made):
    rows = packed(made)
    for one, first in enumerate(made):
        for other, second in enumerate(made[:one]):
            if rows[one] == rows[other]:
                assert first[1] < second[0] or second[1] < first[0]
    most = max((sum(start <= point <= end for start, end in made) for point, _ in made), default=0)
    assert len(set(rows)) == most


@given(heard)
def test_every_interview_stands_in_one_bucket_of_its_lane(made):
    found = buckets(made)
    assert sorted(map(repr, made)) == sorted(repr(each) for bucket in found for each in bucket.heard)
    assert len({(each.lane, each.date) for each in found}) == len(found)


def categories(made):
    """The people behind each place and time that is told."""
    found = defaultdict(set)
    for each in made:
        found[each.lane, each.date[:7], each.until] |= each.people
    return found


@given(heard, st.integers(1, 6))
def test_what_leaves_the_house_tells_no_place_or_time_of_too_few(made, least):
    out = widened(made, least)
    told = categories(out)
    assert len(told) <= 1 or all(len(people) >= least for people in told.values())
    assert Counter((each.key, each.people) for each in out) == Counter((each.key, each.people) for each in made)
    assert not any(each.called for each in out)


@given(heard, st.integers(1, 6))
def test_what_leaves_the_house_is_wider_and_not_wrong(made, least):
    lanes = {each.lane for each in made}
    for each in widened(made, least):
        before = [one for one in made if (one.key, one.people) == (each.key, each.people)]
        assert any(each.lane == one.lane or each.lane not in lanes for one in before)
        if each.date:
            first, last = dates.first_day(each.date), dates.last_day(each.until or each.date)
            dated = [one.date[:7] for one in before if one.date]
            assert any(first <= dates.first_day(date) and dates.last_day(date) <= last for date in dated)


@given(heard)
def test_who_is_enough_everywhere_stays_as_told(made):
    def told(several):
        return Counter((each.key, each.lane, each.date[:7], each.until) for each in several)

    assert told(widened(made, 1)) == told(made)


def test_small_months_are_told_with_those_beside_them():
    nine = [Heard("Area 1", "2016-07", n, frozenset({n})) for n in range(9)]
    some = [Heard("Area 1", f"2016-{month:02}-03", 10 + month, frozenset({10 + month})) for month in (1, 2, 3, 11)]
    out = widened([*nine, *some], 3)
    assert {(each.date, each.until) for each in out} == {("2016-01", "2016-03"), ("2016-07", "2016-11")}
    assert [bucket.shown for bucket in buckets(out)] == ["January 2016 to March 2016", "July 2016 to November 2016"]


def test_small_sites_are_told_together_by_name():
    made = [Heard("Area 1", "2016-07", n, frozenset({n})) for n in range(9)]
    made += [Heard(lane, "2016-07", lane, frozenset({lane, lane + "2"})) for lane in ("Area 2", "National")]
    assert {each.lane for each in widened(made, 3)} == {"Area 1", "Area 2 and National"}
    made += [Heard("Area 3", "2016-07", "Area 3", frozenset({"Area 3"}))]
    assert {each.lane for each in widened(made, 5)} == {"Area 1", OTHERS}


def test_a_timeline_knows_what_has_no_date():
    made = Timeline(
        (Happening("2013-04", "The Act"),),
        (Stretch("WS1", "2016"), Stretch("WS2")),
        ("Area 1", "Area 2"),
        (Heard("Area 1", "", 1), Heard("Area 1", "2016-07-03", 2), Heard("Area 2", "2016-07", 2)),
    )
    assert made.axis.first == dt.date(2013, 4, 1) and made.axis.last == dt.date(2016, 12, 31)
    assert [each.label for each in made.unset] == ["WS2"]
    assert [(each.lane, each.number) for each in made.undated] == [("Area 1", 1)]
    assert made.number == 2 and list(made.buckets) == ["Area 1", "Area 2"]


def test_what_is_no_area_is_left_out_and_never_told_with_one():
    lanes = ["Area 1"] * 3 + ["Area 2"] * 3 + ["National"]
    made = [Heard(lane, "2016-07", number, frozenset({number})) for number, lane in enumerate(lanes)]
    timeline = Timeline(lanes=("Area 1", "Area 2", "National"), heard=tuple(made), apart=frozenset({"National"}))
    out = wide(timeline, 3)
    assert out.lanes == ("Area 1", "Area 2") and {each.lane for each in out.heard} == {"Area 1", "Area 2"}
    assert note(timeline, out, 3).endswith("National, which is no area, is left out.")


@given(heard, st.integers(1, 6), st.sets(st.sampled_from(["Area 1", "Area 2", "National"])))
def test_nobody_of_an_area_is_lost(made, least, apart):
    out = widened(made, least, apart)
    assert {each.key for each in out} >= {each.key for each in made if each.lane not in apart}
