"""Times beside speaker labels and in transcripts: [00:12:31], 0:12, 10:02 am."""

import re

CLOCK = r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
BOXED = rf"(?:\[{CLOCK}\]|\({CLOCK}\)|<{CLOCK}>|\{{{CLOCK}\}})"
STAMP = rf"(?:{BOXED}|{CLOCK}(?:[ \t]?[AaPp][Mm]\b)?)"


def seconds(stamp: str) -> float | None:
    """[00:12:31] → 751.0"""
    parts = re.findall(r"\d+(?:[.,]\d+)?", stamp)
    if not 2 <= len(parts) <= 3:
        return None
    total = 0.0
    for part in parts:
        total = total * 60 + float(part.replace(",", "."))
    return total
