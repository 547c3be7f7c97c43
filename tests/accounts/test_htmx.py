"""Every answer to htmx: varied, not stored, and a redirect for the whole page."""

from django.test import Client


def test_a_redirect_becomes_one_of_the_whole_page(study):
    answer = Client().get(f"/studies/{study.slug}/", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"].startswith("/log-in/?next=")
    assert "Location" not in answer.headers


def test_an_ordinary_redirect_stays_one(study):
    answer = Client().get(f"/studies/{study.slug}/")
    assert (answer.status_code, "HX-Redirect" in answer.headers) == (302, False)


def test_cookies_survive_the_change_of_redirect(alice):
    client = Client()
    answer = client.post(
        "/log-in/", {"username": alice.email, "password": "a long enough word"}, headers={"HX-Request": "true"}
    )
    assert answer.headers["HX-Redirect"] == "/"
    assert "sessionid" in answer.cookies


def test_pages_are_not_stored_and_vary_by_htmx(as_user, alice):
    answer = as_user(alice).get("/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "HX-Request" in answer.headers["Vary"]


def test_static_files_may_be_stored(client):
    answer = client.get("/static/css/triad.css")
    assert answer.status_code == 200
    assert "no-store" not in answer.headers.get("Cache-Control", "")
