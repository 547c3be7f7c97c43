"""The parts of a person's name: titles, given names, surname, initials."""

from dataclasses import dataclass

from interviews.naming.words import folded

MEN, WOMEN = "m", "w"
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
BEFORE_GIVEN = frozenset({"Sir", "Dame", "Sister", "Father", "Brother", "Aunt", "Uncle", "Nan", "Grandad", "Nurse"})
_BESIDE = frozenset({"our", "old", "young", "wee", "big", "little", "poor", "dear", "the", "a", "late"})
_AFTER = frozenset({"jr", "jnr", "junior", "snr", "senior", "obe", "mbe", "cbe", "phd", "frcp", "frcs", "rgn", "md"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it was said. `parts` are folded words without titles, surname last; `title` as it is written."""

    parts: tuple[str, ...]
    title: str = ""
    sex: str = ""
    beside: str = ""  # "young", "wee" … tell two of one name apart

    @property
    def surname_only(self) -> bool:
        """One word after Dr, Mr, Mrs …: a surname, most likely."""
        return len(self.parts) == 1 and bool(self.title) and self.title not in BEFORE_GIVEN


def parse(words: str) -> Name:
    """The parts of a name: "Dr Keane-Hobbs" → keane, hobbs; "Osei, Abena" → abena, osei."""
    head, comma, tail = words.partition(",")
    if comma and tail.strip() and len(folded(head)) == 1:
        words = f"{tail} {head}"
    parts = list(folded(words))
    title, sex, beside = "", "", ""
    while parts and (parts[0] in _TITLES or parts[0] in _BESIDE) and len(parts) > 1:
        first = parts.pop(0)
        if first in _TITLES:
            written, whom = _TITLES[first]
            title, sex = title or written, sex or whom
        elif first not in {"our", "the", "a", "poor", "dear", "late"}:
            beside = first
    while len(parts) > 1 and parts[-1] in _AFTER:
        parts.pop()
    return Name(tuple(parts), title, sex, beside)


def title_of(words: str) -> str:
    """The title at the beginning, as it is written: "doctor bell" → "Dr"."""
    return parse(words).title
