"""Counting on rows of who says what: group, and count what differs."""

from collections.abc import Mapping

import pandas as pd

from tests.flat.study import FlatStudy

WHO = {"people": "person", "sources": "source", "extracts": "extract"}


def fitting(flat: FlatStudy, rows: pd.DataFrame, only: Mapping[str, str], *, everyone: bool) -> pd.DataFrame:
    """The rows that count: voice by voice, all that narrows at once."""
    rows = rows if everyone else rows[~rows["asked"].astype(bool)]
    for name, wanted in only.items():
        fits = [wanted in values for values in flat.values(rows, name)]
        rows = rows.loc[pd.Series(fits, index=rows.index, dtype=bool)]
    return rows


def counted(rows: pd.DataFrame, measure: str) -> int:
    """Of a question nobody counts as heard."""
    rows = rows[~rows["asked"].astype(bool)] if measure == "people" else rows
    return rows[WHO[measure]].nunique()


def by_values(flat: FlatStudy, rows: pd.DataFrame, name: str, measure: str) -> dict[str, int]:
    """The figures by value of an attribute, those that are not nothing."""
    spread = rows.assign(value=flat.values(rows, name)).explode("value")
    spread = spread[~spread["asked"].astype(bool)] if measure == "people" else spread
    found = spread.groupby("value")[WHO[measure]].nunique()
    return {value: int(number) for value, number in found.items() if number}


def table(flat: FlatStudy, rows: pd.DataFrame, by: str, measure: str) -> dict[tuple[str, str], int]:
    """(line, value) → figure; value "" for the total of a line, those that are not nothing. `lines` of each row."""
    found: dict[tuple[str, str], int] = {}
    spread = rows.explode("lines")
    for line, some in spread[spread["lines"].notna()].groupby("lines"):
        cells = by_values(flat, some, by, measure) | {"": counted(some, measure)}
        found |= {(str(line), value): number for value, number in cells.items() if number}
    return found
