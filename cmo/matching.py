"""Which items of two configurations may be the same, as proposals for people; and which stand in one line. Pure.

Two items of one column are proposed where they stand on the same extracts, or where their words, without common words
and endings, are much alike. Nothing is matched here: a person says what is the same.
"""

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from cmo.joined import joined

type Key = Hashable

ENOUGH = 0.4
"""Of the words of the shorter of two items, how many stand in the other as well."""
AT_LEAST = 2
_COMMON = (
    "a about after all also an and any are as at be because been before being between both but by can could did "
    "do does each even for from had has have he her him his how i if in into is it its may might more most much "
    "must no nobody none not nothing of off on once one only or other our out over own same she should so some "
    "such than that the their them then there these they this those through to too under until up upon very was "
    "we were what when where which while who whom whose why will with within without would you your"
)
COMMON = frozenset(_COMMON.split())
ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ingly",
    "ings",
    "ing",
    "edly",
    "ies",
    "ied",
    "ers",
    "er",
    "ed",
    "es",
    "ly",
)
SHORTEST = 3  # letters that stay of a word


@dataclass(frozen=True, slots=True)
class Part:
    """An item: of which configuration, in which column, what it says and which extracts it stands on."""

    key: Key
    configuration: Key
    column: str
    text: str
    extracts: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two items that may be the same. `shared`: words that both hold; `extracts`: how many both stand on."""

    one: Key
    other: Key
    likeness: float
    shared: tuple[str, ...] = ()
    extracts: int = 0

    @property
    def why(self) -> str:
        said = [f"both say {', '.join(f'“{word}”' for word in self.shared)}"] if self.shared else []
        if self.extracts:
            said.append(f"both stand on {'one extract' if self.extracts == 1 else f'{self.extracts} extracts'}")
        return " · ".join(said)


@dataclass(frozen=True, slots=True)
class Pair:
    """What somebody said of two items: same, alike or not the same."""

    one: Key
    other: Key
    how: str

    @property
    def joins(self) -> bool:
        return self.how != "not the same"


@dataclass(frozen=True, slots=True)
class Line:
    """Items that stand in one line. `how`: the same, or alike as soon as one pair of them is; `disputed`: two that are
    joined through others are said not to be the same."""

    items: tuple[Key, ...]
    how: str = ""
    disputed: bool = False


def propose(parts: Sequence[Part], said: Collection[frozenset[Key]]) -> tuple[Proposal, ...]:
    """The likeliest first. `said`: pairs of which somebody has said how they stand; they are not proposed again."""
    found = [
        proposal
        for one, other in combinations(parts, 2)
        if one.configuration != other.configuration
        and one.column == other.column
        and frozenset((one.key, other.key)) not in said
        and (proposal := likeness(one, other))
    ]
    return tuple(sorted(found, key=lambda each: (-each.extracts, -each.likeness)))


def likeness(one: Part, other: Part) -> Proposal | None:
    """How two items are alike; None where too little speaks for it."""
    first, second = stems(one.text), stems(other.text)
    shared = first.keys() & second.keys()
    least = min(len(first), len(second))
    ratio = len(shared) / least if least else 0.0
    extracts = len(one.extracts & other.extracts)
    alike = ratio >= ENOUGH and len(shared) >= min(AT_LEAST, least)
    if not (alike or extracts):
        return None
    words = tuple(first[stem] for stem in first if stem in shared) if alike else ()
    return Proposal(one.key, other.key, ratio, words, extracts)


def stems(text: str) -> dict[str, str]:
    """The words that tell something, without their endings, each with the word as it stands.

    >>> stems("The partners share one budget, and shared a room")
    {'partn': 'partners', 'shar': 'share', 'budget': 'budget', 'room': 'room'}
    """
    found: dict[str, str] = {}
    for word in re.findall(r"[^\W_]+", text.casefold()):
        if word not in COMMON:
            found.setdefault(_stem(word), word)
    return found


def _stem(word: str) -> str:
    word = word.removesuffix("s") if len(word) > SHORTEST and not word.endswith("ss") else word
    ending = next((each for each in ENDINGS if word.endswith(each) and len(word) - len(each) >= SHORTEST), "")
    return word.removesuffix(ending).rstrip("e") or word


def lines(items: Sequence[Key], pairs: Iterable[Pair]) -> list[Line]:
    """The items in lines, in the order in which the first of each comes. Matches join up."""
    pairs = [pair for pair in pairs if pair.one in items and pair.other in items]
    matched = ((pair.one, pair.other) for pair in pairs if pair.joins)
    return list(_lines(items, joined([*((item,) for item in items), *matched]), pairs))


def _lines(items: Sequence[Key], of: Mapping[Key, frozenset[Key]], pairs: Sequence[Pair]) -> Iterator[Line]:
    seen: set[Key] = set()
    for item in items:
        if item in seen:
            continue
        together = of[item]
        seen |= together
        within = [pair for pair in pairs if pair.one in together and pair.other in together]
        how = ("alike" if any(pair.how == "alike" for pair in within) else "same") if len(together) > 1 else ""
        yield Line(tuple(each for each in items if each in together), how, any(not pair.joins for pair in within))
