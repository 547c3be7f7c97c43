"""Web and e-mail addresses of several words, as they are said: "www dot bright mornings dot org dot uk"."""

from collections.abc import Iterator

from interviews.detecting import vocabulary as voc
from interviews.detecting.contacts import NO_MAILBOX, NOT_LOCAL, TOPS
from interviews.detecting.letters import letter
from interviews.detecting.said_mailboxes import before_asides, before_spelling, known_hosts
from interviews.detecting.spoken import NUMBER_WORDS, TIMES
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

SPELT_TOPS = (("n", "h", "s"), ("u", "k"), ("a", "c"), ("c", "o"), ("g", "o", "v"), ("o", "r", "g"), ("i", "e"))
DOTS = (("dot",), ("full", "stop"), ("point",))
SLASHES = (("slash",), ("forward", "slash"))
JOINTS = (("underscore",), ("hyphen",), ("dash",), *DOTS)
DASHES = frozenset(["dash", "hyphen", "underscore"])
WWW = (
    ("www",),
    ("w", "w", "w"),
    ("triple", "w"),
    ("treble", "w"),
    ("double", "you") * 3,
    ("double", "u") * 3,
    ("dub", "dub", "dub"),
)
FAR = 8  # words from www to the last dot
MOST_WORDS = 4  # of a name between two dots
STOPS = voc.FUNCTION | NOT_LOCAL | NO_MAILBOX | voc.PREPOSITIONS | voc.PRONOUNS | voc.SPEECH | voc.words_of("web_words")
STOPS -= voc.words_of("in_web_names")
NO_NAME = STOPS - voc.words_of("in_web_names_after_cue") - NUMBER_WORDS
CUES = voc.words_of("web_cues")
MAIL_CUES = frozenset(["is", "its", "was", "email", "address", "at", "to", "on"])
MAILBOXES = frozenset(["hello", "hi", "info", "information", "contact", "help", "support", "ask", "talk", "us"])
IN_PATHS = NUMBER_WORDS | {"us", "me", "your", "our", "say", "help", "up", "more"}  # slash have your say
NO_PATH = frozenset(["and", "or", "so", "that", "which", "i", "but", "then", "er", "um", "something", "whatever"])


def find(words: Words) -> Iterator[Found]:
    yield from known_hosts(words)
    low = words.text.lower()
    if " dot " not in low and "full stop" not in low and " point net" not in low and " point uk" not in low:
        return
    done = -1
    for at in range(len(words.lows)):
        if at <= done or words.lows[at] not in ("dot", "full", "point"):
            continue
        dotted = _domain(words, at)
        if dotted is None:
            continue
        first, last = dotted
        done = _path(words, last)
        if (www := _www_before(words, at)) is not None:
            yield Found(*words.span(www, done), "url", 0.985)
        elif (mailbox := _mailbox(words, first, at)) is not None:
            done = last
            yield Found(*words.span(mailbox, last), "email", 0.985)
        else:
            yield Found(*words.span(_host(words, first, at), done), "url", 0.975)


def _any(words: Words, at: int, choices: tuple[tuple[str, ...], ...]) -> int:
    """How many words of one of the choices stand here, 0 for none."""
    return next((len(one) for one in choices if tuple(words.lows[at : at + len(one)]) == one), 0)


def _close(words: Words, at: int) -> bool:
    """Whether this word follows the one before it closely."""
    return 0 < at < len(words.lows) and words.tokens[at].gap in (" ", ", ", "-") and not words.tokens[at - 1].clitic


def _domain(words: Words, dot: int) -> tuple[int, int] | None:
    """First word before the dot and last one after the last dot: it ends with org, uk …"""
    at, last = dot, -1
    while taken := _any(words, at, DOTS):
        name = at + taken
        tops = [far for far in range(name, min(name + MOST_WORDS, len(words.lows))) if _top(words, far)]
        if not tops or not all(_close(words, far) for far in range(at + 1, tops[0] + 1)):
            break
        if tops[0] > name and not STOPS.isdisjoint(words.lows[name : tops[0]]) and not _begins_www(words, dot):
            further = words.lows[name : tops[0]]
            if "dot" not in further or not STOPS.isdisjoint(further[: further.index("dot")]):
                break
        last = tops[0] + _top(words, tops[0]) - 1
        at = last + 1
    return (dot - 1, last) if last > 0 and dot > 0 and _close(words, dot) else None


def _begins_www(words: Words, dot: int) -> bool:
    return words.lows[dot - 1] in ("www", "w")


def _top(words: Words, at: int) -> int:
    """How many words of "uk", "n h s" stand here."""
    if words.lows[at] in TOPS:
        return 1
    return _any(words, at, SPELT_TOPS)


