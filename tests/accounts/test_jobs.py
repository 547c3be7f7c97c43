"""Work in the background: one worker at a time, progress, stopping, going on, and ends of every kind."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import OperationalError, connection

from accounts import jobs
from accounts.models import Job

seen: list[int] = []


def counting(job: Job) -> str:
    for number in range(job.done, job.total):
        seen.append(number)
        jobs.step(job, done=number + 1, message=f"number {number}")
    return f"Counted to {job.total}."


def refusing(job: Job) -> str:
    jobs.step(job, done=1)
    raise jobs.Refused("The study has no codes. Make one first.")


def breaking(job: Job) -> str:
    raise ZeroDivisionError("the name of a patient")


def losing_the_database(job: Job) -> str:
    raise OperationalError("the connection is closed")


def stopping(job: Job) -> str:
    jobs.stop(Job.objects.get(pk=job.pk))
    jobs.step(job, done=1)
    raise AssertionError("a stopped job goes no further")


@pytest.fixture(autouse=True)
def kinds(settings) -> None:
    seen.clear()
    names = ("counting", "refusing", "breaking", "losing_the_database", "stopping")
    settings.JOBS = {name: f"tests.accounts.test_jobs.{name}" for name in names}


@pytest.fixture
def begin(study, bob):
    def begun(kind: str, total: int = 3) -> Job:
        return jobs.start(study, kind, title="Counting", thing=None, by=bob, total=total, onward="/studies/")

    return begun


def page(job: Job, part: str = "") -> str:
    return f"/studies/dementia-care/jobs/{job.pk}/{part}"


def test_a_job_is_done_by_the_next_worker_that_looks(begin):
    job = begin("counting")
    assert jobs.run_next()
    job.refresh_from_db()
    assert (job.state, job.done, job.message) == ("done", 3, "Counted to 3.")
    assert job.ended_at
    assert not jobs.run_next()


def test_the_oldest_job_comes_first(begin):
    first, second = begin("counting", 1), begin("counting", 2)
    jobs.run_next()
    assert list(Job.objects.filter(state="waiting")) == [second]
    assert Job.objects.get(pk=first.pk).state == "done"


def test_a_job_left_by_a_dead_worker_goes_on_where_it_was(begin):
    job = begin("counting", 5)
    Job.objects.update(state="running", done=3, attempts=1)
    jobs.run_next()
    job.refresh_from_db()
    assert (job.state, seen) == ("done", [3, 4])


def test_a_job_that_kills_every_worker_is_given_up_with_a_sentence(begin):
    job = begin("losing_the_database")
    for _ in range(jobs.MOST_ATTEMPTS):
        with pytest.raises(OperationalError):
            jobs.run_next()
    jobs.run_next()
    job.refresh_from_db()
    assert (job.state, job.problem) == ("failed", jobs.BROKE_OFF)
    jobs.resume(job)
    assert Job.objects.get().attempts == 0


def test_a_refusal_is_told_in_its_own_words(begin, as_user, bob):
    job = begin("refusing")
    jobs.run_next()
    assert "Make one first." in as_user(bob).get(page(job)).text


def test_a_bug_tells_no_words_and_ends_the_job(begin, as_user, bob):
    job = begin("breaking")
    jobs.run_next()
    told = as_user(bob).get(page(job)).text
    assert "nobody foresaw" in told and "patient" not in told
    assert Job.objects.get().state == "failed"


def test_a_stopped_job_goes_no_further_until_somebody_says_so(begin):
    job = begin("stopping")
    jobs.run_next()
    assert Job.objects.get().state == "stopped"
    assert not jobs.run_next()
    Job.objects.update(kind="counting")
    jobs.resume(job)
    jobs.run_next()
    assert Job.objects.get().state == "done"


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_do_the_same_job(begin):
    job = begin("counting", 40)

    def worker(_: int) -> bool:
        try:
            return jobs.run_next()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(worker, range(4))) == 1
    assert seen == list(range(40))
    assert Job.objects.get(pk=job.pk).state == "done"


def test_the_page_asks_until_there_is_nothing_more_to_wait_for(begin, as_user, bob):
    job, client = begin("counting"), as_user(bob)
    full = client.get(page(job))
    assert 'hx-trigger="every 1s"' in full.text and "Look again" in full.text
    asked = client.get(page(job), headers={"HX-Request": "true"})
    assert asked.status_code == 200 and "<html" not in asked.text
    jobs.run_next()
    asked = client.get(page(job), headers={"HX-Request": "true"})
    assert asked.status_code == 286
    assert asked.headers["HX-Redirect"] == "/studies/"
    assert "hx-trigger" not in asked.text
    plain = client.get(page(job)).text
    assert "Counted to 3." in plain and 'href="/studies/"' in plain


def test_a_job_that_nobody_takes_up_says_so(begin, as_user, bob):
    job = begin("counting")
    assert "Nothing is working" not in as_user(bob).get(page(job)).text
    Job.objects.update(heartbeat="2026-01-01T00:00Z")
    assert "Nothing is working in the background" in as_user(bob).get(page(job)).text


def test_a_job_is_stopped_and_resumed_by_button(begin, as_user, bob):
    job, client = begin("counting"), as_user(bob)
    assert client.post(page(job, "stop/")).status_code == 302
    assert "This was stopped" in client.get(page(job)).text
    assert client.post(page(job, "resumption/")).status_code == 302
    assert Job.objects.get().state == "waiting"


@pytest.mark.parametrize("part", ["", "stop/", "resumption/"])
def test_nobody_else_meets_the_job(begin, as_user, alice, rita, charlie, part):
    job = begin("counting")
    for person, status in ((alice, 404), (rita, 403 if part else 404), (charlie, 404)):
        client = as_user(person)
        assert (client.post if part else client.get)(page(job, part)).status_code == status
    assert as_user(alice).get(page(Job(pk=UUID(int=1)))).status_code == 404


def test_wrong_methods(begin, as_user, bob):
    job = begin("counting")
    assert as_user(bob).post(page(job)).status_code == 405
    assert as_user(bob).get(page(job, "stop/")).status_code == 405
    assert as_user(bob).get(page(job, "resumption/")).status_code == 405
