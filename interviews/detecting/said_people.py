"""People in a text without capitals: beside a title, by listed names, by words that no list knows."""

from interviews.detecting import vocabulary as voc
from interviews.detecting.ambiguous import AUXILIARY, reads_as_name
from interviews.detecting.lexicon import is_given, is_surname, is_word, listed, single
from interviews.detecting.marked import Marked
from interviews.detecting.pieces import Piece

TITLES = voc.words_of("lower_titles")
ROLES = voc.words_of("lower_roles")
ALSO_SAID_ALONE = ROLES | {"doctor", "sir", "miss", "lady", "lord"}
NOT_NAMED = voc.words_of("not_named")
NAMED_ALL_THE_SAME = frozenset(["long", "young", "may"])
AFTER_SITE = voc.words_of("after_site")  # brocklebank unit
MOST_WORDS = 4


def piece(text: Marked, at: int) -> Piece | None:
    return _titled(text, at) or _listed(text, at)


def _titled(text: Marked, at: int) -> Piece | None:
    """doctor grace lam, mr breslin, big kev."""
    low, name = text.lows[at], at + 1
    if not text.near(name):
        return None
    if low in voc.KIN and (text.marks[name] in "nx" or _kin_of_doubtful_name(text, at)):
        return Piece(at, name, "person", 0.8)
    if low == "old" and (text.marks[name] == "n" or text.lows[name] in text.titled):
        return Piece(at, name, "person", 0.75)
    if low in TITLES and (last := _initial(text, name)) is not None:
        return Piece(at, last, "person", 0.85)
    if low in TITLES and (particled := _over_particles(text, at)) is not None:
        return Piece(at, particled, "person", 0.85)  # mr van der merwe
    if low not in TITLES | ROLES or not _nameable(text, name, careful=low in ALSO_SAID_ALONE):
        return None
    return Piece(name if low in ROLES else at, _end_after_title(text, name), "person", 0.9)


def _kin_of_doubtful_name(text: Marked, at: int) -> bool:
    """auntie joy, nana hope; but not "my nan will"."""
    low = text.lows[at + 1]
    plain = low in AUXILIARY or text.words.before(at) in voc.DETERMINERS | voc.OLD
    return text.marks[at + 1] == "?" and text.lows[at] not in voc.OLD and not plain


def _initial(text: Marked, at: int) -> int | None:
    """The last word of a name with initials after its title, or of an initial alone: mr n mistry, dr o shea, dr v."""
    last = at
    while text.near(last) and len(text.lows[last]) == 1 and text.lows[last].isalpha() and last < at + 2:
        last += 1
    if last == at:
        return None
    named = text.near(last) and (text.marks[last] in "nxp?" or is_surname(text.lows[last]))
    if named and not _is_plain(text.lows[last]):
        return last
    return last - 1 if last == at + 1 and text.lows[at] not in ("a", "i") else None


def _is_plain(low: str) -> bool:
    return low in voc.FUNCTION or low in voc.SPEECH or low in NOT_NAMED


def _nameable(text: Marked, at: int, careful: bool) -> bool:
    """Whether this word can be the name after a title; careful where the title is often said by itself."""
    low, mark = text.lows[at], text.marks[at]
    if mark in "nxp":
        return True
    plain = low in voc.FUNCTION and not is_surname(low)
    if mark == "-" or plain or low in voc.SPEECH or low in NOT_NAMED - NAMED_ALL_THE_SAME:
        return False
    if low in AUXILIARY and careful:  # "the doctor will see you"
        return text.words.after(at) in voc.SPEECH
    if careful and mark == "?":
        return reads_as_name(text.words, at, False)
    if careful:
        return is_surname(low) and low not in voc.FUNCTION
    return is_surname(low) or mark == "?"


def _end_after_title(text: Marked, name: int) -> int:
    last = name
    while last < name + 2 and text.near(last + 1) and _named_on(text, last + 1) and _differs(text, name, last + 1):
        if _given_after_surname(text, last + 1):
            return last  # "mrs hill constance hill"
        last += 1
    if (particled := _over_particles(text, last)) is not None:
        return particled
    given_alone = last == name and is_given(text.lows[name])
    return last + 1 if given_alone and text.near(last + 1) and _surname_word(text, last + 1) else last


def _named_on(text: Marked, at: int) -> bool:
    """Whether the name goes on with this word: any word after a hyphen (nunn-carter)."""
    hyphened = text.words.tokens[at].gap == "-" and len(text.lows[at]) > 2
    return text.marks[at] in "nx" or (hyphened and text.lows[at] not in voc.FUNCTION)


