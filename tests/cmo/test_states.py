"""What a state asks of a configuration, and that nothing gets past what the study requires."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.history.refused import Refused
from cmo.keeping import keep
from cmo.models import Evidence, Link
from cmo.ruling import set_rules
from cmo.states import ASKED, ORDER, RULES, SETTINGS, Facts, furthest, lacking, requires, setting
from tests import factories, steps

RULESETS = st.dictionaries(st.sampled_from(sorted(RULES)), st.sampled_from(SETTINGS))
FACTS = st.builds(
    Facts,
    statement=st.sampled_from(["", "  ", "They talk."]),
    testing=st.booleans(),
    open_contradictions=st.integers(0, 2),
    author=st.sampled_from(["", "Alice Marsh"]),
    second_reader=st.sampled_from(["", "alice  marsh", "Bob Tanner"]),
)


@given(st.sampled_from(ORDER), RULESETS, FACTS)
def test_the_furthest_state_requires_nothing_that_is_lacking(state, rules, facts):
    held = furthest(state, rules, facts)
    assert ORDER.index(held) <= ORDER.index(state)
    assert not any(lack.required for lack in lacking(held, rules, facts))
    further = ORDER[ORDER.index(held) + 1 : ORDER.index(state) + 1]
    assert all(any(lack.required for lack in lacking(each, rules, facts)) for each in further)


@given(st.sampled_from([*ORDER, "set aside"]), RULESETS, FACTS)
def test_only_what_is_asked_and_not_off_is_lacking(state, rules, facts):
    for lack in lacking(state, rules, facts):
        assert lack.rule in ASKED[state]
        assert setting(rules, lack.rule) != "off"
        assert not facts.holds(lack.rule)
        assert lack.required <= requires(state, rules)


def test_a_rule_that_nobody_set_reminds():
    assert setting({}, "plain_sentence") == setting({"plain_sentence": "perhaps"}, "plain_sentence") == "remind"


def test_the_author_is_no_second_reader():
    assert not Facts(author="Alice Marsh", second_reader="alice marsh ").holds("second_reader")
    assert Facts(author="Alice Marsh", second_reader="Bob Tanner").holds("second_reader")


@pytest.fixture
def strict(study):
    study.rules = dict.fromkeys(RULES, "require")
    study.save()
    return study


@pytest.fixture
def refined(strict, alice, source):
    made = factories.configuration(strict, statement="They talk.", second_reader="Bob Tanner", by=alice)
    extract = factories.extract(source, "we sat in the same room", by=alice)
    Evidence.objects.add(made, by=alice, extract=extract, stance="supports", use="tests")
    made.revise(by=alice, state="refined")
    return made


@pytest.fixture
def source(study):
    return factories.source(study)


@pytest.mark.parametrize("state", ["working", "refined"])
def test_a_required_rule_keeps_a_configuration_from_its_state(strict, alice, state):
    made = factories.configuration(strict, by=alice)
    with pytest.raises(ValidationError, match="cannot be"):
        made.revise(by=alice, state=state)
    made.refresh_from_db()
    assert made.state == "draft"


@pytest.mark.parametrize("taken", [{"statement": ""}, {"second_reader": ""}, {"second_reader": "Alice Marsh"}])
def test_what_is_required_cannot_be_taken_away(refined, alice, taken):
    with pytest.raises(ValidationError, match="cannot be refined"):
        refined.revise(by=alice, **taken)


def test_a_new_contradiction_is_welcome_and_takes_the_state_back_until_it_is_answered(refined, alice, source):
    extract = factories.extract(source, "awkward at first", by=alice)
    against = Evidence.objects.add(refined, by=alice, extract=extract, stance="contradicts")
    refined.refresh_from_db()
    assert refined.state == "working"
    with pytest.raises(ValidationError, match="contradicts"):
        refined.revise(by=alice, state="refined")
    against.settle(by=alice, answer="situate", note="Only in the first weeks.")
    refined.revise(by=alice, state="refined")
    against.settle(by=alice, answer="")
    refined.refresh_from_db()
    assert refined.state == "working"


def test_a_new_rival_takes_the_state_back(refined, alice):
    rival = factories.configuration(refined.study, by=alice)
    link = rival.link(Link.Kind.RIVAL_OF, refined, by=alice)
    refined.refresh_from_db()
    assert refined.state == "working"
    link.settle(by=alice, answer="adjudicate")
    refined.revise(by=alice, state="refined")


def test_losing_the_testing_evidence_takes_the_state_back(refined, alice):
    refined.evidence.get().remove(by=alice)
    refined.refresh_from_db()
    assert refined.state == "working"


def test_a_version_needs_its_reason_where_the_study_requires_one(refined, alice):
    keep(refined, by=alice)
    refined.revise(by=alice, label="Otherwise")
    with pytest.raises(ValidationError, match="reason"):
        keep(refined, by=alice)
    assert keep(refined, by=alice, reason="A second interview").number == 2


@pytest.mark.parametrize("undone", ["the answer", "the testing evidence"])
def test_undoing_what_another_built_on_takes_the_state_back(refined, alice, bob, source, undone):
    refined.revise(by=alice, state="working")
    extract = factories.extract(source, "awkward at first", by=alice)
    if undone == "the answer":
        against = Evidence.objects.add(refined, by=alice, extract=extract, stance="contradicts")
        steps.over()
        against.settle(by=alice, answer="situate")
    else:
        refined.evidence.all().delete()
        steps.over()
        Evidence.objects.add(refined, by=alice, extract=extract, use="tests")
    steps.over()
    refined.revise(by=bob, state="refined")
    steps.undo_last(refined.study, alice)
    refined.refresh_from_db()
    assert refined.state == "working"


def test_what_the_rules_require_is_not_undone_unlooked(study, alice):
    study.rules = {"plain_sentence": "require"}
    study.save()
    steps.over()
    set_rules(study, {"plain_sentence": "remind"}, by=alice)
    with pytest.raises(Refused, match="own page"):
        steps.undo_last(study, alice)
