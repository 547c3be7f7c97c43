"""One type for each name of a text, by all the places where it stands and the longer names that it belongs to.

"Copperhouse" is an organisation where "Copperhouse Medical Centre" is named, "Brough" a person where Heather Brough
is, "devon" a place where somebody was in it. At a single place the words beside the name may say otherwise
(interviews/detecting/cues.py): Dr Preston in a text of Preston, the town.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from interviews.detecting import cues as next_to
from interviews.detecting import vocabulary as voc
from interviews.detecting.cues import Belonging, before
from interviews.detecting.lexicon import is_given, is_given_word, is_surname, is_word, nicknames
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

TYPES = frozenset(["person", "organisation", "place"])
NOT_TELLING = voc.ORG_TAILS | voc.GENERIC | voc.COMPASS | voc.JOINING | {"royal", "nhs", "the", "of", "general"}
LOOKING = frozenset(["look", "looked", "looking", "shouted", "laughed", "smiled", "angry", "cross", "shouting"])
RINGING = frozenset(["rang", "said", "phoned", "told", "says", "sent", "wrote", "refused", "rings", "asked", "called"])
SAINT = frozenset(["st", "saint"])
TOWNS = voc.words_of("towns_first")  # york, kent: given names too, but seldom
NAMED_AFTER = voc.words_of("named_after")
FULL = 0.75  # a person's name of several words that is at least so sure

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """The words first to last of the text, proposed as a name; key: these words without a title."""

    first: int
    last: int
    key: Key
    found: Found


def retyped(words: Words, found: Iterable[Found]) -> Iterator[Found]:
    """What is found, each name of the type that it has in this text."""
    names, others = _names(words, found)
    yield from others
    known = _Known(names)
    cues = {name: _cue(words, name, known) for name in names}
    usual = _usual(names, cues, known)
    for name in names:
        yield replace(name.found, type=cues[name] or usual[name.key] or name.found.type)


def _names(words: Words, found: Iterable[Found]) -> tuple[list[Name], list[Found]]:
    starts = {token.start: at for at, token in enumerate(words.tokens)}
    ends = {token.end: at for at, token in enumerate(words.tokens)}
    names: list[Name] = []
    others: list[Found] = []
    for one in found:
        first, last = starts.get(one.start), ends.get(one.end)
        if one.type not in TYPES or first is None or last is None:
            others.append(one)
            continue
        key = tuple(words.lows[at] for at in range(first, last + 1))
        names.append(Name(first, last, key, one))
    return names, others


class _Known:
    """The words of people's full names, and the words that organisations are called after."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.people: set[str] = set()
        self.surnames: set[Key] = set()  # double ones: Ashworth-Lee
        self.whole: set[Key] = set()  # said with a title somewhere: Dr Lorraine Hill
        self.titled = {name.key[-1] for name in names if len(name.key) == 2 and name.key[0] in voc.TITLES}
        self.alone = {name.key[0] for name in names if len(name.key) == 1 and name.found.type == "person"}
        self.houses: set[Key] = set()
        self.firms: set[str] = set()
        self.initials: dict[str, str] = {}
        for name in names:
            if name.found.type == "person" and len(name.key) > 1 and name.found.score >= FULL:
                self.people.update(name.key, *(nicknames().get(part, ()) for part in name.key))
                self.whole.update([name.key[1:]] if name.key[0] in voc.TITLES else [])
                self.surnames.add(tuple(low for low in name.key if low not in voc.TITLES)[1:])
            elif name.found.type == "organisation" and len(name.key) > 1 and name.key[0] not in SAINT:
                self.houses.update(_telling(name.key))
                if name.key[-1] not in NAMED_AFTER:
                    self.firms.add(name.key[0])
        self.initials.update(_double(names))
        for name in sorted(names, key=lambda name: name.found.type == "person"):
            if len(name.key) > 1 and max(map(len, name.key)) > 1:
                letters = "".join(low[0] for low in name.key if low not in voc.JOINING and low not in voc.TITLES)
                self.initials[letters] = name.found.type
            elif len(name.key) == 1 and name.found.type == "organisation":
                self.initials.setdefault(name.key[0], "organisation")

    def is_person(self, key: Key) -> bool:
        """Deborah Ward, Sunita Hill, where Mrs Hill is named, or Sunita by herself; Ashworth-Lee."""
        if len(key) != 2:
            return False
        given = is_given(key[0]) and key[0] not in TOWNS and (is_surname(key[1]) or key[1] in self.titled)
        alone = key[0] in self.alone and key[1] not in voc.ORG_TAILS  # Ramsey Ward is where patients lie
        return key in self.whole | self.surnames or (given and (key[1] in self.titled or alone))

    def of(self, key: Key) -> Belonging:
        owner = key[0].removesuffix("s")  # bethans, without a sign of it
        person = len(key) == 1 and (key[0] in self.people or (is_given(owner) and owner in self.people))
        return Belonging(person, key in self.houses, next_to.is_place_of(key))


