"""The study's own list of people, organisations and places, and the other forms in which each of them is met.

`forms` makes of every entry what can be said of it beforehand: nickname, initials, surname alone, abbreviation …
`matches` finds these in a text, whatever their case, and misheard or misspelt as well: those are not made beforehand
but recognised by sound and spelling, and never where the text has an ordinary word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interviews.naming.words import words


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list; `type` is one of interviews.identifiers.TYPES, an empty `entity` means the form itself."""

    form: str
    type: str
    entity: str = ""

    @property
    def whose(self) -> str:
        return self.entity or self.form


@dataclass(frozen=True, slots=True)
class Form:
    """Words by which an entity may be met, and how surely they mean it (1 the entry itself; under 0.5 an ordinary word
    such as "will" or "long", to be believed only with a title, a neighbouring name or a capital)."""

    words: str
    type: str
    entity: str
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """A form at start … end of a text (a possessive 's is left out); `score` joins its weight with how near it is."""

    start: int
    end: int
    form: Form
    score: float


def forms(entries: Iterable[Entry]) -> tuple[Form, ...]:
    """Each entry's own form first, then those that follow from it; equal forms of two entities are both kept."""
    return tuple(Form(entry.form, entry.type, entry.whose, 1.0) for entry in entries if entry.form.strip())


def matches(text: str, known: Sequence[Form]) -> list[Match]:
    """Where the forms stand, in order of place, none overlapping another; doubtful ones have a score under 0.5."""
    index = {tuple(word.folded for word in words(form.words)): form for form in known}
    longest = max(map(len, index), default=0)
    said, found, place = list(words(text)), [], 0
    while place < len(said):
        for length in range(min(longest, len(said) - place), 0, -1):
            form = index.get(tuple(word.folded for word in said[place : place + length]))
            if form:
                found.append(Match(said[place].start, said[place + length - 1].end, form, form.weight))
                place += length
                break
        else:
            place += 1
    return found
