"""Mailboxes as they are said, with what is explained in their midst: "t okafor that's o k a f o r", all one word."""

from collections.abc import Iterator

from interviews.detecting import vocabulary as voc
from interviews.detecting.contacts import NO_MAILBOX, NOT_LOCAL
from interviews.detecting.letters import letter
from interviews.detecting.spoken import NUMBER_WORDS
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

ASIDES = (
    ("all", "one", "word"),
    ("one", "word"),
    ("all", "lower", "case"),
    ("lower", "case"),
    ("all", "lowercase"),
    ("lowercase",),
    ("no", "dots"),
    ("no", "gaps"),
    ("no", "spaces"),
    ("no", "capitals"),
    ("all", "together"),
    ("all", "small", "letters"),
)
WITH = frozenset(["with", "without"])
COUNTS = frozenset(["a", "an", "the", "two", "one", "double", "no", "just"])
SPELT_AS = frozenset(["that's", "thats", "that", "spelt", "spelled", "so", "it's", "its", "s", "as", "in"])
FEWEST = 3  # letters of a name that is spelt
MOST_WORDS = 6  # of a mailbox
HOSTS = frozenset(
    ["gmail", "hotmail", "outlook", "yahoo", "icloud", "btinternet", "aol", "googlemail", "livemail", "protonmail"]
)
HOST_OF_TWO = frozenset([("nhs", "net"), ("nhs", "mail"), ("google", "mail"), ("bt", "internet"), ("proton", "mail")])
JOINTS = frozenset(["dot", "underscore", "hyphen", "dash", "point"])
MAIL = frozenset(["email", "e-mail", "mail", "e"])
CUE_FAR = 8  # words from "email" to the mailbox
STOPS = voc.FUNCTION | voc.PRONOUNS | voc.SPEECH | NOT_LOCAL | NO_MAILBOX


def before_asides(words: Words, at: int) -> int:
    """The last word of the mailbox whose "at" this is: before "all one word", "with a y"."""
    last = at - 1
    while last > 1:
        aside = next((len(one) for one in ASIDES if tuple(words.lows[last - len(one) + 1 : last + 1]) == one), 0)
        if not aside and letter(words.lows[last]) and words.lows[last - 1] in COUNTS and words.lows[last - 2] in WITH:
            aside = 3
        if not aside:
            break
        last -= aside
    return last


def before_spelling(words: Words, first: int, last: int) -> int:
    """The first word of the name which these letters spell, when it was said before them; else the first letter."""
    spelt = "".join(letter(low) or "" for low in words.lows[first : last + 1])
    if len(spelt) < FEWEST:
        return first
    for begin in range(first, max(first - len(spelt), -1), -1):  # its first letters may be initials
        name = begin - 1
        while name > 0 and words.lows[name] in SPELT_AS:
            name -= 1
        if name >= 0 and words.lows[name] and words.lows[name] == spelt[: len(words.lows[name])] == spelt:
            return name
    return first


def known_hosts(words: Words) -> Iterator[Found]:
    """ "bev dot lowe at hotmail": no dot after it, where everybody knows what comes."""
    for at, low in enumerate(words.lows):
        if low != "at" or not 0 < at < len(words.lows) - 1:
            continue
        host = 1 if words.lows[at + 1] in HOSTS else 2 * (tuple(words.lows[at + 1 : at + 3]) in HOST_OF_TWO)
        last = before_asides(words, at)
        first = _first(words, last) if host else None
        if first is not None and (last < at - 1 or _is_mailbox(words, first, last)):
            yield Found(*words.span(first, at + host), "email", 0.9)


def _first(words: Words, last: int) -> int | None:
    """The first word of the mailbox that ends here."""
    first = last + 1
    while first > 0 and last - first < MOST_WORDS and _may_belong(words.lows[first - 1]):
        if first <= last and words.tokens[first].gap not in (" ", ", ", "-"):
            break
        first -= 1
    return first if first <= last else None


def _may_belong(low: str) -> bool:
    return low in JOINTS or low in NUMBER_WORDS or (len(low) == 1 and low.isalnum()) or low not in STOPS


def _is_mailbox(words: Words, first: int, last: int) -> bool:
    """By its joints or numbers, or because an e-mail is spoken of."""
    told = set(words.lows[first : last + 1]) & (JOINTS | NUMBER_WORDS)
    return bool(told) or not MAIL.isdisjoint(words.lows[max(first - CUE_FAR, 0) : first])