def _host(words: Words, first: int, dot: int) -> int:
    """The first word of the address: with its www, or as far back as words go on that may be its name."""
    for www in WWW:
        begin = dot - len(www)
        if begin >= 0 and tuple(words.lows[begin:dot]) == www:
            return begin
    plain = _back(words, first, first - MOST_WORDS + 1)
    cue = _after_cue(words, first, CUES, MOST_WORDS + 1)
    return plain if cue is None or not NO_NAME.isdisjoint(words.lows[cue:first]) else min(plain, cue)


def _after_cue(words: Words, first: int, cues: frozenset[str], most: int) -> int | None:
    """The word after "is", "visit", "it's", when one of them stands close before this word."""
    for at in range(first, max(first - most, 0) - 1, -1):
        if at == 0 or "\n" in words.tokens[at].gap or words.tokens[at - 1].clitic or words.lows[at - 1] in cues:
            return at
        if not _close(words, at):
            return None
    return None


def _www_before(words: Words, dot: int) -> int | None:
    """The www that begins what is said up to this dot: "dub dub dub dot safe at home dot org"."""
    for at in range(dot - 1, max(dot - FAR, 0), -1):
        if not _close(words, at + 1):
            return None
        www = next((len(one) for one in WWW if tuple(words.lows[max(at - len(one), 0) : at]) == one), 0)
        if words.lows[at] == "dot" and www:
            return at - www
    return None


def _back(words: Words, first: int, least: int) -> int:
    while first > max(least, 0) and _close(words, first):
        dash = first > 1 and words.lows[first - 1] in DASHES  # talk dash it dash out
        if not dash and words.lows[first - 1] in STOPS:
            break
        first, least = first - 1 - dash, least - 2 * dash
    return first


def _mailbox(words: Words, first: int, dot: int) -> int | None:
    """The first word of the mailbox, when "at" stands shortly before the dot."""
    near = range(dot - 1, max(dot - MOST_WORDS - 2, 0), -1)
    at = next((far for far in near if words.lows[far] == "at"), None)
    if at is None or not all(_close(words, far) for far in range(at, dot + 1)) or at == dot - 1:
        return None
    start = before_asides(words, at)
    asides = start < at - 1
    while start > 0 and words.lows[start] in NUMBER_WORDS and _close(words, start):
        start -= 1
    if start < 0 or (
        words.lows[start] in STOPS and words.lows[start] not in MAILBOXES and not _spelt(words.lows[start])
    ):
        return None
    start = _letters_before(words, start)
    joined = start
    while joint := _joint_before(words, start):
        start -= joint + 1
    if start > 1 and words.lows[start - 1] == "for" and letter(words.lows[start - 2]) == words.lows[start][0]:
        start -= 2  # m for mother
    while start > 0 and _close(words, start) and _spelt(words.lows[start - 1]):
        start -= 1
    cue = _after_cue(words, start, MAIL_CUES, MOST_WORDS - 1) if start == joined else None
    if asides and cue is None:
        return start
    return _back(words, start, start - 1) if cue is None else min(cue, start)


def _letters_before(words: Words, last: int) -> int:
    """The first of the letters that end here, or of the name that they spell: pugh p u g h."""
    first = last
    while first > 0 and _close(words, first) and len(words.lows[first]) == 1 == len(words.lows[first - 1]):
        first -= 1
    if last - first > 1:
        named = before_spelling(words, first, last)
        return named - (named < first and named > 0 and len(words.lows[named - 1]) == 1)  # t okafor
    return last


def _within_letters(words: Words, at: int) -> bool:
    """The i of p i p."""
    return len(words.lows[at]) == 1 and len(words.lows[at - 1]) == 1


def _spelt(low: str) -> bool:
    return low in TIMES or (len(low) == 1 and low not in "ai")


def _joint_before(words: Words, at: int) -> int:
    """How many words of "underscore", "full stop" stand before this word."""
    return next((len(one) for one in JOINTS if len(one) < at and tuple(words.lows[at - len(one) : at]) == one), 0)


def _path(words: Words, last: int) -> int:
    """The last word of what follows: slash saint brides carers, forward slash ask."""
    while slash := _any(words, last + 1, SLASHES):
        end = last + slash
        while end + 1 < len(words.lows) and end - last - slash < MOST_WORDS and _close(words, end + 1):
            named = end == last + slash and words.lows[end + 1] not in NO_PATH  # slash ask, slash about
            named = (
                named
                or words.lows[end + 1] in IN_PATHS
                or _spelt(words.lows[end + 1])
                or _within_letters(words, end + 1)
            )
            if words.lows[end + 1] == "slash" or (words.lows[end + 1] in STOPS and not named):
                break
            end += 1
        if end == last + slash:
            return last
        last = end
    return last
