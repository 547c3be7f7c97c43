"""What two coders judged, unit by unit: the turns, sentences or characters that participants speak. Pure.

A coder has judged that a code fits a turn or a sentence when one of his extracts with the code touches it, and a
character when one covers it. Whatever he left without the code he has judged not to fit. Offsets are code points.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from interviews.turns import Turn

type Stretch = tuple[int, int]
type Stretches = Sequence[Stretch]  # in their order, none overlapping another

SHORT = ("mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "e.g", "i.e", "etc", "approx")
_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?![a-z])|\s*\n\s*\n\s*")
_SHORT = re.compile(rf"(?:^|[\s(\[“‘\"'])(?:{'|'.join(map(re.escape, SHORT))}|[A-Z])\.$", re.IGNORECASE)


class Unit(StrEnum):
    TURN = "turn"
    SENTENCE = "sentence"
    CHARACTER = "character"


def spoken(turns: Iterable[Turn]) -> list[Stretch]:
    """The turns of those who answer: words of an interviewer are nobody's judgement."""
    return [(turn.start, turn.end) for turn in turns if not turn.interviewer]


def sentences(text: str, turns: Stretches) -> list[Stretch]:
    """The sentences of these turns. One ends at a full stop, question or exclamation mark, and with its turn."""
    return [sentence for start, end in turns for sentence in _sentences(text, start, end)]


def _sentences(text: str, start: int, end: int) -> Iterator[Stretch]:
    here = start
    for gap in _END.finditer(text, start, end):
        until = gap.start() + len(gap[0].rstrip())
        if until <= here or _SHORT.search(text[here : gap.start()]):
            continue
        yield here, until
        here = gap.end()
    if here < end:
        yield here, end


def judged(units: Stretches, first: Iterable[Stretch], second: Iterable[Stretch]) -> Counter[tuple[bool, bool]]:
    """How many units the first and the second coder touched, both, one of them, or neither."""
    one, other = touched(units, first), touched(units, second)
    return _four(len(one & other), len(one), len(other), len(units))


def judged_characters(
    units: Stretches, first: Iterable[Stretch], second: Iterable[Stretch]
) -> Counter[tuple[bool, bool]]:
    """The same of the characters in these stretches."""
    one, other = common(units, joined(first)), common(units, joined(second))
    return _four(length(common(one, other)), length(one), length(other), length(units))


def _four(both: int, one: int, other: int, everything: int) -> Counter[tuple[bool, bool]]:
    return Counter(
        {
            (True, True): both,
            (True, False): one - both,
            (False, True): other - both,
            (False, False): everything - one - other + both,
        }
    )


def touched(units: Stretches, marks: Iterable[Stretch]) -> frozenset[int]:
    """The places of the units that have a character of one of the marks."""
    found, here = set[int](), 0
    for start, end in joined(marks):
        while here < len(units) and units[here][1] <= start:
            here += 1
        there = here
        while there < len(units) and units[there][0] < end:
            found.add(there)
            there += 1
    return frozenset(found)


def joined(marks: Iterable[Stretch]) -> list[Stretch]:
    """In their order, those that overlap or meet made one."""
    out: list[Stretch] = []
    for start, end in sorted(marks):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def common(some: Stretches, others: Stretches) -> list[Stretch]:
    """What lies in both."""
    out: list[Stretch] = []
    here = there = 0
    while here < len(some) and there < len(others):
        start, end = max(some[here][0], others[there][0]), min(some[here][1], others[there][1])
        if start < end:
            out.append((start, end))
        if some[here][1] < others[there][1]:
            here += 1
        else:
            there += 1
    return out


def length(stretches: Stretches) -> int:
    return sum(end - start for start, end in stretches)
