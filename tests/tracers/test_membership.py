import pytest
from django.core.exceptions import ValidationError

from accounts.models import Membership
from interviews.models import Source
from tests import factories
from tracers import membership


def of(study, user) -> Membership:
    return study.memberships.get(user=user)


def test_the_only_owner_cannot_become_a_reader(study, alice):
    with pytest.raises(ValidationError, match="only owner"):
        membership.change(of(study, alice), "reader", by=alice)
    assert of(study, alice).owns


def test_the_only_owner_cannot_go(study, alice):
    with pytest.raises(ValidationError, match="only owner"):
        membership.remove(of(study, alice), by=alice)


def test_with_a_second_owner_the_first_may_go(study, alice, bob):
    membership.change(of(study, bob), "owner", by=alice)
    membership.remove(of(study, alice), by=alice)
    assert [member.user for member in study.memberships.filter(role="owner")] == [bob]


def test_an_owner_may_stay_an_owner(study, alice):
    membership.change(of(study, alice), "owner", by=alice)
    assert of(study, alice).owns


def test_given_sites_restrict_what_is_seen(study, alice, bob):
    here, _ = factories.source(study, "1", site="A1"), factories.source(study, "2", site="A2")
    membership.change(of(study, bob), "analyst", sites=[study.sites.get(code="A1")], by=alice)
    assert list(Source.objects.visible_to(of(study, bob))) == [here]


def test_the_whole_study_can_be_given_back(study, alice, bob):
    membership.change(of(study, bob), "analyst", sites=[study.sites.get(code="A1")], by=alice)
    membership.change(of(study, bob), "analyst", by=alice)
    assert not of(study, bob).site_restricted
    assert not of(study, bob).site_access.exists()


def test_a_member_is_not_admitted_twice(study, alice, bob):
    with pytest.raises(ValidationError, match="already"):
        membership.admit(study, bob, "owner", by=alice)
    assert not of(study, bob).owns


def test_the_journal_knows_who_admitted_whom(study, alice):
    somebody = factories.user("Dora Lane")
    admitted = membership.admit(study, somebody, "reader", by=alice)
    entry = study.journal.latest("at")
    assert (entry.by, entry.deed, entry.thing) == (alice, "admitted", admitted.pk)
