"""What somebody is called on the web, as it is said: "her twitter is at nurse nettie ninety"; "insta's bev and co"."""

from collections.abc import Iterator

from interviews.detecting import vocabulary as voc
from interviews.detecting.spoken import NUMBER_WORDS
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

PLATFORMS = frozenset(
    [
        "twitter",
        "instagram",
        "insta",
        "tiktok",
        "bluesky",
        "threads",
        "youtube",
        "facebook",
        "mastodon",
        "snapchat",
        "x",
    ]
)
WORDS = frozenset(["x", "threads", "name"])  # mean other things as well
NAMES = frozenset(["handle", "username", "skype", "gamertag"])
BETWEEN = voc.words_of("before_handle")
CALLING = frozenset(["as", "under", "called"])
OWNING = frozenset(["the", "my", "our"])
JOINTS = frozenset(["underscore", "dot", "dash", "hyphen"])
COMPANY = frozenset(["co", "friends", "sons", "daughters", "me", "family", "company", "crew", "pals"])
STOPS = (voc.FUNCTION | voc.PRONOUNS) - NUMBER_WORDS
MOST_BETWEEN = 5
MOST_WORDS = 5


def find(words: Words) -> Iterator[Found]:
    lows = words.lows
    for at, low in enumerate(lows):
        if low in NAMES or low in PLATFORMS or (low in ("tik", "user") and words.after(at) in ("tok", "name")):
            at += low in ("tik", "user")
            begin = at + 1
            while begin < min(at + MOST_BETWEEN, len(lows)) and lows[begin] in BETWEEN:
                begin += 1
            if begin < len(lows) and not _ends(words, at + 1, begin):
                yield from _handle(words, at, begin)


def _ends(words: Words, first: int, last: int) -> bool:
    return any("\n" in words.tokens[at].gap or "." in words.tokens[at].gap for at in range(first, last + 1))


def _handle(words: Words, at: int, begin: int) -> Iterator[Found]:
    """What begins after "twitter is": as far as no word of speech comes."""
    lows, sign = words.lows, words.lows[begin] == "at"
    start = begin + sign
    start += start < len(lows) and lows[start] in OWNING and sign
    last, telling = start - 1, False
    while last + 1 < len(lows) and last - start + 1 < MOST_WORDS and not _ends(words, last + 1, last + 1):
        low, after = lows[last + 1], words.after(last + 1)
        if low in JOINTS or (low in ("and", "n") and after in COMPANY):
            last, telling = last + 2, True
        elif low not in STOPS:
            last, telling = last + 1, telling or low in NUMBER_WORDS
        else:
            break
    last = min(last, len(lows) - 1)
    called = lows[at] in NAMES or lows[at] == "name" or not CALLING.isdisjoint(lows[at + 1 : begin])
    linked = begin > at + 1 or bool(words.tokens[at].clitic)
    sure = sign or telling or (called and linked and lows[at] not in WORDS)
    if last > start and sure:
        yield Found(*words.span(begin, last), "url", 0.8)
