"""The page of rules: off, remind or require."""

import pytest

from cmo.ruling import facts_of
from cmo.states import RULES
from tests import factories
from tests.cmo.litany import url

REMIND = dict.fromkeys(RULES, "remind")


def test_owner_sees_what_each_rule_asks_and_whom_it_would_hold_back(as_user, alice, study, configuration):
    configuration.revise(by=alice, state="working")
    page = as_user(alice).get(url("rules", study)).content.decode()
    for label in RULES.values():
        assert label in page
    assert f'{url("configuration_detail", study, configuration.pk)}" title="Sharing a room"' in page


def test_rules_are_saved_and_what_lacks_what_is_required_falls_back(as_user, alice, study, configuration):
    configuration.revise(by=alice, state="working")
    answer = as_user(alice).post(url("rules", study), REMIND | {"plain_sentence": "require"}, follow=True)
    study.refresh_from_db()
    configuration.refresh_from_db()
    assert study.rules["plain_sentence"] == "require"
    assert configuration.state == "draft"
    assert "CMO-01 went back" in answer.content.decode()


def test_an_unknown_setting_is_refused(as_user, alice, study):
    answer = as_user(alice).post(url("rules", study), REMIND | {"plain_sentence": "perhaps"})
    assert answer.status_code == 422
    study.refresh_from_db()
    assert study.rules == {}


def test_facts_of_all_are_those_of_each(study, alice, configuration, counterpart, extract):
    configuration.link("rival_of", counterpart, by=alice)
    configuration.evidence.create(extract=extract, source=extract.text.source, stance="contradicts", use="tests")
    facts = facts_of(study)
    for each in (configuration, counterpart):
        each.refresh_from_db()
        assert facts[each.pk] == each.facts


@pytest.mark.parametrize(("who", "status"), [("bob", 403), ("rita", 403), ("charlie", 404)])
def test_only_an_owner_sets_rules(request, as_user, study, who, status):
    client = as_user(request.getfixturevalue(who))
    assert client.get(url("rules", study)).status_code == status
    assert client.post(url("rules", study), REMIND).status_code == status


def test_wrong_method(as_user, alice, study):
    assert as_user(alice).put(url("rules", study)).status_code == 405


def test_number_of_queries_does_not_grow(as_user, alice, study, django_assert_max_num_queries):
    client = as_user(alice)
    factories.configuration(study, state="working")
    with django_assert_max_num_queries(40) as few:
        client.get(url("rules", study))
    for _ in range(5):
        factories.configuration(study, state="refined")
    with django_assert_max_num_queries(len(few)):
        client.get(url("rules", study))
