"""Configurations, links, evidence and theories as files: what stands in them, who may have them, no name with it."""

import csv
import io

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cmo.models import Configuration, Evidence, Link, ProgrammeTheory
from exchange.triads.sheets import TABLES, defused, plain
from tests import factories
from tests.exchange.leaking import NAME, fill_and_take_out

pytestmark = pytest.mark.django_db
PAGE = "/studies/dementia-care/configurations/export/"


@pytest.fixture
def here(study):
    return factories.configuration(study, label="Sharing a room")


@pytest.fixture
def filled_out(study, here, bob):
    """Two tracers; evidence at both areas, a link between them, a theory with one above it."""
    screening = study.tracers.get(code="screening")
    there = factories.configuration(study, site="A2", label="Sharing a budget")
    Configuration.objects.filter(pk=there.pk).update(tracer=screening)
    for printed_id, site in (("20417", "A1"), ("31000", "A2")):
        extract = factories.extract(factories.source(study, printed_id, site=site), "same room")
        Evidence.objects.add(here, by=bob, extract=extract, stance="supports")
    Link.objects.create(start=here, kind="counterpart_of", end=there)
    above = ProgrammeTheory.objects.create(study=study, code="T1", statement="Sharing helps.")
    below = ProgrammeTheory.objects.create(study=study, code="T2", statement="Rooms help.", parent=above)
    ProgrammeTheory.objects.create(study=study, code="T9", statement="Of nobody here.")
    Configuration.objects.filter(pk=here.pk).update(theory=below)
    return study


