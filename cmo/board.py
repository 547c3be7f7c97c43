"""The rows of a board: each configuration with its formal sentence, who stands behind it and its first evidence."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import Membership
from cmo.models import Configuration, Evidence, Item
from cmo.pieces import pieces_of
from cmo.standing import Count, Piece, marks, totals
from cmo.statement import Part, formal_sentence

AT_HAND = 3
USES = {"tests": "testing", "elicited": "eliciting", "": "use unsaid"}


@dataclass(frozen=True)
class BoardRow:
    configuration: Configuration
    pieces: Sequence[Piece]
    first: Sequence[Evidence]
    """What is shown at once; the rest is a click away."""

    @property
    def sentence(self) -> str:
        return sentence_of(self.configuration)

    @property
    def rest(self) -> int:
        return len(self.pieces) - len(self.first)

    @property
    def totals(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """People by stance, contradicting first; for each use apart, in words: [("supports", [("testing", …)])]."""
        by_stance: dict[str, list[tuple[str, str]]] = {}
        for each in totals(self.pieces):
            by_stance.setdefault(Evidence.Stance(each.stance).label.lower(), []).append((USES[each.use], each.words))
        return list(by_stance.items())


@dataclass(frozen=True)
class Mark:
    """Beside an item: how many people contradict or support it."""

    counted: Count

    @property
    def stance(self) -> str:
        return self.counted.stance

    @property
    def number(self) -> int | str:
        """Of people; where nobody says it, the sign alone stands for the documents."""
        return self.counted.people or ""

    @property
    def words(self) -> str:
        return f"{Evidence.Stance(self.stance).label} it: {self.counted.words}"


def board_rows(member: Membership, configurations: Sequence[Configuration]) -> list[BoardRow]:
    """With items and sites at hand: a fixed number of queries, and the words of a few pieces for each row alone."""
    of = marked(member, configurations)
    first = {each.pk: [piece.pk for piece in of.get(each.pk, [])[:AT_HAND]] for each in configurations}
    words = _words(member, [pk for pieces in first.values() for pk in pieces])
    return [
        BoardRow(each, of.get(each.pk, []), [words[pk] for pk in first[each.pk] if pk in words])
        for each in configurations
    ]


def marked(member: Membership, configurations: Sequence[Configuration]) -> dict[UUID | None, list[Piece]]:
    """The pieces of each configuration; and its items at hand get their marks."""
    pieces = pieces_of(member, configurations)
    on_items = _grouped(pieces, "item")
    for configuration in configurations:
        for item in configuration.items.all():
            item.marks = marks_of(item, on_items)
    return _grouped(pieces, "configuration")


def marks_of(item: Item, on_items: Mapping[UUID | None, Sequence[Piece]]) -> list[Mark]:
    return [Mark(each) for each in marks(on_items.get(item.pk, []))]


def _grouped(pieces: Iterable[Piece], by: str) -> dict[UUID | None, list[Piece]]:
    found: dict[UUID | None, list[Piece]] = {}
    for piece in pieces:
        found.setdefault(getattr(piece, by), []).append(piece)
    return found


def _words(member: Membership, wanted: Collection[UUID]) -> dict[UUID, Evidence]:
    return {each.pk: each for each in Evidence.objects.visible_to(member).filter(pk__in=wanted).with_words()}


def sentence_of(configuration: Configuration) -> str:
    """The formal sentence of a configuration with its items at hand."""
    items = [*configuration.contexts, *configuration.mechanisms, *configuration.outcomes]
    return formal_sentence(Part(item.role, item.text, item.intended) for item in items)
