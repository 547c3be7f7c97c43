"""The rows of a framework matrix."""

from hypothesis import given
from hypothesis import strategies as st

from cmo.framework import PERSON, SITE, STUDY, Person, Place, lines

COUNTY = (Place("c", "County"), Place("t", "Town", "c"), Place("n", "National"))


def told(found):
    return [(line.kind, line.label, line.depth, line.people) for line in found]


def test_people_stand_under_their_site_and_are_counted_for_the_whole_around_it():
    people = [Person("P1", "P1", "t"), Person("P2", "P2", "c"), Person("P3", "P3")]
    assert told(lines(COUNTY, people, {"c", "t", None})) == [
        (SITE, "County", 0, 2),
        (PERSON, "P2", 1, 1),
        (SITE, "Town", 1, 1),
        (PERSON, "P1", 2, 1),
        (SITE, "National", 0, 0),
        (SITE, "Site not known", 0, 1),
        (PERSON, "P3", 1, 1),
        (STUDY, "Whole study", 0, 3),
    ]


def test_folded_sites_still_say_how_many_were_heard():
    assert told(lines(COUNTY, [Person("P1", "P1", "t")], ())) == [
        (SITE, "County", 0, 1),
        (SITE, "Town", 1, 1),
        (SITE, "National", 0, 0),
        (STUDY, "Whole study", 0, 1),
    ]


def test_who_moved_stands_once_and_counts_at_both():
    found = lines(COUNTY, [Person("P1", "P1", "t", ("n",))], {"t", "n"})
    assert [(line.label, line.others) for line in found if line.kind == PERSON] == [("P1", ("National",))]
    assert [line.people for line in found if line.kind == SITE] == [1, 1, 1]


KEYS = st.integers(0, 5)
PLACES = st.dictionaries(KEYS, st.none() | KEYS, max_size=6).map(
    lambda parents: [Place(key, f"site {key}", parent) for key, parent in parents.items()]
)
PEOPLE = st.lists(st.none() | KEYS, max_size=8)


@given(PLACES, PEOPLE)
def test_each_site_and_each_person_stands_there_once(places, at):
    known = {place.key for place in places}
    people = [Person(number, f"P{number}", key if key in known else None) for number, key in enumerate(at)]
    found = lines(places, people, {*known, None})
    assert sorted(line.key for line in found if line.kind == PERSON) == list(range(len(people)))
    assert sorted(line.key for line in found if line.kind == SITE and line.key is not None) == sorted(known)
    assert found[-1].people == len(people)
