"""Bringing an upload in: what is told of each file checked against the study, and one file a transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts import jobs
from accounts.models import Job, Membership, Study, User
from interviews.forms.sources import sites_for
from interviews.intake.telling import Facts, Frame, Person, Trouble, checked, twice
from interviews.models import Batch, Participant, Participation, Source, Upload
from interviews.turns import mark_interviewers
from tracers.names import fold, plain

CHOICES = {"kind": Source.Kind, "mode": Source.Mode, "consent": Source.Consent, "status": Source.Status}


@dataclass(frozen=True)
class Line:
    """A file of an upload as it stands: what is told of it, and sentences on what does not hold (where: file, row)."""

    upload: Upload
    facts: Facts
    troubles: Sequence[Trouble]
    problems: Sequence[str]

    @property
    def is_ready(self) -> bool:
        return self.upload.state == Upload.State.READ and not self.upload.left_out and not self.problems

    @property
    def asks(self) -> list[Person]:
        return [person for person in self.facts.people if person.asks]

    @property
    def answers(self) -> list[Person]:
        return [person for person in self.facts.people if not person.asks]


def frame(member: Membership) -> Frame:
    """The names of the study: four queries."""
    study = member.study
    return Frame(
        sites=_named(sites_for(member)),
        tracers=_named(study.tracers.all()),
        work_streams=_named(study.work_streams.all()),
        choices={
            name: {plain(str(word)): str(value) for value, label in kinds.choices for word in (label, value)}
            for name, kinds in CHOICES.items()
        },
        taken={fold(printed_id) for printed_id in study.sources.values_list("printed_id", flat=True)},
        site_needed=member.site_restricted,
    )


def _named(rows: Iterable[Any]) -> dict[str, Any]:
    held = list(rows)
    return {fold(str(row)): row for row in held} | {fold(row.code): row for row in held}


def lines(batch: Batch, uploads: Iterable[Upload], known: Frame) -> list[Line]:
    """Each file with what does not hold of it. Of two files with the same id the second is told so."""
    held = [_line(batch, upload, known) for upload in uploads]
    coming = [each for each in held if each.upload.state == Upload.State.READ and not each.upload.left_out]
    places = {each.upload.pk: place for place, each in enumerate(held)}
    for later, first in twice([each.facts.values["printed_id"] for each in coming]):
        one, other = coming[later], coming[first]
        said = f"the file {other.upload.name} has the same id. Give one of them another."
        trouble = Trouble("printed_id", said, next(iter(one.upload.rows), 0))
        held[places[one.upload.pk]] = replace(
            one,
            troubles=[*one.troubles, trouble],
            problems=[*one.problems, _sentence(batch, one.upload, trouble)],
        )
    return held


def _line(batch: Batch, upload: Upload, known: Frame) -> Line:
    facts, troubles = checked(upload.told, known, next(iter(upload.rows), 0))
    if upload.state != Upload.State.READ:
        return Line(upload, facts, [], list(filter(None, [upload.problem])))
    told = [_sentence(batch, upload, trouble) for trouble in troubles]
    return Line(upload, facts, troubles, [*told, *filter(None, [upload.refusal])])


def _sentence(batch: Batch, upload: Upload, trouble: Trouble) -> str:
    place = f"{batch.sheet}, row {trouble.row}" if trouble.row else upload.name
    return f"{place}: {trouble.message}"


def listed(batch: Batch) -> QuerySet[Upload]:
    """The files without their words, which a table of them does not need."""
    return batch.uploads.defer("text", "turns")


def begin(batch: Batch, *, by: Membership, ready: int, onward: str, sources: str) -> Job:
    """Put bringing the batch in into the queue, once. `sources` is where it leads when all is in."""
    if (job := batch.job) and job.is_open:
        return job
    title = f"Bringing in {ready} file{'' if ready == 1 else 's'}"
    return jobs.start(
        batch.study,
        "upload import",
        title=title,
        thing=batch.pk,
        by=by.user,
        total=ready,
        onward=onward,
        given={"sources": sources},
    )


def bring_in(job: Job) -> str:
    """Make a source of every file that is ready; the others stay with their sentence. The work of a job."""
    batch = Batch.objects.filter(pk=job.thing).first() if job.thing else None
    if batch is None:
        return "Everything was brought in."
    member = Membership.objects.filter(study=job.study_id, user=job.made_by_id).select_related("study", "user").first()
    if member is None or not member.may_write:
        raise jobs.Refused("You may not bring anything into this study any more. Ask an owner of the study.")
    known = frame(member)
    ready = [line.upload for line in lines(batch, listed(batch), known) if line.is_ready]
    total = max(job.total, len(ready))
    for number, upload in enumerate(ready, start=total - len(ready)):
        jobs.step(job, done=number, total=total, message=upload.name)
        _bring_one_in(upload, member, known)
    jobs.step(job, done=total, message="")
    brought = total - batch.uploads.filter(pk__in=[upload.pk for upload in ready]).count()
    stay = batch.uploads.filter(left_out=False).count()
    if not stay:
        batch.delete()
        Job.objects.filter(pk=job.pk).update(onward=job.given["sources"])
    told = f"{brought} source{'' if brought == 1 else 's'} brought in."
    return f"{told} {stay} file{' stays' if stay == 1 else 's stay'} behind; see why below." if stay else told


def _bring_one_in(listed: Upload, member: Membership, known: Frame) -> None:
    """The source and the end of the file it came from, both or neither: so nothing is lost and nothing comes twice."""
    try:
        with transaction.atomic():
            upload = Upload.objects.select_for_update().filter(pk=listed.pk, left_out=False).first()
            if upload is None:
                return
            facts, troubles = checked(upload.told, known)
            if troubles:
                return
            _source(member.study, upload, facts, by=member.user)
            upload.delete()
    except ValidationError as error:
        Upload.objects.filter(pk=listed.pk).update(refusal=f"{listed.name}: {' '.join(error.messages)}")
    except IntegrityError:
        Upload.objects.filter(pk=listed.pk).update(
            refusal=f"{listed.name}: somebody else has just given its id to a source. Give this one another id."
        )
    else:
        known.taken.add(fold(facts.values["printed_id"]))


def _source(study: Study, upload: Upload, facts: Facts, *, by: User) -> Source:
    interviewers = [person.speaker for person in facts.people if person.asks and person.speaker]
    return Source.objects.bring_in(
        study,
        text=upload.text,
        turns=mark_interviewers(upload.spoken, interviewers),
        encoding=upload.encoding,
        interviewers=interviewers,
        participations=[_participation(study, person) for person in facts.people if not person.asks],
        tracers=facts.tracers,
        by=by,
        **facts.values,
    )


def _participation(study: Study, person: Person) -> Participation:
    participant = None
    if person.participant:
        participant, _ = Participant.objects.get_or_create(
            study=study, code=person.participant, defaults={"site": person.site, "role": person.role}
        )
    return Participation(
        participant=participant,
        site=person.site,
        organisation=person.organisation,
        role=person.role,
        speaker=person.speaker,
    )
