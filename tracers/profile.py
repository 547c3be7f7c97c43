"""A site's profile (rows of label, value and note) as lines that a person writes. Pure."""

from collections.abc import Iterable, Mapping


def lines(profile: Iterable[Mapping[str, str]]) -> list[str]:
    """Each row as a line: “Population: 300,000 (2016)”."""
    return [
        f"{row.get('label', '')}: {row.get('value', '')}" + (f" ({row['note']})" if row.get("note") else "")
        for row in profile
    ]


def read(text: str) -> list[dict[str, str]]:
    """The same back. Raises ValueError for a line without a colon."""
    return [_row(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]


def _row(number: int, line: str) -> dict[str, str]:
    label, colon, rest = line.partition(":")
    if not (colon and label.strip()):
        raise ValueError(f"Line {number}: write a name, a colon and a value, such as “Population: 300,000”.")
    value, bracket, note = rest.strip().rpartition(" (")
    if bracket and note.endswith(")"):
        return {"label": label.strip(), "value": value.strip(), "note": note[:-1].strip()}
    return {"label": label.strip(), "value": rest.strip(), "note": ""}
