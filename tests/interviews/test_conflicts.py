from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from interviews.overview.conflicts import conflicts
from interviews.overview.lookalikes import folded, look_alikes, out_of_order
from interviews.overview.presence import Presence

ONE = Presence(
    source=1, printed_id="14376", date="2016-07-14", person="P1", site="A2", place="Area 2", organisation="Provider",
    role="Ward manager", speaker="Respondent",
)  # fmt: skip


def other(**changes: str | int) -> Presence:
    free = {"source": 2, "printed_id": "20551", "person": "P2", "date": "2017-01-09", "role": "Director"}
    return replace(ONE, **{**free, **changes})


def kinds(*presences: Presence) -> list[str]:
    return [each.kind for each in conflicts(presences)]


def test_sources_that_agree_say_nothing():
    assert conflicts([ONE, other()]) == []


def test_one_person_with_two_sites_in_one_source():
    found = conflicts([ONE, replace(ONE, site="A1", place="Area 1")])
    assert found[0].says == (
        "14376 gives P1 two sites: Area 2, Provider, Ward manager, and Area 1, Provider, Ward manager."
    )
    assert found[0].sources == ((1, "14376"),)


def test_one_label_with_two_organisations_is_one_person():
    assert kinds(replace(ONE, person=""), replace(ONE, person="", organisation="CCG")) == ["one id, two answers"]


def test_a_joint_interview_of_two_people_is_no_conflict():
    assert kinds(ONE, replace(ONE, person="P2", site="A1", place="Area 1", speaker="Second")) == []


def test_one_id_in_two_spellings():
    found = conflicts([replace(ONE, printed_id="P-012"), other(printed_id="p12")])
    assert found[0].says.startswith("P-012 and p12 are one id, written differently: P-012 (14 July 2016, Area 2")
    assert found[0].sources == ((1, "P-012"), (2, "p12"))


def test_one_person_at_two_sites_on_one_day():
    assert "one person, two sites" in kinds(ONE, other(person="P1", date=ONE.date, site="A1", place="Area 1"))
    assert kinds(ONE, other(person="P1", site="A1", place="Area 1")) == []


def test_a_year_alone_is_not_one_day():
    assert kinds(replace(ONE, date="2016"), other(person="P1", date="2016", site="A1", place="Area 1")) == []


def test_one_day_role_and_organisation_under_two_ids():
    found = conflicts([ONE, other(date=ONE.date, role="ward  manager")])
    assert [each.kind for each in found] == ["one interview, two ids"]
    assert found[0].says == ("14376 and 20551 are of one day, 14 July 2016, with Area 2, Provider, Ward manager.")


def test_one_person_on_one_day_under_two_ids_is_told_once():
    assert kinds(ONE, other(date=ONE.date, person="P1", role=ONE.role)) == ["one interview, two ids"]
    assert kinds(ONE, other(date=ONE.date, person="P1", role="")) == ["one interview, two ids"]


def test_people_who_are_not_told_apart_may_be_one_interview_too():
    found = conflicts([replace(ONE, person=""), other(date=ONE.date, role=ONE.role, person="")])
    assert found[0].says.endswith("14 July 2016, with Area 2, Provider, Ward manager.")


def test_somebody_never_heard_where_they_usually_are():
    (found,) = conflicts([replace(ONE, usual="Area 1"), other(person="P1", usual="Area 1")])
    assert found.says == "P1 is usually at Area 1, but was heard at Area 2 alone: 14376 and 20551."
    moved = [replace(ONE, usual="Area 1"), other(person="P1", usual="Area 1", site="A1", place="Area 1")]
    assert conflicts(moved) == []


def test_transposed_ids_are_told_with_what_is_known_of_both():
    found = conflicts([ONE, other(printed_id="14736", date="2016-07")])
    assert [each.kind for each in found] == ["look-alike ids"]
    assert found[0].says == (
        "14376 and 14736 differ in the order of two digits: 14376 (14 July 2016, Area 2, Provider, Ward manager) "
        "and 14736 (July 2016, Area 2, Provider, Director)."
    )


def test_what_agrees_most_stands_first():
    apart = [ONE, other(printed_id="14736", date="2018-02", site="A1", organisation="CCG")]
    alike = [other(printed_id="88125", source=3), other(printed_id="88215", source=4, person="P3", role="Nurse")]
    assert [each.sources for each in conflicts([*apart, *alike])] == [
        ((3, "88125"), (4, "88215")),
        ((1, "14376"), (2, "14736")),
    ]


