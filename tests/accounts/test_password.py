import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User

OLD, NEW = "a long enough word", "quite-another-word-9"


def change(client: Client, old: str = OLD, new: str = NEW, again: str = NEW, **more: str):
    return client.post("/password/", {"old_password": old, "new_password1": new, "new_password2": again, **more})


def test_a_new_password_replaces_the_old(as_user, bob):
    assert change(as_user(bob)).headers["Location"] == "/"
    bob.refresh_from_db()
    assert bob.check_password(NEW)


def test_the_old_password_is_asked_for(as_user, bob):
    answer = change(as_user(bob), old="a guess")
    assert answer.status_code == 422
    bob.refresh_from_db()
    assert bob.check_password(OLD)


def test_a_password_that_many_people_use_is_refused(as_user, bob):
    assert change(as_user(bob), new="password123", again="password123").status_code == 422


def test_a_lent_password_leads_to_choosing_ones_own(db):
    user, password = User.objects.invite("new@example.org", name="New Person")
    client = Client()
    answer = client.post("/log-in/", {"username": user.email, "password": password, "next": "/new-study/"})
    assert answer.headers["Location"] == "/password/?next=%2Fnew-study%2F"
    assert "Choose a password of your own" in client.get(answer.headers["Location"]).text
    assert change(client, old=password, next="/new-study/").headers["Location"] == "/new-study/"
    user.refresh_from_db()
    assert not user.password_is_lent


def test_a_lent_password_opens_nothing_but_the_choice_of_ones_own(study):
    user, password = User.objects.invite("new@example.org", name="New Person")
    study.admit(user, "analyst")
    client = Client()
    client.force_login(user)
    home = f"/studies/{study.slug}/"
    assert client.get(home).headers["Location"] == f"/password/?next=%2Fstudies%2F{study.slug}%2F"
    assert client.get("/").headers["Location"] == "/password/?next=%2F"
    assert client.post("/new-study/", {"title": "Mine"}).headers["Location"] == "/password/"
    assert client.get(home, headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/password/"
    assert "Not now" not in client.get("/password/").text
    assert client.get("/health/").status_code == 200
    change(client, old=password)
    assert client.get(home).status_code == 200


def test_with_a_lent_password_one_may_log_out(db):
    user, _ = User.objects.invite("new@example.org", name="New Person")
    client = Client()
    client.force_login(user)
    assert client.post("/log-out/").headers["Location"] == "/log-in/"


def test_no_two_invitations_have_the_same_password(db):
    passwords = {User.objects.invite(f"p{number}@example.org", name="Somebody")[1] for number in range(5)}
    assert len(passwords) == 5


def test_an_address_in_another_case_is_the_same_account(bob):
    with pytest.raises(ValidationError):
        User.objects.invite("BOB@example.org", name="Bob again")
