"""A text as words with their places: what stands between them, what opens a sentence, what is a label."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
CLITIC = re.compile(r"['’](?:s|d|ll|ve|re|m|S)$")
SENTENCE_END = re.compile(r"[.?!…\n][\"'”’)\]]*\s*[\"'“‘(\[–—-]*\s*$|[:,] *[\"“‘'«]$|:\s+$|[\"”] +$")
ABBREVIATIONS = frozenset("dr mr mrs ms mx prof rev fr cllr st sr no sgt capt col lt hon messrs".split())
LABEL = re.compile(
    r"^[ \t*_]*(?:\[[^\]\n]{1,20}\]\s*|\(?\d\d?:\d\d(?::\d\d)?\)?\s*)?([^\W\d_][^:\n]{0,60}?)[*_]*:(?=\s|\*|$)", re.M
)
UPPER_SHARE = 0.012  # of the words; below it capitals tell nothing


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

    def before(self, index: int, far: int = 1) -> str:
        return self.lows[index - far] if index >= far else ""

    def after(self, index: int, far: int = 1) -> str:
        return self.lows[index + far] if index + far < len(self.lows) else ""


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
    capitals = sum(1 for token in tokens if token.capital and not token.opens and not token.label)
    lower = capitals < UPPER_SHARE * len(tokens) and sum(t.capital for t in tokens) < 0.06 * len(tokens) + 1
    return Words(text, tokens, lower, [token.low for token in tokens])
