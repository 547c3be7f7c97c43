import csv
import io

import pytest

from interviews.models import Participation, Source
from tests import factories
from tracers.models import WorkStream

pytestmark = pytest.mark.django_db
ADDRESS = "/studies/dementia-care/sources/interviews/"
SHEET = "/studies/dementia-care/sources/interviews.csv"
LIST = "/studies/dementia-care/sources/"


@pytest.fixture
def heard(study) -> list[Source]:
    """20417 and 20418 are of one person, who was at Area 2 the second time; 20419 is of somebody else."""
    first, second = factories.source(study, "20417"), factories.source(study, "20418", site="A2")
    Source.objects.filter(pk=second.pk).update(date="2017-01", mode="telephone")
    person = first.participations.get().participant
    second.participations.update(participant=person, role="Director", organisation="Local authority")
    return [first, second, factories.source(study, "20419")]


def cells(page: str) -> list[str]:
    return [" ".join(part.split()) for part in page.replace("<", "\n<").split("\n")]


def test_interviews_people_and_repeats_are_counted(as_user, rita, heard):
    page = as_user(rita).get(ADDRESS)
    assert (page.context["all"].sources, page.context["all"].people, page.context["all"].repeats) == (3, 2, 1)
    assert "3 interviews with 2 people" in page.text
    assert "P20417: Area 1 and Area 2" in page.text


def test_cells_lead_to_the_sources_that_they_count(as_user, rita, heard):
    client = as_user(rita)
    page = client.get(ADDRESS).text
    address = "?organisation=Local%20authority&amp;site=A2&amp;kind=interview"
    assert address in page
    found = client.get(LIST + address.replace("&amp;", "&")).context["page"].object_list
    assert [source.printed_id for source in found] == ["20418"]


def test_what_is_not_said_has_its_cell_and_its_filter(as_user, rita, study, heard):
    Source.objects.bring_in(study, printed_id="30001", text="Somebody: Well.", by=None)
    client = as_user(rita)
    page = client.get(ADDRESS).text
    assert "organisation=-&amp;site=-&amp;kind=interview" in page
    assert "1 not told apart" in page
    found = client.get(f"{LIST}?organisation=-&site=-&kind=interview").context["page"].object_list
    assert [source.printed_id for source in found] == ["30001"]
    found = client.get(f"{LIST}?mode=-").context["page"].object_list
    assert [source.printed_id for source in found] == ["20417", "20419", "30001"]


def test_every_cell_counts_what_its_link_lists(as_user, rita, study, heard):
    Source.objects.bring_in(study, printed_id="30001", text="Somebody: Well.", by=None, kind="focus group")
    heard[2].participations.create(site=study.sites.get(code="A2"), organisation="Provider", order=1)
    stream = WorkStream.objects.create(study=study, code="WS1", title="Commissioners")
    Source.objects.filter(pk=heard[0].pk).update(work_stream=stream)
    client = as_user(rita)
    for table in client.get(ADDRESS).context["tables"]:
        for row in table.spread.rows:
            for cell in row.cells:
                asked = f"?{table.side}={row.key or '-'}&site={cell.column or '-'}&{table.within}"
                assert client.get(LIST + asked).context["page"].paginator.count == cell.sources, asked


def test_a_joint_interview_is_one_interview_of_two(as_user, rita, study):
    source = factories.source(study)
    source.participations.create(site=study.sites.get(code="A1"), organisation="CCG", role="Lead", order=1)
    page = as_user(rita).get(ADDRESS)
    assert page.context["all"].sources == 1
    assert "Joint interviews" in page.text
    assert "Not told apart, Area 1, CCG, Lead" in page.text


def test_a_change_of_role_is_listed(as_user, rita, heard):
    page = as_user(rita).get(ADDRESS)
    (change,) = page.context["changes"]
    assert (change.person, change.before.printed_id, change.after.printed_id) == ("P20417", "20417", "20418")
    assert "Other site, organisation and role" in page.text
    assert "Area 2, Local authority, Director" in page.text


def test_other_kinds_stand_in_rows_of_their_own(as_user, rita, study, heard):
    Source.objects.bring_in(study, printed_id="DOC-1", text="A plan.", by=None, kind="document")
    page = as_user(rita).get(ADDRESS)
    assert [row.label for row in page.context["tables"][-1].spread.rows] == ["Document"]
    assert page.context["all"].sources == 3


def test_a_restricted_analyst_counts_what_she_may_see(as_user, study, heard):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A1")])
    page = as_user(sam).get(ADDRESS)
    assert page.context["all"].sources == 2
    assert "20418" not in page.text
    assert "Local authority" not in as_user(sam).get(SHEET).text


def test_the_sheet_says_the_same_and_holds_no_formula(as_user, rita, heard):
    Participation.objects.filter(source=heard[2]).update(organisation="=cmd()")
    answer = as_user(rita).get(SHEET)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "dementia-care-interviews.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    total = next(row for row in rows if row["row"] == "All" and row["site"] == "All")
    assert (total["sources"], total["people"], total["repeat interviews"]) == ("3", "2", "1")
    assert "'=cmd()" in {row["row"] for row in rows}


def test_an_empty_study_says_what_to_do(as_user, bob, rita, study):
    assert "Add transcripts" in as_user(bob).get(ADDRESS).text
    assert "Add transcripts" not in as_user(rita).get(ADDRESS).text
    assert as_user(rita).get(SHEET).status_code == 200


@pytest.mark.parametrize("address", [ADDRESS, SHEET])
def test_a_stranger_finds_nothing_and_nothing_is_posted(as_user, alice, charlie, study, address):
    assert as_user(charlie).get(address).status_code == 404
    assert as_user(alice).post(address).status_code == 405


@pytest.mark.parametrize("address", [ADDRESS, SHEET, LIST])
def test_the_number_of_queries_does_not_grow(as_user, alice, study, heard, address, django_assert_max_num_queries):
    client = as_user(alice)
    client.get(address)
    with django_assert_max_num_queries(20) as few:
        client.get(address)
    for number in range(12):
        source = factories.source(study, f"5{number:04}", site="A2")
        source.participations.update(organisation=f"Kind {number}")
    with django_assert_max_num_queries(len(few)):
        client.get(address)
