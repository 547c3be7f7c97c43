"""What an import says of itself: errors, notices and counts, each with its file and row."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """A sentence about a place in the input. `row` counts as a spreadsheet does (the head is row 1); 0 is the file."""

    file: str
    row: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}, row {self.row}" if self.row else self.file
        return f"{place}: {self.message}"


@dataclass
class Problems:
    """Errors stop an import, notices do not."""

    errors: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def error(self, file: str, row: int, message: str) -> None:
        self._say(self.errors, Problem(file, row, message))

    def notice(self, file: str, row: int, message: str) -> None:
        self._say(self.notices, Problem(file, row, message))

    def count(self, file: str, what: str, number: int = 1) -> None:
        """Count rows that were "made", "changed", "unchanged" or "skipped"."""
        if number:
            self.counts.setdefault(file, Counter())[what] += number

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Each file with its counts in words: ("sources.csv", "8 made, 1 changed")."""
        return [
            (file, ", ".join(f"{number} {what}" for what, number in sorted(counts.items())))
            for file, counts in self.counts.items()
        ]

    @staticmethod
    def _say(said: list[Problem], problem: Problem) -> None:
        if problem not in said:
            said.append(problem)
