"""The table of sources and the page of what is known of one."""

import pytest

from accounts.models import Membership
from interviews.models import Source
from tests import factories

ADDRESS = "/studies/dementia-care/sources/"


@pytest.fixture
def sources(study):
    return [
        factories.source(study, "20417", site="A1"),
        factories.source(study, "31862", site="A2"),
        factories.source(study, "45093", site="NAT", tracers=["screening"]),
    ]


def listed(client, query: str = "") -> list[str]:
    return [source.printed_id for source in client.get(f"{ADDRESS}{query}").context["page"]]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["20417", "31862", "45093"]),
        ("?sort=-id", ["45093", "31862", "20417"]),
        ("?site=A2", ["31862"]),
        ("?tracer=screening", ["45093"]),
        ("?organisation=Provider&site=A1", ["20417"]),
        ("?q=3186", ["31862"]),
        ("?kind=document", []),
        ("?sort=nonsense&page=99", ["20417", "31862", "45093"]),
    ],
)
def test_the_table_is_filtered_and_sorted_by_its_address(as_user, rita, sources, query, ids):
    assert listed(as_user(rita), query) == ids


def test_a_restricted_analyst_sees_the_sources_of_given_sites(as_user, study, sources):
    carol = factories.member(study, "Carol Reeve", Membership.Role.ANALYST, sites=[study.sites.get(code="A1")])
    assert listed(as_user(carol)) == ["20417"]
    assert as_user(carol).get(f"{ADDRESS}{sources[1].pk}/").status_code == 404


def test_the_number_of_queries_does_not_grow(as_user, rita, study, sources, django_assert_max_num_queries):
    client = as_user(rita)
    with django_assert_max_num_queries(40) as few:
        client.get(ADDRESS)
    for number in range(20):
        factories.source(study, f"9{number:04}")
    with django_assert_max_num_queries(len(few)):
        client.get(ADDRESS)


def test_details_can_be_changed(as_user, bob, study, sources):
    source = sources[0]
    site = study.sites.get(code="A2")
    response = as_user(bob).post(
        f"{ADDRESS}{source.pk}/",
        {
            "printed_id": "20418",
            "date": "2017",
            "kind": "interview",
            "p-number": "3",
            "p-0-speaker": "Interviewer",
            "p-1-speaker": "Respondent",
            "p-1-asks": "on",
            "p-2-participant": "P9",
            "p-2-site": str(site.pk),
            "p-2-organisation": "CCG",
        },
    )
    assert response.status_code == 302
    source = Source.objects.get(pk=source.pk)
    assert (source.printed_id, source.date, source.interviewers) == ("20418", "2017", ["Respondent"])
    assert [str(person) for person in source.participations.all()] == ["Interviewer", "P9, Area 2, CCG"]
    assert {turn.speaker for turn in source.latest_text.spoken if turn.interviewer} == {"Respondent"}


def test_a_wrong_date_changes_nothing(as_user, bob, sources):
    response = as_user(bob).post(f"{ADDRESS}{sources[0].pk}/", {"printed_id": "1", "date": "soon", "p-number": "0"})
    assert response.status_code == 422
    assert Source.objects.get(pk=sources[0].pk).printed_id == "20417"


def test_a_source_that_evidence_stands_on_stays(as_user, alice, study, sources):
    extract = factories.extract(sources[0], "awkward at first")
    factories.configuration(study).evidence.create(extract=extract, source=sources[0])
    response = as_user(alice).post(f"{ADDRESS}{sources[0].pk}/removal/", follow=True)
    assert "still used in evidence" in response.content.decode()
    assert Source.objects.filter(pk=sources[0].pk).exists()


def test_an_owner_deletes_a_source_that_nothing_uses(as_user, alice, sources):
    factories.extract(sources[0], "awkward at first")
    as_user(alice).post(f"{ADDRESS}{sources[0].pk}/removal/")
    assert not Source.objects.filter(pk=sources[0].pk).exists()


def test_the_dialog_says_what_goes_with_a_source(as_user, alice, bob, study, sources):
    factories.extract(sources[0], "awkward at first", factories.code(study))
    page = as_user(alice).get(f"{ADDRESS}{sources[0].pk}/").content.decode()
    assert "Its words go, and with them 1 extract and 1 coding." in page
    assert "Its words go. This" in as_user(alice).get(f"{ADDRESS}{sources[1].pk}/").content.decode()
    assert "delete-source" not in as_user(bob).get(f"{ADDRESS}{sources[0].pk}/").content.decode()


def test_the_dialog_promises_nothing_that_would_be_refused(as_user, alice, study, sources):
    extract = factories.extract(sources[0], "awkward at first")
    factories.configuration(study).evidence.create(extract=extract, source=sources[0])
    page = as_user(alice).get(f"{ADDRESS}{sources[0].pk}/").content.decode()
    assert "20417 cannot be deleted" in page
    assert "still used in evidence" in page
    assert "/removal/" not in page
    assert Source.objects.filter(pk=sources[0].pk).exists()


def test_an_analyst_may_not_delete_and_a_reader_may_not_edit(as_user, bob, rita, charlie, sources):
    assert as_user(bob).post(f"{ADDRESS}{sources[0].pk}/removal/").status_code == 403
    assert as_user(rita).get(f"{ADDRESS}{sources[0].pk}/").status_code == 403
    assert as_user(charlie).get(ADDRESS).status_code == 404
    assert as_user(bob).get(f"{ADDRESS}{sources[0].pk}/removal/").status_code == 405


def test_an_empty_study_says_what_to_do(as_user, bob, study):
    assert "Add transcripts" in as_user(bob).get(ADDRESS).content.decode()
