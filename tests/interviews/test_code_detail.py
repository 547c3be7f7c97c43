import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories


@pytest.fixture
def trust(study):
    return factories.code(study, "Trust", factories.code(study, "Relationships"))


def at(code) -> str:
    return reverse("interviews:code_detail", kwargs={"slug": "dementia-care", "pk": code.pk})


def test_extracts_stand_under_their_sites(as_user, rita, study, trust):
    for printed_id, site in (("20417", "A1"), ("31000", "A2"), ("31001", "A2")):
        factories.extract(factories.source(study, printed_id, site=site), "same room", trust)
    answer = as_user(rita).get(at(trust))
    places = {place["label"]: place["tally"] for place in answer.context["places"]}
    assert {label: (t.people, t.sources, t.extracts) for label, t in places.items()} == {
        "Area 1": (1, 1, 1),
        "Area 2": (2, 2, 2),
    }
    assert answer.context["tally"].extracts == 3


def test_each_stands_among_its_words_and_leads_to_them(as_user, rita, study, trust):
    extract = factories.extract(factories.source(study), "same room", trust)
    page = as_user(rita).get(at(trust)).content.decode()
    assert "we sat in the </span>same room<span" in page
    assert "[20417, Area 1, Provider, Jul 2016]" in page
    assert reverse("interviews:extract_detail", kwargs={"slug": "dementia-care", "pk": extract.pk}) in page


def test_a_code_without_extracts_says_so(as_user, rita, trust):
    assert "Nothing coded yet" in as_user(rita).get(at(trust)).content.decode()


def test_a_restricted_analyst_sees_the_extracts_of_given_sites(as_user, study, trust):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    for printed_id, site in (("20417", "A1"), ("31000", "A2")):
        factories.extract(factories.source(study, printed_id, site=site), "same room", trust)
    answer = as_user(sam).get(at(trust))
    assert answer.context["tally"].extracts == 1
    assert "20417" not in answer.content.decode()


def test_names_with_html_are_harmless(as_user, rita, study):
    code = factories.code(study, "<script>alert(1)</script>", factories.code(study, "<b>bold</b>"))
    page = as_user(rita).get(at(code)).content.decode()
    assert "<script>alert" not in page
    assert "<b>bold" not in page


def test_a_stranger_finds_nothing(as_user, charlie, trust):
    assert as_user(charlie).get(at(trust)).status_code == 404


def test_a_code_of_another_study_is_not_here(as_user, rita, charlie):
    foreign = factories.code(charlie.memberships.get().study, "Foreign")
    assert as_user(rita).get(at(foreign)).status_code == 404


def test_the_page_is_not_posted(as_user, bob, trust):
    assert as_user(bob).post(at(trust)).status_code == 405


def test_the_number_of_queries_does_not_grow(as_user, bob, study, trust):
    client = as_user(bob)
    factories.extract(factories.source(study), "same room", trust)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(at(trust)).status_code == 200
        return len(caught)

    before = queries()
    for number in range(8):
        other = factories.code(study, f"Code {number}")
        factories.extract(factories.source(study, f"3{number:04}"), "same room", trust, other)
    assert queries() == before


def test_words_of_the_interviewer_are_shown_as_such_and_are_nobodys(as_user, rita, study, trust):
    factories.extract(factories.source(study), "How did the partnership change referrals?", trust)
    answer = as_user(rita).get(at(trust))
    counted = answer.context["tally"]
    assert (counted.people, counted.sources, counted.extracts) == (0, 1, 1)
    assert '<span class="chip">interviewer</span>' in answer.content.decode()
