"""What was found in files and is not in the study yet: rows by table, as a page keeps them between two looks."""

import json
from dataclasses import dataclass, field

from exchange.triads.sheets import TABLES
from interviews.tables import Row


@dataclass
class Draft:
    """Rows by the name of their table."""

    rows: dict[str, list[Row]] = field(default_factory=dict)

    def of(self, table: str) -> list[Row]:
        return self.rows.get(table, [])

    @property
    def is_empty(self) -> bool:
        return not any(self.rows.values())

    def add(self, table: str, rows: list[Row]) -> None:
        self.rows.setdefault(table, []).extend(rows)

    def without(self, wrong: set[tuple[str, int]]) -> "Draft":
        """Without the rows at these places (file, row); configurations stay, they are left out by hand."""
        kept = {
            table: rows if table == "configurations" else [row for row in rows if (row.file, row.number) not in wrong]
            for table, rows in self.rows.items()
        }
        return Draft(kept)

    def packed(self) -> str:
        told = {
            table: [[row.file, row.number, row.cells, row.extra] for row in rows] for table, rows in self.rows.items()
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Draft:
    """Raises ValueError for what no page of ours sent."""
    told = json.loads(text)
    if not isinstance(told, dict) or not told.keys() <= TABLES.keys():
        raise ValueError("not a draft")
    return Draft({table: [_row(each) for each in rows] for table, rows in told.items()})


def _row(told: object) -> Row:
    if not isinstance(told, list) or len(told) != 4:
        raise ValueError("not a row")
    file, number, cells, extra = told
    if not isinstance(file, str) or not isinstance(number, int) or not _are_words(cells) or not _are_words(extra):
        raise ValueError("not a row")
    return Row(file, number, cells, extra)


def _are_words(cells: object) -> bool:
    return isinstance(cells, dict) and all(
        isinstance(key, str) and isinstance(each, str) and "\x00" not in each for key, each in cells.items()
    )
