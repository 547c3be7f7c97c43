"""What stood on a version of the words: told before and after a change, sealed with the words, and opened again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from accounts import history, sealing
from accounts.models import Study
from interviews.models import Extract, Participation, Place, Source, SourceText, TextPrint
from interviews.turns import Turn

type Told = dict[str, dict[str, list[Any]]]
"""For extracts [start, end, printed form], places [start, end, applied] and people [label], by the row's id; and the
labels of those who ask."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The rows that a change of the words concerns, kept from anybody else's change until the transaction ends."""

    extracts: Sequence[Extract]
    places: Sequence[Place]
    people: Sequence[Participation]
    interviewers: Sequence[str]

    def told(self) -> Told:
        return {
            "extracts": {str(each.pk): [each.start, each.end, each.published] for each in self.extracts},
            "places": {str(each.pk): [each.start, each.end, each.applied] for each in self.places},
            "people": {str(each.pk): [each.speaker] for each in self.people},
            "interviewers": {"": [list(self.interviewers)]},
        }


@dataclass(frozen=True, slots=True)
class Remembered:
    """A version with its words; if it was sealed, with what stood on it, and what became of that by the next change."""

    text: str
    turns: tuple[Turn, ...]
    before: Told = field(default_factory=dict)
    after: Told = field(default_factory=dict)

    def was(self, kind: str, row: object, now: Sequence[Any]) -> list[Any] | None:
        """What it was, if it has been left since as the change made it (as far as `now` tells)."""
        became = self.after.get(kind, {}).get(str(row))
        return self.of(kind, row) if became is not None and became[: len(now)] == list(now) else None

    def of(self, kind: str, row: object) -> list[Any] | None:
        return self.before.get(kind, {}).get(str(row))


def standing_on(text: SourceText) -> Standing:
    """Those on this version, and the people of its source."""
    return Standing(
        list(Extract.objects.select_for_update().filter(text=text)),
        list(Place.objects.select_for_update().filter(text=text)),
        list(Participation.objects.select_for_update().filter(source=text.source_id)),
        list(text.source.interviewers),
    )


def seal_all(source: Source, latest: SourceText, before: Told, after: Told) -> None:
    """Empty all earlier versions; what they held is sealed. `before` and `after` tell of the last one of them.

    Where the key of the study was destroyed nothing can be sealed any more: then the words go for good.
    """
    for text in source.texts.filter(version__lte=latest.version, sealed=None):
        told = before if text.pk == latest.pk else standing_on(text).told()
        _seal(source.study, text, told, after if text.pk == latest.pk else {})
    left = Extract.objects.filter(text__source=source, text__version__lte=latest.version)
    left.update(quote="", prefix="", suffix="", published="")
    TextPrint.objects.filter(text__source=source, text__version__lte=latest.version).delete()
    history.forget_words(source.study)


def opened(study: Study, text: SourceText) -> Remembered:
    """Raises accounts.sealing.Sealed when the words are sealed and cannot be read any more."""
    if text.sealed is None:
        return Remembered(text.text, text.spoken)
    kept: Mapping[str, Any] = json.loads(sealing.unseal(study, bytes(text.sealed)))
    turns = tuple(Turn(**turn) for turn in kept["turns"])
    return Remembered(kept["text"], turns, kept["before"], kept["after"])


def _seal(study: Study, text: SourceText, before: Told, after: Told) -> None:
    kept = {"text": text.text, "turns": [asdict(turn) for turn in text.spoken], "before": before, "after": after}
    sealed = sealing.seal(study, json.dumps(kept)) if sealing.can_unseal(study) else b""
    # The checksum goes too: beside the anonymised words it would tell whether a guessed name is the right one.
    SourceText.objects.filter(pk=text.pk).update(text="", turns=[], checksum="", sealed=sealed)
