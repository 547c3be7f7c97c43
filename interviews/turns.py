"""Who speaks where: finding the turns of a transcript by its speaker labels.

A text is one string that includes the labels ("Interviewer: Could you…\\n\\nRespondent: Well…"). A turn is the
stretch of spoken words between two labels; labels, time stamps beside them and blank lines lie between turns.
All offsets are Unicode code points.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

SHORT_TEXT_LINES = 20  # in a shorter text a name that speaks once may be a speaker
TIMED_LABELS = 3  # from so many on, times beside labels are no accident
LABELLED_SHARE = 10  # unknown names count as speakers when at least one paragraph in so many has a label
MAX_HEADER_LINE = 120
MAX_LABEL = 250  # where a label has not ended after so many characters of a line, there is none


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that stand before a colon without speaking. Those of the second set describe the recording: they make a header.
NOT_SPEAKERS = _words(
    """
    note notes nb n.b ps p.s eg e.g ie i.e example aim aims objective objectives background summary conclusion result
    results method methods finding findings recommendation recommendations figure table box appendix section chapter
    theme topic question prompt probe context mechanism outcome nhs http https mailto email tel telephone phone fax
    re fw fwd cc warning important reference references source yes no okay ok so and but because well right also
    however therefore first firstly second secondly third thirdly finally step stage part area day week year option
    """
)
ABOUT_THE_RECORDING = _words(
    """
    date title time place location venue site duration length recorded recording transcript transcriber transcription
    file filename format version author authors tags study project subject present attendees participants speakers
    interview id organisation organization role mode started ended start end kind status created published
    """
) | {
    "transcribed by",
    "conducted by",
    "participant id",
    "interview id",
    "interview date",
    "interview number",
    "file name",
}

INTERVIEWER_WORDS = _words("interviewer interviewers int interv intv iv researcher facilitator moderator")
SPEAKER_WORDS = INTERVIEWER_WORDS | _words(
    """
    interviewee respondent respondents resp participant patient pt doctor dr clinician physician nurse gp carer speaker
    spk observer host guest manager commissioner provider caller therapist client unknown male female
    """
)
ASKS_WHEN_OTHER_ANSWERS = {  # these ask when one of those answers
    "i": {"r", "p", "s", "respondent", "participant", "interviewee"},
    "q": {"a"},
    "d": {"p"},
    "dr": {"p", "pt", "patient"},
    "doctor": {"p", "pt", "patient"},
    "clinician": {"p", "pt", "patient", "client"},
    "physician": {"p", "pt", "patient"},
    "therapist": {"client", "patient"},
}
PARTICLES = _words("de da di do du la le van von der den ter bin ibn al el y e of and the &")

# What people are at work and to one another: "Ward manager", "Second carer" and "Head of finance" are somebody.
PEOPLE = SPEAKER_WORDS | _words(
    """
    accountant administrator adviser advisor advocate analyst assistant auditor caregiver chair chairman chairperson
    chairwoman champion clerk colleague consultant coordinator co-ordinator councillor daughter dentist deputy dietitian
    director executive expert father fellow governor head husband inspector lead leader matron member mentor midwife
    mother navigator officer official optometrist owner paramedic parent partner pharmacist physiotherapist planner
    practitioner professor psychiatrist psychologist radiographer receptionist registrar relative rep representative
    resident secretary sister son specialist spouse student supervisor surgeon teacher technician trainee
    trainer trustee user visitor volunteer wife worker
    """
)
OF_A_SENTENCE = _words(  # and not of somebody's title
    """
    a about all also an and another any are as at be been being both but by can do does each either every few first for
    from going had has have he her here his how i if in into is it its just last let like looking main many more most
    much my next no not now of on one only or other our out over own please same second see she so some such than that
    the their them then there these they this those to too two up was we were what when where which who why with would
    you your
    """
)

_CLOCK = r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
_BOXED = rf"(?:\[{_CLOCK}\]|\({_CLOCK}\)|<{_CLOCK}>|\{{{_CLOCK}\}})"
_STAMP = rf"(?:{_BOXED}|{_CLOCK}(?:[ \t]?[AaPp][Mm]\b)?)"
_BRACKET = rf"(?:[ \t]?(?!{_BOXED})[(\[][^\n()\[\]]{{1,60}}[)\]])"
_SEPARATOR = r"(?:(?<!\d):|:(?!\d)|：|;|\t)(?!//)"
_NAME = r"[^\W_][^\n:：;\t\[\](){}<>\"“”?!]{0,60}?"
_SHAPE = re.compile(
    rf"[ \t]*(?:(?P<before>{_STAMP})[ \t]*(?:[-–—|][ \t]*)?)?(?:\d{{1,5}}\t)?"
    rf"(?:\[(?P<boxed>{_NAME})\]|(?P<name>{_NAME})(?P<role>{_BRACKET})?)"
    rf"(?:[ \t]*[,|–-]?[ \t]*(?P<mid>{_STAMP}))?[ \t]*(?P<separator>{_SEPARATOR})(?:[ \t]*(?P<after>{_BOXED}))?"
)
_ALONE = re.compile(
    rf"[ \t]*(?:\[(?P<boxed>{_NAME})\]|(?P<name>{_NAME})(?P<role>{_BRACKET})?)"
    rf"(?:[ \t]+|[ \t]*[,|·•–-][ \t]*)(?P<mid>{_STAMP})[ \t]*$"
)
_BARE = re.compile(rf"[ \t]*(?P<name>{_NAME})(?P<role>{_BRACKET})?[ \t]*$")
_LOOSE_CLOCK = r"(?:\d{1,3}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,3})?"
_RANGE = re.compile(rf"[ \t]*(?P<from>{_LOOSE_CLOCK})[ \t]*-->[ \t]*{_LOOSE_CLOCK}[ \t]*$")
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\b\.?,?(?=\s|\Z)")
_LINE = re.compile(r"[^\n]+")
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?![^\S\n]*(?:\n|\Z))[^\n]*)*")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Turn:
    """The words of one speaker, from `start` up to `end`; `at` is in seconds from the start of the recording."""

    start: int
    end: int
    speaker: str
    interviewer: bool
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A speaker label with what belongs to it (stamp, colon); the words begin after `end`."""

    start: int
    end: int
    speaker: str
    at: float | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    head: Head
    role: str
    given: bool
    weak: bool  # a slip such as "D;" names a speaker only where "D:" does too


