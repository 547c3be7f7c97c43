"""Asking for a run of suggestions; the worker makes it (working.py)."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts import jobs
from accounts.models import Job, Membership
from interviews.models import Code, Extract
from interviews.models.suggesting import looked_through
from interviews.suggesting import judging

KIND = "suggesting"
STEPS = judging.AT_MOST + 2  # reading, each time something is held back, the last look


def too_few(code: Code) -> str:
    return (
        f"“{code}” has too few extracts to learn from. It takes {judging.LEAST}, of what people answer in interviews "
        "that may be used and are not being coded blind. Code some more, then try again."
    )


def begin(member: Membership, code: Code, *, run: UUID) -> Job:
    """Put a run into the queue; one that this person began for the code and that goes on still is taken instead.

    Raises ValidationError where there is too little to learn from.
    """
    open_ = Job.objects.filter(study=member.study_id, kind=KIND, made_by=member.user, given__code=str(code.pk))
    if held := open_.filter(state__in=(Job.State.WAITING, Job.State.RUNNING)).first():
        return held
    coded = Extract.objects.visible_to(member).coded(code, seen_by=member)
    if coded.filter(text__source__in=looked_through(member)).count() < judging.LEAST:
        raise ValidationError(too_few(code))
    onward = reverse("interviews:suggestion_run", args=[member.study.slug, run])
    title = f"Looking for passages like “{code.name[:120]}”"
    given = {"code": str(code.pk)}
    return jobs.start(
        member.study, KIND, title=title, thing=run, by=member.user, total=STEPS, onward=onward, given=given
    )
