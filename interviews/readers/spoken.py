"""What is said, part by part, as the text of a draft."""

from collections.abc import Iterable
from dataclasses import dataclass

from interviews.readers.decoding import clean
from interviews.readers.reading import Draft

ASKS, ANSWERS = "Interviewer", "Respondent"  # who speaks where a file says only what is a question and what an answer


@dataclass(frozen=True, slots=True)
class Spoken:
    """`at` is in seconds from the start of the recording."""

    speaker: str
    words: str
    at: float | None = None


def composed(spoken: Iterable[Spoken], encoding: str, notices: tuple[str, ...]) -> Draft:
    """A paragraph a part, with a label where somebody else begins to speak."""
    parts = [part for part in spoken if part.words]
    text, times, before = "", {}, ""
    for part in parts:
        text += ("\n\n" if text else "") + (f"{part.speaker}: " if part.speaker not in ("", before) else "")
        if part.at is not None:
            times[len(text)] = part.at
        text, before = text + part.words, part.speaker
    speakers = tuple(dict.fromkeys(part.speaker for part in parts if part.speaker))
    return Draft(text, encoding, notices, speakers, times)


def as_label(name: str) -> str:
    """A name on one line and without a colon, which would end the label."""
    return clean(" ".join(name.replace(":", " ").split()))