def find_turns(text: str, speakers: Collection[str] = (), interviewers: Collection[str] = ()) -> tuple[Turn, ...]:
    """The turns in their order. Labels given are always recognised; others when they look and recur like speakers."""
    heads = find_heads(text, (*speakers, *interviewers))
    turns = _between(text, heads) if heads else _paragraphs(text)
    return mark_interviewers(tuple(turns), interviewers)


def mark_interviewers(turns: Iterable[Turn], interviewers: Collection[str]) -> tuple[Turn, ...]:
    return tuple(replace(turn, interviewer=asks(turn.speaker, interviewers)) for turn in turns)


def asks(speaker: str, interviewers: Iterable[str]) -> bool:
    """Whether this label is one of those who ask, whatever its case and spaces."""
    return bool(speaker.strip()) and _key(speaker) in {_key(name) for name in interviewers}


def compose(spoken: Iterable[tuple[str, str]]) -> str:
    """One text out of (speaker, words); words without a speaker stand alone."""
    return "\n\n".join(f"{speaker}: {words}" if speaker else words for speaker, words in spoken)


def propose_interviewers(turns: Sequence[Turn], text: str = "") -> tuple[str, ...]:
    """Who seems to ask: by the label, otherwise, when the text is given, who asks most."""
    names = tuple(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    stems = {name: _stem(name) for name in names}
    named = tuple(name for name in names if stems[name] in INTERVIEWER_WORDS)
    if named:
        return named
    others = set(stems.values())
    asking = tuple(name for name in names if ASKS_WHEN_OTHER_ANSWERS.get(stems[name], set()) & others)
    return asking or _who_asks_most(turns, names, text)


def find_heads(text: str, given: Collection[str] = ()) -> tuple[Head, ...]:
    """The speaker labels of a text, in their order."""
    candidates = list(_candidates(text, given))
    after_header = _header_end(text, given)
    candidates = [c for c in candidates if c.head.start >= after_header]
    accepted = _accepted(text, candidates)
    kept = [c for c in candidates if c.given or _key(c.head.speaker) in accepted]
    return tuple(_one_spelling(kept))


def plausible_label(label: str) -> bool:
    """Whether words before a colon look like the name of somebody who speaks."""
    return is_known_label(label) or _looks_like_a_name(label)


def starts_turn(line: str) -> bool:
    """Whether a line begins with what may be a speaker label: “P1 (GP):”, “[00:12] Ann Lee:”, “Ann Lee  0:12”."""
    candidate = _by_shape(line, 0) if line.strip() else None
    return candidate is not None and not candidate.weak and plausible_label(candidate.head.speaker)


def seconds(stamp: str) -> float | None:
    """[00:12:31] → 751.0"""
    parts = re.findall(r"\d+(?:[.,]\d+)?", stamp)
    if not 2 <= len(parts) <= 3:
        return None
    total = 0.0
    for part in parts:
        total = total * 60 + float(part.replace(",", "."))
    return total


def _between(text: str, heads: Sequence[Head]) -> Iterator[Turn]:
    edges = [*(head.start for head in heads), len(text)]
    if lead := _trimmed(text, 0, edges[0]):
        yield Turn(*lead, speaker="", interviewer=False)
    for head, until in zip(heads, edges[1:], strict=True):
        if words := _trimmed(text, head.end, until):
            yield Turn(*words, speaker=head.speaker, interviewer=False, at=head.at)


def _paragraphs(text: str) -> Iterator[Turn]:
    pattern = _PARAGRAPH if _BLANK_LINE.search(text.strip()) else _LINE
    for found in pattern.finditer(text):
        if words := _trimmed(text, *found.span()):
            yield Turn(*words, speaker="", interviewer=False)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    part = text[start:end]
    words = part.strip()
    if not words:
        return None
    start += len(part) - len(part.lstrip())
    return start, start + len(words)


def _candidates(text: str, given: Collection[str]) -> Iterator[_Candidate]:
    known = _GivenLabels(given)
    ranged: re.Match[str] | None = None  # a line with nothing but "0:0:1.2 --> 0:0:3.4"; the name follows on its own
    ranged_start, previous_end = 0, -2
    for found in _LINE.finditer(text):
        line, start = found[0].rstrip(), found.start()
        opens_paragraph = start - previous_end > 1 or previous_end < 0
        if not line:
            continue
        previous_end = found.end()
        if ranged and len(line) < MAX_LABEL and (bare := _BARE.match(line)):
            yield _Candidate(
                Head(ranged_start, start + bare.end(), bare["name"].strip(), seconds(ranged["from"])), "", False, False
            )
        elif candidate := known.match(line, start, opens_paragraph) or _by_shape(line, start):
            yield candidate
        ranged, ranged_start = (_RANGE.match(line) if len(line) < MAX_LABEL else None), start


class _GivenLabels:
    """The labels somebody named, found at the start of a line whatever their case."""

    def __init__(self, labels: Collection[str]) -> None:
        cleaned = dict.fromkeys(" ".join(label.split()) for label in labels)
        self.labels = sorted((label for label in cleaned if label), key=len, reverse=True)
        self.pattern = self._pattern() if self.labels else None

    def _pattern(self) -> re.Pattern[str]:
        names = "|".join(r"[^\S\n]+".join(map(re.escape, label.split(" "))) for label in self.labels)
        return re.compile(
            rf"[^\S\n]*(?:(?P<before>{_STAMP})[ \t]*(?:[-–—|][ \t]*)?)?(?:\d{{1,5}}\t)?\[?(?P<name>{names})\]?"
            rf"(?P<role>{_BRACKET})?"
            rf"(?:(?:[ \t]*[,|–-]?[ \t]*(?P<mid>{_STAMP}))?[ \t]*(?:[:：;]|\t)(?:[ \t]*(?P<after>{_BOXED}))?"
            rf"|[ \t,|–-]+(?P<last>{_STAMP})\s*$|(?P<alone>\s*$))",
            re.IGNORECASE,
        )

    def match(self, line: str, start: int, opens_paragraph: bool) -> _Candidate | None:
        reach = MAX_LABEL + len(self.labels[0]) if self.labels else 0
        found = self.pattern.match(line, 0, reach) if self.pattern else None
        if not found or found.end() == reach:
            return None
        if found["alone"] is not None and not (opens_paragraph and found["name"] in self.labels):
            return None
        at = _first_stamp(found, "before", "mid", "last", "after")
        head = Head(start, start + found.end(), self._as_given(found["name"]), at)
        return _Candidate(head, "", given=True, weak=False)

    def _as_given(self, name: str) -> str:
        name = " ".join(name.split())
        if name in self.labels:
            return name
        return next((label for label in self.labels if _key(label) == _key(name)), name)


def _by_shape(line: str, start: int) -> _Candidate | None:
    found = _SHAPE.match(line, 0, MAX_LABEL) or (_ALONE.match(line) if len(line) < MAX_LABEL else None)
    if not found:
        return None
    groups = found.groupdict()
    name = " ".join((groups["boxed"] or groups["name"]).split())
    role = " ".join((groups["role"] or "").split())
    at = _first_stamp(found, "before", "mid", "after")
    label = f"{name} {role}" if role else name
    return _Candidate(
        Head(start, start + found.end(), label, at), role, given=False, weak=groups.get("separator") == ";"
    )


def _first_stamp(found: re.Match[str], *groups: str) -> float | None:
    stamps = found.groupdict()
    return next((seconds(stamps[group]) for group in groups if stamps.get(group)), None)


def _accepted(text: str, candidates: Sequence[_Candidate]) -> set[str]:
    """The keys of the labels that are speakers, of those nobody named."""
    strong = [c.head.speaker for c in candidates if not c.weak]
    counts = Counter(_key(label) for label in strong)
    known = {_key(label) for label in strong if is_known_label(label)}
    names = {_key(label) for label in strong if _looks_like_a_name(label)} - known
    lines = sum(1 for line in text.split("\n") if line.strip())
    paragraphs = sum(1 for _ in _PARAGRAPH.finditer(text))
    recurring = {key for key in names if counts[key] >= 2}
    recurring |= _between_turns(candidates, known | recurring)
    recurring |= _timed(candidates, known | recurring) & names
    labelled = sum(counts[key] for key in known | recurring) + sum(c.given for c in candidates)
    if lines < SHORT_TEXT_LINES and 2 * (labelled + len(names - recurring)) >= paragraphs:
        return known | names | recurring
    return known | recurring if labelled * LABELLED_SHARE >= paragraphs else known


def _timed(candidates: Sequence[_Candidate], speakers: Collection[str]) -> set[str]:
    """The keys of the labels with a time, where speakers have one: who speaks once has one too."""
    found = [c.head.at is not None for c in candidates if c.given or _key(c.head.speaker) in speakers]
    if sum(found) < TIMED_LABELS or sum(found) < 0.8 * len(found):
        return set()
    return {_key(c.head.speaker) for c in candidates if c.head.at is not None and not c.weak}


def _between_turns(candidates: Sequence[_Candidate], speakers: Collection[str]) -> set[str]:
    """The keys of titles nobody knows ("Practice link") that stand between two turns of one and the same speaker.

    Once is enough for what people are ("Ward manager"); anything else has to do so again.
    """
    strong = [c for c in candidates if c.given or not c.weak]
    sure = {_key(c.head.speaker) for c in strong if c.given} | set(speakers)
    titles = {_key(c.head.speaker) for c in strong if _looks_like_a_title(c.head.speaker)} - sure
    row = [key for c in strong if (key := _key(c.head.speaker)) in sure | titles]
    around = zip(row, row[1:], [*row[2:], *row[-2:-1]], strict=False)  # the last one needs nobody after it
    answers = Counter(key for before, key, after in around if key in titles and before == after and before in sure)
    return {key for key, times in answers.items() if times >= 2 or _is_somebody(key)}


def _header_end(text: str, given: Collection[str]) -> int:
    """Where the lines about the recording ("Date: …", "Interviewer: JB") at the top end."""
    about = ABOUT_THE_RECORDING - {_key(label) for label in given}
    end = 0
    for found in _LINE.finditer(text):
        line = found[0].strip()
        if not line:
            continue
        label, colon, _ = line.partition(":")
        if not colon or len(line) > MAX_HEADER_LINE or len(label) > 40:
            break
        if _key(label) in about:
            end = found.end()
    return end


def _one_spelling(candidates: Sequence[_Candidate]) -> Iterator[Head]:
    """A speaker has one name: the first spelling; "P1 (CCG manager)" is P1 where P1 also stands alone."""
    spellings: dict[str, str] = {}
    roles: dict[str, set[str]] = {}
    for candidate in candidates:
        label = candidate.head.speaker
        spellings.setdefault(label if candidate.given else _key(label), label)
        if candidate.role:
            roles.setdefault(_key(label.removesuffix(candidate.role)), set()).add(candidate.role)
    for candidate in candidates:
        head = candidate.head
        bare = _key(head.speaker.removesuffix(candidate.role)) if candidate.role else ""
        key = bare if len(roles.get(bare, ())) == 1 and bare in spellings else _key(head.speaker)
        yield head if candidate.given else replace(head, speaker=spellings.get(key, head.speaker))


def _looks_like_a_name(label: str) -> bool:
    bare = re.sub(_BRACKET + r"\Z", "", label)
    if _stem(bare) in NOT_SPEAKERS | ABOUT_THE_RECORDING or _key(bare) in ABOUT_THE_RECORDING:
        return False
    words = bare.split()
    if any(character.isdigit() for character in bare) and _MONTH.search(bare):
        return False
    if not 1 <= len(words) <= 7 or not any(character.isalpha() for character in bare):
        return False
    if words[0][0].islower():
        return False
    return _is_somebody(bare) or all(not word[0].islower() or word in PARTICLES for word in words)


def _is_somebody(label: str) -> bool:
    """Ward manager, Carer 2, Director of nursing – but not “My manager” or “If a nurse”."""
    first, *others = _stem(label).split() or [""]
    if first in OF_A_SENTENCE - {"first", "second"}:
        return False
    if first in PEOPLE and others[:1] == ["of"]:
        return len(others) > 1
    return (others or [first])[-1] in PEOPLE and not OF_A_SENTENCE & set(others)


def _looks_like_a_title(label: str) -> bool:
    """A few words without those of a sentence, the first with a capital: “Practice link”, not “For example”."""
    bare = re.sub(_BRACKET + r"\Z", "", label)
    words = _key(bare).split()
    plain = 2 <= len(words) <= 4 and all(word.replace("-", "").isalpha() for word in words)
    return plain and bare[0].isupper() and not set(words) & (OF_A_SENTENCE | NOT_SPEAKERS | ABOUT_THE_RECORDING)


def is_known_label(label: str) -> bool:
    bare = re.sub(_BRACKET + r"\Z", "", label).strip()
    return _stem(bare) in SPEAKER_WORDS or re.fullmatch(r"[A-Z]{1,3}\d{1,3}", bare) is not None


def _stem(label: str) -> str:
    """Interviewer 2 (JB) → interviewer"""
    bare = re.sub(_BRACKET + r"\Z", "", label)
    return re.sub(r"(?:[\s_#-]*\d+[a-z]?|\s[a-z])?\.?\Z", "", _key(bare), count=1)


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()


def _who_asks_most(turns: Sequence[Turn], names: Sequence[str], text: str) -> tuple[str, ...]:
    """The most questions among the words: who asks says less between two questions than who answers."""
    if len(names) < 2:
        return ()
    spoken = {name: [text[turn.start : turn.end] for turn in turns if turn.speaker == name] for name in names}
    rates = {name: _questions(parts) for name, parts in spoken.items()}
    best = max(names, key=lambda name: rates[name])
    asking = sum("?" in part for part in spoken[best])
    return (best,) if asking * LABELLED_SHARE >= len(spoken[best]) and asking else ()


def _questions(parts: Sequence[str]) -> float:
    words = sum(len(part.split()) for part in parts)
    return sum(part.count("?") for part in parts) / words if words else 0.0