def _double(names: Sequence[Name]) -> Iterator[tuple[str, str]]:
    """The initials of a double surname with each first name said alone: KAB, of Kwabena and of Dr Asante-Boateng."""
    people = [[low for low in name.key if low not in voc.TITLES] for name in names if name.found.type == "person"]
    given = {lows[0][0] for lows in people if len(lows) == 1 and is_given(lows[0])}
    titled = [name.key for name in names if name.found.type == "person" and name.key[0] in voc.TITLES]
    for lows in titled:
        if len(lows) == 3:
            yield from ((first + lows[1][0] + lows[2][0], "person") for first in given)


def _telling(key: Key) -> Iterator[Key]:
    """By what an organisation is called for short: Anfield Lane of Anfield Lane Practice, Harvey of William Harvey
    Hospital, Blackburn of Royal Blackburn."""
    end = len(key)
    while end and key[end - 1] in NOT_TELLING:
        end -= 1
    start = 0
    while start < end and key[start] in NOT_TELLING:
        start += 1
    core = key[start:end]
    if core and core != key:
        yield core
    if core and not is_word(core[0]):
        yield core[:1]
    if len(core) == 2 and end < len(key) and (is_given(core[0]) or is_given_word(core[0])):
        yield core[1:]


def _cue(words: Words, name: Name, known: _Known) -> str:
    """The type that this place tells."""
    low, token = name.key[0], words.tokens[name.first]
    if name.found.type != "person" and known.is_person(name.key):
        return "person"
    if token.label or name.key[0] in voc.TITLES:
        return name.found.type
    if name.key[-1] in voc.STREETS and len(name.key) > 1 and name.found.type != "person":
        return _of_street(words, name, known)
    if len(name.key) == 1 and token.shouted and not words.lower and len(low) < 5:
        return _of_letters(words, name, known)
    if len(name.key) > 2 and all(len(low) == 1 for low in name.key):
        return known.initials.get("".join(name.key), "")
    short = len(name.key) == 1 or name.key in known.houses or next_to.is_place_of(name.key)
    if not short:
        return _of_longer(words, name)
    cue = next_to.says(words, name.first, name.last, known.of(name.key))
    known_to_be_none = cue == "place" and name.found.type == "organisation" and not next_to.is_place_of(name.key)
    return "" if known_to_be_none else cue


def _of_longer(words: Words, name: Name) -> str:
    """Shepherd Neame, after "at", and Stephens Pascoe, the solicitors: firms, where no given name says otherwise."""
    if name.found.type != "person" or name.found.score > FULL or is_given(name.key[0]):
        return ""
    at, further = before(words, name.first) == "at", before(words, name.first, 2)
    if at and further in ("out", "over", "up", "down"):
        return "place"
    return "organisation" if at and further not in LOOKING else next_to.apposed(words, name.first, name.last)


def _of_street(words: Words, name: Name, known: _Known) -> str:
    """Clifton Street, after "at" the practice there."""
    if next_to.on_street(words, name.first):
        return "place"
    rings = next_to.after(words, name.last) in RINGING and not words.tokens[name.last].clitic
    house = name.key in known.houses or before(words, name.first) == "at" or rings
    return "organisation" if house else next_to.apposed(words, name.first, name.last)


def _of_letters(words: Words, name: Name, known: _Known) -> str:
    """KP, the QE: somebody's or something's initials."""
    if before(words, name.first) == "the":
        return "organisation"
    return known.initials.get(name.key[0], "")


def _usual(names: Sequence[Name], cues: dict[Name, str], known: _Known) -> dict[Key, str]:
    """The type of each name where nothing beside it tells."""
    told: dict[Key, Counter[str]] = defaultdict(Counter)
    for name, cue in cues.items():
        told[name.key][cue] += bool(cue)
    return {key: _usually(key, told[key], known) for key in {name.key for name in names}}


def _usually(key: Key, told: Counter[str], known: _Known) -> str:
    belongs = known.of(key)
    if len(key) > 1:
        house = key in known.houses and told["organisation"] >= told["person"] + told["place"]
        return "organisation" if house or told["organisation"] > told["person"] + told["place"] else ""
    if belongs.person:
        firm = key[0] in known.firms and not is_given_word(key[0]) and told["organisation"]
        return "organisation" if firm else "person"
    if belongs.house:
        if told["organisation"] and not told["place"] and key[0] not in TOWNS:
            return "organisation"
        place = "place" if key[0] in TOWNS else ""
        return place if belongs.place or is_given(key[0]) else "organisation"
    if belongs.place:
        return "place" if told["place"] > told["person"] or (not told["person"] and key[0] in TOWNS) else ""
    most = max(told, key=lambda kind: told[kind], default="")
    return most if told[most] else ""
