"""Places by their longer and shorter names, in English and in the language of the place."""

import re
from functools import lru_cache

from interviews.anonymise.naming.sounds import nearness, pieces
from interviews.anonymise.naming.words import folded, listed

_AMIDST = frozenset(listed("an on upon under by le la next in the sur cum super"))
_SPELLINGS = {"saint": "st", "saints": "st", "rd": "road", "ave": "avenue", "ln": "lane"}
_ALSO = {
    "ynys mon": "anglesey", "caerdydd": "cardiff", "abertawe": "swansea", "casnewydd": "newport", "wrecsam": "wrexham",
    "caerfyrddin": "carmarthen", "aberteifi": "cardigan", "hwlffordd": "haverfordwest", "penfro": "pembroke",
    "caergybi": "holyhead", "y rhyl": "rhyl", "treffynnon": "holywell", "trefynwy": "monmouth", "londonderry": "derry",
    "stroke city": "derry", "brum": "birmingham", "manc": "manchester", "newcastle upon tyne": "newcastle",
    "stoke on trent": "stoke", "kingston upon hull": "hull", "leamington spa": "leamington", "notts": "nottinghamshire",
    "lincs": "lincolnshire", "lancs": "lancashire", "herts": "hertfordshire", "beds": "bedfordshire",
    "bucks": "buckinghamshire", "cambs": "cambridgeshire", "northants": "northamptonshire", "hants": "hampshire",
    "wilts": "wiltshire", "staffs": "staffordshire", "worcs": "worcestershire", "glos": "gloucestershire",
    "oxon": "oxfordshire", "yorks": "yorkshire", "leics": "leicestershire", "middx": "middlesex",
}  # fmt: skip

_WATERS = (("river",), ("afon",), ("firth",), ("loch",), ("lough",))
_THE = re.compile(r"\bthe $", re.IGNORECASE)

type Place = tuple[str, ...]


@lru_cache(maxsize=65536)
def parse(words: str) -> Place:
    """The words, folded, under one spelling: "Ynys Môn" → ("anglesey",)."""
    said = tuple(_SPELLINGS.get(word, word) for word in folded(words))
    said = said[1:] if len(said) > 2 and said[0] == "the" else said
    return folded(_ALSO.get(" ".join(said), "")) or said


@lru_cache(maxsize=262144)
def fits(short: Place, long: Place) -> float:
    """ "Praze" for "Praze-an-Beeble"; never "Manchester" for "North Manchester" or "York" for "York Road"."""
    one, other = _bare(short), _bare(long)
    if one == other:
        return 1.0
    if short[:1] == ("the",) and long[:1] in _WATERS and one == long[1:]:
        return 0.9  # "the Yare" for the River Yare
    short, long = one, other
    if not (short and long):
        return 0.0
    if len(short) == len(long):
        return 0.9 * min(nearness(one, other) for one, other in zip(short, long, strict=True))
    if min(len(short), len(long)) == 1 and (joined := nearness("".join(short), "".join(long))) >= 0.7:
        return 0.9 * joined
    size = len(short)
    return 0.8 if size < len(long) - 1 and long[:size] == short and long[size] in _AMIDST else 0.0


def told(place: Place, before: str) -> Place:
    """With a "the" that was said before it: "the Yare"."""
    return ("the", *place) if len(place) == 1 and _THE.search(before) else place


def _bare(place: Place) -> Place:
    return place[1:] if len(place) > 1 and place[0] == "the" else place


def hooks(place: Place) -> frozenset[str]:
    """Two that fit have one in common."""
    place = _bare(place)
    return frozenset(piece for word in (*place, "".join(place)) for piece in pieces(word))
