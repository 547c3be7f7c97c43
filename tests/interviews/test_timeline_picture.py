"""The timeline as a picture: everything on the paper, every number printed, dates no more precise than they are."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.pictures.timeline import NOBODY, in_words, timeline_picture
from tests.interviews.drawings import SVG, sound, texts
from tests.tracers.test_timeline import heard, near_or_partly, partial
from tracers.timeline import Happening, Heard, Stretch, Timeline
from tracers.widening import wide

names = st.text(max_size=70)
timelines = st.builds(
    Timeline,
    st.lists(st.builds(Happening, partial, names), max_size=5).map(tuple),
    st.lists(st.builds(Stretch, names, near_or_partly, near_or_partly), max_size=4).map(tuple),
    st.just(("Area 1", "Area 2", "National")),
    heard.map(tuple),
)


@settings(max_examples=80, deadline=None)
@given(timelines)
def test_whatever_happened_it_lies_on_the_paper(made):
    sound(timeline_picture(made))
    sound(timeline_picture(wide(made, 3)))


@settings(max_examples=60, deadline=None)
@given(heard)
def test_every_dated_interview_of_a_lane_is_counted_in_print(made):
    timeline = Timeline(heard=tuple(made))
    printed = texts(sound(timeline_picture(timeline)))
    figures = [
        re.split(" in | from ", each)[0] for each in printed
    ]  # "3", or "3 in 2016"; the years of the axis are larger
    counted = sum(int(each) for each in figures if each.isdecimal() and int(each) < 1900)
    dated = sum(bucket.number for held in timeline.buckets.values() for bucket in held if bucket.date)
    stacked = any(each.startswith("Each stack") for each in printed)  # then one heard twice in a stack counts once
    assert counted <= dated if stacked else counted == dated


def test_a_day_is_a_mark_and_a_month_is_as_wide_as_a_month():
    made = Timeline(
        (Happening("2016-07-14", "The vote"), Happening("2016-01", "The Act"), Happening("2015", "The plan"))
    )
    root = sound(timeline_picture(made))
    month, year = sorted(float(each.get("width")) for each in root.iter(f"{SVG}rect") if each.get("rx") == "2")
    assert 11 < year / month < 13
    assert len(list(root.iter(f"{SVG}polygon"))) == 1


def test_an_open_end_is_dashed_and_what_is_sure_is_filled():
    made = Timeline(stretches=(Stretch("WS1", "2016-01", "2016-12"), Stretch("WS2", "2016-06", "")))
    bands = [each for each in sound(timeline_picture(made)).iter(f"{SVG}rect") if each.get("rx") == "2"]
    assert [each.get("stroke-dasharray") for each in bands] == ["3 2", None, "3 2"]


def test_interviews_in_one_month_are_dots_with_their_number():
    made = Timeline(lanes=("Area 1",), heard=tuple(Heard("Area 1", f"2016-07-{day:02}", day) for day in range(1, 8)))
    root = sound(timeline_picture(made))
    assert len(list(root.iter(f"{SVG}circle"))) == 7 and "7" in texts(root)


def test_what_has_no_date_is_told_below():
    made = Timeline(
        stretches=(Stretch("WS4"),), lanes=("Area 1",), heard=(Heard("Area 1", "", 1), Heard("Area 1", "2016", 2))
    )
    printed = texts(sound(timeline_picture(made)))
    assert "Interviews without a date, by site: Area 1: 1." in printed
    assert "Work streams without a date: WS4." in printed and "1 in 2016" in printed
    assert NOBODY in texts(sound(timeline_picture(Timeline())))


def test_it_is_told_in_words():
    made = Timeline(
        (Happening("2013-04", "The Act"),), (Stretch("WS1", "2016", ""),), ("Area 1",), (Heard("Area 1", "2016-07", 1),)
    )
    assert in_words(made) == (
        "Policy events. April 2013: The Act. Work streams. WS1: from 2016. Interviews. Area 1: July 2016 1."
    )
