"""Coding hits: one deed for all of them, marked as made by search."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import Membership
from interviews import anchoring
from interviews.models import Code, Coding, Extract, Source, SourceText
from interviews.searching.places import united
from interviews.spans import Span

BATCH = 500
CHANGED = "The words of {} were changed meanwhile. Search again, and choose the hits anew."


@dataclass(frozen=True, slots=True)
class Coded:
    """How many stretches were coded; `had` bore the code already, with the very words or within a longer extract.
    `marked` are the extracts that had to be made."""

    codings: int
    had: int
    sources: int
    marked: frozenset[UUID] = frozenset()


@transaction.atomic
def code_stretches(
    member: Membership,
    stretches: Mapping[UUID, Iterable[Span]],
    code: Code,
    *,
    made_with: str,
    deed: str = "coded by search",
) -> Coded:
    """Give `code` to these stretches of texts, by the id of the text. Of those that overlap one extract is made.

    An extract of the same words is taken, and nothing is coded twice. Raises ValidationError when some of the words
    were changed meanwhile or may not be seen.
    """
    texts = _held(member, list(stretches))
    held = _there(member, texts)
    with_code = set(
        Coding.objects.visible_to(member).filter(code=code, extract__text__in=texts).values_list("extract", flat=True)
    )
    made: list[Extract] = []
    coded: list[UUID] = []
    sources: set[UUID] = set()
    had = 0
    for pk, text in texts.items():
        there = held.get(pk, {})
        covered = [span for span, extract in there.items() if extract in with_code]
        for span in united(stretches[pk]):
            if not 0 <= span.start < span.end <= len(text.text):
                raise ValidationError(CHANGED.format(text.source))
            if any(each.start <= span.start and span.end <= each.end for each in covered):
                had += 1
                continue
            if (extract := there.get(span)) is None:
                made.append(_extract(text, span, member))
                extract = made[-1].pk
            coded.append(extract)
            sources.add(text.source_id)
    Extract.objects.bulk_create(made, batch_size=BATCH)
    Coding.objects.bulk_create(
        (
            Coding(extract_id=pk, code=code, by=member.user, coder=str(member.user), made_with=made_with[:300])
            for pk in coded
        ),
        batch_size=BATCH,
    )
    if coded:
        journal.record(member.study, member.user, deed, Extract(id=coded[0]), count=len(coded))
    return Coded(len(coded), had, len(sources), frozenset(extract.pk for extract in made))


def _held(member: Membership, wanted: Sequence[UUID]) -> dict[UUID, SourceText]:
    """The texts, held from being changed until the transaction ends; each is the latest of its source."""
    visible = Source.objects.visible_to(member)
    texts = SourceText.objects.filter(pk__in=wanted, source__in=visible).select_related("source")
    held = {text.pk: text for text in texts.select_for_update(no_key=True, of=("self",)).order_by("pk")}
    if len(held) < len(set(wanted)):
        raise ValidationError(CHANGED.format("a source"))
    latest = SourceText.objects.filter(source__in=[text.source_id for text in held.values()])
    newest = latest.order_by("source_id", "-version").distinct("source_id").values_list("pk", "source__printed_id")
    for pk, source in newest:
        if pk not in held:
            raise ValidationError(CHANGED.format(source))
    return held


def _there(member: Membership, texts: Iterable[UUID]) -> dict[UUID, dict[Span, UUID]]:
    """The extracts that the member may see, by text and place; of several of the same words the first made."""
    held: dict[UUID, dict[Span, UUID]] = {}
    rows = Extract.objects.seen_by(member.user_id).filter(text__in=list(texts)).order_by("made_at", "pk")
    for pk, text, start, end in rows.values_list("pk", "text", "start", "end"):
        held.setdefault(text, {}).setdefault(Span(start, end), pk)
    return held


def _extract(text: SourceText, span: Span, member: Membership) -> Extract:
    prefix, suffix = anchoring.context(text.text, span.start, span.end)
    return Extract(
        text=text,
        start=span.start,
        end=span.end,
        quote=text.text[span.start : span.end],
        prefix=prefix,
        suffix=suffix,
        speaker=next((turn.speaker for turn in text.spoken if turn.start <= span.start < turn.end), "")[:120],
        made_by=member.user,
    )
