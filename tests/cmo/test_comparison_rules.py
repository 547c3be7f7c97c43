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
