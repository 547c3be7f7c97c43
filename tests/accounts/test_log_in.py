from django.test import Client

from accounts import demo
from accounts.models import User


def log_in(email: str, password: str, **more: str):
    client = Client()
    return client, client.post("/log-in/", {"username": email, "password": password, **more})


def test_a_member_logs_in_with_e_mail_address_and_password(alice):
    client, answer = log_in("alice@example.org", "a long enough word")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get("/").status_code == 200


def test_the_address_may_be_typed_in_any_case_and_with_a_space(alice):
    _, answer = log_in(" Alice@Example.ORG ", "a long enough word")
    assert answer.status_code == 302


def test_log_in_goes_on_to_where_one_was_going(alice):
    _, answer = log_in("alice@example.org", "a long enough word", next="/studies/dementia-care/frame/")
    assert answer.headers["Location"] == "/studies/dementia-care/frame/"


def test_log_in_does_not_lead_to_another_host(alice):
    _, answer = log_in("alice@example.org", "a long enough word", next="https://elsewhere.example/")
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_is_refused_in_a_sentence(alice):
    _, answer = log_in("alice@example.org", "something else")
    assert answer.status_code == 422
    assert "do not belong together" in answer.text


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password(alice):
    known, unknown = log_in("alice@example.org", "no")[1], log_in("nobody@example.org", "no")[1]
    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_log_out_needs_a_post(as_user, alice):
    client = as_user(alice)
    assert client.get("/log-out/").status_code == 405
    assert client.post("/log-out/").headers["Location"] == "/log-in/"
    assert client.get("/").status_code == 302


def test_the_demo_login_is_shown_on_an_embedded_database(study, settings, client):
    settings.EMBEDDED_DATABASE = True
    demo.ensure(study.slug)
    assert demo.EMAIL in client.get("/log-in/").text


def test_the_demo_login_is_not_shown_with_a_database_of_ones_own(study, settings, client):
    settings.EMBEDDED_DATABASE = False
    demo.ensure(study.slug)
    assert demo.EMAIL not in client.get("/log-in/").text


def test_the_demo_login_is_not_shown_once_its_password_is_changed(study, settings, client):
    settings.EMBEDDED_DATABASE = True
    demo.ensure(study.slug)
    user = User.objects.get(email=demo.EMAIL)
    user.set_password("my own long password")
    user.save()
    assert demo.EMAIL not in client.get("/log-in/").text


def test_the_demo_login_is_not_shown_where_there_is_none(db, settings, client):
    settings.EMBEDDED_DATABASE = True
    assert demo.EMAIL not in client.get("/log-in/").text


def test_a_second_demo_run_makes_no_second_login(study):
    assert demo.ensure(study.slug) == demo.ensure(study.slug)
    assert study.memberships.count() == 1
