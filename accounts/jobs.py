"""Work that takes longer than a page may: rows of `Job`, done one after the other by workers (config/worker.py).

A worker holds a job by an advisory lock of its database connection. PostgreSQL drops the lock when the process dies,
however it dies, and the next worker takes the job up at once: so a kind of work is a function that can be called again
at any place, and does only what is not done yet. The kinds are named in settings.JOBS.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import Job, Study, User

MOST_ATTEMPTS = 3  # beginnings without a step between them
SECONDS_TO_LOOK = 0.5  # between two looks for work
BROKE_OFF = "It broke off three times at the same place. What was done before stays. Try again, or ask who runs Triad."
UNFORESEEN = "Something went wrong that nobody foresaw. What was done before stays. Try again, or ask who runs Triad."

log = logging.getLogger(__name__)


class Refused(Exception):
    """Raised by a kind of work that cannot go on: one sentence for a researcher, with the remedy."""


class Stopped(Exception):
    """Somebody stopped the job, or its study is gone."""


def start(
    study: Study,
    kind: str,
    *,
    title: str,
    thing: UUID | None,
    by: User,
    total: int = 0,
    onward: str = "",
    given: dict[str, Any] | None = None,
) -> Job:
    """Put work in the queue. `title` says what is done ("Bringing in 150 files"), `onward` where one sees it, `given`
    (plain values) what else the work must know."""
    return Job.objects.create(
        study=study,
        kind=kind,
        title=title,
        thing=thing,
        made_by=by,
        total=total,
        onward=onward,
        given=given or {},
        heartbeat=timezone.now(),
    )


def step(job: Job, *, done: int | None = None, total: int | None = None, message: str | None = None) -> None:
    """Say how far it is. Raises Stopped where it should not go on."""
    told = {"done": done, "total": total, "message": message}
    changes: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
    if done is not None and done > job.done:
        changes["attempts"] = 1
    for name, value in changes.items():
        setattr(job, name, value)
    running = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING)
    if not running.update(**changes, heartbeat=timezone.now()):
        raise Stopped


def run(job: Job) -> Job:
    """Do the work here and now, unless somebody else is at it. The job as it stands afterwards."""
    with _held(job.pk) as ours:
        if ours:
            job.refresh_from_db()
            if job.is_open:
                _do(job)
    job.refresh_from_db()
    return job


def run_next() -> bool:
    """Do the first job that nobody is at. False when there is none."""
    waiting = Job.objects.filter(state__in=(Job.State.WAITING, Job.State.RUNNING)).order_by("made_at")
    for pk in list(waiting.values_list("pk", flat=True)):
        with _held(pk) as ours:
            job = Job.objects.filter(pk=pk).first() if ours else None
            if job and job.is_open:
                _do(job)
                return True
    return False


def work() -> None:
    """Do jobs until the process is ended."""
    while True:
        if not run_next():
            time.sleep(SECONDS_TO_LOOK)


def stop(job: Job) -> None:
    """Have it end at its next step; what is done stays, and it can go on later."""
    Job.objects.filter(pk=job.pk, state__in=(Job.State.WAITING, Job.State.RUNNING)).update(
        state=Job.State.STOPPED, ended_at=timezone.now()
    )


def resume(job: Job) -> None:
    """Put a job that stopped or broke off back into the queue."""
    Job.objects.filter(pk=job.pk, state__in=(Job.State.STOPPED, Job.State.FAILED)).update(
        state=Job.State.WAITING, attempts=0, problem="", ended_at=None
    )


def _do(job: Job) -> None:
    if job.attempts >= MOST_ATTEMPTS:
        return _end(job, Job.State.FAILED, problem=BROKE_OFF)
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, heartbeat=timezone.now(), problem=""
    )
    job.refresh_from_db()
    try:
        message = _work_of(job)(job)
    except Stopped:
        return None
    except Refused as refusal:
        return _end(job, Job.State.FAILED, problem=str(refusal))
    except (OperationalError, InterfaceError):
        raise  # the connection is gone, and the lock with it: the next worker goes on
    except Exception:
        log.exception("The job %s (%s) broke off", job.pk, job.kind)
        return _end(job, Job.State.FAILED, problem=UNFORESEEN)
    return _end(job, Job.State.DONE, message=message)


def _work_of(job: Job) -> Callable[[Job], str]:
    """The function that does this kind of work and answers a sentence on what came of it."""
    return import_string(settings.JOBS[job.kind])


def _end(job: Job, state: str, **told: str) -> None:
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(state=state, ended_at=timezone.now(), **told)
    Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(state=state, ended_at=timezone.now(), **told)


@contextmanager
def _held(pk: UUID) -> Iterator[bool]:
    """Whether the job is ours alone inside."""
    key = (pk.int >> 64) - 2**63  # a bigint
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        ours = bool(cursor.fetchone()[0])
    try:
        yield ours
    finally:
        if ours and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
