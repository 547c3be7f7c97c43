"""A text without capitals: for each word, by the lists, what it may be."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import is_given, is_given_word, is_surname, is_word, listed, longest, single
from interviews.detecting.tokens import Words

COMPOUND_TAILS = voc.words_of("compound_tails")
SURE_TITLES = frozenset(["mr", "mrs", "ms", "mister", "missus", "dr", "professor", "prof"])
SURNAMES_TOO = frozenset(["best", "fair", "grand", "little", "long", "young"])  # and words of every sentence
OFTEN_NO_NAME = frozenset(["reg", "al", "van", "tel"])


@dataclass(frozen=True, slots=True)
class Marked:
    """The words and a mark for each: n a name, p a place, x a word that no list knows, ? a name and a word as well,
    w a word, - what only looks like a name."""

    words: Words
    marks: str
    titled: frozenset[str] = frozenset()  # surnames of this text, by a title before them: mrs long
    said: frozenset[str] = frozenset()  # its words that no list knows
    places: Mapping[str, Sequence[int]] = field(default_factory=dict)  # of each word

    @property
    def lows(self) -> list[str]:
        return self.words.lows

    def near(self, at: int) -> bool:
        """Whether there is a word here that follows the one before it closely."""
        if at >= len(self.lows):
            return False
        return self.words.tokens[at].gap in (" ", "-") and not self.words.tokens[at - 1].clitic


def marked(words: Words) -> Marked:
    marks = "".join(_mark(words, at) for at in range(len(words.tokens)))
    unknown = frozenset(low for low, mark in zip(words.lows, marks, strict=True) if mark == "x")
    places: dict[str, list[int]] = defaultdict(list)
    for at, low in enumerate(words.lows):
        places[low].append(at)
    return Marked(words, marks, frozenset(_titled(words)), unknown, places)


def _titled(words: Words) -> Iterator[str]:
    for at, low in enumerate(words.lows[1:], 1):
        title = words.lows[at - 1] in SURE_TITLES and words.tokens[at].gap == " "
        if title and is_surname(low) and (low in SURNAMES_TOO or low not in voc.FUNCTION):
            yield low


def _mark(words: Words, at: int) -> str:
    low, before = words.lows[at], words.before(at)
    if len(low) == 1 or low[0].isdigit():
        return "w"
    if _only_looks(words, at):
        return "-"
    if low in OFTEN_NO_NAME and (before in voc.DETERMINERS or before in ("car", "et", "plate")):
        return "w"
    if is_given(low):
        return "n"
    if low in listed("places"):
        return "p"
    if is_given_word(low):
        return "?"
    if is_word(low) or _is_compound(low):
        return "w"
    return "x" if len(low) > 2 or low in listed("surnames") else "w"


def _only_looks(words: Words, at: int) -> bool:
    low = words.lows[at]
    length = longest("not_identifiers", words.lows, at)
    if length > 1 or (length and not is_given(low)):
        return True
    if low not in single("acronyms"):
        return False
    return not is_given(low) or words.before(at) in voc.DETERMINERS or words.before(at) in voc.PREPOSITIONS


def _is_compound(low: str) -> bool:
    """keyworker, signwriter: two ordinary words in one, the second of the kind that joins."""
    if low in listed("surnames"):
        return False
    tails = (tail for tail in COMPOUND_TAILS if low.endswith(tail) and len(low) - len(tail) > 2)
    return any(low[: -len(tail)] in listed("words") for tail in tails)
