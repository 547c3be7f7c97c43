"""The rows of a board: each configuration with its formal sentence and its evidence, contradicting first, and what only
the interviewer says last.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cmo.models import Configuration, Evidence
from cmo.statement import Part, formal_sentence

AT_HAND = 3


@dataclass(frozen=True)
class BoardRow:
    configuration: Configuration
    evidence: Sequence[Evidence]

    @property
    def sentence(self) -> str:
        return sentence_of(self.configuration)

    @property
    def first(self) -> Sequence[Evidence]:
        """What is shown at once; the rest is a click away."""
        return self.evidence[:AT_HAND]

    @property
    def rest(self) -> Sequence[Evidence]:
        return self.evidence[AT_HAND:]

    @property
    def totals(self) -> list[tuple[str, int]]:
        """How many pieces of evidence there are of each stance, in the order of the stances."""
        counted = Counter(each.stance for each in self.evidence if not each.is_question)
        order = ("contradicts", "supports", "refines", "contextualises", "")
        return [(Evidence.Stance(stance).label.lower(), counted[stance]) for stance in order if counted[stance]]


def board_rows(configurations: Iterable[Configuration], evidence: Iterable[Evidence]) -> list[BoardRow]:
    of: dict[object, list[Evidence]] = {}
    for each in evidence:
        of.setdefault(each.configuration_id, []).append(each)
    return [BoardRow(each, sorted(of.get(each.pk, []), key=lambda piece: piece.is_question)) for each in configurations]


def sentence_of(configuration: Configuration) -> str:
    """The formal sentence of a configuration with its items at hand."""
    items = [*configuration.contexts, *configuration.mechanisms, *configuration.outcomes]
    return formal_sentence(Part(item.role, item.text, item.intended) for item in items)
