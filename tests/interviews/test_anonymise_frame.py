"""The study's own list of names, and the pattern by which replacements read."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from accounts import sealing
from accounts.models import JournalEntry
from interviews.anonymise import listing
from interviews.anonymise.known import Entry
from interviews.models import ListedName
from tests import factories, identifying


@pytest.fixture
def address(study) -> str:
    return reverse("interviews:listed_names", kwargs={"slug": study.slug})


@pytest.fixture
def pattern(study) -> str:
    return reverse("interviews:replacement_pattern", kwargs={"slug": study.slug})


def test_owners_alone_have_the_list(as_user, bob, rita, charlie, address, study):
    for user, status in ((bob, 403), (rita, 403), (charlie, 404)):
        assert as_user(user).get(address).status_code == status
        assert as_user(user).post(address, {"rows": "Nuala, person"}).status_code == status
        assert as_user(user).post(f"{address}removal/").status_code == status
    assert not ListedName.objects.exists()


def test_typed_rows_go_on_the_list_sealed(as_user, alice, study, address):
    rows = "Nuala Keane, person\nNuala, Person, Nuala Keane\n\nCedar House Surgery, organisation"
    assert "3 put on the list" in as_user(alice).post(address, {"rows": rows}, follow=True).text
    assert [entry for _, entry in listing.entries(study)] == [
        Entry("Nuala Keane", "person"),
        Entry("Nuala", "person", "Nuala Keane"),
        Entry("Cedar House Surgery", "organisation"),
    ]
    assert all(b"Nuala" not in bytes(row.sealed) for row in ListedName.objects.all())


@pytest.mark.parametrize("rows", ["form;type\nNuala;person", "Nuala\tperson\t", "form,type,entity\nNuala,person,\n"])
def test_rows_may_be_pasted_from_a_spreadsheet(as_user, alice, study, address, rows):
    as_user(alice).post(address, {"rows": rows})
    assert [entry.form for _, entry in listing.entries(study)] == ["Nuala"]


def test_a_workbook_goes_on_the_list(as_user, alice, study, address):
    book = Workbook()
    for row in (["form", "type", "entity"], ["Nuala", "person", None], ["07700 900123", "phone", ""]):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    as_user(alice).post(address, {"file": SimpleUploadedFile("known.xlsx", data.getvalue())})
    assert {entry.form for _, entry in listing.entries(study)} == {"Nuala", "07700 900123"}


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Type at least one row"),
        ({"rows": "Nuala"}, "row 1: the column “type” is empty"),
        ({"rows": "Nuala, person\nKeane, nurse"}, "row 2: “nurse” is not a known type"),
        ({"rows": "…, person"}, "neither letters nor figures"),
        ({"rows": 'form,type\n"Nuala,person'}, "row 2"),
    ],
)
def test_bad_rows_are_named_and_nothing_is_saved(as_user, alice, address, sent, told):
    answer = as_user(alice).post(address, sent)
    assert (answer.status_code, told in answer.text) == (422, True)
    assert not ListedName.objects.exists()


@pytest.mark.parametrize(("name", "data"), [("known.csv", b"\xff\xfe\x00"), ("known.xlsx", b"PK\x03\x04")])
def test_a_broken_file_is_named(as_user, alice, address, name, data):
    answer = as_user(alice).post(address, {"file": SimpleUploadedFile(name, data)})
    assert (answer.status_code, name in answer.text) == (422, True)


def test_a_look_is_written_to_the_journal(as_user, alice, study, address):
    listing.put_on(study, [Entry("Nuala Keane", "person")], by=alice)
    assert "Nuala Keane" not in as_user(alice).get(address).text
    assert "Nuala Keane" in as_user(alice).post(address, {"deed": "show"}).text
    assert JournalEntry.objects.filter(deed="looked at the list", by=alice).count() == 1


def test_names_are_taken_off(as_user, alice, study, address):
    listing.put_on(study, [Entry("Nuala", "person"), Entry("Leeds", "place")], by=alice)
    pk, _ = listing.entries(study)[0]
    as_user(alice).post(f"{address}removal/", {"row": [str(pk), "nonsense"]})
    assert [entry.form for _, entry in listing.entries(study)] == ["Leeds"]
    assert as_user(alice).post(f"{address}removal/").status_code == 422
    assert as_user(alice).get(f"{address}removal/").status_code == 405


def test_without_the_key_the_list_says_so(as_user, alice, study, address):
    listing.put_on(study, [Entry("Nuala", "person")], by=alice)
    sealing.destroy(study, by=alice)
    assert "cannot be read any more" in as_user(alice).post(address, {"deed": "show"}).text
    assert as_user(alice).post(address, {"rows": "Mary, person"}).status_code == 422


def test_a_pattern_is_chosen(as_user, bob, study, pattern):
    factories.source(study, "101", words="Respondent: Nuala did.")
    nuala = identifying.replacement(study, "Person A", "Nuala")
    as_user(bob).post(pattern, {"person": "P{number}"})
    study.refresh_from_db()
    nuala.refresh_from_db()
    assert (study.replacement_pattern, nuala.label) == ({"person": "P{number}"}, "P1")


def test_a_pattern_that_will_not_do_answers_422(as_user, bob, study, pattern):
    answer = as_user(bob).post(pattern, {"person": "{nobody}"})
    assert (answer.status_code, "{nobody}" in answer.text) == (422, True)
    assert as_user(bob).put(pattern).status_code == 405


def test_readers_and_strangers_choose_no_pattern(as_user, rita, charlie, pattern):
    for user, status in ((rita, 403), (charlie, 404)):
        assert as_user(user).get(pattern).status_code == status
        assert as_user(user).get(f"{pattern}sample/").status_code == status
        assert as_user(user).post(pattern, {"person": "P{number}"}).status_code == status


def test_the_sample_follows_what_is_typed(as_user, bob, pattern):
    sample = as_user(bob).get(f"{pattern}sample/", {"person": "P{number}"}, headers={"HX-Request": "true"})
    assert "<td>P1</td>" in sample.text and "<html" not in sample.text
    assert "means nothing here" in as_user(bob).get(f"{pattern}sample/", {"person": "{x}"}).text
