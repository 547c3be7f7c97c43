"""Organisations by their longer and shorter names."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from interviews.anonymise.naming.apposition import Plainly
from interviews.anonymise.naming.nicknames import full_forms, same_given
from interviews.anonymise.naming.sounds import nearness, pieces
from interviews.anonymise.naming.words import folded, listed

_KINDS = {  # words of one sort of organisation; two sorts are two organisations
    "hospital": "hospital hospitals infirmary general trust foundation ysbyty acute university teaching",
    "practice": "surgery practice medical centre health doctors gp group clinic",
    "council": "council borough county city district metropolitan authority local",
    "ccg": "ccg commissioning clinical",
    "icb": "icb ics integrated",
    "pcn": "pcn primary network",
    "lmc": "lmc",
    "ward": "ward unit",
    "hospice": "hospice",
    "school": "school academy nursery college",
    "home": "home lodge nursing residential",
    "homecare": "homecare",
    "pharmacy": "pharmacy chemist chemists",
    "worship": "church chapel mosque temple parish",
    "road": "road street lane avenue close terrace",
}
_SORT = {word: kind for kind, words in _KINDS.items() for word in listed(words)}
_LINKS = frozenset(listed("the of and for at in on nhs a an to our"))
_COMPANY = frozenset(listed("ltd limited plc llp cic inc company co uk services service partnership"))
_WEAK = frozenset(listed("health group medical centre general university county city local network care national"))
DIRECTIONS = frozenset(listed("north south east west upper lower great little new old inner outer central mid"))
_COMMON = frozenset(listed("hospital hospitals surgery practice ward unit clinic trust school home group centre gp"))
_SHORTEST_BEGINNING = 4
_LONGEST_ABBREVIATION = 7
_UNSAID = frozenset("hftuscgbia")  # hospital, foundation, trust …: letters of words that are left out in speaking
_ABBREVIATIONS = {  # those that a local short form does not explain
    "bcuhb": "betsi cadwaladr", "abuhb": "aneurin bevan", "cvuhb": "cardiff vale", "ctmuhb": "cwm taf morgannwg",
    "hduhb": "hywel dda", "sbuhb": "swansea bay", "pthb": "powys", "bhsct": "belfast", "sehsct": "south eastern",
    "nhsct": "northern", "shsct": "southern", "whsct": "western", "mft": "manchester", "gstt": "guys st thomas",
    "kch": "kings", "uhl": "leicester", "uhb": "birmingham", "gosh": "great ormond street", "nuth": "newcastle",
    "ggc": "greater glasgow clyde", "nhsggc": "greater glasgow clyde", "nias": "northern ireland ambulance",
    "eeast": "east england ambulance", "emas": "east midlands ambulance", "secamb": "south east coast ambulance",
    "swast": "south western ambulance", "wmas": "west midlands ambulance", "nwas": "north west ambulance",
    "yas": "yorkshire ambulance", "las": "london ambulance", "uclan": "central lancashire", "lse": "london economics",
    "uea": "east anglia", "mmu": "manchester metropolitan", "uwe": "west england",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """`core` are the words that are its own, `every` all but links, `sorts` what sort it says it is."""

    core: tuple[str, ...]
    every: tuple[str, ...]
    sorts: frozenset[str]

    @property
    def rank(self) -> int:
        return 2 * len(self.every) + (len("".join(self.every)) > _LONGEST_ABBREVIATION)


@lru_cache(maxsize=65536)
def parse(words: str) -> Body:
    every = tuple(_even(word) for word in folded(words) if word not in _LINKS or len(word) == 1) or folded(words)
    if len(every) > 1 and all(len(word) == 1 for word in every):
        every = ("".join(every),)
    every = tuple(word for word in every if word != "a") or every
    core = tuple(word for word in every if word not in _SORT and word not in _COMPANY)
    return Body(core or every, every, frozenset(_SORT[word] for word in every if word in _SORT and word not in _WEAK))


@lru_cache(maxsize=262144)
def fits(short: Body, long: Body) -> float:
    """How well the shorter name may be the longer one's."""
    if short.every == long.every:
        return 1.0
    if abbreviates(short, long):
        return 0.9
    if short.sorts and long.sorts and not short.sorts & long.sorts:
        return 0.0
    if set(short.core) <= _WEAK | set(_SORT):
        return _by_sort(short, long)
    if (short.core[0] in DIRECTIONS) != (long.core[0] in DIRECTIONS):
        return 0.0
    if not _alike(short.core[0], long.core[0]) and short.every != short.core:
        return 0.0  # "Weston General" for "Bristol and Weston Hospitals"
    if _differ(short, long):
        return 0.0
    joined = nearness("".join(short.core), "".join(long.core)) if len(short.core) != len(long.core) else 0.0
    return max(_within(short.core, long.core), 0.9 * joined if joined > 0.7 else 0.0)


