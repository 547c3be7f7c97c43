"""A name in a text, by its words."""

from dataclasses import dataclass

DOUBTFUL = 0.0  # a word that may be a name: asked of the words around it when the whole text is known


@dataclass(frozen=True, slots=True)
class Piece:
    """The words first to last, and how sure that is; those of sure names are looked for in the rest of the text."""

    first: int
    last: int
    type: str
    score: float


@dataclass(frozen=True, slots=True)
class Part:
    """The words first to last of a stretch are a name, or none (no type). What stands beside them is read anew."""

    first: int
    last: int
    type: str = ""
    score: float = 0.0
