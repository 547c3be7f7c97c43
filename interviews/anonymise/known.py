"""The study's own list of people, organisations and places, and the other forms in which each of them is met.

`forms` makes of every entry what can be said of it beforehand: nickname, initials, surname alone, abbreviation …
Misheard and misspelt forms are not made beforehand: matching.py, which finds the forms in a text, knows them by their
sound and spelling.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from interviews.anonymise.naming import variants
from interviews.anonymise.naming.words import folded, listed
from interviews.detecting.lexicon import is_word


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
    """Words by which an entity may be met, whatever their case, and how surely they mean it (1 the entry itself;
    under 0.5 an ordinary word such as "will" or "long", to be asked of the words around it)."""

    words: str
    type: str
    entity: str
    weight: float


SMALL = frozenset(listed("the of and for on upon under in at an le de la"))
_VARIANTS: dict[str, Callable[[str], Iterator[variants.Variant]]] = {
    "person": variants.of_person,
    "organisation": variants.of_organisation,
    "place": variants.of_place,
}


def forms(entries: Iterable[Entry]) -> tuple[Form, ...]:
    """Of each entry its own form first, then those that follow from it. Equal words of two entities are both kept."""
    return tuple(form for entry in entries if entry.form.strip() for form in _of_entry(entry))


def _of_entry(entry: Entry) -> Iterator[Form]:
    own = _weight(entry.form, 1.0)
    yield Form(entry.form, entry.type, entry.whose, own)
    weights: dict[str, float] = {}
    for words, weight in _VARIANTS.get(entry.type, _none)(entry.form):
        if words.strip():
            cased = _capitals(words)
            weights[cased] = max(weight, weights.get(cased, 0.0))
    mine = folded(entry.form)
    yield from (
        Form(words, entry.type, entry.whose, _weight(words, weight))
        for words, weight in weights.items()
        if folded(words) != mine
    )


def _weight(words: str, weight: float) -> float:
    """An everyday word is doubtful even where it is the whole entry ("Will", "Bath")."""
    parts = folded(words)
    return min(weight, variants.ORDINARY) if len(parts) == 1 and is_word(parts[0]) else weight


def _capitals(words: str) -> str:
    """As it is written: a name that is a word as well is told by its capital."""
    return " ".join(word if word in SMALL else word[:1].upper() + word[1:] for word in words.split())


def _none(_: str) -> Iterator[variants.Variant]:
    return iter(())
