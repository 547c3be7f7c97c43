"""What the comparison of sites thinks with: what is known of configurations, and what a page shows of it. Pure."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from tracers import dates

type Key = Hashable

SYMBOLS = {
    "present": "●",
    "partly": "◐",
    "looked for and not found": "○",
    "contradicted": "✕",
    "no data": "–",
    "unjudged": "?",
}


@dataclass(frozen=True, slots=True)
class Place:
    key: Key
    label: str
    area: bool = True


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody in a source: who (as far as people are told apart), and where from at that time."""

    person: Key
    place: Key | None = None
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """`about`: it was made about the tracer in question."""

    key: Key
    date: str = ""
    voices: tuple[Voice, ...] = ()
    about: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of evidence. `voices`: who speaks in it; `of`: the sites it speaks of, empty while nobody has said;
    `asked`: it is the interviewer who speaks.
    """

    key: Key
    configuration: Key
    source: Key | None
    voices: tuple[Voice, ...] = ()
    of: frozenset[Key] = frozenset()
    nowhere: bool = False
    stance: str = ""
    quotable: bool = True
    date: str = ""
    asked: bool = False

    @property
    def spoken_at(self) -> frozenset[Key]:
        return frozenset(voice.place for voice in self.voices if voice.place is not None)

    @property
    def assumed(self) -> bool:
        """Nobody has said which sites these words speak of."""
        return not self.of and not self.nowhere

    @property
    def speaks_of(self) -> frozenset[Key]:
        return frozenset() if self.nowhere else self.of or self.spoken_at


@dataclass(frozen=True, slots=True)
class Reading:
    source: Key
    configuration: Key
    result: str


@dataclass(frozen=True, slots=True)
class Finding:
    key: Key
    configuration: Key
    place: Key
    presence: str


@dataclass(frozen=True, slots=True)
class Triad:
    """A configuration. No places at all: it is meant for the whole study."""

    key: Key
    places: frozenset[Key] = frozenset()
    anticipated: bool = False

    def stands_at(self, place: Key) -> bool:
        return not self.places or place in self.places


@dataclass(frozen=True)
class Material:
    """All that is known of the configurations of a tracer. `sets`: those held to be counterparts.

    What is asked for each cell is looked up, never searched for.
    """

    places: tuple[Place, ...]
    triads: tuple[Triad, ...]
    sources: tuple[Source, ...] = ()
    words: tuple[Words, ...] = ()
    readings: tuple[Reading, ...] = ()
    findings: tuple[Finding, ...] = ()
    sets: tuple[frozenset[Key], ...] = ()

    @cached_property
    def labels(self) -> dict[Key, str]:
        return {place.key: place.label for place in self.places}

    @cached_property
    def words_of(self) -> dict[Key, list[Words]]:
        return _by(self.words)

    @cached_property
    def readings_of(self) -> dict[Key, list[Reading]]:
        return _by(self.readings)

    @cached_property
    def findings_of(self) -> dict[Key, list[Finding]]:
        return _by(self.findings)

    @cached_property
    def triad(self) -> dict[Key, Triad]:
        return {triad.key: triad for triad in self.triads}

    @cached_property
    def order(self) -> dict[Key, int]:
        return {triad.key: place for place, triad in enumerate(self.triads)}

    @cached_property
    def sources_at(self) -> dict[Key, set[Key]]:
        """The sources in which somebody of a place speaks."""
        found: dict[Key, set[Key]] = {}
        for source in self.sources:
            for voice in source.voices:
                if voice.place is not None:
                    found.setdefault(voice.place, set()).add(source.key)
        return found

    @cached_property
    def about(self) -> set[Key]:
        return {source.key for source in self.sources if source.about}


def _by[T: (Words, Reading, Finding)](things: Iterable[T]) -> dict[Key, list[T]]:
    found: dict[Key, list[T]] = {}
    for each in things:
        found.setdefault(each.configuration, []).append(each)
    return found


@dataclass(frozen=True, slots=True)
class Counts:
    """Sources of a site. `nothing` were read and hold nothing, `not_asked` were not asked."""

    spoke: int = 0
    read: int = 0
    could: int = 0
    nothing: int = 0
    not_asked: int = 0

    def __str__(self) -> str:
        return f"spoke {self.spoke} · read {self.read} · could have spoken {self.could}"


@dataclass(frozen=True, slots=True)
class Known:
    """What a cell can say: a presence (or "unjudged"), and the words for it. Never empty."""

    presence: str
    words: str
    stated: bool = False

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.presence]


@dataclass(frozen=True, slots=True)
class Behind:
    """Who stands behind some words: time and organisation can pass for area. `elsewhere`: people of other places."""

    people: int
    organisations: tuple[str, ...]
    first: str
    last: str
    elsewhere: int = 0

    @property
    def period(self) -> str:
        """`Mar 2016`, `Mar–Jul 2016`, `Nov 2015 – Mar 2016`."""
        first, last = dates.show(self.first, "%b %Y"), dates.show(self.last, "%b %Y")
        if first == last:
            return first
        month, _, year = first.rpartition(" ")
        return f"{month}–{last}" if month and last.endswith(f" {year}") else f"{first} – {last}"

    def __str__(self) -> str:
        if not self.people:
            return "nobody quoted yet"
        people = "1 person" if self.people == 1 else f"{self.people} people"
        if self.elsewhere:
            people += " (from elsewhere)" if self.people == self.elsewhere else f" ({self.elsewhere} from elsewhere)"
        return " · ".join(filter(None, [people, ", ".join(self.organisations), self.period]))


@dataclass(frozen=True, slots=True)
class Heard:
    """Words in a cell or band. `note` says what a reader must know: assumed, or spoken elsewhere about this place."""

    words: Words
    note: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A row at a site: the configurations that stand there, what was found, the words, and who is behind them."""

    place: Place
    triads: tuple[Key, ...]
    known: Known
    counts: Counts
    behind: Behind
    heard: tuple[Heard, ...] = ()
    findings: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """Words that count for no column: of the national level, of areas not shown, of nowhere in particular."""

    label: str
    heard: tuple[Heard, ...]
    area: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One configuration, or a set of counterparts. `across`: the same one configuration stands at each side."""

    triads: tuple[Key, ...]
    sides: tuple[Side, ...]
    bands: tuple[Band, ...] = ()
    across: bool = False


@dataclass(frozen=True, slots=True)
class MatrixRow:
    triad: Key
    cells: tuple[tuple[Place, Known, Counts], ...] = field(default=())
