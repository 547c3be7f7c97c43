"""Theory × kind of evidence: how many people and sources of each kind speak to a theory's configurations.

What elicited a theory and what tests it are counted apart and never added. A person judges; the figures do not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from accounts.models import Membership
from cmo.hearing import Hearing
from cmo.models import Evidence, ProgrammeTheory, TheoryJudgement
from interviews.models import Source

USES = {"tests": "tested by", "elicited": "elicited from", "": "use unsaid:"}


@dataclass
class Heard:
    people: set[UUID] = field(default_factory=set)
    sources: set[UUID] = field(default_factory=set)

    def __str__(self) -> str:
        sources = _counted(len(self.sources), "source", "sources")
        return f"{_counted(len(self.people), 'person', 'people')} in {sources}" if self.people else sources


@dataclass(frozen=True)
class Cell:
    """`heard`: by use, in the order of USES, those of which there are any."""

    kind: str
    heard: Mapping[str, Heard]
    judgement: TheoryJudgement | None

    @property
    def label(self) -> str:
        return Source.Kind(self.kind).label

    @property
    def lines(self) -> list[tuple[str, str]]:
        return [(words, str(self.heard[use])) for use, words in USES.items() if use in self.heard]


@dataclass(frozen=True)
class TheoryRow:
    theory: ProgrammeTheory
    cells: Sequence[Cell]


def theory_rows(member: Membership, theories: Sequence[ProgrammeTheory]) -> list[TheoryRow]:
    """From what this member may see: four queries, however many theories."""
    heard: dict[tuple[UUID, str], dict[str, Heard]] = defaultdict(lambda: defaultdict(Heard))
    for theory, kind, use, source, people in _spoken(member, theories):
        cell = heard[theory, kind][use]
        cell.sources.add(source)
        cell.people.update(people)
    judged = {(each.theory_id, each.kind): each for each in TheoryJudgement.objects.filter(theory__in=theories)}
    kinds = _kinds(member, {kind for _, kind in [*heard, *judged]})
    return [
        TheoryRow(each, [Cell(kind, heard.get((each.pk, kind), {}), judged.get((each.pk, kind))) for kind in kinds])
        for each in theories
    ]


def _kinds(member: Membership, met: set[str]) -> list[str]:
    """Those of the sources there are, and of what was judged; all where there is nothing yet."""
    there = met | set(Source.objects.visible_to(member).order_by().values_list("kind", flat=True).distinct())
    return [kind for kind in Source.Kind.values if kind in there] or list(Source.Kind.values)


def _spoken(
    member: Membership, theories: Iterable[ProgrammeTheory]
) -> Iterator[tuple[UUID, str, str, UUID, frozenset[UUID]]]:
    """(theory, kind, use, source, people) for each piece of evidence that is not a question of the interviewer."""
    rows = Evidence.objects.visible_to(member).filter(configuration__theory__in=theories, source__isnull=False)
    held = list(
        rows.order_by().values_list("configuration__theory", "source__kind", "use", "source", "extract__speaker")
    )
    hearing = Hearing(row[3] for row in held)
    for theory, kind, use, source, speaker in held:
        said = hearing.of(source, speaker)
        if not said.asked:
            yield theory, kind, use, source, said.persons


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
