"""Finding what could identify somebody in the words of an interview."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from interviews.identifiers import Found

if TYPE_CHECKING:
    from interviews.known import Form


def find(text: str, known: Sequence[Form] = (), speakers: Collection[str] = ()) -> list[Found]:
    """The proposed identifiers of a text, in order of place, none overlapping another."""
    return [Found(m.start(), m.end(), "email", 1.0) for m in re.finditer(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text)]