def _by_sort(short: Body, long: Body) -> float:
    """ "the general" for Burnley General, "county" for Kent County Council; never "the ward" for Ward 7."""
    own = set(short.every)
    if own <= _COMMON or len(long.every) < 2:
        return 0.0
    return 0.6 if own <= set(long.every) else 0.0


def _differ(short: Body, long: Body) -> bool:
    """Each says something of itself that the other does not: "Westmorland General", "Westmorland and Furness"."""
    kinds = {_SORT[word] for word in long.every if word in _SORT}
    more = [word for word in short.every if word in _SORT and word not in long.every and _SORT[word] not in kinds]
    return bool(more) and not all(any(_alike(own, word) for own in short.core) for word in long.core)


def introduced(
    one: Body, other: Body, plainly: Plainly, between: str, new: tuple[bool, bool], full: Sequence[Body]
) -> tuple[Body, ...] | None:
    """ "Carlisle, I mean the Infirmary": one, unless they say two sorts of themselves."""
    if not between or (one.sorts and other.sorts and not one.sorts & other.sorts):
        return None
    if plainly == Plainly.SAME and any(new):
        return ()
    by_sort = set(other.core) <= _WEAK | set(_SORT) and not set(one.core) <= _WEAK | set(_SORT)
    return () if plainly == Plainly.BESIDE and between == " the " and by_sort else None


def abbreviates(short: Body, long: Body) -> bool:
    """RCHT for Royal Cornwall Hospitals Trust. Words of the sort may be left out, or have a letter unsaid."""
    letters = "".join(short.every)
    if len(short.every) != 1 or not 2 <= len(letters) <= _LONGEST_ABBREVIATION:
        return False
    if letters in _ABBREVIATIONS:
        said = _ABBREVIATIONS[letters].split()
        return all(word in said for word in long.core) or long.every[: len(said)] == tuple(said)
    if len(long.every) < 2:
        return False
    own, whole = ("".join(word[0] for word in words) for words in (long.core, long.every))
    return any(
        len(first) > 1 and letters.startswith(first) and set(letters[len(first) :]) <= _UNSAID
        for first in (whole, "n" + whole, own)
    )


def hooks(body: Body) -> frozenset[str]:
    """Two that fit have one in common."""
    letters = "".join(body.every)
    short = [word[0] for word in body.every]
    beginnings = {"".join(short[:2]), "".join(word[0] for word in body.core)[:2], letters[:2], letters[1:3]}
    own = {*body.every, letters, "".join(body.core), *_ABBREVIATIONS.get(letters, "").split()}
    return frozenset(
        {f"&{two}" for two in beginnings}
        | {hook for word in own for hook in (*pieces(word), *(f"~{full}" for full in full_forms(word)))}
    )


def _even(word: str) -> str:
    """Saint and St, St James's and St James: one."""
    return {"saint": "st", "saints": "st", "rd": "road", "hosp": "hospital"}.get(word, word)


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> float:
    if len(short) > len(long):
        return 0.0
    scores, place = [], 0
    for word in short:
        near = [(_alike(word, other), at) for at, other in enumerate(long) if at >= place]
        best, at = max(near, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
        if best < 0.6:
            return 0.0
        scores.append(best)
        place = at + 1
    return min(scores) * (0.95 if _alike(short[0], long[0]) else 0.8)


def _alike(word: str, other: str) -> float:
    if word == other or word == other + "s" or other == word + "s":
        return 1.0
    if same_given(word, other):
        return 0.9
    if len(word) >= _SHORTEST_BEGINNING and len(other) > len(word) + 2 and other.startswith(word):
        return 0.65
    return nearness(word, other)
