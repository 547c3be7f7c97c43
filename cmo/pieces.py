"""What the database knows of the evidence of some configurations, as values of cmo.standing: three queries."""

from collections.abc import Iterable

from accounts.models import Membership
from cmo.hearing import Hearing
from cmo.models import Configuration, Evidence
from cmo.standing import Piece

FIELDS = ("pk", "configuration", "item", "stance", "use", "source", "extract__speaker")


def pieces_of(member: Membership, configurations: Iterable[Configuration]) -> list[Piece]:
    """Contradicting first, what only the interviewer says last. Of what this member may see."""
    evidence = Evidence.objects.visible_to(member).filter(configuration__in=configurations)
    rows = list(evidence.contradicting_first().values_list(*FIELDS))
    hearing = Hearing(row[5] for row in rows)
    found = []
    for pk, configuration, item, stance, use, source, speaker in rows:
        said = hearing.of(source, speaker)
        found.append(Piece(pk, configuration, item, stance, use, said.persons, said.asked))
    return sorted(found, key=lambda piece: piece.asked)
