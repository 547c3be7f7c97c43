"""What the words next to a name say it is there: "in Preston", "Dr Preston", "at the Blackburn", "Hallam, the shop"."""

from dataclasses import dataclass

from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import is_given, is_given_word, is_place, is_surname, is_word, listed
from interviews.detecting.tokens import Words

SITES = voc.words_of("sites")  # the hospital, the chemist
KIN = voc.words_of("kin_nouns")  # husband, daughter: next to a person
HUMAN = voc.words_of("human_verbs")  # laughed, married: what no hospital does
GOING = voc.words_of("going")  # moved, drove, back: before "to" and "from" a place
COMING = voc.words_of("coming")  # the same, where a person could be meant as well
LIVING = voc.words_of("living")
LOCATING = frozenset(["in", "near", "around", "outside", "across", "throughout"])
RIVER = frozenset(["along", "beside", "over", "across", "into", "down", "of", "as", "by"])  # … the Clyde
INTO_SITE = frozenset(["at", "in", "to", "from", "under", "into", "up", "with", "called"])  # … the Blackburn
ON_STREET = frozenset(
    [
        "on",
        "down",
        "along",
        "up",
        "off",
        "of",
        "across",
        "number",
        "in",
        "near",
        "outside",
        "cover",
        "around",
        "through",
    ]
)
ALONG = frozenset(["moved", "drive", "drove", "bus", "miles", "over", "walked"])  # … to, from a street
RIVERS = voc.words_of("rivers")
RIVER_ACTS = voc.words_of("river_acts")
WATERSIDE = frozenset(
    ["in", "on", "along", "across", "over", "beside", "by", "into", "down", "up", "see", "cross", "of"]
)
AT_THE = frozenset(["at", "to", "from"])
BEING = frozenset(["was", "were", "been", "am", "i'm"])  # when I was in Lewis
STUDY = voc.words_of("study_nouns")  # her degree at Keele
AT_SHOP = frozenset(["at", "to", "from", "under"])
OF_PLACE = frozenset(["road", "way", "accent", "town", "bypass", "folk", "born", "born-and-bred"])
HE = frozenset(["he", "she", "himself", "herself", "hisself", "he's", "she's"])
PLAIN = frozenset({" ", "\u00a0", " “", " ‘", ' "'})
ARTICLES = frozenset(["the", "a", "our", "my"])
THATS = frozenset(["that's", "thats", "it's", "its", "that’s", "it’s", "that", "it"])
PAUSES = frozenset({" ", ", ", " – ", " — ", " - ", "-", ": "})


@dataclass(frozen=True, slots=True)
class Belonging:
    """What is known of a name from the whole text: whether a longer name of a person or an organisation holds it, and
    whether the lists have it as a place."""

    person: bool
    house: bool
    place: bool


def says(words: Words, first: int, last: int, known: Belonging) -> str:
    """The type that the words next to the name first to last tell clearly; else nothing."""
    return (
        _personal(words, first, last, known)
        or apposed(words, first, last)
        or _after_the(words, first, last, known)
        or _owned(words, first, last, known)
        or _located(words, first, last, known)
        or _acting(words, first, last, known)
    )


def before(words: Words, first: int, far: int = 1) -> str:
    """The word so far before the name in the same sentence."""
    if first < far or any(words.tokens[at].gap not in PLAIN for at in range(first - far + 1, first + 1)):
        return ""
    return words.before(first, far)


def after(words: Words, last: int, far: int = 1, gaps: frozenset[str] = PLAIN) -> str:
    reach = last + far
    if reach >= len(words.tokens) or any(words.tokens[at].gap not in gaps for at in range(last + 1, reach + 1)):
        return ""
    return words.before(reach, 0)


def on_street(words: Words, first: int) -> bool:
    """Whether the words before a street say that the street is meant and not what stands in it."""
    said = before(words, first)
    if said in ("to", "from") and before(words, first, 2) in ALONG:
        return True
    return said in ON_STREET or said[:1].isdigit() or said in voc.NUMBERED or before(words, first, 2) in LIVING


def is_place_of(lows: tuple[str, ...]) -> bool:
    """Whether the lists have these words as a place."""
    return is_place(" ".join(lows)) or (len(lows) == 1 and lows[0] in listed("place_words"))


def _personal(words: Words, first: int, last: int, known: Belonging) -> str:
    said, following = before(words, first), after(words, last)
    owned = bool(words.tokens[last].clitic) and following in KIN
    titled = said in voc.ROLES or said in voc.TITLES
    kin = said in KIN or (said in ("our", "wee") and not known.place)
    he = not (known.house or known.place) and following in HE
    return "person" if owned or titled or kin or he else ""


def apposed(words: Words, first: int, last: int) -> str:
    """Bangor – the university; sharmas the chemist; the surgery, Hallam; but not Dawn, the ward sister."""
    being = _being(words, last)
    if after(words, being, 1, PAUSES) in ARTICLES and after(words, being, 2, PAUSES) in SITES:
        at = being + 3
        if at >= len(words.tokens) or words.tokens[at].gap != " ":
            return "organisation"
        if words.lows[at] in ("at", "in"):
            return ""  # seacroft, the clinic in seacroft
        return "organisation" if words.lows[at] in voc.FUNCTION | voc.PREPOSITIONS | voc.SPEECH else ""
    if first > 1 and words.tokens[first].gap in (", ", " – ", " — ") and words.lows[first - 1] in SITES:
        return "organisation" if words.lows[first - 2] in voc.DETERMINERS else ""
    named = before(words, first) in ("called", "named") and before(words, first, 2) in SITES
    return "organisation" if named else ""


