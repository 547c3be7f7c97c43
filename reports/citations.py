"""Several citations side by side."""

from collections.abc import Sequence

BRACKETS = {"[": "]", "(": ")"}


def together(citations: Sequence[str], separator: str = "; ") -> str:
    """Citations as one: within a single pair of brackets where each has the same.

    >>> together(["[14376, Area 2]", "[12580, Area 1]"])
    '[14376, Area 2; 12580, Area 1]'
    """
    shown = list(dict.fromkeys(filter(None, citations)))
    opening = shown[0][:1] if shown else ""
    closing = BRACKETS.get(opening, "")
    if len(shown) > 1 and closing and all(_wrapped(each, opening, closing) for each in shown):
        return opening + separator.join(each[1:-1] for each in shown) + closing
    return separator.join(shown)


def _wrapped(citation: str, opening: str, closing: str) -> bool:
    """One pair of brackets holds the whole, not one pair after another."""
    depth = 0
    for place, sign in enumerate(citation):
        depth += (sign == opening) - (sign == closing)
        if depth == 0:
            return place == len(citation) - 1
    return False