def rows(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_each_table_has_exactly_its_columns(as_user, rita, filled_out):
    for name, module in TABLES.items():
        head = as_user(rita).get(f"{PAGE}csv/", {"table": name}).content.decode("utf-8-sig").splitlines()[0]
        assert head.split(",") == [*module.COLUMNS[0], *module.COLUMNS[1], "uuid"]


def test_the_workbook_has_a_sheet_a_table_with_the_head_in_sight(as_user, rita, filled_out):
    answer = as_user(rita).get(f"{PAGE}xlsx/")
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["configurations", "theories", "links", "evidence", "readings", "findings", "About"]
    assert book["configurations"].freeze_panes == "B2"
    assert [cell.value for cell in book["links"]["A"]] == ["from", "CMO-01"]
    assert answer["Content-Disposition"] == 'attachment; filename="dementia-care-configurations.xlsx"'


def test_of_one_tracer_leaves_what_belongs_to_it(as_user, rita, filled_out):
    def told(table):
        return rows(as_user(rita).get(f"{PAGE}csv/", {"table": table, "tracer": "dementia"}))

    assert [row["id"] for row in told("configurations")] == ["CMO-01"]
    assert [row["to"] for row in told("links")] == ["CMO-02"]
    assert len(told("evidence")) == 2
    assert [row["id"] for row in told("theories")] == ["T1", "T2"]
    assert not rows(as_user(rita).get(f"{PAGE}csv/", {"table": "evidence", "tracer": "screening"}))


def test_the_document_holds_the_board_as_tables(as_user, rita, filled_out):
    answer = as_user(rita).get(f"{PAGE}docx/", {"tracer": "dementia"})
    made = docx.Document(io.BytesIO(answer.content))
    assert [cell.text for cell in made.tables[0].rows[0].cells] == ["Context", "Mechanism", "Outcome"]
    assert "CMO-01\tSharing a room" in [paragraph.text for paragraph in made.paragraphs]
    assert len(made.tables) == 1 and made.core_properties.author in ("", "python-docx")
    assert "CMO-02" not in answer.content.decode("latin-1")


def test_nothing_is_taken_for_a_formula(as_user, rita, here):
    here.add_item("context", "=HYPERLINK(1)", by=None)
    Configuration.objects.update(label="+44 is what one dials", note="'=was quoted before")
    (row,) = rows(as_user(rita).get(f"{PAGE}csv/"))
    assert (row["label"], row["note"]) == ("'+44 is what one dials", "''=was quoted before")
    sheet = load_workbook(io.BytesIO(as_user(rita).get(f"{PAGE}xlsx/").content))["configurations"]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n", "inlineStr"}
    assert "+44 is what one dials" in [cell.value for cell in sheet[2]]


@pytest.mark.parametrize("cell", ["=1", "'=1", "''=1", "-x", " =1", "' =1", "'s morning", "", "plain", "\t=", "@a"])
def test_a_cell_that_was_defused_is_read_as_it_was(cell):
    assert plain(defused(cell)) == cell
    assert not defused(cell).lstrip(" ").startswith(("=", "+", "-", "@", "\t"))


def test_a_restricted_analyst_takes_evidence_of_the_given_sites(as_user, filled_out):
    sam = factories.member(filled_out, "Sam Reed", "analyst", sites=[filled_out.sites.get(code="A2")])
    assert [row["source"] for row in rows(as_user(sam).get(f"{PAGE}csv/", {"table": "evidence"}))] == ["31000"]
    book = load_workbook(io.BytesIO(as_user(sam).get(f"{PAGE}xlsx/").content))
    assert [cell.value for cell in book["evidence"]["B"]] == ["source", "31000"]


def test_the_number_of_queries_does_not_grow(as_user, rita, filled_out):
    client = as_user(rita)

    def queries(ending: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(f"{PAGE}{ending}")
        return len(caught)

    endings = ("", "xlsx/", "docx/", "csv/?table=evidence")
    before = [queries(ending) for ending in endings]
    extract = factories.extract(factories.source(filled_out, "4000"), "same room")
    for number in range(8):
        other = factories.configuration(filled_out, label=f"Number {number}")
        Evidence.objects.add(other, by=None, extract=extract, item=other.items.first())
        Link.objects.create(start=other, kind="ripple", end=Configuration.objects.first())
    assert [queries(ending) for ending in endings] == before


@pytest.mark.parametrize("asked", ["pdf/", "csv/?table=secrets", "csv/?tracer=nobody"])
def test_what_is_not_there_is_not_found(as_user, rita, here, asked):
    assert as_user(rita).get(f"{PAGE}{asked}").status_code == 404


def test_the_page_offers_tracers_and_tables(as_user, rita, filled_out):
    page = as_user(rita).get(PAGE, {"tracer": "dementia"}).text
    assert "Dementia (1)" in page and "table=evidence&amp;tracer=dementia" in page


def test_a_stranger_finds_nothing_and_nobody_deletes(as_user, charlie, bob, study):
    for address in (PAGE, f"{PAGE}xlsx/"):
        assert as_user(charlie).get(address).status_code == 404
        assert as_user(bob).delete(address).status_code == 405


# Names that were taken out


@pytest.fixture
def leaking(study, alice):
    fill_and_take_out(study, by=alice)
    study.configurations.filter(number=1).update(label=f"What {NAME} did")
    return study


@pytest.mark.parametrize("ending", ["csv/", "xlsx/", "docx/"])
def test_a_name_that_was_taken_out_holds_it_back_for_everybody(as_user, alice, bob, rita, leaking, ending):
    for user, may in ((alice, True), (bob, False), (rita, False)):
        answer = as_user(user).get(f"{PAGE}{ending}?tracer=dementia")
        assert answer.status_code == 409 and f"<mark>{NAME}</mark>" in answer.text
        assert ("Export anyway" in answer.text) is may
    assert as_user(bob).post(f"{PAGE}{ending}", {"leaks_known": "1"}).status_code == 403
    answer = as_user(alice).post(f"{PAGE}{ending}?tracer=dementia", {"leaks_known": "1"})
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    assert leaking.journal.filter(deed="exported in spite of leaks", by=alice).exists()


def test_without_leaks_it_goes_though_names_were_taken_out(as_user, rita, alice, study):
    fill_and_take_out(study, by=alice)
    assert rows(as_user(rita).get(f"{PAGE}csv/", {"table": "evidence"}))
