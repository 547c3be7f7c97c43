"""Many files at once: received, read, described by a sheet, corrected, brought in; nothing is lost or doubled."""

import os
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import jobs
from accounts.models import Job, Membership
from config.database import CHECKOUT
from interviews.intake import importing, receiving
from interviews.models import Batch, Source, SourceText, Upload, UploadFile
from tests import factories
from tracers.models import WorkStream

HOME = "/studies/dementia-care/"


def words(number: int) -> str:
    return f"Interviewer: How did it go, number {number}?\n\nRespondent: Well enough {number}.\n\nInterviewer: And now?"


def file(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def many(number: int = 8) -> list[SimpleUploadedFile]:
    return [file(f"{20400 + place}.txt", words(place)) for place in range(number)]


def sent(client, *files: SimpleUploadedFile, **told: str) -> str:
    """The address of the upload, its files read."""
    answer = client.post(f"{HOME}uploads/", {"files": list(files), **told})
    assert answer.status_code == 302, answer.text
    while jobs.run_next():
        pass
    return answer.headers["Location"]


def brought_in(client, address: str) -> Job:
    answer = client.post(f"{address}import/")
    assert f"{HOME}jobs/" in answer.headers["Location"]
    assert jobs.run_next()
    return Job.objects.latest("made_at")


SHEET = """file,id,date,mode,site,organisation,role,participant,tracers,interviewers
20400.txt,31000,2016-07-14,telephone,Area 1,Provider,Manager,P1,dementia,Interviewer
20401.txt,31001,14/07/2016,,A1,CCG,Lead,P2,dementa,
20402.txt,31002,2016,,A2,CCG,Lead,P2,,
20402.txt,31002,2016,,A1,Council,Carer,P3,,
20499.txt,31003,2016,,A2,CCG,Lead,P2,,
20403.txt,31000,2016,,A2,CCG,Lead,P2,,
"""


@pytest.fixture
def bobs(as_user, bob):
    return as_user(bob)


def test_many_files_wait_for_the_worker_and_are_then_read(bobs):
    answer = bobs.post(f"{HOME}uploads/", {"files": many()})
    assert Upload.objects.filter(state="received").count() == UploadFile.objects.count() == 8
    page = bobs.get(answer.headers["Location"], follow=True).text
    assert "Reading 8 files" in page and "Waiting to begin" in page
    jobs.run_next()
    assert Upload.objects.filter(state="read").count() == 8
    assert not UploadFile.objects.exists()
    page = bobs.get(answer.headers["Location"]).text
    assert "Bring in 8 files" in page and "20407.txt" in page


def test_nothing_is_saved_to_the_study_before_somebody_says_so(bobs, study):
    sent(bobs, *many(), file("sources.csv", SHEET))
    assert not study.sources.exists() and not study.participants.exists()


def test_the_sheet_says_what_the_files_are_and_what_is_wrong_with_which_row(bobs):
    page = bobs.get(sent(bobs, *many(), file("sources.csv", SHEET))).text
    assert "sources.csv, row 3: “14/07/2016” is not a date. Write it as 2016-07-14" in page
    assert "sources.csv, row 3: “dementa” is not a tracer of this study. Use one of: Dementia, Screening" in page
    assert "sources.csv, row 6: the file “20499.txt” is not among the files of this upload" in page
    assert "sources.csv, row 7: the file 20400.txt has the same id" in page
    assert "Bring in 6 files" in page
    told = Upload.objects.get(name="20402.txt").told
    assert [(person["speaker"], person.get("participant")) for person in told["people"]] == [
        ("Interviewer", None),
        ("", "P2"),
        ("", "P3"),
    ]


def test_a_sheet_can_come_later_and_replaces_what_stood_there(bobs):
    address = sent(bobs, *many())
    assert bobs.post(f"{address}files/", {"files": file("sources.csv", SHEET)}).status_code == 302
    assert Upload.objects.get(name="20400.txt").told["printed_id"] == "31000"
    again = "file,id\n20400.txt,40000\n"
    bobs.post(f"{address}files/", {"files": file("sources.csv", again)})
    assert Upload.objects.get(name="20400.txt").told["printed_id"] == "40000"


def test_a_speaker_that_only_the_sheet_knows_is_looked_for(bobs):
    text = "Interviewer: How?\n\nmatron on duty: Well.\n\nInterviewer: And?\n\nmatron on duty: Yes."
    sheet = "file,id,speaker\n20400.txt,31000,matron on duty\n"
    sent(bobs, file("20400.txt", text), file("sources.csv", sheet))
    assert Upload.objects.get().speakers == ["Interviewer", "matron on duty"]


def test_a_table_may_hold_several_interviews(bobs, study):
    rows = "id,question,answer\n14376,How did it go?,Well enough.\n14377,How did it go?,Not well at all.\n"
    address = sent(bobs, file("answers.csv", rows), file("20400.txt", words(1)))
    names = [upload.name for upload in Upload.objects.all()]
    assert names == ["answers.csv, 14376", "answers.csv, 14377", "20400.txt"]
    assert [upload.told["printed_id"] for upload in Upload.objects.all()] == ["14376", "14377", "20400"]
    page = bobs.get(address).text
    assert "Not well at all." in page and "u0-1-printed_id" in page


def test_what_is_ready_comes_in_and_the_rest_stays_with_its_sentence(bobs, study):
    address = sent(bobs, *many(), file("bad.docx", b"MZ not a document"), file("sources.csv", SHEET))
    job = brought_in(bobs, address)
    assert (job.state, job.done, job.total) == ("done", 6, 6)
    assert job.message == "6 sources brought in. 3 files stay behind; see why below."
    assert study.sources.count() == 6
    source = study.sources.get(printed_id="31000")
    assert (source.date, source.mode, source.interviewers) == ("2016-07-14", "telephone", ["Interviewer"])
    assert [str(person) for person in source.participations.all()] == ["P1, Area 1, Provider, Manager"]
    assert [tracer.code for tracer in source.tracers.all()] == ["dementia"]
    joint = study.sources.get(printed_id="31002")
    assert [person.site.code for person in joint.participations.all()] == ["A2", "A1"]
    page = bobs.get(address).text
    assert "bad.docx: " in page and "is not a date" in page
    assert Upload.objects.count() == 3


def test_when_all_is_in_the_upload_is_gone_and_the_way_leads_to_the_sources(bobs):
    address = sent(bobs, *many())
    job = brought_in(bobs, address)
    assert job.onward == f"{HOME}sources/"
    assert not Batch.objects.exists()
    assert bobs.get(address).status_code == bobs.post(f"{address}import/").status_code == 404


def test_a_file_is_corrected_in_place(bobs, study):
    address = sent(bobs, *many(), file("sources.csv", SHEET))
    upload = Upload.objects.get(name="20401.txt")
    page = f"{address}files/{upload.pk}/"
    assert "is not a date" in bobs.get(page).text
    told = {
        "u1-printed_id": "31001",
        "u1-date": "2016-07-14",
        "u1-kind": "focus group",
        "u1-p-number": "2",
        "u1-p-0-speaker": "Interviewer",
        "u1-p-0-asks": "on",
        "u1-p-1-speaker": "Respondent",
        "u1-p-1-participant": "P2",
        "u1-p-1-site": str(study.sites.get(code="A2").pk),
    }
    assert bobs.post(page, told | {"u1-date": "soon"}).status_code == 422
    assert bobs.post(page, told).headers["Location"] == f"{address}#file-{upload.pk}"
    brought_in(bobs, address)
    source = study.sources.get(printed_id="31001")
    assert (source.kind, source.date) == ("focus group", "2016-07-14")
    assert [str(person) for person in source.participations.all()] == ["P2, Area 2"]


def test_the_same_is_said_of_several_files_at_once(bobs, study):
    stream = WorkStream.objects.create(study=study, code="WS1", title="Commissioners")
    address = sent(bobs, *many())
    chosen = [str(pk) for pk in Upload.objects.filter(order__lt=3).values_list("pk", flat=True)]
    told = {
        "all-work_stream": str(stream.pk),
        "all-site": str(study.sites.get(code="A1").pk),
        "all-mode": "telephone",
        "all-tracers": [str(study.tracers.get(code="dementia").pk)],
    }
    assert bobs.post(f"{address}values/", told | {"file": chosen, "all-date": "soon"}).status_code == 422
    assert bobs.post(f"{address}values/", told | {"file": chosen}).status_code == 302
    brought_in(bobs, address)
    assert study.sources.filter(work_stream=stream, mode="telephone", tracers__code="dementia").count() == 3
    assert study.sources.at(study.sites.get(code="A1")).count() == 3


def test_files_are_left_out_and_taken_in_again(bobs, study):
    address = sent(bobs, *many())
    one = str(Upload.objects.get(order=0).pk)
    bobs.post(f"{address}values/", {"file": one, "deed": "leave out"})
    assert "Bring in 7 files" in bobs.get(address).text
    bobs.post(f"{address}values/", {"every": "on", "deed": "take in"})
    assert "Bring in 8 files" in bobs.get(address).text
    nothing = bobs.post(f"{address}values/", {"file": "nonsense", "deed": "leave out"}, follow=True)
    assert "Tick the files first" in nothing.text


def test_the_same_words_again_are_pointed_out_and_left_out_by_one_button(bobs, study):
    own = [
        " ".join(f"{word}{number}" for word in ("budget", "clinic", "ward", "trust", "team") * 9) for number in range(8)
    ]
    files = [file(f"{20400 + number}.txt", f"{words(number)}\n\nRespondent: {own[number]}") for number in range(8)]
    factories.source(study, "50000", words=f"{words(3)}\n\nRespondent: {own[3]}")
    address = sent(bobs, *files, file("copy.txt", f"{words(5)}\n\nRespondent: {own[5]}"))
    page = bobs.get(f"{address}?show=akin").text
    assert "already here as 50000" in page
    assert "The same words as 20405.txt of this upload" in page
    bobs.post(f"{address}values/", {"deed": "leave out copies"})
    assert set(Upload.objects.filter(left_out=True).values_list("name", flat=True)) == {"20403.txt", "copy.txt"}


def test_speakers_of_all_files_are_renamed_merged_and_marked_on_one_screen(bobs, study):
    other = words(9).replace("Respondent", "R").replace("Interviewer", "JB")
    address = sent(bobs, *many(), file("20409.txt", other))
    page = bobs.get(f"{address}speakers/").text
    assert len(re.findall('name="label"', page)) == 4
    sent_form = {
        "label": ["Interviewer", "Respondent", "JB", "R"],
        "name": ["Interviewer", "Commissioner", "Interviewer", "Commissioner:"],
        "asks": ["Interviewer", "JB"],
    }
    assert bobs.post(f"{address}speakers/", sent_form | {"name": ["Interviewer", "", "JB", "R"]}).status_code == 422
    assert bobs.post(f"{address}speakers/", sent_form).status_code == 302
    assert {tuple(upload.speakers) for upload in Upload.objects.all()} == {("Interviewer", "Commissioner")}
    brought_in(bobs, address)
    source = study.sources.get(printed_id="20409")
    assert source.latest_text.text.startswith("Interviewer: How did it go, number 9?\n\nCommissioner: Well enough 9.")
    assert source.interviewers == ["Interviewer"]
    assert [person.speaker for person in source.participations.all()] == ["Commissioner"]


def test_speakers_of_one_file_alone(bobs):
    address = sent(bobs, *many())
    upload = Upload.objects.get(order=2)
    form = {"label": ["Interviewer", "Respondent"], "name": ["Interviewer", "P7"], "asks": ["Interviewer"]}
    bobs.post(f"{address}speakers/?file={upload.pk}", form)
    assert Upload.objects.get(order=2).speakers == ["Interviewer", "P7"]
    assert Upload.objects.get(order=3).speakers == ["Interviewer", "Respondent"]
    assert bobs.get(f"{address}speakers/?file={uuid.uuid4()}").status_code == 404
    assert bobs.get(f"{address}speakers/?file=nonsense").status_code == 404


def test_a_sheet_alone_asks_for_its_transcripts(bobs):
    address = sent(bobs, file("sources.csv", SHEET))
    assert "Add the transcripts that it is about" in bobs.get(address).text
    bobs.post(f"{address}files/", {"files": many(2)})
    assert Upload.objects.get(name="20400.txt").told["printed_id"] == "31000"


def test_nothing_is_corrected_while_it_is_brought_in(bobs):
    address = sent(bobs, *many())
    one = Upload.objects.first()
    bobs.post(f"{address}import/")
    page = f"{address}files/{one.pk}/"
    answer = bobs.post(page, {"u0-printed_id": "1", "u0-kind": "interview", "u0-p-number": "0"})
    assert f"{HOME}jobs/" in answer.headers["Location"]
    assert Upload.objects.first().told == one.told


def test_a_sheet_of_monstrous_cells_is_answered_in_short_sentences(bobs):
    monster = "x" * 5000
    columns = ("id", "date", "site", "tracers", "title", "role", "organisation", "participant", "work_stream", "kind")
    sheet = f"file,{','.join(columns)}\n20400.txt{f',{monster}' * len(columns)}\n{monster}{',' * len(columns)}\n"
    page = bobs.get(sent(bobs, *many(), file("sources.csv", sheet)))
    assert page.status_code == 200
    assert "the id has 5000 characters; 60 is the most" in page.text
    assert max(map(len, re.findall("x+", page.text))) <= 120
    assert "Bring in 7 files" in page.text


# Slices


def test_slices_make_one_upload_and_one_sent_twice_is_there_once(bobs):
    batch = uuid.uuid4()
    files = many(25)
    for first in (0, 10, 10):
        for each in files:
            each.seek(0)
        part = {"files": files[first : first + 10], "batch": str(batch), "first": first, "more": "1"}
        assert bobs.post(f"{HOME}uploads/", part).status_code == 201
    assert not Job.objects.exists()
    answer = bobs.post(f"{HOME}uploads/", {"files": files[20:], "batch": str(batch), "first": 20})
    assert answer.headers["Location"] == f"{HOME}uploads/{batch}/"
    jobs.run_next()
    assert [upload.name for upload in Upload.objects.all()] == [f"{20400 + place}.txt" for place in range(25)]


def test_what_arrived_before_the_browser_was_closed_is_there_and_can_be_read(bobs):
    bobs.post(f"{HOME}uploads/", {"files": many(), "batch": str(uuid.uuid4()), "first": 0, "more": "1"})
    address = f"{HOME}uploads/{Batch.objects.get().pk}/"
    assert str(address) in bobs.get(f"{HOME}uploads/").text
    assert "8 files were received and not read yet" in bobs.get(address).text
    assert bobs.post(f"{address}reading/").status_code == 302
    jobs.run_next()
    assert "Bring in 8 files" in bobs.get(address).text


def test_nobody_adds_to_the_upload_of_somebody_else(bobs, as_user, alice):
    address = sent(bobs, *many())
    batch = Batch.objects.get().pk
    assert as_user(alice).post(f"{HOME}uploads/", {"files": many(1), "batch": str(batch)}).status_code == 404
    assert as_user(alice).post(f"{address}files/", {"files": many(1)}).status_code == 404
    assert Upload.objects.count() == 8


def test_more_than_the_most_are_refused_with_a_sentence(bobs):
    answer = bobs.post(f"{HOME}uploads/", {"files": [file(f"{n}.txt", "x") for n in range(152)]})
    assert answer.status_code == 422 and "150 at a time is the most" in answer.text
    address = sent(bobs, *many(120))
    again = bobs.post(f"{address}files/", {"files": many(40)}, follow=True)
    assert "150 at a time is the most" in again.text
    assert Upload.objects.count() == 120


def test_a_file_of_any_size_is_refused_by_name_without_being_kept(bobs, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_BYTES", 1000)
    address = sent(bobs, *many(), file("huge.docx", b"x" * 1001))
    assert "huge.docx: it is larger than" in bobs.get(address).text
    assert Upload.objects.filter(state="read").count() == 8


# Crashes


def test_a_file_that_takes_the_worker_with_it_is_given_up_and_the_others_are_read(bobs):
    bobs.post(f"{HOME}uploads/", {"files": many()})
    Upload.objects.filter(order=3).update(tries=receiving.MOST_TRIES)
    jobs.run_next()
    assert Upload.objects.filter(state="read").count() == 7
    assert "reading it broke off twice" in Upload.objects.get(order=3).problem


def test_the_job_can_be_begun_again_at_any_place(bobs, study):
    address = sent(bobs, *many())
    bobs.post(f"{address}import/")
    job = Job.objects.latest("made_at")
    bob = Membership.objects.select_related("study", "user").get(user=job.made_by)
    known = importing.frame(bob)
    for upload in Upload.objects.filter(order__lt=3):
        importing._bring_one_in(upload, bob, known)
        importing._bring_one_in(upload, bob, known)  # as after a crash between the file and the note of it
    assert study.sources.count() == 3
    Job.objects.filter(pk=job.pk).update(state="running", done=2)
    jobs.run_next()
    assert study.sources.count() == SourceText.objects.count() == 8
    assert Job.objects.get(pk=job.pk).message == "8 sources brought in."


def test_a_job_that_was_stopped_goes_on_by_a_button(bobs, study):
    address = sent(bobs, *many())
    bobs.post(f"{address}import/")
    job = Job.objects.latest("made_at")
    bobs.post(f"{HOME}jobs/{job.pk}/stop/")
    assert not jobs.run_next()
    bobs.post(f"{HOME}jobs/{job.pk}/resumption/")
    jobs.run_next()
    assert study.sources.count() == 8


def test_who_may_no_longer_write_brings_nothing_in(bobs, study):
    address = sent(bobs, *many())
    bobs.post(f"{address}import/")
    Membership.objects.filter(user__name="Bob Tanner").update(role="reader")
    jobs.run_next()
    assert not study.sources.exists()
    assert "Ask an owner" in Job.objects.latest("made_at").problem


def test_an_id_that_is_given_meanwhile_keeps_its_file_back_with_a_sentence(bobs, study):
    address = sent(bobs, *many())
    bobs.post(f"{address}import/")
    factories.source(study, "20404")
    jobs.run_next()
    assert "20404.txt: there is already a source 20404 in this study" in bobs.get(f"{address}files/{_left().pk}/").text
    assert study.sources.count() == 8


def _left() -> Upload:
    return Upload.objects.get()


@pytest.fixture
def worker() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Real workers on the database of the tests: begin() starts one."""
    running: list[subprocess.Popen[bytes]] = []
    yield running
    for process in running:
        process.kill()
        process.wait()


def begin(running: list[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    url = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{settings.DATABASES['default']['NAME']}"
    environment = os.environ | {"DATABASE_URL": url}
    running.append(subprocess.Popen([sys.executable, "-m", "config.worker"], cwd=CHECKOUT, env=environment))
    return running[-1]


def waited_for(question, seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while not question() and time.monotonic() < deadline:
        time.sleep(0.01)
    return question()


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(bobs, study, worker):
    long = " ".join(["and so on"] * 1500)
    files = [file(f"{20400 + n}.txt", f"{words(n)}\n\nRespondent: {n} {long}") for n in range(60)]
    address = bobs.post(f"{HOME}uploads/", {"files": files}).headers["Location"]
    first = begin(worker)
    assert waited_for(lambda: Upload.objects.filter(state="read").count() >= 10)
    first.send_signal(signal.SIGKILL)
    first.wait()
    begin(worker)
    assert waited_for(lambda: Job.objects.get().state == "done")
    assert Upload.objects.filter(state="read").count() == 60
    bobs.post(f"{address}import/")
    assert waited_for(lambda: Source.objects.count() >= 10)
    worker[-1].send_signal(signal.SIGKILL)
    worker[-1].wait()
    there = Source.objects.count()
    assert 10 <= there < 60
    begin(worker)
    assert waited_for(lambda: Job.objects.latest("made_at").state == "done")
    ids = sorted(study.sources.values_list("printed_id", flat=True))
    assert ids == [str(20400 + n) for n in range(60)]
    assert SourceText.objects.count() == 60


# Queries, people, methods


@pytest.mark.parametrize("part", ["", "?show=wrong", "speakers/"])
def test_the_number_of_queries_does_not_grow(bobs, django_assert_max_num_queries, part):
    few = sent(bobs, *many(7), file("sources.csv", SHEET))
    with django_assert_max_num_queries(40) as asked:
        bobs.get(f"{few}{part}")
        number = len(asked)
    more = sent(bobs, *many(40), file("sources.csv", SHEET))
    with django_assert_max_num_queries(number):
        bobs.get(f"{more}{part}")


PARTS = ("files/", "reading/", "values/", "import/", "removal/")


def test_only_who_sent_the_files_works_with_them(bobs, as_user, alice, rita, charlie):
    address = sent(bobs, *many())
    pages = ("", "speakers/", f"files/{Upload.objects.first().pk}/")
    for person, read, write in ((alice, 404, 404), (rita, 403, 403), (charlie, 404, 404)):
        client = as_user(person)
        assert {client.get(f"{address}{page}").status_code for page in pages} == {read}
        answers = {client.post(f"{address}{part}").status_code for part in PARTS if part != "removal/"}
        assert answers == {write}
    assert Upload.objects.count() == 8


def test_wrong_methods(bobs):
    address = sent(bobs, *many())
    assert {bobs.get(f"{address}{part}").status_code for part in PARTS} == {405}
    assert bobs.put(f"{address}speakers/").status_code == 405


def test_an_empty_choice_is_said(bobs):
    address = sent(bobs, *many())
    assert "Choose at least one file first" in bobs.post(f"{address}files/", {}, follow=True).text
    Upload.objects.update(told={"printed_id": ""})
    assert "No file is ready" in bobs.post(f"{address}import/", follow=True).text
