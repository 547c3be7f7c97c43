"""The rules of the comparison: who counts for which site, and what each cell may say."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo import comparison as values
from cmo.comparison import (
    Behind,
    Finding,
    Material,
    Place,
    Reading,
    Source,
    Triad,
    Voice,
    Words,
    compare,
    count,
    frame,
    matrix,
    side,
)

NORTH, SOUTH, NATIONAL = Place("north", "North"), Place("south", "South"), Place("nat", "National", area=False)
FROM_NORTH, FROM_SOUTH = Voice("Ann", "north", "CCG"), Voice("Ben", "south", "Provider")
FROM_NATIONAL, FROM_NOWHERE = Voice("Cat", "nat", "NHSE"), Voice("Dan", None)
SOURCES = (
    Source("n1", "2015-11", (FROM_NORTH,)),
    Source("s1", "2016-03", (FROM_SOUTH,)),
    Source("s2", "2016-07", (Voice("Eve", "south", "CCG"),)),
    Source("nat1", "2016", (FROM_NATIONAL,)),
)
HERE, THERE = Triad("CMO-17", frozenset({"north"})), Triad("CMO-18", frozenset({"south"}))
BLANK = Material((NORTH, SOUTH, NATIONAL), (HERE, THERE), SOURCES)


def said(key: str, source: str, voice: Voice, configuration: str = "CMO-17", **more) -> Words:
    return Words(key, configuration, source, (voice,), **more)


def cell(material: Material, place: Place, *triads: str) -> values.Side:
    return side(material, list(triads or ("CMO-17",)), place)


def test_words_count_for_the_speakers_own_site_which_is_said_to_be_assumed():
    material = replace(BLANK, words=(said("w", "n1", FROM_NORTH),))
    (heard,) = cell(material, NORTH).heard
    assert heard.note == "site assumed from the speaker"
    assert cell(material, SOUTH).heard == ()


def test_a_remark_about_another_area_counts_for_the_area_spoken_of_and_says_who_spoke():
    material = replace(BLANK, words=(said("w", "s1", FROM_SOUTH, of=frozenset({"north"})),))
    (heard,) = cell(material, NORTH).heard
    assert heard.note == "spoken in South, about North"
    assert cell(material, SOUTH).heard == ()
    assert count(material, ["CMO-17"], "south").spoke == 0
    assert count(material, ["CMO-17"], "south").read == 1


def test_the_speakers_own_site_once_said_needs_no_note():
    material = replace(BLANK, words=(said("w", "n1", FROM_NORTH, of=frozenset({"north"})),))
    assert [heard.note for heard in cell(material, NORTH).heard] == [""]


def test_a_national_voice_stands_in_its_own_band_and_never_in_a_column():
    material = replace(BLANK, words=(said("w", "nat1", FROM_NATIONAL),))
    row = compare(material, ["north", "south"])[0]
    assert [shown.place.label for shown in row.sides] == ["North", "South"]
    assert not any(shown.heard for shown in row.sides)
    assert [(band.label, len(band.heard), band.area) for band in row.bands] == [("National", 1, False)]


def test_a_national_voice_enters_the_cell_of_the_area_it_speaks_of():
    material = replace(BLANK, words=(said("w", "nat1", FROM_NATIONAL, of=frozenset({"north"})),))
    row = compare(material, ["north", "south"])[0]
    assert row.sides[0].heard[0].note == "spoken at National, about North"
    assert row.bands == ()


@pytest.mark.parametrize(
    ("words", "label"),
    [
        (said("w", "n1", FROM_NORTH, nowhere=True), "Nowhere in particular"),
        (said("w", "n1", FROM_NOWHERE), "Site not known"),
    ],
)
def test_words_of_no_site_stand_apart(words, label):
    row = compare(replace(BLANK, words=(words,)), ["north", "south"])[0]
    assert [band.label for band in row.bands] == [label]
    assert not any(shown.heard for shown in row.sides)


def test_an_area_that_was_not_chosen_keeps_its_words_in_a_band():
    row = compare(replace(BLANK, words=(said("w", "s1", FROM_SOUTH),)), ["north"])[0]
    assert [(band.label, band.area) for band in row.bands] == [("South", True)]


@pytest.mark.parametrize(("of", "band"), [(frozenset(), "Interviewer"), (frozenset({"north"}), None)])
def test_the_interviewers_own_words_are_shown_and_count_for_nothing(of, band):
    asked = Words("w", "CMO-17", "n1", of=of, stance="supports", date="2015-11", asked=True)
    material = replace(BLANK, words=(asked,))
    row = compare(material, ["north", "south"])[0]
    assert [shown.label for shown in row.bands] == ([band] if band else [])
    north = row.sides[0]
    assert [heard.note for heard in north.heard] == ([] if band else [""])
    assert (north.known.words, str(north.behind)) == ("No data", "nobody quoted yet")
    assert (north.counts.spoke, north.counts.read) == (0, 1)


def test_no_data_is_said():
    known = cell(BLANK, NORTH).known
    assert (known.presence, known.words, known.symbol) == ("no data", "No data", "–")


def test_only_readings_make_looked_for_and_not_found_true():
    material = replace(BLANK, readings=(Reading("s1", "CMO-17", "nothing"), Reading("s2", "CMO-17", "nothing")))
    known = cell(material, SOUTH).known
    assert (known.presence, known.words) == ("looked for and not found", "Looked for, not found (2 read)")


def test_what_was_not_asked_is_not_a_finding():
    known = cell(replace(BLANK, readings=(Reading("s1", "CMO-17", "not asked"),)), SOUTH).known
    assert (known.presence, known.words) == ("no data", "No data (1 read, not asked)")


def test_evidence_without_a_finding_asks_for_one():
    assert cell(replace(BLANK, words=(said("w", "n1", FROM_NORTH),)), NORTH).known.presence == "unjudged"


def test_what_a_person_stated_goes_first():
    material = replace(BLANK, findings=(Finding("f", "CMO-17", "south", "contradicted"),))
    known = cell(material, SOUTH).known
    assert (known.words, known.symbol, known.stated) == ("Contradicted", "✕", True)


def test_spoke_read_and_could_have_spoken():
    material = replace(
        BLANK,
        sources=(*SOURCES, Source("s3", "2016", (FROM_SOUTH,), about=False), Source("s4", "2016", (FROM_SOUTH,))),
        words=(said("w", "s1", FROM_SOUTH), said("v", "s1", FROM_SOUTH)),
        readings=(Reading("s2", "CMO-17", "nothing"), Reading("s3", "CMO-17", "speaks"), Reading("s1", "x", "nothing")),
    )
    counts = count(material, ["CMO-17"], "south")
    assert str(counts) == "spoke 2 · read 3 · could have spoken 4"
    assert counts.nothing == 1


def test_counterparts_stand_in_one_row_each_at_its_site():
    row, *others = compare(replace(BLANK, sets=(frozenset({"CMO-17", "CMO-18"}),)), ["north", "south"])
    assert (row.triads, others) == (("CMO-17", "CMO-18"), [])
    assert [shown.triads for shown in row.sides] == [("CMO-17",), ("CMO-18",)]
    assert not row.across


def test_sets_that_share_a_configuration_are_one_set():
    third = Triad("CMO-19")
    material = replace(
        BLANK,
        triads=(HERE, THERE, third),
        sets=(frozenset({"CMO-17", "CMO-19"}), frozenset({"CMO-18", "CMO-19"}), frozenset({"unknown"})),
    )
    assert [row.triads for row in compare(material, ["north"])] == [("CMO-17", "CMO-18", "CMO-19")]


def test_without_a_counterpart_the_other_side_stands_empty_but_speaks():
    row = compare(BLANK, ["north", "south"])[0]
    assert row.triads == ("CMO-17",)
    assert [shown.triads for shown in row.sides] == [("CMO-17",), ()]
    assert row.sides[1].known.words == "No data"


def test_a_configuration_of_the_whole_study_stands_across():
    row = compare(replace(BLANK, triads=(Triad("CMO-20"),)), ["north", "south"])[0]
    assert row.across
    assert [shown.triads for shown in row.sides] == [("CMO-20",), ("CMO-20",)]


def test_what_was_anticipated_stands_apart_until_somebody_compares_it():
    theory = Triad("CMO-16", anticipated=True)
    material = replace(BLANK, triads=(theory, HERE))
    assert frame(material) == ("CMO-16",)
    assert [row.triads for row in compare(material, ["north"])] == [("CMO-17",)]
    found = replace(material, findings=(Finding("f", "CMO-16", "north", "partly"),))
    assert [row.triads for row in compare(found, ["north"])] == [("CMO-16",), ("CMO-17",)]


def test_a_finding_of_the_configuration_at_home_goes_before_its_counterparts():
    material = replace(
        BLANK,
        findings=(Finding("away", "CMO-17", "south", "no data"), Finding("home", "CMO-18", "south", "present")),
    )
    shown = cell(material, SOUTH, "CMO-17", "CMO-18")
    assert (shown.findings, shown.known.presence) == (("home", "away"), "present")


def test_contradicting_words_come_first():
    words = (
        said("for", "n1", FROM_NORTH, stance="supports"),
        said("hidden", "n1", FROM_NORTH, stance="contradicts", quotable=False),
        said("against", "n1", FROM_NORTH, stance="contradicts"),
    )
    heard = cell(replace(BLANK, words=words), NORTH).heard
    assert [each.words.key for each in heard] == ["against", "hidden", "for"]


def test_who_stands_behind_counts_people_not_words():
    words = (
        said("a", "s1", FROM_SOUTH, date="2016-03"),
        said("b", "s1", FROM_SOUTH, date="2016-03"),
        said("c", "s2", Voice("Eve", "south", "CCG"), date="2016-07-02"),
    )
    assert str(cell(replace(BLANK, words=words), SOUTH).behind) == "2 people · CCG, Provider · Mar–Jul 2016"


def test_who_speaks_from_elsewhere_is_told_apart():
    of_north = frozenset({"north"})
    words = (said("a", "n1", FROM_NORTH, of=of_north), said("b", "s1", FROM_SOUTH, of=of_north))
    assert str(cell(replace(BLANK, words=words), NORTH).behind).startswith("2 people (1 from elsewhere) · ")
    assert str(cell(replace(BLANK, words=words[1:]), NORTH).behind).startswith("1 person (from elsewhere) · ")


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("2016-03-01", "2016-03-30", "Mar 2016"),
        ("2016-03", "2016-07", "Mar–Jul 2016"),
        ("2015-11", "2016-03", "Nov 2015 – Mar 2016"),
        ("2015", "2016-03", "2015 – Mar 2016"),
        ("2016", "2016-03", "2016 – Mar 2016"),
        ("", "", ""),
    ],
)
def test_the_period_is_as_precise_as_the_dates(first, last, period):
    assert Behind(1, (), first, last).period == period


def test_nobody_stands_behind_no_words():
    assert str(cell(BLANK, NORTH).behind) == "nobody quoted yet"


def test_the_overview_has_a_word_and_a_sign_in_every_cell():
    for row in matrix(BLANK, BLANK.places):
        assert [(place.label, known.words, known.symbol) for place, known, _ in row.cells] == [
            ("North", "No data", "–"),
            ("South", "No data", "–"),
            ("National", "No data", "–"),
        ]


# Places within places

COUNTY, TOWN = Place("county", "County"), Place("town", "Town", parent="county")
WARD, REGION = Place("ward", "Ward", parent="town"), Place("nat", "National", area=False)
FROM_TOWN, FROM_COUNTY = Voice("Tom", "town", "CCG"), Voice("Una", "county", "Council")
NESTED = Material(
    (COUNTY, TOWN, WARD, SOUTH, REGION),
    (Triad("CMO-17", frozenset({"county"})), Triad("CMO-18", frozenset({"town"}))),
    (
        Source("t1", "2016", (FROM_TOWN,)),
        Source("c1", "2016", (FROM_COUNTY, FROM_TOWN)),
        Source("s1", "", (FROM_SOUTH,)),
    ),
)


def test_the_words_of_a_town_count_for_its_county_and_are_said_to_be_of_the_town():
    material = replace(NESTED, words=(said("w", "t1", FROM_TOWN, of=frozenset({"town"})),))
    shown = cell(material, COUNTY)
    assert [heard.note for heard in shown.heard] == ["of Town"]
    assert (shown.counts.spoke, shown.counts.could, shown.behind.elsewhere) == (1, 2, 0)
    assert cell(material, TOWN).heard[0].note == ""
    assert cell(material, WARD).heard == ()


def test_a_town_of_which_somebody_speaks_from_elsewhere_and_one_that_is_assumed():
    words = (said("w", "s1", FROM_SOUTH, of=frozenset({"town"})), said("v", "t1", FROM_TOWN))
    notes = [heard.note for heard in cell(replace(NESTED, words=words), COUNTY).heard]
    assert notes == ["of Town; spoken in South, about Town", "of Town; site assumed from the speaker"]


def test_words_of_county_and_town_count_once():
    both = said("w", "c1", FROM_COUNTY, of=frozenset({"county", "town"}))
    shown = cell(replace(NESTED, words=(both,)), COUNTY)
    assert [(heard.words.key, heard.note) for heard in shown.heard] == [("w", "")]
    assert (shown.counts.spoke, shown.behind.people) == (1, 1)


def test_what_was_found_of_a_town_is_shown_as_the_towns_and_not_the_countys():
    material = replace(NESTED, findings=(Finding("f", "CMO-17", "town", "present"),))
    shown = cell(material, COUNTY)
    assert (shown.findings, shown.inner) == ((), (("Town", "f"),))
    assert (shown.known.words, shown.known.stated) == ("Stated for Town alone", False)
    assert cell(material, TOWN).known.words == "Present"
    assert cell(material, SOUTH).inner == ()


def test_a_configuration_of_a_town_stands_in_its_county_with_the_town_named_and_not_the_other_way():
    assert (cell(NESTED, COUNTY, "CMO-18").triads, cell(NESTED, COUNTY, "CMO-18").within) == (
        ("CMO-18",),
        (("CMO-18", "Town"),),
    )
    assert cell(NESTED, TOWN, "CMO-17").triads == ()


def test_a_part_that_stands_in_a_column_has_no_band_beside_it():
    material = replace(NESTED, words=(said("w", "t1", FROM_TOWN),))
    assert compare(material, ["county", "south"])[0].bands == ()
    (band,) = compare(material, ["south"])[0].bands
    assert (band.label, len(band.heard)) == ("Town", 1)


def test_areas_within_the_national_level_are_no_part_of_it():
    material = replace(NESTED, places=(*(replace(place, parent="nat") for place in (COUNTY, SOUTH)), TOWN, REGION))
    material = replace(material, words=(said("w", "t1", FROM_TOWN),))
    assert cell(material, REGION).heard == ()
    assert cell(material, REGION).counts.could == 0


# Small numbers

SMALL = replace(
    BLANK,
    threshold=3,
    sources=tuple(
        Source(f"n{number}", f"2016-0{number + 1}", (Voice(f"P{number}", "north", organisation),))
        for number, organisation in enumerate(("CCG", "CCG", "CCG", "Council"))
    ),
)


def behind_of(*numbers: int, material: Material = SMALL) -> Behind:
    sources = {source.key: source for source in material.sources}
    words = (
        Words(str(number), "CMO-17", f"n{number}", sources[f"n{number}"].voices, date=sources[f"n{number}"].date)
        for number in numbers
    )
    return cell(replace(material, words=tuple(words)), NORTH).behind


def test_few_people_are_marked_and_widened():
    found = behind_of(0, 1)
    assert (str(found), found.warning) == ("2 people · CCG · Jan–Feb 2016", "fewer than 3 people")
    assert found.widened == "fewer than 3 people · several organisations · 2016"


def test_an_organisation_of_few_people_at_the_site_is_marked_and_widened():
    found = behind_of(0, 1, 3)
    assert found.warning == "fewer than 3 people of Council"
    assert found.widened == "3 people · several organisations · 2016"
    assert behind_of(0, 1, 2).warning == ""
    assert behind_of(0, 1, 2).widened == str(behind_of(0, 1, 2)) == "3 people · CCG · Jan–Mar 2016"


def test_a_year_in_which_few_were_heard_is_left_out():
    alone = replace(SMALL, sources=(*SMALL.sources[:3], replace(SMALL.sources[3], date="2019-05")))
    assert behind_of(3, material=alone).widened == "fewer than 3 people · several organisations"
    assert behind_of(0, 3, material=alone).widened == "fewer than 3 people · several organisations"


def test_without_a_threshold_nothing_is_small():
    assert not behind_of(3, material=replace(SMALL, threshold=0)).is_small
    assert not behind_of().is_small


@given(st.lists(st.integers(0, 3), unique=True), st.integers(0, 5))
def test_what_is_widened_names_no_organisation_and_no_month(numbers, least):
    found = behind_of(*numbers, material=replace(SMALL, threshold=least))
    if found.is_small:
        assert not any(word in found.widened for word in ("CCG", "Council", "Jan", "Feb", "Mar", "Apr"))
    else:
        assert found.widened == str(found)
        assert not found.people or found.people >= least


places = st.sampled_from(["north", "south", "nat"])
sources = st.sampled_from([source.key for source in SOURCES])
triads = st.sampled_from(["CMO-17", "CMO-18"])
by_key = {source.key: source for source in SOURCES}
anything_said = st.builds(
    lambda key, source, configuration, of, nowhere, stance: Words(
        key, configuration, source, by_key[source].voices, frozenset(of), nowhere, stance
    ),
    st.uuids(),
    sources,
    triads,
    st.sets(places, max_size=2),
    st.booleans(),
    st.sampled_from(["", "supports", "contradicts"]),
)
anything_read = st.builds(Reading, sources, triads, st.sampled_from(["speaks", "nothing", "not asked"]))
materials = st.builds(
    lambda words, readings, sets: replace(BLANK, words=tuple(words), readings=tuple(readings), sets=tuple(sets)),
    st.lists(anything_said, max_size=8),
    st.lists(anything_read, max_size=8),
    st.lists(st.frozensets(triads, min_size=2), max_size=2),
)


@given(materials)
def test_spoke_is_never_more_than_read_nor_read_than_could_have(material):
    for place in material.places:
        counts = count(material, ["CMO-17", "CMO-18"], place.key)
        assert counts.spoke + counts.nothing + counts.not_asked <= counts.read <= counts.could


@given(materials, st.lists(st.sampled_from(["north", "south"]), unique=True))
def test_no_words_are_lost_and_every_cell_says_something(material, chosen):
    rows = compare(material, chosen)
    shown = {heard.words.key for row in rows for part in (*row.sides, *row.bands) for heard in part.heard}
    assert shown == {words.key for words in material.words}
    assert all(each.known.words for row in rows for each in row.sides)


@given(materials)
def test_every_observed_configuration_stands_in_exactly_one_row(material):
    placed = [key for row in compare(material, ["north", "south"]) for key in row.triads]
    assert sorted(placed) == ["CMO-17", "CMO-18"]


nested_places = st.sampled_from(["county", "town", "ward", "south", "nat"])
nested_words = st.builds(
    lambda key, voices, of, nowhere: Words(key, "CMO-17", "t1", tuple(voices), frozenset(of), nowhere, asked=False),
    st.uuids(),
    st.lists(st.builds(Voice, st.sampled_from("abc"), nested_places), max_size=2),
    st.sets(nested_places, max_size=2),
    st.booleans(),
)


@given(st.lists(nested_words, max_size=6), st.lists(nested_places, unique=True))
def test_with_places_within_places_no_words_are_lost_and_none_stand_twice_in_a_cell(words, chosen):
    chosen = [key for key in chosen if key != "nat"]
    material = replace(NESTED, words=tuple(words), triads=(Triad("CMO-17"),))
    (row,) = compare(material, chosen)
    parts = [[heard.words.key for heard in part.heard] for part in (*row.sides, *row.bands)]
    assert all(len(keys) == len(set(keys)) for keys in parts)
    assert {key for keys in parts for key in keys} == {each.key for each in words}


@given(st.lists(nested_words, max_size=6))
def test_a_whole_holds_at_least_what_its_parts_hold(words):
    material = replace(NESTED, words=tuple(words))
    held = [{heard.words.key for heard in cell(material, place).heard} for place in (COUNTY, TOWN, WARD)]
    assert held[0] >= held[1] >= held[2]
    counts = [count(material, ["CMO-17"], place.key) for place in (COUNTY, TOWN, WARD)]
    assert counts[0].could >= counts[1].could >= counts[2].could
