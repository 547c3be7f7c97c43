import pytest

SETTINGS = "/studies/dementia-care/settings/"
SAMPLE = f"{SETTINGS}citation/"
GOOD = {
    "title": "Dementia care, renamed",
    "programme": "Pooled budgets",
    "design": "realist evaluation",
    "citation": "{role} ID {id}",
    "threshold": "4",
}


def test_an_owner_changes_the_settings(as_user, alice, study):
    assert as_user(alice).post(SETTINGS, GOOD).headers["Location"] == SETTINGS
    study.refresh_from_db()
    assert (study.title, study.citation, study.threshold) == ("Dementia care, renamed", "{role} ID {id}", 4)
    assert study.journal.latest("at").deed == "changed"


def test_the_short_name_stays(as_user, alice, study):
    as_user(alice).post(SETTINGS, GOOD | {"slug": "other"})
    study.refresh_from_db()
    assert study.slug == "dementia-care"


def test_a_wrong_citation_style_is_refused_with_a_sentence(as_user, alice, study):
    answer = as_user(alice).post(SETTINGS, GOOD | {"citation": "[{who}]"})
    assert answer.status_code == 422
    assert "a field “who” that is not known" in answer.text
    study.refresh_from_db()
    assert study.title == "Dementia care in partnership"


@pytest.mark.parametrize(
    ("style", "printed"),
    [("[{id}, {site}, {date:%b %Y}]", "[14376, Area 2, Jul 2016]"), ("{role} ID {id}", "Manager ID 14376")],
)
def test_the_sample_follows_what_is_written(style, printed, as_user, alice, study):
    client = as_user(alice)
    fragment = client.get(SAMPLE, {"citation": style}, headers={"HX-Request": "true"})
    assert printed in fragment.text
    assert "<html" not in fragment.text
    assert printed in client.get(SAMPLE, {"citation": style}).text


def test_the_sample_of_a_wrong_style_says_what_is_wrong(as_user, alice, study):
    answer = as_user(alice).get(SAMPLE, {"citation": "{id"}, headers={"HX-Request": "true"})
    assert "a curly bracket is missing" in answer.text


def test_a_style_is_text_and_never_markup(as_user, alice, study):
    answer = as_user(alice).get(SAMPLE, {"citation": "<b>{id}</b>"}, headers={"HX-Request": "true"})
    assert "<b>" not in answer.text


@pytest.mark.parametrize("person", ["bob", "rita"])
def test_only_an_owner_changes_settings(person, as_user, request, study):
    client = as_user(request.getfixturevalue(person))
    assert client.get(SETTINGS).status_code == 403
    assert client.post(SETTINGS, GOOD).status_code == 403
    assert client.get(SAMPLE).status_code == 403


def test_a_stranger_learns_nothing(as_user, charlie, study):
    assert as_user(charlie).post(SETTINGS, GOOD).status_code == 404


def test_the_sample_takes_no_post(as_user, alice, study):
    assert as_user(alice).post(SAMPLE).status_code == 405
