"""What is told of a file besides its words, and whether it holds. Pure.

It is kept as people wrote it, names and all: {"printed_id", "title", "kind", "date", "mode", "work_stream", "tracers"
(a list), "consent", "withdrawn", "status", "summary", "people", "attributes"}, where `people` are {"speaker", "asks",
"participant", "site", "organisation", "role", "row"}: those who ask and those who answer.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracers import dates
from tracers.names import fold, plain

type Told = Mapping[str, Any]

MOST = {
    "printed_id": 60,
    "title": 300,
    "participant": 60,
    "organisation": 120,
    "role": 200,
    "speaker": 120,
}
SHOWN = {
    "printed_id": "id",
    "work_stream": "work stream",
    "organisation": "organisation type",
    "speaker": "speaker label",
}
LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Frame:
    """What a study knows, each by its folded names; the values are what the caller wants to have for them.

    `choices`: for kind, mode, consent and status the values and what people may write for them. `taken`: the printed
    ids that are given. `site_needed`: everybody who answers must have a site.
    """

    sites: Mapping[str, Any] = field(default_factory=dict)
    tracers: Mapping[str, Any] = field(default_factory=dict)
    work_streams: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    site_needed: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """What does not hold, in which field, and in which row of the sheet (0: it stands in none)."""

    field: str
    message: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    speaker: str
    asks: bool
    participant: str
    site: Any
    organisation: str
    role: str

    @property
    def is_somebody(self) -> bool:
        return bool(self.speaker or self.participant or self.site or self.organisation or self.role)


@dataclass(frozen=True, slots=True)
class Facts:
    """The same with names resolved; `values` are fields of a source."""

    values: Mapping[str, Any]
    tracers: tuple[Any, ...]
    people: tuple[Person, ...]


def checked(told: Told, frame: Frame, row: int = 0) -> tuple[Facts, list[Trouble]]:
    """What is told, with its names resolved, and everything in it that does not hold."""
    check = _Check(told, frame, row)
    facts = check.facts()
    return facts, check.troubles


class _Check:
    def __init__(self, told: Told, frame: Frame, row: int) -> None:
        self.told, self.frame, self.row = told, frame, row
        self.troubles: list[Trouble] = []

    def facts(self) -> Facts:
        values = {
            "printed_id": self._printed_id(),
            "title": self._short(self.told, "title"),
            "kind": self._choice("kind") or "interview",
            "date": self._date("date"),
            "mode": self._choice("mode"),
            "work_stream": self._named("work_stream", self.frame.work_streams, self._text("work_stream"), self.row),
            "consent": self._choice("consent") or "quote",
            "withdrawn": self._date("withdrawn"),
            "status": self._choice("status") or "imported",
            "summary": self._text("summary"),
            "attributes": dict(self.told.get("attributes") or {}),
        }
        tracers = [self._named("tracer", self.frame.tracers, name, self.row) for name in self.told.get("tracers") or ()]
        people = tuple(self._person(told) for told in self.told.get("people") or ())
        found = tuple(dict.fromkeys(tracer for tracer in tracers if tracer is not None))
        return Facts(values, found, tuple(person for person in people if person.is_somebody))

    def _text(self, name: str) -> str:
        return str(self.told.get(name) or "").strip()

    def _say(self, name: str, message: str, row: int | None = None) -> None:
        self.troubles.append(Trouble(name, message, self.row if row is None else row))

    def _printed_id(self) -> str:
        printed_id = self._short(self.told, "printed_id")
        if not printed_id:
            self._say("printed_id", "it has no id. Give the id that will stand in citations, such as 14376.")
        elif fold(printed_id) in self.frame.taken:
            self._say("printed_id", f"there is already a source {printed_id} in this study. Give this one another id.")
        return printed_id

    def _short(self, told: Told, name: str, row: int | None = None) -> str:
        value = str(told.get(name) or "").strip()
        if len(value) > MOST[name]:
            shown = SHOWN.get(name, name)
            self._say(name, f"the {shown} has {len(value)} characters; {MOST[name]} is the most. Shorten it.", row)
        return value

    def _choice(self, name: str) -> str:
        value = self._text(name)
        known = self.frame.choices.get(name, {})
        if value and plain(value) not in known:
            wanted = ", ".join(dict.fromkeys(known.values()))
            self._say(name, f"“{short(value)}” is not a known {name}. Use one of: {wanted}.")
        return known.get(plain(value), "") if value else ""

    def _date(self, name: str) -> str:
        value = self._text(name)
        try:
            return dates.parse(short(value)) if value else ""
        except ValueError as error:
            self._say(name, _lower(str(error)))
            return ""

    def _named(self, name: str, known: Mapping[str, Any], value: str, row: int) -> Any:
        if value and fold(value) not in known:
            shown = SHOWN.get(name, name)
            names = list(dict.fromkeys(str(each) for each in known.values()))
            remedy = f"Use one of: {', '.join(names)}" if names else f"The study has no {shown} yet"
            self._say(
                name, f"“{short(value)}” is not a {shown} of this study. {remedy}; or add it to the frame first.", row
            )
        return known.get(fold(value)) if value else None

    def _person(self, told: Told) -> Person:
        row = int(told.get("row") or self.row)
        asks = bool(told.get("asks"))
        site = self._named("site", self.frame.sites, str(told.get("site") or "").strip(), row)
        texts = {name: self._short(told, name, row) for name in ("speaker", "participant", "organisation", "role")}
        person = Person(asks=asks, site=site, **texts)
        if self.frame.site_needed and not asks and person.is_somebody and not told.get("site"):
            who = f"“{short(person.speaker)}”" if person.speaker else "whoever answers"
            self._say("site", f"{who} has no site. You work with given sites, so say which of them.", row)
        return person


def twice(ids: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(later, first): the places of ids that stood there before, whatever their case."""
    first: dict[str, int] = {}
    for place, printed_id in enumerate(ids):
        if (key := fold(printed_id)) and first.setdefault(key, place) != place:
            yield place, first[key]


def proposed_id(name: str) -> str:
    """The printed id that a file name suggests: its longest number of five figures or more, or its stem."""
    stem = re.sub(r"\.\w+$", "", name)
    numbers = re.findall(r"\d{3,}", stem)
    return max(numbers, key=len) if numbers and len(max(numbers, key=len)) >= 5 else stem[:60]


def short(value: str) -> str:
    """As much of it as a sentence can bear."""
    return value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
