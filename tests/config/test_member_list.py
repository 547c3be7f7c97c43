import re

import pytest

from accounts.models import Membership, User
from tests import factories

MEMBERS = "/studies/dementia-care/members/"


def at(study, user, act: str = "") -> str:
    return f"{MEMBERS}{study.memberships.get(user=user).pk}/{act}"


def test_an_owner_sees_everybody(as_user, alice, bob, rita):
    page = as_user(alice).get(MEMBERS).text
    assert all(user.email in page for user in (alice, bob, rita))


def test_somebody_with_an_account_is_added_by_address(as_user, alice, study):
    dora = factories.user("Dora Lane")
    answer = as_user(alice).post(MEMBERS, {"email": "DORA@example.org", "role": "reader"})
    assert answer.headers["Location"] == MEMBERS
    assert study.memberships.get(user=dora).role == "reader"


def test_somebody_without_an_account_gets_one_and_a_password_shown_once(as_user, alice, study):
    client = as_user(alice)
    answer = client.post(MEMBERS, {"email": "eve@example.org", "name": "Eve Hart", "role": "analyst"})
    password = re.search(r'id="one-time-password">([^<]+)<', answer.text)[1]
    assert User.objects.get(email="eve@example.org").check_password(password)
    assert study.memberships.get(user__email="eve@example.org").role == "analyst"
    assert password not in client.get(MEMBERS).text


def test_a_new_account_wants_a_name(as_user, alice, study):
    answer = as_user(alice).post(MEMBERS, {"email": "eve@example.org", "role": "analyst"})
    assert answer.status_code == 422
    assert "Give a name" in answer.text
    assert not User.objects.filter(email="eve@example.org").exists()


def test_a_member_is_not_added_twice(as_user, alice, bob, study):
    answer = as_user(alice).post(MEMBERS, {"email": bob.email, "role": "owner"})
    assert answer.status_code == 422
    assert "is a member of this study already" in answer.text


def test_given_sites_restrict_an_analyst(as_user, alice, bob, study):
    client, site = as_user(alice), study.sites.get(code="A2")
    assert client.get(at(study, bob)).status_code == 200
    client.post(at(study, bob), {"change-role": "analyst", "change-sites": [site.pk]})
    member = study.memberships.get(user=bob)
    assert member.site_restricted
    assert [given.site for given in member.site_access.all()] == [site]


def test_sites_of_another_study_cannot_be_given(as_user, alice, bob, charlie, study):
    other = Membership.objects.get(user=charlie).study.sites.first()
    answer = as_user(alice).post(at(study, bob), {"change-role": "analyst", "change-sites": [other.pk]})
    assert answer.status_code == 422


def test_an_owner_cannot_be_restricted(as_user, alice, bob, study):
    site = study.sites.get(code="A2")
    answer = as_user(alice).post(at(study, bob), {"change-role": "owner", "change-sites": [site.pk]})
    assert answer.status_code == 422
    assert "An owner sees the whole study" in answer.text


def test_the_last_owner_stays_an_owner(as_user, alice, study):
    answer = as_user(alice).post(at(study, alice), {"change-role": "reader"})
    assert answer.status_code == 422
    assert "the only owner of this study" in answer.text
    assert study.memberships.get(user=alice).owns


def test_the_last_owner_cannot_be_removed(as_user, alice, study):
    answer = as_user(alice).post(at(study, alice, "removal/"))
    assert answer.status_code == 422
    assert "Make somebody else an owner first" in answer.text


def test_a_member_is_removed_but_the_account_stays(as_user, alice, bob, study):
    assert as_user(alice).post(at(study, bob, "removal/")).headers["Location"] == MEMBERS
    assert not study.memberships.filter(user=bob).exists()
    assert User.objects.filter(pk=bob.pk).exists()
    assert as_user(bob).get("/studies/dementia-care/").status_code == 404


def test_an_owner_who_leaves_is_led_to_the_studies(as_user, alice, study):
    factories.member(study, "Olga Berg", "owner")
    assert as_user(alice).post(at(study, alice, "removal/")).headers["Location"] == "/"


@pytest.mark.parametrize("person", ["bob", "rita"])
def test_only_an_owner_sees_and_changes_people(person, as_user, alice, request, study):
    client = as_user(request.getfixturevalue(person))
    assert client.get(MEMBERS).status_code == 403
    assert client.post(MEMBERS, {"email": "x@example.org"}).status_code == 403
    assert client.post(at(study, alice), {"change-role": "reader"}).status_code == 403
    assert client.post(at(study, alice, "removal/")).status_code == 403


def test_a_stranger_learns_nothing(as_user, charlie, study):
    assert as_user(charlie).get(MEMBERS).status_code == 404


def test_a_membership_of_another_study_is_not_there(as_user, alice, charlie, study):
    elsewhere = Membership.objects.get(user=charlie)
    assert as_user(alice).post(f"{MEMBERS}{elsewhere.pk}/removal/").status_code == 404


def test_removing_takes_a_post(as_user, alice, bob, study):
    assert as_user(alice).get(at(study, bob, "removal/")).status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_people(as_user, alice, study, django_assert_max_num_queries):
    for number in range(5):
        factories.member(study, f"Person{number} X", "analyst", sites=[study.sites.first()])
    client = as_user(alice)
    with django_assert_max_num_queries(8):
        client.get(MEMBERS)
