"""A text as words with their places: what stands between them, what opens a sentence, what is a label."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
CLITIC = re.compile(r"['’](?:s|d|ll|ve|re|m|S)$")
SENTENCE_END = re.compile(r"[.?!…\n][\"'”’)\]]*\s*[\"'“‘(\[–—-]*\s*$|[:,] *[\"“‘'«]$|:\s+$|[\"”] +$")
ABBREVIATIONS = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "mx",
        "prof",
        "rev",
        "fr",
        "cllr",
        "st",
        "sr",
        "no",
        "sgt",
        "capt",
        "col",
        "lt",
        "hon",
        "messrs",
    ]
)
LABEL = re.compile(
    r"^[ \t*_]*(?:\[[^\]\n]{1,20}\]\s*|\(?\d\d?:\d\d(?::\d\d)?\)?\s*)?([^\W\d_][^:\n]{0,60}?)[*_]*:(?=\s|\*|$)",
    re.MULTILINE,
)
UPPER_SHARE = 0.012  # of the words; below it capitals tell nothing
FEWEST_LABELS, LABELLED_SHARE = 3, 0.3  # of the lines of a text without capitals
LONG_PARAGRAPH = 25  # words
SHOUTED_SHARE = 0.6  # of the words in capitals; above it they tell nothing either


@dataclass(slots=True)
class Token:
    start: int
    end: int  # of the name itself, without a possessive
    word: str
    low: str
    gap: str  # what stands before it, after the previous word
    clitic: str  # 's, 'll … that follows
    opens: bool = False  # first of a sentence
    capital: bool = False
    shouted: bool = False  # all capitals, more than one letter
    label: bool = False


@dataclass(slots=True)
class Words:
    """A text cut into words."""

    text: str
    tokens: list[Token]
    lower: bool  # capitals are hardly used: speech-to-text
    lows: list[str] = field(default_factory=list)

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.tokens[first].start, self.tokens[last].end

    def part(self, first: int, last: int, lower: bool) -> "Words":
        """The words first to last by themselves."""
        return Words(self.text, self.tokens[first : last + 1], lower, self.lows[first : last + 1])

    def stretches(self) -> Iterator[tuple[int, int, bool]]:
        """First and last word of each stretch that is written with capitals, or without; whether without.

        In a text with capitals a long paragraph without any is read as speech-to-text.
        """
        first, lower = 0, self.lower
        for start, end in self._paragraphs():
            plain = self.lower or (end - start >= LONG_PARAGRAPH and not any(map(_tells, self.tokens[start + 1 : end])))
            if plain != lower:
                if start > first:
                    yield first, start - 1, lower
                first, lower = start, plain
        if first < len(self.tokens):
            yield first, len(self.tokens) - 1, lower

    def _paragraphs(self) -> Iterator[tuple[int, int]]:
        """First word of each line, and of the one after it."""
        start = 0
        for at, token in enumerate(self.tokens):
            if at and "\n" in token.gap:
                yield start, at
                start = at
        yield start, len(self.tokens)

    def before(self, index: int, far: int = 1) -> str:
        """The word before, with what hangs on it: "it's", "she'll"."""
        if index < far:
            return ""
        token = self.tokens[index - far]
        return token.low + token.clitic.lower().replace("’", "'")

    def after(self, index: int, far: int = 1) -> str:
        return self.lows[index + far] if index + far < len(self.lows) else ""


def _tells(token: Token) -> bool:
    """Whether the case of this word tells anything."""
    return token.capital and not token.label and token.low != "i"


def _tokens(text: str) -> Iterator[Token]:
    end = 0
    for match in WORD.finditer(text):
        word = match.group()
        clitic = CLITIC.search(word)
        name = word[: clitic.start()] if clitic else word
        yield Token(
            match.start(),
            match.start() + len(name),
            name,
            name.lower().replace("’", "'"),
            text[end : match.start()],
            clitic.group() if clitic else "",
            capital=name[0].isupper(),
            shouted=len(name) > 1 and name.isupper(),
        )
        end = match.end()


def _opens(token: Token, previous: Token | None) -> bool:
    if previous is None:
        return True
    if not SENTENCE_END.search(token.gap):
        return False
    dotted = token.gap.startswith(".") and "\n" not in token.gap
    abbreviated = previous.low in ABBREVIATIONS or (
        len(previous.word) == 1 and previous.capital and previous.low != "i"
    )
    return not (dotted and abbreviated)


def labels(text: str) -> list[tuple[int, int]]:
    """Where the words before a colon at the start of a line stand, when they are few enough for a label."""
    found = ((m.start(1), m.end(1)) for m in LABEL.finditer(text))
    return [(start, end) for start, end in found if text.count(" ", start, end) < 6]


def cut(text: str) -> Words:
    tokens = list(_tokens(text))
    places = iter(labels(text))
    label = next(places, None)
    previous: Token | None = None
    for token in tokens:
        token.opens = _opens(token, previous)
        while label and label[1] < token.end:
            label = next(places, None)
        token.label = bool(label and label[0] <= token.start)
        previous = token
    lower = _without_case(tokens)
    if lower:
        _label_again(tokens)
    return Words(text, tokens, lower, [token.low for token in tokens])


def _label_again(tokens: Sequence[Token]) -> None:
    """Labels without a colon: the word that many lines begin with says who speaks ("res so i'm …")."""
    first = [token for at, token in enumerate(tokens) if not at or "\n" in token.gap]
    counts = Counter(token.low for token in first)
    for token in first:
        token.label = token.label or counts[token.low] > max(FEWEST_LABELS, LABELLED_SHARE * len(first))


def _without_case(tokens: list[Token]) -> bool:
    """Whether capitals are hardly used, or for everything."""
    within = sum(_tells(token) and not token.opens for token in tokens)
    few = within < UPPER_SHARE * len(tokens) and sum(token.capital for token in tokens) < 0.06 * len(tokens) + 1
    spoken = [token for token in tokens if not token.label and len(token.word) > 1 and token.word.isalpha()]
    return few or sum(token.shouted for token in spoken) > SHOUTED_SHARE * max(len(spoken), 1)
