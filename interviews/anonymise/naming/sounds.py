"""Words that are alike in sound or spelling: what a typist, or a speech-to-text program, makes of a name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

SHORTEST = 4  # letters of a word that may be misspelt; shorter ones are alike only when equal
_RULES = [  # in order; capitals are done with: S sh, C ch, J j
    (r"^ps", "s"), (r"^kn", "n"), (r"^gn", "n"), (r"^wr", "r"), (r"^x", "s"), (r"^mc", "mac"),
    (r"^macg", "mak"), (r"^mac(?=[bcdfkq])", "mak"), (r"^siobh", "Siv"), (r"^sean$", "Son"), (r"^sinead", "Sinad"),
    (r"^ll(?=[aeiouy])", "l"), (r"^ff", "f"), (r"^nc(?=u)", "ink"), (r"^rh", "r"), (r"tsch", "C"), (r"sch", "S"),
    (r"shch", "S"), (r"chr", "kr"), (r"tch", "C"), (r"cz", "C"), (r"sz", "S"), (r"rz", "J"), (r"dzi", "Ji"),
    (r"dz", "J"), (r"bh", "v"), (r"mh", "v"), (r"ph", "f"), (r"gh(?=t)", ""), (r"ough", "of"), (r"gh", "g"),
    (r"th", "t"), (r"dh", "d"), (r"kh", "k"), (r"sh", "S"), (r"ch", "C"), (r"ssi(?=[ao])", "S"),
    (r"[st]i(?=on|an)", "S"), (r"dg(?=[eiy])", "J"), (r"ck", "k"), (r"qu(?=i$)", "k"), (r"qu", "kw"), (r"q", "k"),
    (r"x", "ks"),
    (r"sc(?=[eiy])", "s"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"g(?=[eiy])", "J"), (r"j", "J"), (r"z", "s"),
    (r"ts", "s"), (r"wh", "w"), (r"(?<=o)w$", ""), (r"w(?=s|$)", "v"), (r"(?<=[aeo])w", "v"), (r"h", ""),
    (r"(?<!^)y", "i"),
]  # fmt: skip
_IRREGULAR = {  # names that no rule explains, as they are spelled by ear
    "aoife": "ifa", "caoimhe": "kiva", "niamh": "niv", "saoirse": "sirsha", "eoghan": "owen", "roisin": "rosheen",
    "oisin": "osheen", "tadhg": "tig", "ciara": "kira", "ciaran": "kiran", "maeve": "miv", "meadhbh": "miv",
    "siobhan": "shivaun", "sinead": "shinade", "sean": "shon", "sian": "sharn", "ruairi": "rory", "ruaidhri": "rory",
    "aisling": "ashling", "grainne": "gronya", "padraig": "porig", "orlaith": "orla", "dearbhla": "dervla",
    "wojciech": "voychek", "krzysztof": "kshishtof", "zbigniew": "zbignef", "grzegorz": "gjegosh",
    "agnieszka": "agnyeshka",
    "menzies": "mingis", "dalziel": "diel", "cholmondeley": "chumley", "beauchamp": "beecham", "xiao": "shao",
    "nguyen": "win", "llewellyn": "luelin", "llewelyn": "luelin", "ieuan": "yayan", "euan": "ewan", "hugh": "hew",
}  # fmt: skip
_SOUNDS = [(re.compile(pattern), sound) for pattern, sound in _RULES]
_BLURRED = str.maketrans("vwbgdmSCJz", "ffpktnssss")
_POINTS = ("north", "south", "east", "west", "upper", "lower")  # Northgate is not Southgate misheard
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouy]+")
_OPEN = {"a": "a", "o": "o", "u": "o", "ai": "e", "ay": "e", "ae": "e"}


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The consonants as they are heard, an A for a vowel at the beginning: "keane", "keen" → "kn"."""
    return _consonants(_IRREGULAR.get(word, word))


@lru_cache(maxsize=65536)
def blurred(word: str) -> str:
    """The consonants as a machine may take them for one another: "wisniewski", "vishnefski" → "fsnfsk"."""
    return _TWICE.sub(r"\1", _consonants(word).translate(_BLURRED))


