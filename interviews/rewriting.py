"""Changing the words of a source: a new version, with everything that stands on them carried over.

What cannot be carried stays on the version before and is listed in the result; nothing is dropped.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from interviews import anchoring, edits, versions
from interviews.carrying import Swaps, labels_after, printed_after, speaker_at, turns_after
from interviews.edits import Carrier, Edit
from interviews.models import Extract, Participation, Place, Source, SourceText
from interviews.spans import Span
from interviews.turns import Turn, mark_interviewers
from interviews.versions import Remembered, Standing
from tracers.names import fold

UNDONE = "The anonymising was undone"
OUTDATED = "The words of {} were changed meanwhile. Open the page again and look at what they say now."
BATCH = 500


@dataclass(slots=True)
class Result:
    """What became of a source: the latest version, and what could not be carried over to it.

    `left` and `left_places` stay on the version before, their words being gone; of `unprinted` extracts the printed
    form did not fit any more and was taken away.
    """

    text: SourceText
    left: list[Extract] = field(default_factory=list)
    left_places: list[Place] = field(default_factory=list)
    unprinted: list[Extract] = field(default_factory=list)


@transaction.atomic
def correct(
    source: Source, changes: Sequence[Edit], *, by: User | None, reason: str = "", version: int | None = None
) -> Result:
    """Put typing errors right. Raises ValidationError when nothing changes, or `version` is not the latest any more."""
    result = rewrite(source, changes, by=by, reason=reason, seal=False, version=version)
    journal.record(source.study, by, "corrected", source)
    return result


@transaction.atomic
def rewrite(
    source: Source, changes: Sequence[Edit], *, by: User | None, reason: str, seal: bool, version: int | None = None
) -> Result:
    """The next version of the words. With `seal` all earlier versions are emptied, and what they held is sealed.

    Positions are those of `version`. Raises ValidationError when that is not the latest version, or nothing changes.
    """
    latest = held(source, version)
    new = edits.rewrite(latest.text, changes)
    if new == latest.text:
        raise ValidationError("Nothing was changed.")
    return _renewed(source, latest, changes, SourceText(text=new, reason=reason, made_by=by), seal=seal)


@transaction.atomic
def step_back(
    source: Source,
    *,
    by: User | None,
    reason: str = "",
    version: int | None = None,
    deed: str = "stepped back in",
) -> Result:
    """A new version with the words of the one before the latest; stepping back again brings the latest ones back.

    Raises ValidationError when there is none, accounts.sealing.Sealed when its words cannot be read any more.
    """
    latest = held(source, version)
    before = source.texts.filter(version__lt=latest.version).order_by("-version").first()
    if before is None:
        raise ValidationError(f"The words of {source} were never changed: there is no earlier version.")
    if latest.reason == UNDONE:
        raise ValidationError("The names were put back. To take them out again, apply the replacements again.")
    remembered = versions.opened(source.study, before)
    changes = edits.taken_back(latest.edits, remembered.text)
    text = SourceText(text=edits.rewrite(latest.text, changes), reason=reason, made_by=by)
    result = _renewed(source, latest, changes, text, remembered=remembered)
    _bring_back(before, remembered, result)
    journal.record(source.study, by, deed, source)
    return result


def held(source: Source, version: int | None = None) -> SourceText:
    """The latest words, kept from anybody else's change and from new extracts until the transaction ends.

    Raises ValidationError when there are none, or `version` is not that of the latest.
    """
    Source.objects.select_for_update().get(pk=source.pk)
    source.refresh_from_db(fields=["interviewers", "status"])
    texts = list(source.texts.select_for_update().order_by("version"))
    if not texts:
        raise ValidationError(f"{source} has no words.")
    latest = texts[-1]
    if version is not None and version != latest.version:
        raise ValidationError(OUTDATED.format(source))
    latest.source = source
    return latest


def _renewed(
    source: Source,
    latest: SourceText,
    changes: Sequence[Edit],
    text: SourceText,
    *,
    seal: bool = False,
    remembered: Remembered | None = None,
) -> Result:
    """Save `text` as the next version after `latest`, with what stands on that."""
    text.source, text.version, text.encoding = source, latest.version + 1, latest.encoding
    text.edits = edits.stored(changes)
    rows = versions.standing_on(latest)
    before = rows.told()
    change = _Change(latest, text, changes, seal, remembered)
    _rename(source, rows, change)
    text.turns = [asdict(turn) for turn in mark_interviewers(change.turns, source.interviewers)]
    text.save(force_insert=True)
    result = Result(text)
    _carry_extracts(rows, change, result)
    _carry_places(rows, change, result)
    if seal:
        versions.seal_all(source, latest, before, versions.standing_on(text).told())
    return result


@dataclass
class _Change:
    """From one version to the next; `remembered` is the next, where it was there before."""

    old: SourceText
    new: SourceText
    edits: Sequence[Edit]
    seals: bool
    remembered: Remembered | None

    @cached_property
    def carrier(self) -> Carrier:
        return Carrier(self.edits, widely=self.remembered is not None)

    @cached_property
    def pairs(self) -> list[tuple[Turn, Turn]]:
        return turns_after(self.old.text, self.new.text, self.old.spoken, self.edits)

    @cached_property
    def turns(self) -> Sequence[Turn]:
        if self.remembered and self.remembered.text == self.new.text:
            return self.remembered.turns
        return [new for _, new in self.pairs]

    @cached_property
    def spoken_before(self) -> Sequence[Turn]:
        return self.old.spoken

    @cached_property
    def labels(self) -> dict[str, str]:
        return labels_after(self.pairs)

    @cached_property
    def swaps(self) -> Swaps:
        return Swaps(self.old.text, self.edits)

    def label(self, label: str) -> str:
        """What a speaker label reads now, wherever it stands."""
        known = self.labels.get(fold(label))
        return known if known is not None else self.swaps(label) if self.seals else label

    def was(self, kind: str, row: object, *now: object) -> list[Any] | None:
        return self.remembered.was(kind, row, now) if self.remembered else None

    def touching(self, span: Span) -> list[Edit]:
        return [edit for edit in self.edits if edit.start < span.end and edit.end > span.start]


def _rename(source: Source, rows: Standing, change: _Change) -> None:
    """Speaker labels that were replaced, where they stand beside the words."""
    kept = {fold(turn.speaker) for turn in change.turns}
    was = change.was("interviewers", "", source.interviewers)
    both = ((change.label(name), name if fold(name) in kept else "") for name in source.interviewers)
    names = was[0] if was else list(dict.fromkeys(name for pair in both for name in pair if name))
    if names != source.interviewers:
        source.interviewers = names
        source.save(update_fields=["interviewers"])
    for person in rows.people:
        was = change.was("people", person.pk, person.speaker)
        person.speaker = str(was[0]) if was else change.label(person.speaker)[:120]
    Participation.objects.bulk_update(rows.people, ["speaker"], batch_size=BATCH)


def _carry_extracts(rows: Standing, change: _Change, result: Result) -> None:
    carried = []
    for extract in rows.extracts:
        was = change.was("extracts", extract.pk, extract.start, extract.end, extract.published)
        old = Span(extract.start, extract.end)
        span = Span(was[0], was[1]) if was else change.carrier(old)
        if not len(span):
            result.left.append(extract)
            continue
        _set(extract, span, change)
        printed = str(was[2]) if was else _printed(extract, old, change)
        if extract.published and not printed:
            result.unprinted.append(extract)
        extract.published = printed
        carried.append(extract)
    fields = ["text", "start", "end", "quote", "prefix", "suffix", "speaker", "published"]
    Extract.objects.bulk_update(carried, fields, batch_size=BATCH)


def _set(extract: Extract, span: Span, change: _Change) -> None:
    """Put the extract on the new words."""
    as_marked = extract.speaker == speaker_at(change.spoken_before, extract.start)
    extract.text, extract.start, extract.end = change.new, span.start, span.end
    extract.quote = change.new.text[span.start : span.end]
    extract.prefix, extract.suffix = anchoring.context(change.new.text, span.start, span.end)
    extract.speaker = (speaker_at(change.turns, span.start) if as_marked else change.label(extract.speaker))[:120]


def _printed(extract: Extract, old: Span, change: _Change) -> str:
    if not extract.published:
        return ""
    own = Swaps(change.old.text, change.touching(old))
    return printed_after(extract.published, extract.quote, own, change.swaps if change.seals else None)


def _carry_places(rows: Standing, change: _Change, result: Result) -> None:
    """Of places that come to cover the same words the first is carried; the others lay within it."""
    taken: set[Span] = set()
    carried = []
    for place in sorted(rows.places, key=lambda place: (place.start, -place.end)):
        was = change.was("places", place.pk, place.start, place.end)
        span = Span(was[0], was[1]) if was else change.carrier(Span(place.start, place.end))
        if not len(span) or span in taken:
            place.applied = True  # its words are gone too
            result.left_places.append(place)
            continue
        taken.add(span)
        place.text, place.start, place.end = change.new, span.start, span.end
        place.applied = bool(was[2]) if was else place.applied
        carried.append(place)
    Place.objects.bulk_update(carried, ["text", "start", "end", "applied"], batch_size=BATCH)
    Place.objects.bulk_update(result.left_places, ["applied"], batch_size=BATCH)


def _bring_back(before: SourceText, remembered: Remembered, result: Result) -> None:
    """What was left on the version whose words are there again comes back to them."""
    rows = versions.standing_on(before)
    text = result.text
    for extract in rows.extracts:
        start, end, printed = remembered.of("extracts", extract.pk) or (extract.start, extract.end, extract.published)
        extract.text, extract.start, extract.end, extract.published = text, start, end, printed
        extract.quote = text.text[start:end]
        extract.prefix, extract.suffix = anchoring.context(text.text, start, end)
        extract.speaker = speaker_at(text.spoken, start)[:120]
        extract.save()
    taken = set(text.places.values_list("start", "end"))
    for place in rows.places:
        if (place.start, place.end) not in taken:
            *_, applied = remembered.of("places", place.pk) or (False,)
            place.text, place.applied = text, bool(applied)
            place.save(update_fields=["text", "applied"])
