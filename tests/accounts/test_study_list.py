from accounts.models import Membership
from tests import factories


def test_each_study_is_a_card_that_leads_there(as_user, alice, study):
    page = as_user(alice).get("/")
    assert f'href="/studies/{study.slug}/"' in page.text
    assert "You are an owner here" in page.text
    assert f'hx-get="/studies/{study.slug}/figures/"' in page.text


def test_studies_of_others_are_not_listed(as_user, charlie, study):
    assert study.title not in as_user(charlie).get("/").text


def test_somebody_without_a_study_is_told_what_to_do(as_user, db):
    page = as_user(factories.user("Nora Field")).get("/")
    assert "No studies yet" in page.text
    assert 'href="/new-study/"' in page.text


def test_the_list_wants_a_login(client, db):
    assert client.get("/").headers["Location"] == "/log-in/?next=/"


def test_the_list_takes_no_post(as_user, alice):
    assert as_user(alice).post("/").status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_studies(as_user, alice, django_assert_max_num_queries):
    client = as_user(alice)
    for number in range(4):
        factories.study(slug=f"more-{number}", title=f"More {number}").admit(alice, Membership.Role.READER)
    with django_assert_max_num_queries(3):
        client.get("/")
