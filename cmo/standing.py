"""How many people stand behind a configuration and its items, for and against. People are counted, not quotations."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

AGAINST, FOR = "contradicts", "supports"
STANCES = (AGAINST, FOR, "refines", "contextualises", "")
USES = ("tests", "elicited", "")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence. `people`: who says it, nobody for a document or a finding; `asked`: the interviewer does."""

    pk: UUID
    configuration: UUID
    item: UUID | None
    stance: str
    use: str
    people: frozenset[Hashable] = frozenset()
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """So many people, and so many pieces that nobody says: documents, findings."""

    stance: str
    use: str
    people: int
    others: int

    @property
    def words(self) -> str:
        """
        >>> Count("supports", "", 2, 1).words
        '2 people, 1 document'
        """
        said = [_several(self.people, "person", "people"), _several(self.others, "document", "documents")]
        return ", ".join(filter(None, said))


def count(pieces: Iterable[Piece], stance: str, use: str = "") -> Count:
    """Of these pieces, whatever they are; each person once. What the interviewer says counts for nobody."""
    said = [piece for piece in pieces if not piece.asked]
    people = frozenset[Hashable]().union(*(piece.people for piece in said))
    return Count(stance, use, len(people), sum(not piece.people for piece in said))


def totals(pieces: Sequence[Piece]) -> list[Count]:
    """By stance, contradicting first, and within it by use: what elicited and what tests are never added together."""
    made = [
        count([piece for piece in pieces if (piece.stance, piece.use) == (stance, use)], stance, use)
        for stance in STANCES
        for use in USES
    ]
    return [each for each in made if each.people or each.others]


def marks(pieces: Sequence[Piece]) -> list[Count]:
    """Against and for, as far as there is any."""
    made = [count([piece for piece in pieces if piece.stance == stance], stance) for stance in (AGAINST, FOR)]
    return [each for each in made if each.people or each.others]


def _several(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""
