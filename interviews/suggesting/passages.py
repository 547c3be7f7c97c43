"""The words cut into passages that may be suggested, and how each stands to what is coded. Pure.

A passage is some whole sentences of one turn, about as many words as the extracts of the code have. Offsets are code
points of the whole text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from statistics import median

from interviews.double.units import Stretch, Stretches, sentences, touched

SHORTEST, LONGEST = 15, 60  # words: what is aimed at, whatever the extracts are like
BLOCKS = 10  # stretches of an interview that are held back apart, where there are too few interviews


@dataclass(frozen=True, slots=True)
class Said:
    """A turn of somebody who answers, or a passage of it: where it begins, and its words."""

    start: int
    words: str

    @property
    def end(self) -> int:
        return self.start + len(self.words)


class Likeness(IntEnum):
    """How a passage stands to the marks of the code: too little of it is marked to call it either."""

    OTHER = 0
    LIKE = 1
    PARTLY = -1


def aim(lengths: Iterable[int]) -> int:
    """How many words a passage is to have, by how many the extracts have."""
    known = list(lengths)
    return min(max(round(median(known)), SHORTEST), LONGEST) if known else LONGEST


def cut(said: Iterable[Said], words: int) -> Iterator[Said]:
    """Each turn in passages of at most so many words; a longer sentence stands alone."""
    for turn in said:
        for start, end in _joined(turn.words, sentences(turn.words, [(0, len(turn.words))]), words):
            if any(sign.isalnum() for sign in turn.words[start:end]):
                yield Said(turn.start + start, turn.words[start:end])


def _joined(text: str, parts: Stretches, most: int) -> list[Stretch]:
    out: list[Stretch] = []
    so_far = 0
    for start, end in parts:
        here = len(text[start:end].split())
        if out and so_far + here <= most:
            out[-1] = out[-1][0], end
            so_far += here
        else:
            out.append((start, end))
            so_far = here
    return out


@dataclass(frozen=True)
class Place:
    """A passage: the number of its source, and where it stands there."""

    source: int
    start: int
    end: int


@dataclass(frozen=True)
class Material:
    """What is learned from. `marks` and `taken` are by source: extracts of the code, and what is not to be suggested
    again. Passages stand in the order of sources and places."""

    texts: Sequence[str]
    places: Sequence[Place]
    marks: Mapping[int, Stretches]
    taken: Mapping[int, Stretches]

    @cached_property
    def by_source(self) -> dict[int, list[int]]:
        """The numbers of the passages of each source."""
        found: dict[int, list[int]] = {}
        for number, place in enumerate(self.places):
            found.setdefault(place.source, []).append(number)
        return found

    @cached_property
    def extracts(self) -> list[list[int]]:
        """For each extract that somebody who answers says the passages it touches."""
        met = (self._touched(source, mark) for source, marks in sorted(self.marks.items()) for mark in sorted(marks))
        return [numbers for numbers in met if numbers]

    @cached_property
    def likeness(self) -> list[Likeness]:
        kinds = [Likeness.OTHER] * len(self.places)
        for source, marks in self.marks.items():
            for mark in marks:
                for number in self._touched(source, mark):
                    kinds[number] = max(kinds[number], _likeness(self.places[number], mark), key=_weight)
        return kinds

    @cached_property
    def free(self) -> list[int]:
        """The passages that may be suggested: not coded with the code, not in part either, and not taken."""
        closed = {
            number
            for taken in (self.marks, self.taken)
            for source, marks in taken.items()
            for number in self._touched(source, *marks)
        }
        return [number for number in range(len(self.places)) if number not in closed]

    def _touched(self, source: int, *marks: Stretch) -> list[int]:
        numbers = self.by_source.get(source, [])
        units = [(self.places[number].start, self.places[number].end) for number in numbers]
        return [numbers[unit] for unit in sorted(touched(units, marks))]


def _likeness(place: Place, mark: Stretch) -> Likeness:
    common = min(place.end, mark[1]) - max(place.start, mark[0])
    half = 2 * common >= place.end - place.start or 2 * common >= mark[1] - mark[0]
    return Likeness.LIKE if half else Likeness.PARTLY


def _weight(kind: Likeness) -> int:
    return abs(2 * kind) + (kind == Likeness.LIKE)


def groups(material: Material, *, whole: bool) -> list[int]:
    """For each passage the number of what is held back together: its source, or one of ten stretches of it."""
    if whole:
        return [place.source for place in material.places]
    blocks = [0] * len(material.places)
    for source, numbers in material.by_source.items():
        for rank, number in enumerate(numbers):
            blocks[number] = source * BLOCKS + rank * BLOCKS // len(numbers)
    return blocks


def turns_of_holding(groups: Sequence[int], extracts: Iterable[Sequence[int]], most: int) -> list[frozenset[int]]:
    """The groups parted into at most so many sets, each held back once, with about as many extracts in each."""
    coded = Counter(groups[numbers[0]] for numbers in extracts)
    number = min(most, len(coded))
    sets: list[set[int]] = [set() for _ in range(number)]
    load = [(0, 0)] * number
    for group in sorted(set(groups), key=lambda group: (-coded[group], group)):
        here = min(range(number), key=lambda place: (load[place], place))
        sets[here].add(group)
        load[here] = load[here][0] + coded[group], load[here][1] + 1
    return [frozenset(each) for each in sets]
