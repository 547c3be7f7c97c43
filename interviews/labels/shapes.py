"""The shapes of speaker labels: what may be one, by its place in the line, its colon and the time beside it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from interviews.labels.stamps import BOXED, STAMP, seconds
from interviews.labels.words import BRACKET, plausible_label
from tracers.names import fold

MAX_LABEL = 250  # where a label has not ended after so many characters of a line, there is none

LINE = re.compile(r"[^\n]+")
_SEPARATOR = r"(?:(?<!\d):|:(?!\d)|：|;|\t)(?!//)"
_NAME = r"[^\W_][^\n:：;\t\[\](){}<>\"“”?!]{0,60}?"
_SHAPE = re.compile(
    rf"[ \t]*(?:(?P<before>{STAMP})[ \t]*(?:[-–—|][ \t]*)?)?(?:\d{{1,5}}\t)?"
    rf"(?:\[(?P<boxed>{_NAME})\]|(?P<name>{_NAME})(?P<role>{BRACKET})?)"
    rf"(?:[ \t]*[,|–-]?[ \t]*(?P<mid>{STAMP}))?[ \t]*(?P<separator>{_SEPARATOR})(?:[ \t]*(?P<after>{BOXED}))?"
)
_ALONE = re.compile(
    rf"[ \t]*(?:\[(?P<boxed>{_NAME})\]|(?P<name>{_NAME})(?P<role>{BRACKET})?)"
    rf"(?:[ \t]+|[ \t]*[,|·•–-][ \t]*)(?P<mid>{STAMP})[ \t]*$"
)
_BARE = re.compile(rf"[ \t]*(?P<name>{_NAME})(?P<role>{BRACKET})?[ \t]*$")
_LOOSE_CLOCK = r"(?:\d{1,3}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,3})?"
_RANGE = re.compile(rf"[ \t]*(?P<from>{_LOOSE_CLOCK})[ \t]*-->[ \t]*{_LOOSE_CLOCK}[ \t]*$")


@dataclass(frozen=True, slots=True)
class Head:
    """A speaker label with what belongs to it (stamp, colon); the words begin after `end`."""

    start: int
    end: int
    speaker: str
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    head: Head
    role: str
    given: bool
    weak: bool  # a slip such as "D;" names a speaker only where "D:" does too


def starts_turn(line: str) -> bool:
    """Whether a line begins with what may be a speaker label: “P1 (GP):”, “[00:12] Ann Lee:”, “Ann Lee  0:12”."""
    candidate = _by_shape(line, 0) if line.strip() else None
    return candidate is not None and not candidate.weak and plausible_label(candidate.head.speaker)


def candidates_in(text: str, given: Collection[str]) -> Iterator[Candidate]:
    known = _GivenLabels(given)
    ranged: re.Match[str] | None = None  # a line with nothing but "0:0:1.2 --> 0:0:3.4"; the name follows on its own
    ranged_start, previous_end = 0, -2
    for found in LINE.finditer(text):
        line, start = found[0].rstrip(), found.start()
        opens_paragraph = start - previous_end > 1 or previous_end < 0
        if not line:
            continue
        previous_end = found.end()
        if ranged and len(line) < MAX_LABEL and (bare := _BARE.match(line)):
            yield Candidate(
                Head(ranged_start, start + bare.end(), bare["name"].strip(), seconds(ranged["from"])), "", False, False
            )
        elif candidate := known.match(line, start, opens_paragraph) or _by_shape(line, start):
            yield candidate
        ranged, ranged_start = (_RANGE.match(line) if len(line) < MAX_LABEL else None), start


class _GivenLabels:
    """The labels somebody named, found at the start of a line whatever their case."""

    def __init__(self, labels: Collection[str]) -> None:
        cleaned = dict.fromkeys(" ".join(label.split()) for label in labels)
        self.labels = sorted((label for label in cleaned if label), key=len, reverse=True)
        self.pattern = self._pattern() if self.labels else None

    def _pattern(self) -> re.Pattern[str]:
        names = "|".join(r"[^\S\n]+".join(map(re.escape, label.split(" "))) for label in self.labels)
        return re.compile(
            rf"[^\S\n]*(?:(?P<before>{STAMP})[ \t]*(?:[-–—|][ \t]*)?)?(?:\d{{1,5}}\t)?\[?(?P<name>{names})\]?"
            rf"(?P<role>{BRACKET})?"
            rf"(?:(?:[ \t]*[,|–-]?[ \t]*(?P<mid>{STAMP}))?[ \t]*(?:[:：;]|\t)(?:[ \t]*(?P<after>{BOXED}))?"
            rf"|[ \t,|–-]+(?P<last>{STAMP})\s*$|(?P<alone>\s*$))",
            re.IGNORECASE,
        )

    def match(self, line: str, start: int, opens_paragraph: bool) -> Candidate | None:
        reach = MAX_LABEL + len(self.labels[0]) if self.labels else 0
        found = self.pattern.match(line, 0, reach) if self.pattern else None
        if not found or found.end() == reach:
            return None
        if found["alone"] is not None and not (opens_paragraph and found["name"] in self.labels):
            return None
        at = _first_stamp(found, "before", "mid", "last", "after")
        head = Head(start, start + found.end(), self._as_given(found["name"]), at)
        return Candidate(head, "", given=True, weak=False)

    def _as_given(self, name: str) -> str:
        name = " ".join(name.split())
        if name in self.labels:
            return name
        return next((label for label in self.labels if fold(label) == fold(name)), name)


def _by_shape(line: str, start: int) -> Candidate | None:
    found = _SHAPE.match(line, 0, MAX_LABEL) or (_ALONE.match(line) if len(line) < MAX_LABEL else None)
    if not found:
        return None
    groups = found.groupdict()
    name = " ".join((groups["boxed"] or groups["name"]).split())
    role = " ".join((groups["role"] or "").split())
    at = _first_stamp(found, "before", "mid", "after")
    label = f"{name} {role}" if role else name
    return Candidate(
        Head(start, start + found.end(), label, at), role, given=False, weak=groups.get("separator") == ";"
    )


def _first_stamp(found: re.Match[str], *groups: str) -> float | None:
    stamps = found.groupdict()
    return next((seconds(stamps[group]) for group in groups if stamps.get(group)), None)
