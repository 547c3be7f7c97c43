"""Files sent through the browser by accident or malice: a sentence with the file's name, and nothing half saved."""

import io
import os
import re
import uuid
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Study
from exchange.studyfolder.load import load
from interviews.models import Coding, Extract, Source, Upload
from tests import factories
from tests.exchange.conftest import FILES

pytestmark = pytest.mark.django_db
NAMES = (
    "../../../etc/passwd.txt",
    "C:\\Users\\me\\interview.txt",
    f"{'x' * 300}.txt",
    f"{'😀' * 90}.txt",
    "\u202etxt.exe\u202c.txt",
    '<img src=x onerror=alert(1)>"&.txt',
    "a\tb\x01.txt",
    ".txt",
    "…",
    "interview.TXT",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_transcript_of_any_name_is_read_or_refused_by_name(as_user, bob, study, name):
    file = SimpleUploadedFile("x.txt", factories.WORDS.encode())
    file.name = name  # past what the class itself tidies away
    answer = as_user(bob).post(reverse("interviews:source_upload", args=[study.slug]), {"files": file}, follow=True)
    assert answer.status_code == 200
    upload = Upload.objects.get()
    assert "/" not in upload.name and "\\" not in upload.name and "\u202e" not in upload.name
    assert len(upload.name) <= 102
    assert upload.text or upload.problem
    assert "<img src=x" not in answer.text


@pytest.mark.parametrize("name", NAMES)
def test_a_study_folder_of_any_name_comes_in(as_user, alice, name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each, content in FILES.items():
            archive.writestr(each, content)
    file = SimpleUploadedFile("x.zip", out.getvalue())
    file.name = name.replace(".txt", ".zip")
    answer = as_user(alice).post(reverse("study_import"), {"folder": file})
    assert answer.status_code == 302
    assert Study.objects.get(slug="small").sources.count() == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_study_folder_that_is_none_is_refused_by_name(as_user, alice, name):
    file = SimpleUploadedFile("x.zip", b"these are words")
    file.name = name.replace(".txt", ".zip")
    answer = as_user(alice).post(reverse("study_import"), {"folder": file})
    assert answer.status_code == 422 and "not a zip file" in answer.text
    assert "/tmp/" not in answer.text and "<img src=x" not in answer.text


def test_far_too_many_files_are_refused_in_words(as_user, bob, study):
    files = [SimpleUploadedFile(f"{number}.txt", b"words") for number in range(201)]
    answer = as_user(bob).post(reverse("interviews:source_upload", args=[study.slug]), {"files": files})
    assert answer.status_code == 400 and "at most 150 files" in answer.text
    assert not Upload.objects.exists()


def test_words_instead_of_a_file_are_refused_in_words(as_user, alice, study):
    client = as_user(alice)
    answer = client.post(reverse("interviews:source_upload", args=[study.slug]), {"files": "interview.txt"})
    assert answer.status_code == 422 and "Choose at least one file" in answer.text
    answer = client.post(reverse("study_import"), {"folder": "study.zip"})
    assert answer.status_code == 422 and "Choose a zipped study folder" in answer.text


def test_a_batch_brought_in_twice_is_there_once(as_user, bob, study):
    client = as_user(bob)
    file = SimpleUploadedFile("20417.txt", factories.WORDS.encode())
    client.post(reverse("interviews:source_upload", args=[study.slug]), {"files": file})
    page = client.get(reverse("interviews:upload_detail", args=[study.slug, Upload.objects.get().batch_id]))
    sent = dict(re.findall(r'name="(u0-[^"]+)"[^>]* value="([^"]*)"', page.text)) | {"u0-kind": "interview"}
    url = reverse("interviews:upload_detail", args=[study.slug, Upload.objects.get().batch_id])
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 404
    assert Source.objects.count() == 1


def test_a_code_that_two_others_gave_can_be_given_again(as_user, bob, study):
    source = factories.source(study)
    code = factories.code(study, "Trust")
    extract = factories.extract(source, "we sat in the same room")
    for coder in ("Alice Marsh", "Zoe Field"):
        Coding.objects.create(extract=extract, code=code, coder=coder)
    answer = as_user(bob).post(reverse("interviews:coding_list", args=[study.slug, extract.pk]), {"codes": code.pk})
    assert answer.status_code == 302 and extract.codings.count() == 2


def test_evidence_sent_twice_is_one(as_user, bob, study):
    extract = factories.extract(factories.source(study), "we sat in the same room")
    configuration = factories.configuration(study)
    url = reverse("cmo:extract_evidence", args=[study.slug, extract.pk])
    for stance in ("supports", "contradicts"):
        as_user(bob).post(
            url, {"configuration": configuration.pk, "place": "mechanism", "stance": stance, "text": "So"}
        )
    assert configuration.evidence.get().stance == "contradicts"
    assert configuration.items.filter(text="So").count() == 1


@pytest.mark.parametrize("what", ["nothing there", "a file", "an empty folder", "a fifo", "a locked file"])
def test_the_command_ends_with_a_sentence(tmp_path, what):
    path = tmp_path / "study"
    if what == "a file":
        path.write_text("words")
    if what in {"an empty folder", "a locked file"}:
        path.mkdir()
    if what == "a fifo":
        os.mkfifo(path)
    if what == "a locked file":
        (path / "study.toml").mkdir()
    with pytest.raises(CommandError, match="Nothing was saved"):
        call_command("import_study", str(path))


def test_a_name_that_is_no_unicode_is_told_in_signs_that_can_be_printed(tmp_path):
    (tmp_path / "study").mkdir()
    for name, content in FILES.items():
        (tmp_path / "study" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "study" / name).write_text(content)
    Path(os.fsdecode(bytes(tmp_path / "study") + b"/m\xfcller.doc")).write_bytes(b"x")
    study, problems = load(tmp_path / "study")
    assert study
    assert any("m\ufffdller.doc" in str(notice) for notice in problems.notices)
    assert all(str(notice).encode() for notice in problems.notices)


@pytest.mark.django_db(transaction=True)
def test_an_extract_sent_many_times_at_once_is_one(as_user, bob, study):
    source, code = factories.source(study), factories.code(study)
    url = reverse("interviews:extract_list", args=[study.slug, source.pk])
    sent = {"id": uuid.uuid4(), "start": 60, "end": 80, "codes": code.pk}
    clients = [as_user(bob) for _ in range(8)]
    together = Barrier(len(clients))

    def send(client: Client) -> int:
        together.wait()
        try:
            return client.post(url, sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as pool:
        assert set(pool.map(send, clients)) == {302}
    assert Extract.objects.count() == Coding.objects.count() == 1
