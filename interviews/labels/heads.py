"""Which of the possible labels of a text are speakers: those that are given, known, or recur as speakers do."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from interviews.labels.shapes import LINE, Candidate, Head, candidates_in
from interviews.labels.words import (
    ABOUT_THE_RECORDING,
    is_known_label,
    is_somebody,
    looks_like_a_name,
    looks_like_a_title,
)
from tracers.names import fold

SHORT_TEXT_LINES = 20  # in a shorter text a name that speaks once may be a speaker
TIMED_LABELS = 3  # from so many on, times beside labels are no accident
LABELLED_SHARE = 10  # unknown names count as speakers when at least one paragraph in so many has a label
MAX_HEADER_LINE = 120

PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?![^\S\n]*(?:\n|\Z))[^\n]*)*")


def find_heads(text: str, given: Collection[str] = ()) -> tuple[Head, ...]:
    """The speaker labels of a text, in their order."""
    candidates = list(candidates_in(text, given))
    after_header = _header_end(text, given)
    candidates = [c for c in candidates if c.head.start >= after_header]
    accepted = _accepted(text, candidates)
    kept = [c for c in candidates if c.given or fold(c.head.speaker) in accepted]
    return tuple(_one_spelling(kept))


def _accepted(text: str, candidates: Sequence[Candidate]) -> set[str]:
    """The keys of the labels that are speakers, of those nobody named."""
    strong = [c.head.speaker for c in candidates if not c.weak]
    counts = Counter(fold(label) for label in strong)
    known = {fold(label) for label in strong if is_known_label(label)}
    names = {fold(label) for label in strong if looks_like_a_name(label)} - known
    lines = sum(1 for line in text.split("\n") if line.strip())
    paragraphs = sum(1 for _ in PARAGRAPH.finditer(text))
    recurring = {key for key in names if counts[key] >= 2}
    recurring |= _between_turns(candidates, known | recurring)
    recurring |= _timed(candidates, known | recurring) & names
    labelled = sum(counts[key] for key in known | recurring) + sum(c.given for c in candidates)
    if lines < SHORT_TEXT_LINES and 2 * (labelled + len(names - recurring)) >= paragraphs:
        return known | names | recurring
    return known | recurring if labelled * LABELLED_SHARE >= paragraphs else known


def _timed(candidates: Sequence[Candidate], speakers: Collection[str]) -> set[str]:
    """The keys of the labels with a time, where speakers have one: who speaks once has one too."""
    found = [c.head.at is not None for c in candidates if c.given or fold(c.head.speaker) in speakers]
    if sum(found) < TIMED_LABELS or sum(found) < 0.8 * len(found):
        return set()
    return {fold(c.head.speaker) for c in candidates if c.head.at is not None and not c.weak}


def _between_turns(candidates: Sequence[Candidate], speakers: Collection[str]) -> set[str]:
    """The keys of titles nobody knows ("Practice link") that stand between two turns of one and the same speaker.

    Once is enough for what people are ("Ward manager"); anything else has to do so again.
    """
    strong = [c for c in candidates if c.given or not c.weak]
    sure = {fold(c.head.speaker) for c in strong if c.given} | set(speakers)
    titles = {fold(c.head.speaker) for c in strong if looks_like_a_title(c.head.speaker)} - sure
    row = [key for c in strong if (key := fold(c.head.speaker)) in sure | titles]
    around = zip(row, row[1:], [*row[2:], *row[-2:-1]], strict=False)  # the last one needs nobody after it
    answers = Counter(key for before, key, after in around if key in titles and before == after and before in sure)
    return {key for key, times in answers.items() if times >= 2 or is_somebody(key)}


def _header_end(text: str, given: Collection[str]) -> int:
    """Where the lines about the recording ("Date: …", "Interviewer: JB") at the top end."""
    about = ABOUT_THE_RECORDING - {fold(label) for label in given}
    end = 0
    for found in LINE.finditer(text):
        line = found[0].strip()
        if not line:
            continue
        label, colon, _ = line.partition(":")
        if not colon or len(line) > MAX_HEADER_LINE or len(label) > 40:
            break
        if fold(label) in about:
            end = found.end()
    return end


def _one_spelling(candidates: Sequence[Candidate]) -> Iterator[Head]:
    """A speaker has one name: the first spelling; "P1 (CCG manager)" is P1 where P1 also stands alone."""
    spellings: dict[str, str] = {}
    roles: dict[str, set[str]] = {}
    for candidate in candidates:
        label = candidate.head.speaker
        spellings.setdefault(label if candidate.given else fold(label), label)
        if candidate.role:
            roles.setdefault(fold(label.removesuffix(candidate.role)), set()).add(candidate.role)
    for candidate in candidates:
        head = candidate.head
        bare = fold(head.speaker.removesuffix(candidate.role)) if candidate.role else ""
        key = bare if len(roles.get(bare, ())) == 1 and bare in spellings else fold(head.speaker)
        yield head if candidate.given else replace(head, speaker=spellings.get(key, head.speaker))
