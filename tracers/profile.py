"""A site's profile (rows of label, value and note) as lines that a person writes. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from tracers.names import fold


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


def side_by_side(profiles: Sequence[Iterable[Mapping[str, str]]]) -> list[tuple[str, list[list[Mapping[str, str]]]]]:
    """The profiles of several sites as a table: each label with what each site says of it, as it stands there.

    Labels that differ in case or spaces alone are one; they stand in the order in which they are met.
    """
    table: dict[str, tuple[str, list[list[Mapping[str, str]]]]] = {}
    for place, profile in enumerate(profiles):
        for row in profile:
            label = row.get("label", "")
            held = table.setdefault(fold(label), (label, [[] for _ in profiles]))
            held[1][place].append(row)
    return list(table.values())
