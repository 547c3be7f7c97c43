"""Timed cues (WebVTT, SRT) as a conversation: cues of one speaker that follow each other make one turn."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from interviews.labels.heads import find_heads
from interviews.readers.captions import in_colours, unrolled
from interviews.readers.decoding import clean
from interviews.readers.reading import Draft
from interviews.readers.spoken import Spoken, as_label, composed
from interviews.readers.timed import Cue

LONG_PARAGRAPH = 800  # characters after which the next sentence without a speaker begins a new paragraph
PAUSE = 2.0  # seconds of silence after which words without a speaker begin a new paragraph

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]+)>")
_CHANGE = re.compile(r"^[ \t]*(?:>>|&gt;&gt;|[-–—](?=[ \t]?[^\W\d]))[ \t]*", re.MULTILINE)
_TAG = re.compile(r"<(/?)([^\s<>/.]*)((?:[\s.][^<>]*)?)(/?)>")
_FORMATTING = {"c", "i", "b", "u", "v", "ruby", "rt", "lang", "font", ""}
_UNHEARD = ("unin", "inaud", "unk")  # <UNIN/>, <INAUDIBLE_SPEECH/>, <unknown>


@dataclass(slots=True)
class _Said:
    speaker: str
    words: str
    start: float
    end: float
    fresh: bool = False  # somebody else begins to speak, as a dash or >> says


def conversation(cues: Iterable[Cue], encoding: str, notices: tuple[str, ...]) -> Draft:
    """Cues overlap in time where people talk over each other; they are told in the order in which they begin."""
    ordered = sorted(cues, key=lambda cue: cue.start)
    if not any(_VOICE.search(cue.payload) for cue in ordered):
        ordered = in_colours(unrolled(ordered, _words))
    said = [part for cue in ordered for part in _parts(cue) if part.words]
    if not any(part.speaker for part in said):
        said = list(_by_labels(said))
    unnamed = sum(not part.speaker for part in said)
    turns = list(_joined(said))
    if unnamed and any(turn.speaker for turn in turns):
        notices += (f"{unnamed} of {len(said)} cues name no speaker; their words stay with the speaker before them.",)
    return composed((Spoken(turn.speaker, turn.words, turn.start) for turn in turns), encoding, notices)


def _parts(cue: Cue) -> Iterator[_Said]:
    """One cue may hold several voices."""
    pieces = _VOICE.split(cue.payload)
    for part in _CHANGE.split(pieces[0]) if _CHANGE.search(pieces[0]) else pieces[:1]:
        yield _Said("", _words(part), cue.start, cue.end, fresh=part is not pieces[0])
    for name, payload in zip(pieces[1::2], pieces[2::2], strict=True):
        yield _Said(as_label(html.unescape(name)), _words(payload), cue.start, cue.end)


def _words(payload: str) -> str:
    """The words of a cue on one line: marks of form go, marks of sound stay in brackets."""
    closed = {found[2].casefold() for found in _TAG.finditer(payload) if found[1]}
    plain = _TAG.sub(lambda found: _instead_of(found, closed), payload)
    return clean(" ".join(html.unescape(plain).split()))


def _instead_of(tag: re.Match[str], closed: set[str]) -> str:
    name = tag[2].casefold()
    if name.startswith(_UNHEARD):
        return "" if tag[1] else "[unintelligible]"
    if tag[1] or name in _FORMATTING or name in closed or re.match(r"\d+:", name):
        return ""
    return f"[{(tag[2] + tag[3]).strip()}]"


def _by_labels(said: Sequence[_Said]) -> Iterator[_Said]:
    """Some programs write "Jane: …" into the cue instead of naming the voice."""
    names = {head.speaker for head in find_heads("\n\n".join(part.words for part in said))}
    for part in said:
        heads = find_heads(part.words, names) if names else ()
        if heads:
            part = replace(part, speaker=heads[0].speaker, words=part.words[heads[0].end :].strip())
        if part.words:
            yield part


def _joined(said: Iterable[_Said]) -> Iterator[_Said]:
    turn: _Said | None = None
    for part in said:
        if turn and _goes_on(turn, part):
            turn.words = f"{turn.words} {part.words}"
            turn.end = max(turn.end, part.end)
        else:
            if turn:
                yield turn
            turn = replace(part)
    if turn:
        yield turn


def _goes_on(turn: _Said, part: _Said) -> bool:
    if turn.speaker:
        return part.speaker in ("", turn.speaker)
    if part.fresh:
        return False
    full = len(turn.words) > LONG_PARAGRAPH and turn.words[-1] in ".?!"
    return not part.speaker and not full and part.start - turn.end < PAUSE