def _consonants(word: str) -> str:
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    word = _TWICE.sub(r"\1", word)
    return _TWICE.sub(r"\1", ("A" if _VOWELS.match(word) else "") + _VOWELS.sub("", word))


@lru_cache(maxsize=65536)
def nearness(one: str, other: str) -> float:
    """1 when equal, 0.9 to 0.6 when one may be the other misspelt or misheard, else 0. Both are folded."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) < SHORTEST:
        return 0.0
    if one[1:] != other[1:] and _compass(one) and _compass(other) and _compass(one) != _compass(other):
        return 0.0
    longest = max(len(one), len(other))
    wrong = distance(one, other, most := 1 if longest < 8 else 2)
    if _sound_alike(one, other) and longest - min(len(one), len(other)) <= max(3, longest // 3):
        return 0.9 if wrong <= most else 0.75
    if wrong > most and _blurred_alike(one, other):
        return 0.62
    if wrong > most or longest < 5 or (one[0] != other[0] and longest < 7):
        return 0.0
    return 0.8 if wrong == 1 and longest >= 6 else 0.7 if longest >= 6 else 0.6


def _compass(word: str) -> str:
    return next((point for point in _POINTS if word.startswith(point)), "")


def _sound_alike(one: str, other: str) -> bool:
    """Of words with but two consonants the first vowel must agree as well: "keane" is "keen" and not "cone"."""
    heard = sound(one)
    return heard == sound(other) and (len(heard) > 2 or (len(heard) == 2 and first_vowel(one) == first_vowel(other)))


def _blurred_alike(one: str, other: str) -> bool:
    """Long words of which nothing but the vowels, and voiced for unvoiced consonants, were heard differently; of very
    long ones one consonant may be lost."""
    if min(len(one), len(other)) < 7 or abs(len(one) - len(other)) > 3:
        return False
    heard, other_heard = blurred(one), blurred(other)
    least = min(len(heard), len(other_heard))
    return (least > 3 and heard == other_heard) or (
        least > (4 if min(len(one), len(other)) > 9 else 5) and distance(heard, other_heard, 1) == 1
    )


def first_vowel(word: str) -> str:
    """a (as in father), o (or u) or e (or i)."""
    first = _VOWELS.search(_IRREGULAR.get(word, word))
    return _OPEN.get(first[0], _OPEN.get(first[0][0], "e")) if first else ""


def distance(one: str, other: str, most: int) -> int:
    """Letters left out, put in, changed, or two that changed places; `most` + 1 where there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def pieces(word: str) -> tuple[str, ...]:
    """Two words that are alike, or of which one is the other broken off, have one in common."""
    return word, f"~{word}", f"/{sound(word)}", f"|{blurred(word)[:3]}", f"<{word[:3]}", f"{word[-3:]}>"


class Alike:
    """Words, and quickly those among them that another word may be."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words: set[str] = set()
        self._keys: dict[str, list[str]] = defaultdict(list)
        self._known: dict[str, tuple[tuple[str, float], ...]] = {}
        for word in words:
            self.add(word)

    def add(self, word: str) -> None:
        if word not in self._words:
            self._words.add(word)
            self._known.clear()
            if len(word) >= SHORTEST:
                for key in set(_keys(word)):
                    self._keys[key].append(word)

    def get(self, word: str) -> tuple[tuple[str, float], ...]:
        """The words it may be with their nearness, nearest first; itself only, when it is one of them."""
        if word in self._words:
            return ((word, 1.0),)
        if (known := self._known.get(word)) is None:
            known = self._known[word] = tuple(self._near(word))
        return known

    def _near(self, word: str) -> Iterator[tuple[str, float]]:
        if len(word) >= SHORTEST:
            found = {other for key in _keys(word) for other in self._keys.get(key, ())}
            near = [(other, score) for other in found if (score := nearness(word, other))]
            yield from sorted(near, key=lambda pair: (-pair[1], pair[0]))


def _keys(word: str) -> Iterator[str]:
    """Two words that are alike share one: the sound, or the word without one letter, or without two when it is long."""
    yield "/" + sound(word)
    yield word
    once = [word[:i] + word[i + 1 :] for i in range(len(word))]
    yield from once
    if len(word) >= 7:
        yield from {shorter[:i] + shorter[i + 1 :] for shorter in once for i in range(len(shorter))}
