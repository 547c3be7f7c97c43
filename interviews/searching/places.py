"""Where in a turn the words looked for stand, the line they are shown in, what of it becomes an extract. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from interviews.query import Node, Term, wanted
from interviews.searching.words import Word, words
from interviews.spans import Span

AROUND = 60  # characters on either side of a hit
MOST_AROUND = 200  # words
type Fitting = Sequence[Collection[str]]
type Extent = Literal["hit", "sentence", "turn", "words"]
_ENDS = re.compile(r"[.!?…]+[\"'”’)\]]*\s+")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """What the database keeps for a word: its stem ("" for the small words, which have none) and its form."""

    stem: str
    form: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A term as the database knows it: (lexeme, all that begin so) in a row, among the stems or the forms."""

    lexemes: tuple[tuple[str, bool], ...]
    stems: bool

    @property
    def tsquery(self) -> str:
        return " <-> ".join(f"'{lexeme}'{':*' if prefix else ''}" for lexeme, prefix in self.lexemes)


@dataclass(frozen=True, slots=True)
class Line:
    """A hit in its surroundings; `span` is its place in the words it was found in."""

    span: Span
    left: str
    hit: str
    right: str


def pattern(term: Term, lexemes: Mapping[str, Lexeme]) -> Pattern:
    """By the stems, unless the term is taken as written or one of its words is too small to have one."""
    known = [lexemes[sought.word] for sought in term.words]
    by_stems = not term.as_written and all(each.stem for each in known)
    sequence = (
        (each.stem if by_stems else each.form, sought.prefix) for each, sought in zip(known, term.words, strict=True)
    )
    return Pattern(tuple(sequence), by_stems)


def fitting(known: Pattern, lexemes: Mapping[str, Lexeme]) -> Fitting:
    """Which of these words fit at each place of the pattern."""
    told = {word: each.stem if known.stems else each.form for word, each in lexemes.items()}
    return [
        {word for word, lexeme in told.items() if lexeme == sought or (prefix and lexeme.startswith(sought))}
        for sought, prefix in known.lexemes
    ]


def found(said: Sequence[Word], fits: Mapping[Term, Fitting]) -> dict[Term, list[Span]]:
    """The places of each term among these words; `fits` knows all of them."""
    return {term: list(_places(said, each)) for term, each in fits.items()}


def hits(tree: Node, places: Mapping[Term, Iterable[Span]]) -> list[Span]:
    """The places of what is looked for, in order; of two that overlap the one that begins first, then the longer."""
    every = sorted({span for term in wanted(tree) for span in places[term]}, key=lambda span: (span.start, -span.end))
    kept: list[Span] = []
    for span in every:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def lines(said: str, spans: Iterable[Span]) -> Iterator[Line]:
    for span in spans:
        left, right = said[max(0, span.start - AROUND) : span.start], said[span.end : span.end + AROUND]
        if span.start > AROUND:
            left = f"…{left.partition(' ')[2] or left}"
        if span.end + AROUND < len(said):
            right = f"{right.rpartition(' ')[0] or right}…"
        yield Line(
            span,
            " ".join(left.split()) + " " * left[-1:].isspace(),
            said[span.start : span.end],
            " " * right[:1].isspace() + " ".join(right.split()),
        )


def stretch(said: str, hit: Span, extent: Extent, around: int = 0) -> Span:
    """What of the words becomes the extract: the hit, its sentence, the turn, or `around` words about it."""
    match extent:
        case "hit":
            return hit
        case "turn":
            return _trimmed(said, Span(0, len(said)))
        case "sentence":
            ends = [0, *(end.end() for end in _ENDS.finditer(said)), len(said)]
            start = max(end for end in ends if end <= hit.start)
            return _trimmed(said, Span(start, min(end for end in ends if end >= hit.end)))
        case "words":
            there = words(said)
            before = [word.start for word in there if word.end <= hit.start]
            after = [word.end for word in there if word.start >= hit.end]
            around = min(around, MOST_AROUND)
            start = before[-around] if around and len(before) >= around else 0 if around else hit.start
            end = after[around - 1] if around and len(after) >= around else len(said) if around else hit.end
            return _trimmed(said, Span(start, end))


def united(spans: Iterable[Span]) -> list[Span]:
    """The same stretches, those that overlap as one."""
    made: list[Span] = []
    for span in sorted(spans):
        if made and span.start < made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return made


def _places(said: Sequence[Word], fits: Fitting) -> Iterator[Span]:
    first, *others = fits
    for place, word in enumerate(said[: len(said) - len(others)]):
        if word.word in first and all(said[place + n].word in each for n, each in enumerate(others, 1)):
            yield Span(word.start, said[place + len(others)].end)


def _trimmed(said: str, span: Span) -> Span:
    part = said[span.start : span.end]
    ahead = len(part) - len(part.lstrip())
    return Span(span.start + ahead, span.start + ahead + len(part.strip()))
