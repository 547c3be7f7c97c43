"""What a benchmark says: figures with their goals; and the table of them."""

import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """`measured` with its unit; `goal` is the most it may be, `at_least` the least; a figure with neither only explains
    another one. A "share" is of 1."""

    what: str
    measured: float
    unit: str = "ms"
    goal: float | None = None
    at_least: float | None = None

    @property
    def holds(self) -> bool:
        return (self.goal is None or self.measured <= self.goal) and (
            self.at_least is None or self.measured >= self.at_least
        )

    def cells(self) -> tuple[str, str, str, str]:
        goals = [f"≤ {self.goal:g}"] if self.goal is not None else []
        goals += [f"≥ {self.at_least:g}"] if self.at_least is not None else []
        verdict = ("holds" if self.holds else "MISSED") if goals else ""
        return self.what, " ".join([*goals, self._unit] if goals else []).strip(), self._value, verdict

    @property
    def _unit(self) -> str:
        return "" if self.unit == "share" else self.unit

    @property
    def _value(self) -> str:
        if self.unit == "share":
            return f"{self.measured:.3f}"
        return f"{self.measured:.{0 if self.measured >= 100 else 2 if self.measured < 10 else 1}f} {self.unit}"


def table(figures: Iterable[Figure]) -> str:
    rows = [("figure", "goal", "measured", ""), *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(lines)


def machine() -> str:
    return ", ".join(
        [*_processor(), f"{os.cpu_count()} cores", *_memory(), platform.system(), platform.python_version()]
    )


def _processor() -> Iterator[str]:
    about = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in _lines(about) if line.startswith("model name")]
    yield from names[:1] or [platform.machine()]


def _memory() -> Iterator[str]:
    for line in _lines(Path("/proc/meminfo")):
        if line.startswith("MemTotal"):
            yield f"{int(line.split()[1]) / 2**20:.0f} GB"


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []
