"""Items that people matched: said, changed, taken back, and what becomes of them when configurations change."""

import pytest
from django.core.exceptions import ValidationError

from cmo import merging, splitting
from cmo.models import Comparison, Match
from tests import factories, steps


@pytest.fixture
def sites(study):
    return list(study.sites.filter(kind="area"))


@pytest.fixture
def match(configuration, counterpart, sites, bob):
    pair = configuration, counterpart
    return Match.objects.say(*(each.contexts[0] for each in pair), "same", by=bob, among=pair, sites=sites)


def test_a_match_is_said_by_a_named_person_and_begins_a_comparison_that_nobody_judged(match, configuration, sites):
    assert (match.how, match.analyst, match.comparison.judgement) == ("same", "Bob Tanner", "")
    assert list(match.comparison.sites.all()) == sites
    assert configuration in match.comparison.configurations.all()
    assert str(match.comparison) == "Not judged yet"


def test_said_again_it_is_changed_and_not_doubled(match, alice):
    again = Match.objects.say(match.other, match.one, "not the same", by=alice)
    assert (again.pk, again.how, again.analyst) == (match.pk, "not the same", "Alice Marsh")
    assert Match.objects.count() == Comparison.objects.count() == 1


def test_a_judgement_on_the_same_configurations_is_said_of_the_comparison_that_the_match_began(
    match, configuration, counterpart, sites, bob
):
    judged = Comparison.objects.judge([counterpart, configuration], sites, by=bob, judgement="partly")
    assert judged == match.comparison
    assert Comparison.objects.count() == 1


def test_a_match_stands_in_the_smallest_comparison_of_both(study, configuration, counterpart, sites, bob):
    third = factories.configuration(study)
    Comparison.objects.judge([configuration, counterpart, third], sites, by=bob, judgement="same")
    pair = Comparison.objects.judge([configuration, counterpart], sites, by=bob, judgement="partly")
    match = Match.objects.say(configuration.outcomes[0], counterpart.outcomes[0], "alike", by=bob)
    assert match.comparison == pair


def test_taking_it_back_leaves_no_empty_comparison(match, bob):
    match.take_back(by=bob)
    assert not Comparison.objects.exists()


def test_taking_it_back_leaves_what_was_judged(match, configuration, counterpart, sites, bob):
    Comparison.objects.judge([configuration, counterpart], sites, by=bob, judgement="same")
    Match.objects.get().take_back(by=bob)
    assert Comparison.objects.get().judgement == "same"


def test_saying_and_taking_back_can_be_undone(study, alice, match):
    steps.over()
    pk = match.pk
    match.take_back(by=alice)
    steps.undo_last(study, alice)
    assert (Match.objects.get().pk, Comparison.objects.count()) == (pk, 1)
    Match.objects.get().take_back(by=alice)
    steps.over()
    Match.objects.say(match.one, match.other, "alike", by=alice, among=list(study.configurations.all()))
    steps.undo_last(study, alice)
    assert not Match.objects.exists() and not Comparison.objects.exists()


def test_items_of_one_configuration_or_of_two_columns_are_not_matched(configuration, counterpart):
    with pytest.raises(ValidationError, match="two configurations"):
        Match.objects.say(configuration.contexts[0], configuration.outcomes[0], "same", by=None)
    with pytest.raises(ValidationError, match="what stands in one column"):
        Match.objects.say(configuration.contexts[0], counterpart.outcomes[0], "same", by=None)
    assert not Comparison.objects.exists()


def test_a_matched_item_keeps_its_column_and_is_not_removed(match, bob):
    with pytest.raises(ValidationError, match="Take that match back first"):
        match.one.revise(by=bob, text="One building", role="outcome")
    with pytest.raises(ValidationError, match="matches"):
        match.one.remove(by=bob)
    match.one.refresh_from_db()
    match.one.revise(by=bob, text="One building", role="actor")


def test_merging_hands_matches_to_the_one_that_stays(study, match, configuration, counterpart, bob):
    third = factories.configuration(study, site="A2")
    merging.merge(configuration, into=third, by=bob)
    (held,) = Match.objects.all()
    assert held.pair == {third.contexts[0].pk, counterpart.contexts[0].pk}
    assert third in held.comparison.configurations.all()


def test_of_two_with_the_same_third_what_was_said_of_the_one_that_stays_counts(
    study, match, configuration, counterpart, bob
):
    third = factories.configuration(study, site="A2")
    Match.objects.say(third.contexts[0], counterpart.contexts[0], "alike", by=bob)
    merging.merge(configuration, into=third, by=bob)
    assert [held.how for held in Match.objects.all()] == ["alike"]


def test_merging_two_that_were_matched_writes_down_what_was_held_to_match(match, configuration, counterpart, bob):
    match.one.revise(by=bob, text="A room of their own", role="context")
    merging.merge(configuration, into=counterpart, by=bob)
    configuration.refresh_from_db()
    assert not Match.objects.exists()
    assert "The same: “A room of their own” and" in configuration.note


def test_a_part_that_is_split_off_takes_its_matches_along(match, configuration, bob):
    part = splitting.split(configuration, [match.one_id], by=bob)
    held = Match.objects.get()
    assert held.pk == match.pk
    assert part in held.comparison.configurations.all()


def test_deleting_a_study_takes_its_matches_with_it(study, match):
    study.delete()
    assert not Match.objects.exists()
