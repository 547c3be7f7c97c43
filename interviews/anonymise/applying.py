"""Taking the names out of the words: put into the texts what was accepted, and bring the names back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import Membership, Study, User
from interviews import rewriting, versions
from interviews.edits import Edit
from interviews.models import Place, Source, SourceText
from interviews.rewriting import Result
from interviews.versions import Remembered

UNDID = "undid the anonymising of"


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of one source: `places` that were put in, the result, which is empty where nothing was to do, and how
    many places nobody has decided about."""

    source: Source
    places: int = 0
    result: Result | None = None
    undecided: int = 0


def apply(
    study: Study, *, sources: Iterable[Source], by: User | None, progress: Callable[[int, int], None] | None = None
) -> list[Applied]:
    """Put the accepted replacements into the words of the sources and seal their earlier versions.

    Each source for itself: what is done stays done when a later one fails. `progress` is told how many of how many.
    """
    wanted = list(sources)
    if any(source.study_id != study.pk for source in wanted):
        raise ValidationError("A source belongs to another study.")
    applied = []
    for source in wanted:
        applied.append(apply_to(source, by=by))
        if progress:
            progress(len(applied), len(wanted))
    return applied


@transaction.atomic
def apply_to(source: Source, *, by: User | None) -> Applied:
    """Put the accepted replacements into the words of one source. It is said to be anonymised once nothing in it is
    undecided; without any place that is all that happens."""
    if not source.texts.exists():
        return Applied(source)
    latest = rewriting.held(source)
    places = _apart(latest.places.to_apply().select_related("replacement").order_by("start", "-end"))
    undecided = latest.places.undecided().count()
    if not places and (undecided or source.status != Source.Status.IMPORTED):
        return Applied(source, undecided=undecided)
    result = None
    if places:
        changes = [Edit(place.start, place.end, _words(place)) for place in places]
        result = rewriting.rewrite(source, changes, by=by, reason="Names were taken out", seal=True)
        Place.objects.filter(pk__in=[place.pk for place in places]).update(applied=True)
    source.status = Source.Status.IMPORTED if undecided else Source.Status.ANONYMISED
    source.save(update_fields=["status"])
    journal.record(source.study, by, "anonymised", source)
    return Applied(source, len(places), result, undecided)


@transaction.atomic
def undo(source: Source, *, by: User) -> Result:
    """Put the names back that were taken out of the source last. What was corrected since stays corrected.

    Raises PermissionDenied for anybody but an owner, ValidationError when nothing was taken out, and
    accounts.sealing.Sealed when the words cannot be read any more.
    """
    if not Membership.objects.filter(study=source.study_id, user=by, role=Membership.Role.OWNER).exists():
        raise PermissionDenied("Only an owner of the study can bring the names back.")
    latest = rewriting.held(source)
    sealed, remembered = _last_with_names(source, latest)
    if sealed.version == latest.version - 1:
        result = rewriting.step_back(source, by=by, reason=rewriting.UNDONE, deed=UNDID)
    else:
        result = _put_back(source, latest, remembered, by)
        journal.record(source.study, by, UNDID, source)
    still = result.text.places.filter(applied=True).exists()
    source.status = Source.Status.ANONYMISED if still else Source.Status.IMPORTED
    source.save(update_fields=["status"])
    return result


def _apart(places: Iterable[Place]) -> list[Place]:
    """Without those within another one; of two that overlap the later begins where the earlier ends."""
    apart: list[Place] = []
    for place in places:
        end = apart[-1].end if apart else 0
        if place.end <= end:
            continue
        if place.start < end:
            place.start = end
            place.save(update_fields=["start"])
        apart.append(place)
    return apart


def _words(place: Place) -> str:
    """Never nothing, so that every extract keeps words."""
    return place.label.strip() or place.replacement.label.strip() or f"[{place.replacement.get_type_display().lower()}]"


def _last_with_names(source: Source, latest: SourceText) -> tuple[SourceText, Remembered]:
    """The version that was sealed when the places last applied were put in."""
    now = set(map(str, latest.places.filter(applied=True).values_list("pk", flat=True)))
    for text in source.texts.filter(sealed__isnull=False).order_by("-version") if now else ():
        remembered = versions.opened(source.study, text)
        if any(not applied for pk, (*_, applied) in remembered.before["places"].items() if pk in now):
            return text, remembered
    raise ValidationError(f"No names were taken out of {source}.")


def _put_back(source: Source, latest: SourceText, remembered: Remembered, by: User) -> Result:
    """The names at their places in words that were changed since."""
    places = []
    changes = []
    for place in latest.places.filter(applied=True).order_by("start"):
        start, end, applied = remembered.of("places", place.pk) or (0, 0, True)
        if not applied:
            places.append(place)
            changes.append(Edit(place.start, place.end, remembered.text[start:end]))
    result = rewriting.rewrite(source, changes, by=by, reason=rewriting.UNDONE, seal=False)
    Place.objects.filter(pk__in=[place.pk for place in places]).update(applied=False)
    return result
