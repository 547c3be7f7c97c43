import pytest

from accounts.models import JournalEntry
from interviews.models import Settled, Source
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/studies/dementia-care/sources/conflicts/"
SETTLE = f"{ADDRESS}settled/"
LIST = "/studies/dementia-care/sources/"
HOME = "/studies/dementia-care/"


@pytest.fixture
def alike(study) -> list[Source]:
    return [factories.source(study, "14376", site="A2"), factories.source(study, "14736", site="A2")]


def key(client) -> str:
    return client.get(ADDRESS).context["groups"][0][1][0].key


def test_look_alikes_are_told_with_the_way_to_both(as_user, bob, alike):
    page = as_user(bob).get(ADDRESS).text
    assert "14376 and 14736 differ in the order of two digits" in page
    assert all(f"{LIST}{source.pk}/" in page for source in alike)
    assert "These are different" in page


def test_the_sources_and_the_home_say_how_many_there_are(as_user, rita, alike):
    assert "1 thing to look at" in as_user(rita).get(LIST).text
    assert "1 thing to look at" in as_user(rita).get(HOME).text


def test_without_conflicts_nothing_is_said(as_user, bob, study):
    factories.source(study)
    assert "to look at" not in as_user(bob).get(LIST).text
    assert "to look at" not in as_user(bob).get(HOME).text
    assert "Nothing contradicts itself" in as_user(bob).get(ADDRESS).text


def test_what_is_settled_does_not_come_again(as_user, bob, study, alike):
    client = as_user(bob)
    answer = client.post(SETTLE, {"conflict": key(client)}, follow=True)
    assert answer.redirect_chain == [(ADDRESS, 302)]
    assert answer.context["total"] == 0
    assert "Settled as right: 1" in answer.text
    assert "to look at" not in client.get(LIST).text
    assert (Settled.objects.get().by, JournalEntry.objects.filter(study=study, deed="settled").count()) == (bob, 1)


def test_what_was_settled_can_be_looked_at_again(as_user, bob, alike):
    client = as_user(bob)
    known = key(client)
    client.post(SETTLE, {"conflict": known})
    assert client.post(SETTLE, {"conflict": known}).status_code == 302
    client.post(SETTLE, {"conflict": known, "again": "1"})
    assert not Settled.objects.exists()
    assert key(client) == known


def test_settling_what_is_gone_is_answered_in_words(as_user, bob, alike):
    answer = as_user(bob).post(SETTLE, {"conflict": "nothing"})
    assert answer.status_code == 422
    assert "a source was corrected meanwhile" in answer.text
    assert not Settled.objects.exists()


def test_a_reader_looks_and_does_not_settle(as_user, rita, charlie, bob, alike):
    known = key(as_user(rita))
    page = as_user(rita).get(ADDRESS).text
    assert "These are different" not in page
    assert f"{LIST}{alike[0].pk}/read/" in page
    assert as_user(rita).post(SETTLE, {"conflict": known}).status_code == 403
    assert as_user(charlie).get(ADDRESS).status_code == 404
    assert as_user(charlie).post(SETTLE, {"conflict": known}).status_code == 404
    assert as_user(bob).get(SETTLE).status_code == 405
    assert as_user(bob).post(ADDRESS).status_code == 405


def test_a_restricted_analyst_is_told_of_her_own_sources_alone(as_user, study, alike):
    Source.objects.get(printed_id="14736").participations.update(site=study.sites.get(code="A1"))
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A1")])
    page = as_user(sam).get(ADDRESS)
    assert page.context["total"] == 0
    assert "14376" not in page.text


def test_one_id_with_two_sites_of_one_speaker_is_told(as_user, bob, study):
    source = factories.source(study)
    there = source.participations.get()
    source.participations.create(
        participant=there.participant, site=study.sites.get(code="A2"), organisation="Provider", role="Manager", order=1
    )
    assert "20417 gives P20417 two sites: Area 1, Provider, Manager, and Area 2" in as_user(bob).get(ADDRESS).text


def test_an_empty_study_says_what_to_do(as_user, bob, rita, study):
    assert "Add transcripts" in as_user(bob).get(ADDRESS).text
    assert "Add transcripts" not in as_user(rita).get(ADDRESS).text


def test_the_number_of_queries_does_not_grow(as_user, alice, study, alike, django_assert_max_num_queries):
    client = as_user(alice)
    with django_assert_max_num_queries(12) as few:
        client.get(ADDRESS)
    for name in ("55123", "55213", "60991", "77140"):
        factories.source(study, name)
    with django_assert_max_num_queries(len(few)):
        client.get(ADDRESS)
