"""Files of an upload: received, kept until they are read, read in the background; and their metadata sheet."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Max

from accounts import jobs
from accounts.models import Job, Membership
from interviews import readers
from interviews.intake import metadata
from interviews.intake.akin import compare
from interviews.models import Batch, Upload, UploadFile
from interviews.readers import Reading
from interviews.readers.reading import MEGABYTE, shown_name

MOST_FILES = 150
MOST_BYTES = 60 * MEGABYTE
FEW = 5  # so many are read, looked at and brought in on one page, without waiting for a worker
MOST_LABEL = 60  # characters of what tells an interview from others in its file
MOST_TRIES = 2  # of a file that takes the whole process with it
FOR_THE_WORKER = (".pdf",)  # read by a library that may take the process with it


class TooMany(Exception):
    """More files than an upload may hold; the message says so with the remedy."""


@transaction.atomic
def receive(batch: Batch, files: Iterable[UploadedFile], first: int | None = None) -> None:
    """Keep the files as they are. `first` is the place of the first: the same place sent again is no new file."""
    Batch.objects.select_for_update().get(pk=batch.pk)
    if first is None:
        last = batch.uploads.aggregate(last=Max("order"))["last"]
        first = 0 if last is None else last + 1
    given = list(files)
    if first + len(given) > MOST_FILES + 1:  # one of them may be the sheet
        raise TooMany(
            f"That makes {first + len(given)} files; {MOST_FILES} at a time is the most. Bring them in in several goes."
        )
    for order, file in enumerate(given, start=first):
        _keep(batch, order, file)


def _keep(batch: Batch, order: int, file: UploadedFile) -> None:
    name = shown_name(file.name or "")
    if (file.size or 0) > MOST_BYTES:
        problem = (
            f"{name}: it is larger than {MOST_BYTES // MEGABYTE} MB; remove the pictures or save it as plain text."
        )
        batch.uploads.get_or_create(
            order=order, defaults={"name": name, "problem": problem, "state": Upload.State.UNREADABLE}
        )
        return
    data = file.read()
    if metadata.is_sheet(name, data):
        take_sheet(batch, name, data)
        return
    upload, new = batch.uploads.get_or_create(order=order, defaults={"name": name, "state": Upload.State.RECEIVED})
    if new:
        UploadFile.objects.create(upload=upload, data=data)


def take_sheet(batch: Batch, name: str, data: bytes) -> None:
    """Let this sheet say what the files are; what an earlier one or a hand said of the files it names is replaced."""
    sheet = metadata.read(name, data)
    batch.sheet, batch.rows, batch.notices = shown_name(name), sheet.rows, sheet.notices
    batch.save()
    apply_sheet(batch)


def begin_reading(batch: Batch, *, by: Membership, onward: str) -> Job | None:
    """Read what waits: a few files here and now, many in the background. None when nothing waits."""
    waiting = list(batch.uploads.filter(state=Upload.State.RECEIVED).values_list("name", flat=True))
    if not waiting:
        return None
    if (job := batch.job) and job.is_open:
        return job
    title = f"Reading {len(waiting)} file{'' if len(waiting) == 1 else 's'}"
    job = jobs.start(
        batch.study, "upload reading", title=title, thing=batch.pk, by=by.user, total=len(waiting), onward=onward
    )
    here = len(waiting) <= FEW and not any(name.casefold().endswith(FOR_THE_WORKER) for name in waiting)
    return jobs.run(job) if here else job


def read(job: Job) -> str:
    """Read every file of the batch that was not read yet: the work of a job."""
    batch = Batch.objects.filter(pk=job.thing).first() if job.thing else None
    if batch is None:
        return "The files were dropped."
    waiting = list(batch.uploads.filter(state=Upload.State.RECEIVED))
    total = max(job.total, len(waiting))
    found, _ = metadata.matched(batch.sheet, batch.rows, [upload.name for upload in waiting])
    for place, upload in enumerate(waiting):
        jobs.step(job, done=total - len(waiting) + place, total=total, message=upload.name)
        _read_one(upload, metadata.labels(found.get(place, ())))
    jobs.step(job, done=total, message="Comparing the words")
    apply_sheet(batch, anew=False)
    compare(batch)
    return f"{total} file{' was' if total == 1 else 's were'} read."


def _read_one(upload: Upload, labels: Sequence[str]) -> None:
    """Make words of its bytes, with these speakers. A file that has taken a worker with it twice is given up."""
    broken = upload.tries >= MOST_TRIES
    Upload.objects.filter(pk=upload.pk).update(tries=F("tries") + 1)
    readings: Sequence[tuple[str, Reading]] = ()
    problem = ""
    if broken:
        problem = f"{upload.name}: reading it broke off twice; save it again as a Word document or as plain text."
    else:
        try:
            readings = _readings(upload, labels)
        except readers.Unreadable as error:
            problem = str(error)
    with transaction.atomic():
        if not Upload.objects.select_for_update().filter(pk=upload.pk, state=Upload.State.RECEIVED):
            return
        if problem:
            upload.refuse(problem)
            upload.save()
        for part, (name, reading) in enumerate(readings):
            each = upload if part == 0 else Upload(batch_id=upload.batch_id, order=upload.order, part=part)
            each.name = name
            each.take(reading)
            each.save()
        UploadFile.objects.filter(upload=upload).delete()


def _readings(upload: Upload, labels: Sequence[str]) -> list[tuple[str, Reading]]:
    """The interviews in a file, each with the name that it is shown by."""
    found = readers.read_all(upload.name, upload.file.content(), speakers=labels)
    return [(f"{upload.name}, {label[:MOST_LABEL]}" if label else upload.name, reading) for label, reading in found]


def apply_sheet(batch: Batch, *, anew: bool = True) -> None:
    """Have the sheet and the files themselves say what is known of each; without `anew` only of those just read."""
    uploads = list(batch.uploads.defer("text", "turns"))
    found, batch.unmatched = metadata.matched(batch.sheet, batch.rows, [upload.name for upload in uploads])
    changed = []
    for place, upload in enumerate(uploads):
        if upload.state != Upload.State.READ or (upload.told and not (anew and place in found)):
            continue
        if place in found:
            _tell(upload, found[place])
        else:
            upload.told = metadata.proposed(upload.name, upload.voices)
        changed.append(upload)
    Upload.objects.bulk_update(changed, ["told", "rows", "conflicts", "refusal"], batch_size=50)
    batch.save(update_fields=["unmatched"])


def _tell(upload: Upload, rows: list[Any]) -> None:
    heard = {speaker.casefold() for speaker in upload.speakers}
    if [label for label in metadata.labels(rows) if label.casefold() not in heard]:
        upload.look_again(metadata.labels(rows))
    upload.told, upload.conflicts = metadata.told(rows, upload.voices, upload.name)
    upload.rows, upload.refusal = [row.number for row in rows], ""
