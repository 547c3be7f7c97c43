"""Speaker labels in bold: what the bold words at the beginning of a line say about who speaks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from interviews.turns import is_known_label, plausible_label


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


def _label(line: Line) -> str:
    bold = line.bold.strip()
    rest = line.text.strip().removeprefix(bold).lstrip()
    if bold.endswith(":"):
        return " ".join(bold.rstrip(": ").split())
    if bold and (rest.startswith(":") or (not rest and is_known_label(bold))):
        return " ".join(bold.split())
    return ""
