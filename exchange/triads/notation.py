"""Items of a configuration as lines of its three cells: “Reasoning: they trust each other”. Pure.

A line belongs to the role of its cell unless it begins with another role that stands in this cell.
"""

import re
from collections.abc import Iterable, Mapping

CELLS: Mapping[str, tuple[str, ...]] = {
    "context": ("actor", "intervention", "context"),
    "mechanism": ("mechanism", "resource", "reasoning"),
    "outcome": ("outcome", "unintended"),
}
"""The columns of configurations.csv that stand in each cell of a table, the cell's own among them."""
PREFIX = re.compile(r"(\w+) ?: *(?=\S)")


def read(cell: str, line: str) -> tuple[str, str]:
    """The column of configurations.csv and the words of a line in this cell."""
    told = PREFIX.match(line)
    if told and told[1].casefold() in CELLS[cell]:
        return told[1].casefold(), line[told.end() :]
    return cell, line


def written(cell: str, column: str, words: str) -> str:
    """The line from which `read` gives this column and these words."""
    return words if column == cell and read(cell, words) == (cell, words) else f"{column.capitalize()}: {words}"


def columns_of(cell: str, lines: Iterable[str]) -> dict[str, str]:
    """The cells of configurations.csv that the lines of one cell make, those that stay empty too."""
    told: dict[str, list[str]] = {column: [] for column in CELLS[cell]}
    for line in lines:
        column, words = read(cell, line)
        told[column].append(words)
    return {column: "\n".join(words) for column, words in told.items()}


def lines_of(cell: str, columns: Mapping[str, str]) -> list[str]:
    """The lines of a cell, column by column."""
    return [
        written(cell, column, words)
        for column in CELLS[cell]
        for words in map(str.strip, str(columns.get(column, "")).splitlines())
        if words
    ]