def _over_particles(text: Marked, last: int) -> int | None:
    """The last word of a surname that begins with small words: anthony [van der merwe], susan [de souza]."""
    at = last + 1
    while text.near(at) and at < last + 4 and text.lows[at] in voc.PARTICLES:
        at += 1
    if at == last + 1 or not text.near(at) or text.marks[at] not in "nxp":
        return None
    return at if not is_word(text.lows[at]) and text.lows[at] not in NOT_NAMED else None


def _given_after_surname(text: Marked, at: int) -> bool:
    """ "mrs hill constance", "mr mukherjee nigel": surname, and then the first name, said as another mention."""
    before, low = text.lows[at - 1], text.lows[at]
    if text.words.tokens[at].gap == "-":
        return False
    surname = is_surname(before) or before in listed("places") or before in text.titled or not is_given(before)
    if not (surname and is_given(low)) or low in listed("places") or is_surname(low):
        return False
    elsewhere = [place for place in text.places.get(low, ()) if place != at and place]
    titled = any(text.lows[place - 1] in TITLES or text.lows[place - 1] == before for place in elsewhere)
    alone = not titled and any(text.marks[place - 1] not in "nxp" for place in elsewhere)
    called = low in single("men") | single("women") and not is_given(before)
    return alone or called or (before in text.titled and not is_given(before))  # who is gillian by herself


def _differs(text: Marked, first: int, at: int) -> bool:
    """A name said twice is two mentions: "beata beata nowicka"."""
    return text.lows[at] not in (text.lows[first], text.lows[at - 1])


def _listed(text: Marked, at: int) -> Piece | None:
    """seun adebayo, huda, fergus bell, michelle tan whitby."""
    if text.marks[at] not in "nx?" or (text.marks[at] == "?" and not _before_surname(text, at)):
        return None
    last = _hyphened(text, _end(text, at))
    marks = text.marks[at : last + 1]
    score = 0.75 if "n" in marks else 0.7 if "?" in marks else 0.55
    return Piece(at, last, _kind(text, at, last), score)


def _before_surname(text: Marked, at: int) -> bool:
    """will garside: a word that is a name as well, before one that can only be a name."""
    if not text.near(at + 1) or text.marks[at + 1] not in "xnp":
        return False
    if text.marks[at + 1] == "p" and not is_surname(text.lows[at + 1]):
        return False
    return not is_word(text.lows[at + 1]) and text.lows[at + 1] not in NOT_NAMED


def _hyphened(text: Marked, last: int) -> int:
    """With the rest of a double surname: eilidh grant-peters."""
    while text.near(last + 1) and text.words.tokens[last + 1].gap == "-" and _named_on(text, last + 1):
        last += 1
    return last


def _end(text: Marked, at: int) -> int:
    last = at
    while last < at + MOST_WORDS - 1 and text.near(last + 1) and _differs(text, at, last + 1):
        mark = text.marks[last + 1]
        surname = mark == "p" and text.marks[at] == "n" and _names_somebody(text, text.lows[last + 1])
        if not _named_on(text, last + 1) and not surname:
            break
        last += 1
    if (particled := _over_particles(text, last)) is not None:
        return particled
    if last == at and text.near(at + 2) and text.lows[at + 2] == text.lows[at] and _surname_word(text, at + 1):
        return at + 1  # susan price susan preston
    if text.marks[at] == "n" and last <= at + 1 and text.near(last + 1) and _surname_word(text, last + 1):
        if text.near(last + 2) and text.marks[last + 2] in "nxp":
            return last + 2
        return last + 1 if last == at else last
    return last


def _names_somebody(text: Marked, low: str) -> bool:
    """Whether a place is a surname as well, by the lists or by a title somewhere: father preston."""
    return is_surname(low) or any(text.lows[at - 1] in TITLES | ROLES for at in text.places.get(low, ()) if at)


def _surname_word(text: Marked, at: int) -> bool:
    """Whether an ordinary word after a given name is its surname: rachel bell."""
    low = text.lows[at]
    rare = len(low) > 3 and low not in listed("words")
    if low in NAMED_ALL_THE_SAME - AUXILIARY and text.words.before(at, 2) in ("called", "named"):
        return True
    if low in text.titled:  # joan long, where mrs long is named
        return True
    if low in AUXILIARY or low.endswith("ing") or not (rare or low in listed("surname_words")):
        return False
    return low not in voc.FUNCTION and low not in voc.SPEECH and low not in NOT_NAMED


def _kind(text: Marked, first: int, last: int) -> str:
    low, before = text.lows[first], text.words.before(first)
    if text.near(last + 1) and text.lows[last + 1] in AFTER_SITE:
        return "organisation"
    if "n" in text.marks[first : last + 1]:
        return "person"
    if before in ("in", "near", "around", "outside") and not is_surname(low):
        return "place"
    unspeakable = len(low) <= 4 and not set(low) & set("aeiouy")
    return "organisation" if before in ("the", "at") or unspeakable else "person"
