"""Everything in a study that contradicts: evidence, and links between rivals; with what was made of each."""

from collections.abc import Iterator, Mapping

from django.db.models import Q

from accounts.models import Membership
from cmo.models import Evidence, Link
from cmo.models.evidence import EvidenceQuerySet
from cmo.models.links import LinkQuerySet

OPEN, ANSWERED = "open", "answered"
HEAD = (
    *("kind", "configuration", "item", "against it", "words", "citation", "comment", "by"),
    *("answer", "how and why", "answered by"),
)


def contradicting(member: Membership, asked: Mapping[str, str]) -> EvidenceQuerySet:
    """Evidence that contradicts, as this member may see it; `asked`: answer (open, answered or one of them), tracer."""
    found = Evidence.objects.visible_to(member).filter(stance=Evidence.Stance.CONTRADICTS)
    if asked.get("tracer"):
        found = found.filter(configuration__tracer__code=asked["tracer"])
    found = found.with_words().select_related("configuration__tracer")
    return found.filter(_answered(asked)).order_by("configuration__number", "at", "pk")


def rivals(member: Membership, asked: Mapping[str, str]) -> LinkQuerySet:
    """Links between rivals, asked for in the same way; either end may be of the tracer."""
    found = Link.objects.of(member.study).filter(kind=Link.Kind.RIVAL_OF)
    if asked.get("tracer"):
        found = found.filter(Q(start__tracer__code=asked["tracer"]) | Q(end__tracer__code=asked["tracer"]))
    return found.filter(_answered(asked))


def _answered(asked: Mapping[str, str]) -> Q:
    wanted = asked.get("answer", "")
    if wanted == OPEN:
        return Q(answer="")
    if wanted == ANSWERED:
        return ~Q(answer="")
    return Q(answer=wanted) if wanted else Q()


def rows(member: Membership, asked: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The register as a table under HEAD."""
    for link in rivals(member, asked):
        said = (str(link.start), str(link.start_item or ""), str(link.end), "", "", link.note, "")
        yield "rival", *said, *_made_of(link)
    for each in contradicting(member, asked):
        against = str(each.finding or each.source or "")
        what = (str(each.configuration), str(each.item or ""), against, each.words, each.citation)
        yield "evidence", *what, each.comment, each.analyst, *_made_of(each)


def _made_of(thing: Evidence | Link) -> tuple[str, str, str]:
    return thing.answer or OPEN, thing.answer_note, thing.answered_by
