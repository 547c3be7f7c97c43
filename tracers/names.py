"""Names and values as they are compared. Pure."""

import re


def fold(name: str) -> str:
    """Case, line ends and runs of blanks do not count."""
    return " ".join(name.split()).casefold()


def plain(value: str) -> str:
    """A value such as “face-to-face”: blanks, underscores and hyphens do not count either."""
    return re.sub(r"[\s_-]+", "", value).casefold()
