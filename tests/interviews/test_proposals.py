"""What is found beside what was there: decisions stay, the rest follows what is found."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from interviews.anonymise.proposals import Comparison, There, share_out
from interviews.identifiers import Found

type Finding = tuple[Found, str, str, str]


def found(
    start: int, end: int, words: str = "Keane", entity: str = "", kind: str = "person", before: str = ""
) -> Finding:
    return Found(start, end, kind, 0.9, entity), words, before, ""


def there(place: str, start: int, end: int, **more: object) -> There:
    replacement, words = str(more.pop("replacement", "r1")), str(more.pop("words", "Keane"))
    return There(place, replacement, start, end, words, "person", **more)  # type: ignore[arg-type]


def compared(finds: Sequence[Finding], places: Sequence[There]) -> Comparison:
    comparison = Comparison()
    comparison.add("text", "source", finds, places)
    return comparison


def test_what_is_found_again_stays():
    comparison = compared([found(4, 9)], [there("p", 4, 9)])
    assert (comparison.fresh, comparison.gone) == ([], [])


def test_an_undecided_place_that_is_not_found_any_more_goes():
    assert compared([], [there("p", 4, 9)]).gone == ["p"]


def test_a_decided_place_stays_although_it_is_not_found():
    comparison = compared([], [there("p", 4, 9, stands=True)])
    assert comparison.gone == []
    assert [place.id for _, place in comparison.kept] == ["p"]


def test_nothing_is_proposed_over_a_place_that_a_person_accepted():
    assert compared([found(2, 12)], [there("p", 4, 9, stands=True)]).fresh == []


def test_a_place_left_as_it_is_is_not_proposed_again():
    assert compared([found(4, 9)], [there("p", 4, 9, stands=True, left=True)]).fresh == []
    assert compared([found(5, 8)], [there("p", 4, 9, stands=True, left=True)]).fresh == []


def test_something_longer_than_what_was_left_is_proposed():
    (fresh,) = compared([found(4, 14, "Park Lane")], [there("p", 4, 8, stands=True, left=True)]).fresh
    assert fresh.words == "Park Lane"


def test_what_takes_the_place_of_a_proposal_belongs_to_the_same_replacement():
    comparison = compared([found(1, 9, "Dr Keane")], [there("p", 4, 9, replacement="r7")])
    assert comparison.gone == ["p"]
    assert share_out(comparison, {"r7": ("person", ["Keane"])}) == ({0: "r7"}, [])


def test_the_same_words_in_another_text_belong_to_what_is_known():
    comparison = compared([found(1, 6)], [])
    assert share_out(comparison, {"r1": ("person", ["Keane"])}) == ({0: "r1"}, [])


def test_an_entry_of_the_list_is_the_replacement_whose_places_it_names():
    comparison = Comparison()
    comparison.add("t1", "s1", [found(4, 9, entity="Nuala Keane")], [there("p", 4, 9, replacement="r3")])
    comparison.add("t2", "s2", [found(0, 5, "Nuala", entity="Nuala Keane")], [])
    assert share_out(comparison, {"r3": ("person", ["Keane"])}) == ({0: "r3"}, [])


def test_a_first_name_soon_after_a_surname_belongs_to_the_same_person():
    nikhil = found(25, 31, "Nikhil", before="Dr Keane, the young one, ")
    comparison = compared([nikhil], [there("p", 0, 8, words="Dr Keane", stands=True)])
    assert share_out(comparison, {"r1": ("person", ["Dr Keane"])}) == ({0: "r1"}, [])


def test_what_a_person_told_apart_stays_apart():
    """Two replacements hold the same words: each place stays with its own."""
    comparison = compared([found(0, 5), found(10, 15)], [there("p", 0, 5), there("q", 10, 15, replacement="r2")])
    belongs, new = share_out(comparison, {"r1": ("person", ["Keane"]), "r2": ("person", ["Keane"])})
    assert (belongs, new, comparison.gone) == ({}, [], [])


def test_new_entities_come_in_order_of_their_first_place():
    comparison = compared([found(0, 1, "b@x.org", kind="email"), found(5, 6, "a@x.org", kind="email")], [])
    assert share_out(comparison, {}) == ({}, [(0,), (1,)])


spans = st.lists(st.integers(0, 60), min_size=2, max_size=24, unique=True).map(
    lambda edges: [(a, b) for a, b in zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False)]
)


@given(spans, spans, st.randoms())
def test_decisions_stand_and_fresh_places_keep_out_of_them(finds, places, random):
    rows = [there(str(n), *span, stands=random.random() < 0.5) for n, span in enumerate(places)]
    comparison = compared([found(*span) for span in finds], rows)
    kept = [place for _, place in comparison.kept]
    assert {place.id for place in rows if place.stands} <= {place.id for place in kept}
    assert not {place.id for place in kept} & set(comparison.gone)
    assert {place.id for place in kept} | set(comparison.gone) == {place.id for place in rows}
    for fresh in comparison.fresh:
        for place in kept:
            assert fresh.found.end <= place.start or place.end <= fresh.found.start


@given(spans, spans)
def test_proposing_again_finds_nothing_new(finds, places):
    first = compared([found(*span) for span in finds], [there(str(n), *span) for n, span in enumerate(places)])
    now = [place for _, place in first.kept]
    now += [there(f"f{n}", fresh.found.start, fresh.found.end) for n, fresh in enumerate(first.fresh)]
    again = compared([found(*span) for span in finds], sorted(now, key=lambda place: (place.start, place.end)))
    assert (again.fresh, again.gone) == ([], [])
