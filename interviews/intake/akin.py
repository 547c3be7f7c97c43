"""The same words again: files of an upload beside the sources of the study and beside one another."""

from collections.abc import Iterable
from uuid import UUID

from accounts.models import Membership
from interviews.intake.duplicates import Fingerprint, find, fingerprint
from interviews.models import Batch, Source, SourceText, TextPrint, Upload

OF_SOURCES = {
    "same": "The same words are already here as {}. Leave this file out unless you want them twice.",
    "contains": "It contains the words of {}, which is already here. Leave it out unless you want them twice.",
    "within": "Its words stand within {}, which is already here. Leave this file out unless you want them twice.",
    "nearly": "Most of its words are those of {}, which is already here: perhaps another version of it.",
}
OF_FILES = {
    "same": "The same words as {} of this upload. Leave one of them out unless you want them twice.",
    "contains": "It contains the words of {} of this upload. Leave one of them out unless you want them twice.",
    "within": "Its words stand within {} of this upload. Leave one of them out unless you want them twice.",
    "nearly": "Most of its words are those of {} of this upload: perhaps another version of it.",
}


def compare(batch: Batch) -> None:
    """Note on each file what else holds its words."""
    member = Membership.objects.filter(study=batch.study_id, user=batch.made_by_id).first()
    if member is None:
        return
    read = batch.uploads.filter(state=Upload.State.READ)
    uploads = {upload.pk: upload for upload in read.defer("text", "turns")}
    new = {pk: fingerprint(text) for pk, text in read.values_list("pk", "text").iterator(chunk_size=20)}
    known = _known(member)
    for upload in uploads.values():
        upload.akin = []
    for match in find(new, known):
        if not match.relation:
            continue
        told = OF_SOURCES if match.known else OF_FILES
        name = match.other[1] if isinstance(match.other, tuple) else uploads[match.other].name
        uploads[match.one].akin.append({"relation": match.relation, "words": told[match.relation].format(name)})
    Upload.objects.bulk_update(uploads.values(), ["akin"], batch_size=50)


def _known(member: Membership) -> dict[tuple[UUID, str], Fingerprint]:
    """The words of the study that this member may see, as they are now: by text and printed id."""
    sources = Source.objects.visible_to(member)
    latest = SourceText.objects.filter(source__in=sources).order_by("source_id", "-version").distinct("source_id")
    ids = dict(SourceText.objects.filter(pk__in=latest.values("pk")).values_list("pk", "source__printed_id"))
    _print_missing(ids)
    stored = TextPrint.objects.filter(text__in=ids).values_list("text_id", "stored")
    return {(pk, ids[pk]): Fingerprint.from_text(words) for pk, words in stored}


def _print_missing(texts: Iterable[UUID]) -> None:
    """Keep the fingerprint of each text, so that it is worked out once; that of a version that was replaced goes."""
    wanted = SourceText.objects.filter(pk__in=list(texts))
    TextPrint.objects.filter(text__source__in=wanted.values("source")).exclude(text__in=wanted).delete()
    missing = wanted.filter(print=None).values_list("pk", "text")
    made = [TextPrint(text_id=pk, stored=fingerprint(words).to_text()) for pk, words in missing.iterator(chunk_size=20)]
    TextPrint.objects.bulk_create(made, ignore_conflicts=True)
