"""The parts of a person's name, and whether two names may be one person's."""

import re
from dataclasses import dataclass
from functools import lru_cache

from interviews.anonymise.naming.nicknames import full_forms, is_given, same_given, sex_of
from interviews.anonymise.naming.sounds import first_vowel, nearness, pieces
from interviews.anonymise.naming.words import folded

MEN, WOMEN = "m", "w"
FAMILY = "family"
_TITLES: dict[str, tuple[str, str]] = {  # folded word → (how it is written, whom it tells of)
    "dr": ("Dr", ""), "doctor": ("Dr", ""), "prof": ("Professor", ""), "professor": ("Professor", ""),
    "mr": ("Mr", MEN), "mister": ("Mr", MEN), "mrs": ("Mrs", WOMEN), "missus": ("Mrs", WOMEN), "ms": ("Ms", WOMEN),
    "miss": ("Miss", WOMEN), "mx": ("Mx", ""), "master": ("Master", MEN), "madam": ("Madam", WOMEN),
    "sir": ("Sir", MEN), "lord": ("Lord", MEN), "lady": ("Lady", WOMEN), "dame": ("Dame", WOMEN),
    "baroness": ("Baroness", WOMEN), "baron": ("Baron", MEN), "sister": ("Sister", WOMEN), "matron": ("Sister", ""),
    "nurse": ("Nurse", ""), "councillor": ("Councillor", ""), "cllr": ("Councillor", ""),
    "rev": ("Reverend", ""), "revd": ("Reverend", ""), "reverend": ("Reverend", ""), "canon": ("Reverend", ""),
    "vicar": ("Reverend", ""), "father": ("Father", MEN), "fr": ("Father", MEN), "imam": ("Imam", MEN),
    "rabbi": ("Rabbi", ""), "pastor": ("Pastor", ""), "bishop": ("Bishop", ""), "brother": ("Brother", MEN),
    "captain": ("Captain", ""), "major": ("Major", ""), "colonel": ("Colonel", ""), "sergeant": ("Sergeant", ""),
    "aunt": ("Aunt", WOMEN), "auntie": ("Aunt", WOMEN), "aunty": ("Aunt", WOMEN), "uncle": ("Uncle", MEN),
    "nan": ("Nan", WOMEN), "nana": ("Nan", WOMEN), "nain": ("Nan", WOMEN), "gran": ("Nan", WOMEN),
    "granny": ("Nan", WOMEN), "taid": ("Grandad", MEN), "grandad": ("Grandad", MEN), "grandpa": ("Grandad", MEN),
    "midwife": ("Midwife", ""), "consultant": ("", ""), "registrar": ("", ""), "judge": ("Judge", ""),
}  # fmt: skip
_BEFORE_GIVEN = frozenset({"Sir", "Dame", "Sister", "Father", "Brother", "Aunt", "Uncle", "Nan", "Grandad", "Nurse"})
_TELLING_APART = {
    "wee": "younger", "young": "younger", "little": "younger", "big": "elder", "old": "elder", "other": "other",
    "junior": "younger", "jnr": "younger", "jr": "younger", "senior": "elder", "snr": "elder",
}  # fmt: skip
_OF_PLACE = re.compile(r"(?<=\w) (?:of|from) .*$", re.IGNORECASE)  # "Craig of Craigavon"
_BESIDE = frozenset({"wee", "young", "little", "big", "old", "other", "our", "poor", "dear", "the", "a", "late"})
_AFTER = frozenset({"jr", "jnr", "junior", "snr", "senior", "obe", "mbe", "cbe", "phd", "frcp", "frcs", "rgn", "md"})
_OF_WOMEN = frozenset({"ni", "nic", "ui"})  # they soften the letter that follows: Ní Bhraonáin is a Braonáin
_JOINED = frozenset({"o", "mac", "mc", "fitz"})  # written with the word after them, or apart
_MOST_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it was said. `parts` are folded words without titles, surname last; `title` as it is written; `sex` as
    the title tells it; `beside` tells two of one name apart: elder, younger ("wee
    Iain"), other, family ("the Gormans")."""

    parts: tuple[str, ...]
    title: str = ""
    sex: str = ""
    beside: str = ""

    @property
    def full(self) -> bool:
        """Given name, or its initial, and surname."""
        return len(self.parts) > 1 and len(self.parts[-1]) > 1

    @property
    def initials(self) -> bool:
        return all(len(part) == 1 for part in self.parts)

    @property
    def surname_only(self) -> bool:
        """One word after Dr, Mr, Mrs …: a surname, most likely."""
        return len(self.parts) == 1 and bool(self.title) and self.title not in _BEFORE_GIVEN

    @property
    def given_only(self) -> bool:
        return len(self.parts) == 1 and not self.surname_only and is_given(self.parts[0])

    @property
    def rank(self) -> int:
        """How much it says: full names most, initials least."""
        if self.initials:
            return 0
        spelled_out = sum(len(part) > 1 for part in self.parts)
        return 4 * spelled_out + 2 * (len(self.parts) > spelled_out) + bool(self.title)


@lru_cache(maxsize=65536)
def parse(words: str) -> Name:
    """The parts of a name: "Dr Keane-Hobbs" → keane, hobbs; "Osei, Abena" → abena, osei; "JB" → j, b."""
    head, comma, tail = words.partition(",")
    if comma and tail.strip() and len(folded(head)) == 1 and len(head.strip()) > 1:
        words = f"{tail} {head}"
    parts = list(folded(_OF_PLACE.sub("", words)))
    title, sex, beside = "", "", ""
    while len(parts) > 1 and (parts[0] in _TITLES or parts[0] in _BESIDE):
        first = parts.pop(0)
        written, whom = _TITLES.get(first, ("", ""))
        title, sex = title or written, sex or whom
        beside = _TELLING_APART.get(first, beside)
    while len(parts) > 1 and parts[-1] in _AFTER:
        beside = _TELLING_APART.get(parts.pop(), beside)
    parts = [part for at, part in enumerate(parts) if len(part) == 1 or part not in parts[:at]]  # "Winst, Winst"
    if len(parts) == 1 and not (title and len(parts[0]) > 1) and _looks_like_initials(words, parts[0]):
        parts = list(parts[0])
    return Name(tuple(_with_particles(parts)), title, sex, beside)


def title_of(words: str) -> str:
    """The title at the beginning, as it is written: "doctor bell" → "Dr"."""
    return parse(words).title


@lru_cache(maxsize=262144)
def fits(short: Name, long: Name) -> float:
    """How well the shorter name may be the longer one's: 1 for the same words, 0 for another person."""
    if sexes_differ(short, long) or (len(short.parts) == len(long.parts) == 1 and short.beside != long.beside):
        return 0.0
    if FAMILY in (short.beside, long.beside):
        return float(short.beside == long.beside and _surname(short.parts[-1], long.parts[-1], titled=True) > 0)
    if short.parts == long.parts:
        return 1.0
    if not (short.parts and long.parts):
        return 0.0
    if short.initials:
        return _initials(short, long)
    if len(short.parts) == 1:
        return max(_single(short, long), _run_together(long, short) if long.full else 0.0)
    both = (short.parts, long.parts[1:]) if short.title else ((), ())
    surnames = (
        min((_surname(*pair, titled=True) for pair in zip(*both, strict=True)), default=0.0)
        if len(both[0]) == len(both[1])
        else 0.0
    )  # "Mrs Reese Morgan" for Bethan Rhys-Morgan
    return max(_several(short.parts, long.parts), _run_together(short, long), surnames)


def hooks(name: Name) -> frozenset[str]:
    """Two names that fit have one in common, initials aside: a part, its sound, its beginning or end, a nickname."""
    words = {part for part in (*name.parts, "".join(name.parts), "".join(name.parts[1:])) if len(part) > 1}
    return frozenset(hook for word in words for hook in (*pieces(word), *(f"~{full}" for full in full_forms(word))))


def initials(name: Name) -> frozenset[str]:
    """The first letters of the parts."""
    return frozenset(part[0] for part in name.parts)


def _looks_like_initials(words: str, one: str) -> bool:
    """Written in capitals, or without a vowel, and nobody's name: "JB", "kp"; not "JO"."""
    if not 2 <= len(one) <= _MOST_INITIALS or not one.isalpha() or is_given(one):
        return False
    written = [c for c in words if c.isalpha()][-len(one) :]
    named = written[0].isupper() and not written[-1].isupper() and len(one) == len(written)  # Ng
    return written == list(one.upper()) or (not named and not set(one) & set("aeiouy"))


def _with_particles(parts: list[str]) -> list[str]:
    """O' and Mac joined to what follows: "Ó Súilleabháin" as "O'Sullivan" is."""
    joined: list[str] = []
    for part in parts:
        if joined and joined[-1] in _OF_WOMEN and part[1:2] == "h":
            joined.append(part[0] + part[2:])
        elif joined and joined[-1] in _JOINED and len(part) > 1 and (len(joined) > 1 or len(parts) == 2):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def sexes_differ(one: Name, other: Name) -> bool:
    """By title, or by the title of one and the first name of the other's full name."""
    if one.sex and other.sex:
        return one.sex != other.sex
    return bool(one.sex and _sex_of(other) not in {"", one.sex}) or bool(
        other.sex and _sex_of(one) not in {"", other.sex}
    )


def _sex_of(name: Name) -> str:
    return name.sex or (sex_of(name.parts[0]) if name.full else "")


def _initials(short: Name, long: Name) -> float:
    letters = "".join(short.parts)
    first = [part[0] for part in long.parts]
    if len(letters) == 1:
        if short.title:
            return 0.5 if letters == first[-1] and not long.initials else 0.0
        return 0.5 if letters == first[0] and (long.full or long.initials) else 0.0
    if letters == "".join(first) or (len(first) > 1 and letters == first[0] + first[-1]):
        return 0.75
    if len(letters) > _MOST_INITIALS - 1 and not long.initials:  # spelled out
        return max(
            (0.7 for part in long.parts if part == letters or (len(letters) > 2 and part.startswith(letters))),
            default=0.0,
        )
    return 0.0


def _single(short: Name, long: Name) -> float:
    """One word, by itself or with a title, against any part of a fuller name."""
    word = short.parts[0]
    given, others = long.parts[:-1] if len(long.parts) > 1 else (), long.parts[-1:]
    if len(long.parts) == 1:
        return _alone(short, long)
    written_out = [part for part in given if len(part) > 1 or not short.surname_only]
    as_given = max((max(_given(word, part), _shortened(word, part)) for part in written_out), default=0.0)
    surnames = long.parts[1:] if short.surname_only else others
    surnames += ("".join(long.parts[1:]),) if len(long.parts) > 2 else ()  # "Vandenberg" for van der Berg
    as_surname = max((_surname(word, part, titled=short.surname_only) for part in surnames), default=0.0)
    if len(long.parts) > 2 and word == long.parts[-1]:
        as_surname *= 0.97  # Doyle rather than Merrick-Doyle
    if short.surname_only:
        as_given *= 0.8
    elif short.title:
        as_surname *= 0.8
    return max(as_given, as_surname)


def _alone(short: Name, long: Name) -> float:
    """Two names of one word each."""
    word, other = short.parts[0], long.parts[0]
    if short.surname_only or long.surname_only:
        return _surname(word, other, titled=True)
    return max(_given(word, other), _given(other, word), _surname(word, other, titled=False))


def _given(word: str, part: str) -> float:
    if word == part:
        return 1.0
    if len(word) == 1 or len(part) == 1:
        return 0.4 if word[0] == part[0] else 0.0
    if same_given(word, part):
        return 0.95
    if is_given(word) and is_given(part):
        return 0.0
    near = 0.9 * nearness(word, part) if first_vowel(word) == first_vowel(part) else 0.0  # Miriam is not Maryam
    return max(near, 0.55 if _begins(word, part) else 0.0)


def _shortened(word: str, part: str) -> float:
    """By the beginning alone: "Priya" for Priyanka, "Jas" for Jaspal."""
    short, long = sorted((word, part), key=len)
    begins = len(short) >= 3 and len(long) >= len(short) + 2 and long.startswith(short)
    return 0.5 if begins and {sex_of(short), sex_of(long)} != {MEN, WOMEN} else 0.0


def _surname(word: str, part: str, *, titled: bool) -> float:
    if word == part:
        return 1.0
    if len(word) == 1:
        return 0.0
    if not titled and (is_given(word) or is_given(part)):
        return 0.0
    return max(0.9 * nearness(word, part), 0.55 if _begins(word, part) else 0.0)


def _begins(word: str, part: str) -> bool:
    """Broken off: "Chikw" for Chikwanha, "Winst" for Winston."""
    return len(word) >= 3 and len(part) >= len(word) + 2 and part.startswith(word) and not is_given(word)


def _several(short: tuple[str, ...], long: tuple[str, ...]) -> float:
    """Each part of the shorter name has its part in the longer one, in order; the surname may stand first."""
    if len(short) > len(long):
        return 0.0
    if all(is_given(part) for part in short):  # Thomas James is not James Thomas
        return _in_order(short, long, 0)
    turned = short[-1:] + short[:-1]
    return max(_in_order(short, long, 0), 0.9 * _in_order(turned, long, 0))


def _in_order(short: tuple[str, ...], long: tuple[str, ...], place: int) -> float:
    """The worst fit in the best way to lay one beside the other. The last part of the shorter is a surname: not the
    first of the longer."""
    if not short:
        return 1.0
    best = 0.0
    for at in range(place, len(long) - len(short) + 1):
        last = len(short) == 1
        if last and at == 0:
            continue
        here = _surname(short[0], long[at], titled=True) if last else _given(short[0], long[at])
        if here > best:
            best = max(best, min(here, _in_order(short[1:], long, at + 1)))
    if len(short) == 1 and len(short[0]) == 1 and place:  # "Mark B."
        return 0.7 if long[-1][0] == short[0] else 0.0
    with_initial = 0 < best < 0.6 and len(short[-1]) > 1  # "J. Bassett"
    return 0.6 if with_initial else best


def _run_together(one: Name, other: Name) -> float:
    """Words misheard as several: "koval chick" for Kowalczyk, "Kelly Ann" for Kellyann."""
    whole, parts = "".join(one.parts), other.parts
    if any(len(part) == 1 for part in (*one.parts, *other.parts)):
        return 0.0
    best = max((nearness(whole, part) for part in (*parts, "".join(parts[1:])) if len(part) > 3), default=0.0)
    best = max(best, nearness(whole, "".join(parts)) if len(parts) > 1 and len(one.parts) != len(parts) else 0.0)
    return 0.9 * best if best > 0.6 else 0.0
