"""Who speaks in a text that was read: how much, and under which label. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from interviews.turns import Turn

SAMPLE = 120  # characters of a turn, to know a speaker by


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker label ("" for words without one): its turns, whether it asks, and how its first turn begins."""

    speaker: str
    turns: int
    asks: bool
    sample: str


def heard(text: str, turns: Sequence[Turn]) -> list[Voice]:
    """Everybody who speaks, in order of appearance."""
    found: dict[str, Voice] = {}
    for turn in turns:
        if held := found.get(turn.speaker):
            found[turn.speaker] = replace(held, turns=held.turns + 1, asks=held.asks or turn.interviewer)
        else:
            sample = text[turn.start : min(turn.end, turn.start + SAMPLE)]
            found[turn.speaker] = Voice(turn.speaker, 1, turn.interviewer, sample)
    return list(found.values())


def rename(text: str, turns: Sequence[Turn], names: Mapping[str, str]) -> tuple[str, tuple[Turn, ...]]:
    """The text with other speaker labels, and its turns: not a word that was spoken changes.

    The label stands between the turns; where it cannot be found there, the turn alone has the new one. The new speaker
    asks where any of those who got its label does.
    """
    names = {old: new for old, new in names.items() if new and new != old}
    asking = {names.get(turn.speaker, turn.speaker) for turn in turns if turn.interviewer}
    parts, renamed, behind, shift = [], [], 0, 0
    for turn in turns:
        gap = text[behind : turn.start]
        new = names.get(turn.speaker, turn.speaker)
        told = _relabelled(gap, turn.speaker, new) if new != turn.speaker else gap
        shift += len(told) - len(gap)
        parts += [told, text[turn.start : turn.end]]
        renamed.append(
            replace(turn, start=turn.start + shift, end=turn.end + shift, speaker=new, interviewer=new in asking)
        )
        behind = turn.end
    return "".join([*parts, text[behind:]]), tuple(renamed)


def _relabelled(gap: str, old: str, new: str) -> str:
    """The gap before a turn with the last place of the old label replaced."""
    places = list(_places(gap, old))
    if not places:
        return gap
    start, end = places[-1]
    return gap[:start] + new + gap[end:]


def _places(gap: str, label: str) -> Iterator[tuple[int, int]]:
    if label:
        words = r"\s+".join(map(re.escape, label.split()))
        yield from (found.span() for found in re.finditer(rf"(?<!\w){words}(?!\w)", gap, re.IGNORECASE))
