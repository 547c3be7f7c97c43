"""Lists, one entry a line; lines that begin with # are remarks."""

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def lines(file: Path) -> tuple[str, ...]:
    """The entries of a list, stripped."""
    return tuple(
        line for raw in file.read_text(encoding="utf-8").splitlines() if (line := raw.strip()) and line[0] != "#"
    )
