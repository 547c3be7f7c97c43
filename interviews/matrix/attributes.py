"""What extracts are told apart by: the site, organisation, role … of those who speak, and what the words speak of.

An attribute says under which values a part (extracts of one speaker in one source) stands, voice by voice: in a joint
interview nobody told apart, it stands under the site of each, and of the people those alone count who are of that site.
Pure.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from interviews.grouping import UNSAID, Part, Voice
from interviews.searching.asked import UNKNOWN

NOWHERE = "nowhere"
OTHERS = "…"

type Keys = Callable[[Part, Voice | None], Collection[str]]
"""The values under which a part stands as far as this voice speaks in it (None: nobody's); none at all: not said."""
type Only = Sequence[tuple["Attribute", str]]
"""What narrows: an attribute and the value it must have, all of them for one and the same voice."""


@dataclass(frozen=True)
class Attribute:
    """`heads`: the values in their order, as they stand in addresses, with what they are called; `wholes`: those that
    a value lies in, the nearest first. What lies in another one stands under it as well. `apart`: values that are never
    told together with others, as the national level is no area."""

    name: str
    label: str
    heads: Mapping[str, str]
    keys: Keys
    unknown: str = "Not said"
    wholes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()

    @property
    def values(self) -> list[str]:
        return [*self.heads, UNKNOWN]

    def depth(self, value: str) -> int:
        return len(self.wholes.get(value, ()))

    def under(self, part: Part, voice: Voice | None) -> Collection[str]:
        return self.keys(part, voice) or (UNKNOWN,)

    def called(self, value: str) -> str:
        return self.unknown if value == UNKNOWN else self.heads.get(value, value)

    def joining(self, values: Collection[str]) -> "Attribute":
        """The same with these values as one, “Others”, which stands last."""
        if not values:
            return self
        heads = {value: label for value, label in self.heads.items() if value not in values} | {OTHERS: "Others"}

        def keys(part: Part, voice: Voice | None) -> Collection[str]:
            return {OTHERS if value in values else value for value in self.under(part, voice)}

        return replace(self, heads=heads, keys=keys)


def narrowed(part: Part, only: Only) -> Part | None:
    """The part with those of its voices that fit; None where nobody does."""
    if not only:
        return part
    fit = [voice for voice in part.voices or (None,) if all(value in each.under(part, voice) for each, value in only)]
    return part._replace(voices=[voice for voice in fit if voice]) if fit else None


def placed(part: Part, attribute: Attribute) -> dict[str, list[Voice]]:
    """The values under which the part stands, each with those who speak there."""
    found: dict[str, list[Voice]] = {}
    for voice in part.voices or (None,):
        for value in attribute.under(part, voice):
            found.setdefault(value, []).extend([voice] if voice else [])
    return found


def people(part: Part, voices: Sequence[Voice]) -> set[Any]:
    """Who counts as heard: of a question nobody."""
    return set() if part.question else {voice.participant_id or voice.pk for voice in voices}


def there(source: Any, voices: Sequence[Voice]) -> list[Part]:
    """A source as everybody in it is there to be heard, whatever was coded in it."""
    return [Part(source, voice.speaker, UNSAID, 0, False, (voice,)) for voice in voices] or [
        Part(source, "", UNSAID, 0, False, ())
    ]
