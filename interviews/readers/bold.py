"""Speaker labels in bold: what the bold words at the beginning of a line say about who speaks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from interviews.labels.shapes import starts_turn
from interviews.labels.words import is_known_label, plausible_label
from interviews.readers.decoding import clean
from interviews.readers.programs import tidied
from interviews.readers.reading import Draft
from interviews.readers.spoken import ASKS

MOST_OFTEN = 2  # so many questions in bold are no accident


@dataclass(slots=True)
class Line:
    text: str = ""
    bold: str = ""  # the words in bold it begins with
    still_bold: bool = True


@dataclass(slots=True)
class Paragraph:
    lines: list[Line] = field(default_factory=lambda: [Line()])

    @classmethod
    def of(cls, text: str, bold: str = "") -> "Paragraph":
        """A paragraph that begins with these words in bold."""
        line = Line(text, bold if text.startswith(bold) else "", still_bold=False)
        return cls([line])

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines).strip()

    def write(self, words: str, *, strong: bool = False) -> None:
        for number, piece in enumerate(words.split("\n")):
            if number:
                self.lines.append(Line())
            line = self.lines[-1]
            line.text += piece
            if strong and line.still_bold:
                line.bold += piece
            elif piece.strip():
                line.still_bold = False


def speakers_in_bold(paragraphs: Iterable[Paragraph]) -> tuple[str, ...]:
    """The labels in bold, once one of them recurs or is a known one: then even who speaks once is a speaker."""
    lines = (line for paragraph in paragraphs for line in paragraph.lines)
    labels = Counter(label for line in lines if (label := _label(line)))
    if not any(count > 1 or is_known_label(label) for label, count in labels.items()):
        return ()
    return tuple(label for label in labels if plausible_label(label))


def drafted(paragraphs: Sequence[Paragraph], encoding: str, notices: tuple[str, ...] = ()) -> Draft:
    """One text of these paragraphs, a blank line between two; questions in bold are asked by the interviewer."""
    worded = [paragraph for paragraph in paragraphs if paragraph.text]
    speakers = speakers_in_bold(worded)
    texts = [paragraph.text for paragraph in worded]
    if not speakers and (asked := _questions_in_bold(worded)):
        texts = [f"{ASKS}: {text}" if number in asked else text for number, text in enumerate(texts)]
        speakers = (ASKS,)
    return Draft(clean(tidied("\n\n".join(texts))), encoding, notices, speakers)


def _questions_in_bold(paragraphs: Sequence[Paragraph]) -> set[int]:
    """The places of the paragraphs in bold that ask, once most of those in bold do and no label is there."""
    bold = [
        n for n, part in enumerate(paragraphs) if all(line.bold.strip() == line.text.strip() for line in part.lines)
    ]
    asked = {n for n in bold if paragraphs[n].text.endswith("?")}
    if len(asked) < MOST_OFTEN or 2 * len(asked) < len(bold) or any(starts_turn(part.text) for part in paragraphs):
        return set()
    return asked


def _label(line: Line) -> str:
    bold = line.bold.strip()
    rest = line.text.strip().removeprefix(bold).lstrip()
    if bold.endswith(":"):
        return " ".join(bold.rstrip(": ").split())
    if bold and (rest.startswith(":") or (not rest and is_known_label(bold))):
        return " ".join(bold.split())
    return ""
