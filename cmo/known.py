"""What the comparison of sites thinks with: what is known of configurations, and what a page shows of it. Pure."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from tracers import dates
from tracers.nested import above

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
    """`parent`: the place in which it lies."""

    key: Key
    label: str
    area: bool = True
    parent: Key | None = None


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
    `asked`: it is the interviewer who speaks; `worded`: it is words, and not a source as a whole.
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
    worded: bool = True

    @property
    def speaks(self) -> bool:
        """Whether these are words of somebody who took part."""
        return self.worded and not self.asked

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
    stale: bool = False


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
    """All that is known of the configurations of a tracer. `sets`: those held to be counterparts. `threshold`: of how
    many people a category must be so that it gives nobody away.

    What is asked for each cell is looked up, never searched for.
    """

    places: tuple[Place, ...]
    triads: tuple[Triad, ...]
    sources: tuple[Source, ...] = ()
    words: tuple[Words, ...] = ()
    readings: tuple[Reading, ...] = ()
    findings: tuple[Finding, ...] = ()
    sets: tuple[frozenset[Key], ...] = ()
    threshold: int = 0

    @cached_property
    def labels(self) -> dict[Key, str]:
        return {place.key: place.label for place in self.places}

    @cached_property
    def wholes(self) -> dict[Key, frozenset[Key]]:
        """The place itself and the areas in which it lies: what is no area takes in nothing, and is part of nothing."""
        parents = {place.key: place.parent for place in self.places}
        areas = {place.key for place in self.places if place.area}
        return {
            place.key: frozenset({place.key, *(areas & set(above(parents, place.key)) if place.area else ())})
            for place in self.places
        }

    @cached_property
    def parts(self) -> dict[Key, frozenset[Key]]:
        """The place itself and all that lies in it."""
        found: dict[Key, set[Key]] = {place.key: set() for place in self.places}
        for part, wholes in self.wholes.items():
            for whole in wholes:
                found[whole].add(part)
        return {key: frozenset(parts) for key, parts in found.items()}

    @cached_property
    def heard_at(self) -> dict[tuple[Key, Key], list[Words]]:
        """By configuration and place: the words that speak of it or of a part of it, each once."""
        found: dict[tuple[Key, Key], list[Words]] = {}
        for each in self.words:
            wholes = {whole for place in each.speaks_of for whole in self.wholes.get(place, (place,))}
            for whole in wholes:
                found.setdefault((each.configuration, whole), []).append(each)
        return found

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
        """The sources in which somebody of a place, or of a part of it, speaks."""
        found: dict[Key, set[Key]] = {}
        for source in self.sources:
            for voice in source.voices:
                for whole in self.wholes.get(voice.place, ()):
                    found.setdefault(whole, set()).add(source.key)
        return found

    @cached_property
    def people_of(self) -> dict[tuple[Key | None, str], set[Key]]:
        """By place and organisation, and by place and year: the people of all sources."""
        found: dict[tuple[Key | None, str], set[Key]] = {}
        for source in self.sources:
            for voice in source.voices:
                for named in filter(None, (voice.organisation, source.date[:4])):
                    found.setdefault((voice.place, named), set()).add(voice.person)
        return found

    def is_rare(self, voice: Voice) -> bool:
        """Whether fewer people than the threshold are of this organisation at this place."""
        return (
            bool(voice.organisation) and len(self.people_of.get((voice.place, voice.organisation), ())) < self.threshold
        )

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
    stale: bool = False

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.presence]

    @property
    def slug(self) -> str:
        """For looks."""
        return self.presence.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Behind:
    """Who stands behind some words: time and organisation can pass for area. `elsewhere`: people of other places.

    `least`: of how many people a category must be. `rare`: organisations of fewer than that. `years`: what an export
    may say of the dates where this is small, "" where a year would still give somebody away.
    """

    people: int
    organisations: tuple[str, ...]
    first: str
    last: str
    elsewhere: int = 0
    least: int = 0
    rare: tuple[str, ...] = ()
    years: str = ""

    @property
    def period(self) -> str:
        """`Mar 2016`, `Mar–Jul 2016`, `Nov 2015 – Mar 2016`."""
        first, last = dates.show(self.first, "%b %Y"), dates.show(self.last, "%b %Y")
        if first == last:
            return first
        month, _, year = first.rpartition(" ")
        return f"{month}–{last}" if month and last.endswith(f" {year}") else f"{first} – {last}"

    @property
    def is_few(self) -> bool:
        return 0 < self.people < self.least

    @property
    def is_small(self) -> bool:
        """Whether what stands here may tell who spoke."""
        return self.is_few or bool(self.rare)

    @property
    def warning(self) -> str:
        """`fewer than 3 people`, or of which organisations there are fewer; "" where nobody is given away."""
        if self.is_few or not self.rare:
            return f"fewer than {self.least} people" if self.is_few else ""
        each = len(self.rare) > 1 and self.rare == self.organisations
        return f"fewer than {self.least} people of {'each organisation' if each else ', '.join(self.rare)}"

    @property
    def widened(self) -> str:
        """As an export says it: where this is small neither organisations nor days and months."""
        if not self.is_small:
            return str(self)
        people = f"fewer than {self.least} people" if self.is_few else self._people
        return " · ".join(filter(None, [people, "several organisations" if self.organisations else "", self.years]))

    @property
    def _people(self) -> str:
        people = "1 person" if self.people == 1 else f"{self.people} people"
        if not self.elsewhere:
            return people
        return people + (
            " (from elsewhere)" if self.people == self.elsewhere else f" ({self.elsewhere} from elsewhere)"
        )

    def __str__(self) -> str:
        if not self.people:
            return "nobody quoted yet"
        return " · ".join(filter(None, [self._people, ", ".join(self.organisations), self.period]))


@dataclass(frozen=True, slots=True)
class Heard:
    """Words in a cell or band. `note` says what a reader must know: assumed, or spoken elsewhere about this place."""

    words: Words
    note: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A row at a site: the configurations that stand there, what was found, the words, and who is behind them.

    `inner`: findings of places that lie in it, each with the place's label; they are not its own. `within`: of the
    configurations those that stand in a part of it alone, with that part.
    """

    place: Place
    triads: tuple[Key, ...]
    known: Known
    counts: Counts
    behind: Behind
    heard: tuple[Heard, ...] = ()
    findings: tuple[Key, ...] = ()
    inner: tuple[tuple[str, Key], ...] = ()
    within: tuple[tuple[Key, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """Words that count for no column: of the national level, of areas not shown, of nowhere in particular. `key`: of
    the place, where it is one."""

    label: str
    heard: tuple[Heard, ...]
    area: bool = False
    key: Key | None = None


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