def _being(words: Words, last: int) -> int:
    """The last word of "that's", "which is", "it's called" after a name, or the name's own."""
    said = after(words, last, 1, PAUSES)
    further = after(words, last, 2, PAUSES)
    if said in THATS and further in ARTICLES:
        return last + 1
    return last + 2 if said in ("which", "that") and further in ("is", "was") else last


def _after_the(words: Words, first: int, last: int, known: Belonging) -> str:
    if before(words, first) != "the":
        return ""
    low, further = words.lows[last], before(words, first, 2)
    if after(words, last) in OF_PLACE and (known.place or not known.person):
        return "place"
    family = first == last and not known.place and not known.house
    if family and any(_is_of_family(words, low.removesuffix(end)) for end in ("s", "es") if low.endswith(end)):
        return "person"
    if low in RIVERS and _is_river(words, last, further):
        return "place"
    if known.house:
        return "organisation"
    if further in AT_THE and _ends(words, last) and not known.place and not (family and words.tokens[last].clitic):
        return "organisation"  # at the Cavell, to the Christie
    if known.place:
        return "place" if further in RIVER else "organisation" if further in INTO_SITE else ""
    return "person" if known.person else ""


def _is_river(words: Words, last: int, further: str) -> bool:
    """The Severn was up, on the Tweed; not the Severn Suite."""
    following = after(words, last)
    return (further in WATERSIDE and following not in SITES) or (following in RIVER_ACTS and further not in AT_THE)


def _ends(words: Words, last: int) -> bool:
    """Whether what follows a name is no noun: "at the Cavell but", and not "at the Cavell fete"."""
    following = after(words, last)
    return not following or following in voc.FUNCTION | voc.PREPOSITIONS | voc.SPEECH | voc.PRONOUNS


def _is_of_family(words: Words, low: str) -> bool:
    return is_surname(low) or (words.lower and len(low) > 3 and not is_word(low))


def _owned(words: Words, first: int, last: int, known: Belonging) -> str:
    """At Jimmy's, i'm going to sandhus: the shop or the hospital, unless somebody of that name lives there."""
    if first != last or not (known.house or (before(words, first) in AT_SHOP and not known.person)):
        return ""
    low, following = words.lows[first], after(words, last)
    plural = words.lower and low.endswith("s") and is_surname(low[:-1]) and not (known.place or is_given(low))
    owned = words.tokens[last].clitic[-1:] == "s" or plural
    alone = not following or following in voc.FUNCTION | voc.SPEECH | voc.PREPOSITIONS | {
        "and",
        "never",
        "always",
        "still",
    }
    return "organisation" if owned and alone else ""


def _located(words: Words, first: int, last: int, known: Belonging) -> str:
    if words.tokens[last].clitic and is_given(words.lows[last]):
        return ""  # in Marjorie's tin
    said, further = before(words, first), before(words, first, 2)
    house, no_person = known.house and not known.place, _no_person(words.lows[first])
    doubtful = not known.house and is_given(words.lows[first]) and words.lower and further not in LIVING | GOING | BEING
    if said in LOCATING and not known.person and not doubtful:
        return "organisation" if house else "place"
    if said in LOCATING and (further in LIVING | GOING or (known.place and (no_person or further in BEING))):
        return "place"
    if (said == "under" and known.place) or (said == "at" and further in STUDY):
        return "organisation"
    if said == "on" and not known.person and not is_given(words.lows[first]):
        return "place" if known.place and not known.house else "organisation"
    if said in ("at", "under", "on") and known.house:
        return "place" if known.place and said == "at" and further in LIVING else "organisation"
    if house or (known.person and not known.place):
        return ""
    lives = said in ("at", "by") and further in LIVING
    goes = said in ("to", "from", "through") and further in _going(no_person, known)
    comes = (said == "from" or (said, further) == ("of", "out")) and known.place and no_person
    return "place" if lives or goes or comes else ""


def _going(no_person: bool, known: Belonging) -> frozenset[str]:
    if no_person:
        return GOING
    return COMING if known.place else frozenset()


def _no_person(low: str) -> bool:
    return not is_given(low) and not is_given_word(low)


def _acting(words: Words, first: int, last: int, known: Belonging) -> str:
    """Who says and rings: the hospital of that name, or the person, where there is only one of them."""
    verb = after(words, last)
    if words.tokens[last].clitic or (known.place and before(words, first) in ("of", "in", "near", "from", "around")):
        return ""  # half of Keighley is on our list
    if verb in HUMAN and (known.person or not known.place):
        return "person" if known.person or not known.house else ""
    if verb in voc.SPEECH and known.person != known.house:
        return "person" if known.person else "organisation"
    return ""
