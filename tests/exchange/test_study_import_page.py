"""Study folders in and out through the browser."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Membership, Study
from tests import factories
from tests.exchange.conftest import FILES

pytestmark = pytest.mark.django_db


def zipped(changes: dict[str, str] | None = None) -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (FILES | (changes or {})).items():
            archive.writestr(name, content)
    return SimpleUploadedFile("small.zip", out.getvalue())


@pytest.fixture
def client(as_user):
    return as_user(factories.user("Dora Lind"))


def test_who_imports_a_new_study_owns_it(client):
    response = client.post("/import-study/", {"folder": zipped()})
    assert response.headers["Location"] == "/studies/small/"
    membership = Study.objects.get(slug="small").memberships.get()
    assert (membership.user.name, membership.role) == ("Dora Lind", "owner")


def test_only_checking_saves_nothing_and_says_what_would_happen(client):
    response = client.post("/import-study/", {"folder": zipped(), "dry_run": "1"})
    assert response.status_code == 200
    assert "Nothing has been saved yet" in response.content.decode()
    assert not Study.objects.exists()


def test_errors_are_listed_and_nothing_is_saved(client):
    response = client.post("/import-study/", {"folder": zipped({"extracts.csv": "source,quote\n99,x\n"})})
    assert response.status_code == 422
    assert "extracts.csv, row 2: there is no source “99”" in response.content.decode()
    assert not Study.objects.exists()


@pytest.mark.parametrize("role", [None, Membership.Role.READER, Membership.Role.ANALYST])
def test_nobody_but_an_owner_can_write_into_a_study_by_its_slug(client, role):
    study = factories.study("small", "Somebody else’s study")
    study.admit(factories.user("Alice Marsh"), Membership.Role.OWNER)
    if role:
        study.admit(study.memberships.model.user.field.related_model.objects.get(name="Dora Lind"), role)
    response = client.post("/import-study/", {"folder": zipped()})
    assert response.status_code == 422
    assert "is taken" in response.content.decode()
    study.refresh_from_db()
    assert study.title == "Somebody else’s study"
    assert not study.sources.exists()


@pytest.mark.parametrize("content", [b"", b"not a zip"])
def test_a_file_that_is_no_zip_is_refused_by_name(client, content):
    response = client.post("/import-study/", {"folder": SimpleUploadedFile("mine.zip", content)})
    assert response.status_code == 422
    assert "mine.zip" in response.content.decode()


def test_without_a_file_the_page_says_so(client):
    assert "Choose a zipped study folder" in client.post("/import-study/").content.decode()


def test_an_owner_takes_the_study_out_and_in_again(as_user, alice, study):
    factories.source(study)
    response = as_user(alice).post(f"/studies/{study.slug}/export/")
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert {"study.toml", "sources.csv", "texts/20417.txt"} <= set(archive.namelist())


def test_others_cannot_take_the_study_out(as_user, bob, rita, charlie, study):
    address = f"/studies/{study.slug}/export/"
    assert as_user(bob).post(address).status_code == 403
    assert as_user(rita).post(address).status_code == 403
    assert as_user(charlie).post(address).status_code == 404