def test_a_date_corrected_changes_the_key_and_nothing_else_does():
    pair = [ONE, other(person="P1", date=ONE.date, site="A1", place="Area 1")]
    first = conflicts(pair)[0].key
    assert conflicts([*pair, other(source=9, printed_id="88123", person="P9")])[0].key == first
    assert conflicts([replace(each, date="2016-08-01") for each in pair])[0].key != first


@given(
    st.permutations([ONE, other(printed_id="14736"), other(source=3, printed_id="014376", date=ONE.date, person="P1")])
)
def test_the_order_of_reading_changes_nothing(presences):
    found = conflicts(presences)
    assert found == conflicts([*reversed(presences)])
    assert len({each.key for each in found}) == len(found)


def test_documents_have_no_conflicts():
    paper = replace(ONE, kind="document", person="")
    assert conflicts([paper, replace(paper, site="A1", place="Area 1")]) == []


# Look-alikes


def hows(*names: str) -> list[tuple[str, str, str]]:
    return [(pair.one, pair.other, pair.how) for pair in look_alikes(names)]


def test_three_ways_of_looking_alike():
    assert hows("14376", "14736", "88888") == [("14376", "14736", "transposed")]
    assert hows("14376", "14976") == [("14376", "14976", "one digit")]
    assert hows("14376", "1476") == [("14376", "1476", "one more")]


def test_short_ids_and_other_letters_do_not_look_alike():
    assert hows("143", "134") == []
    assert hows("CAR-1234", "CAT-1234") == []


def test_one_number_after_another_does_not_look_alike():
    assert hows("5930", "5931") == []
    assert hows("INT-0009", "INT-0010") == []


def test_ids_numbered_through_do_not_flood():
    assert hows(*(f"{number:04}" for number in range(1, 144))) == []


def test_among_close_ids_the_transposed_ones_are_still_told():
    close = [f"7{number}" for number in range(100, 140, 4)]
    assert hows(*close, "55123", "55213") == [("55123", "55213", "transposed")]


@given(st.integers(1000, 999999), st.integers(0, 5))
def test_two_digits_that_change_places_are_always_found(number: int, place: int):
    name = str(number)
    place %= len(name) - 1
    turned = f"{name[:place]}{name[place + 1]}{name[place]}{name[place + 2 :]}"
    expected = turned != name and abs(int(name) - int(turned)) > 1 and folded(name) != folded(turned)
    assert bool(look_alikes([name, turned])) == expected


def test_an_id_as_it_is_compared():
    assert folded("P-012") == folded("p 12") == folded("P12")
    assert folded("A1-2") != folded("A-12")
    assert folded("014376") == folded("14376")


# Out of order

RISING = {"3393": "2015-05", "5930": "2015-08", "5931": "2015-08", "7160": "2015-10", "10648": "2016-03",
          "12580": "2016-05", "14376": "2016-07"}  # fmt: skip


def test_ids_that_rise_with_the_dates_are_in_order():
    assert out_of_order(RISING) == []


def test_the_one_that_does_not_fit_is_told_with_its_neighbours():
    strays = out_of_order(RISING | {"6000": "2016-06"})
    assert [(stray.name, stray.near) for stray in strays] == [("6000", ("5931", "7160"))]
    found = conflicts(
        [
            replace(ONE, source=name, printed_id=name, date=date, person="")
            for name, date in {**RISING, "6000": "2016-06"}.items()
        ]
    )
    assert found[0].says == (
        "6000 is of June 2016, but ids rise with the dates elsewhere: "
        "5931 is of August 2015 and 7160 is of October 2015."
    )


def test_ids_without_an_order_have_none_to_break():
    assert (
        out_of_order({"9": "2015-01", "2": "2015-02", "7": "2015-03", "1": "2015-04", "5": "2015-05", "3": "2015-06"})
        == []
    )


def test_a_few_ids_show_no_order():
    assert out_of_order({"1": "2015-01", "2": "2015-02", "3": "2014-03"}) == []


def test_a_day_and_its_month_are_compared_by_the_month():
    assert out_of_order(RISING | {"14377": "2016-07-01"}) == []


@given(st.dictionaries(st.integers(1, 10**6), st.integers(1, 12), max_size=30))
def test_what_is_left_when_the_strays_go_is_in_order(months):
    dates = {str(number): f"2016-{month:02}" for number, month in months.items()}
    strays = {stray.name for stray in out_of_order(dates)}
    if strays:
        kept = sorted(int(name) for name in dates if name not in strays)
        assert [dates[str(number)] for number in kept] == sorted(dates[str(number)] for number in kept)
