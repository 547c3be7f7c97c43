"""Proposing and applying over many interviews, in the background (accounts/jobs.py); both can begin again anywhere."""

from collections.abc import Callable
from uuid import UUID

from accounts import jobs
from accounts.models import Job
from accounts.sealing import Sealed
from interviews.anonymise import applying, proposing

AT_ONCE = 8  # interviews that are done while somebody waits


def propose(job: Job) -> str:
    """What came of it, in a sentence. `given` may name the sources."""
    sources = [UUID(pk) for pk in job.given["sources"]] if "sources" in job.given else None
    try:
        told = proposing.propose(job.study, sources=sources, by=job.made_by, progress=_progress(job))
    except Sealed as problem:
        raise jobs.Refused(str(problem)) from None
    return f"{told.texts} interviews looked through: {told.new} new places to decide about."


def apply(job: Job) -> str:
    """Each of the sources in `given` for itself; in those that are done already there is nothing to do."""
    wanted = job.study.sources.filter(pk__in=job.given["sources"])
    try:
        applied = applying.apply(job.study, sources=wanted, by=job.made_by, progress=_progress(job))
    except Sealed as problem:
        raise jobs.Refused(str(problem)) from None
    changed = [each.places for each in applied if each.places]
    return f"{sum(changed)} places replaced in {len(changed)} interviews."


def _progress(job: Job) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        jobs.step(job, done=done, total=total)

    return tell
