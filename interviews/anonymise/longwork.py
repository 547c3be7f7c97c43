"""Proposing and applying over many interviews, in the background (accounts/jobs.py); both can begin again anywhere."""

from typing import Any
from uuid import UUID

from accounts import jobs
from accounts.models import Job
from accounts.sealing import Sealed
from interviews.anonymise import applying, proposing
from interviews.models import Place, Source


def propose(job: Job) -> str:
    """What came of it, in a sentence. `given` may name the sources."""
    sources = [UUID(pk) for pk in job.given["sources"]] if "sources" in job.given else None
    try:
        told = proposing.propose(job.study, sources=sources, by=job.made_by, progress=_progress(job))
    except Sealed as problem:
        raise jobs.Refused(str(problem)) from None
    return f"{told.texts} interviews looked through: {told.new} new places to decide about."


def apply(job: Job) -> str:
    """Each of the sources in `given` for itself; those that are done already are passed over."""
    wanted = job.study.sources.filter(pk__in=job.given["sources"])
    places, number = 0, 0
    tell = _progress(job)
    for done, source in enumerate(wanted, start=1):
        if source.status == Source.Status.IMPORTED or _has_places(source):
            try:
                applied = applying.apply_to(source, by=job.made_by)
            except Sealed as problem:
                raise jobs.Refused(str(problem)) from None
            places, number = places + applied.places, number + bool(applied.places)
        tell(done, len(wanted))
    return f"{places} places replaced in {number} interviews."


def _has_places(source: Source) -> bool:
    return Place.objects.to_apply().filter(text__source=source).exists()


def _progress(job: Job) -> Any:
    def tell(done: int, total: int) -> None:
        jobs.step(job, done=done, total=total)

    return tell
