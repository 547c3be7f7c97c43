"""Proposing what is to be taken out of a study's words. What a person decided stays as it is, however often.

First every text is looked through on its own, which takes long and changes nothing (`scan`). Then, in one transaction,
what was found is laid beside the places that are there (interviews/anonymise/proposals.py), and written.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from accounts import journal
from accounts.models import Study, User
from interviews.anonymise import known, listing, originals
from interviews.anonymise.entities import said
from interviews.anonymise.proposals import Comparison, Fresh, There, share_out
from interviews.anonymise.pseudonyms import Pattern, Thing, standing
from interviews.anonymise.pseudonyms import propose as replacements_for
from interviews.identifiers import Found
from interviews.models import Place, Replacement, SourceText
from interviews.models.anonymising import State

BATCH = 1000  # rows written together
AT_ONCE = 5  # texts fetched together

Progress = Callable[[int, int], None]
Forms = dict[str, list[str]]  # of each replacement, by its id


@dataclass(frozen=True, slots=True)
class Proposed:
    """What came of proposing: texts looked through, places that are new, and proposals that went again."""

    texts: int
    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found in a version of a source's words, each with its words and some around it (entities.said); `taken`
    reads like a replacement."""

    text: UUID
    source: UUID
    found: tuple[tuple[Found, str, str, str], ...]
    taken: frozenset[str]


def propose(
    study: Study, *, sources: Collection[UUID] | None = None, by: User | None, progress: Progress | None = None
) -> Proposed:
    """Look through the latest words of all sources, or of those with the given ids, and write what is to be decided.

    `progress` is told how many of how many texts are done. Raises accounts.sealing.Sealed when the key was destroyed.
    """
    pattern = Pattern(study.replacement_pattern)
    forms = known.forms([entry for _, entry in listing.entries(study)])
    texts = latest(study, sources)
    total, scans = texts.count(), []
    for text in texts.iterator(chunk_size=AT_ONCE):
        scans.append(scan(text, forms, pattern))
        if progress:
            progress(len(scans), total)
    with transaction.atomic():
        originals.hold(study)
        return _write(study, scans, pattern, by)


def latest(study: Study, sources: Collection[UUID] | None = None) -> Any:
    """The newest version of the words of each source."""
    newer = SourceText.objects.filter(source=OuterRef("source"), version__gt=OuterRef("version"))
    texts = SourceText.objects.filter(~Exists(newer), source__study=study)
    if sources is not None:
        texts = texts.filter(source__in=sources)
    return texts.order_by("source__printed_id")


def scan(text: SourceText, forms: Sequence[known.Form], pattern: Pattern) -> Scan:
    from interviews.detection import find  # word lists, and perhaps a trained pipeline: not for the web server's start

    speakers = {turn["speaker"] for turn in text.turns if turn["speaker"]}
    return Scan(
        text.pk,
        text.source_id,
        tuple((each, *said(text.text, each.start, each.end)) for each in find(text.text, forms, speakers)),
        frozenset(standing([text.text], pattern)),
    )


def _write(study: Study, scans: Sequence[Scan], pattern: Pattern, by: User | None) -> Proposed:
    current = set(latest(study).values_list("pk", flat=True))
    scans = [each for each in scans if each.text in current]
    held = {str(each.pk): each for each in study.replacements.all()}
    forms = {str(pk): list(lines) for pk, lines in originals.forms(study, held.values()).items()}
    beside = _beside(scans, held, forms)
    Place.objects.filter(pk__in=beside.gone).delete()
    belongs, new = share_out(beside, {pk: (each.type, forms[pk]) for pk, each in held.items()})
    lasting = _with_places(study).union(belongs.values())
    alive = [each for pk, each in held.items() if pk in lasting]
    taken = frozenset().union(*(each.taken for each in scans))
    for row, numbers in zip(_new(study, alive, beside.fresh, new, pattern, taken), new, strict=True):
        held[str(row.pk)], forms[str(row.pk)] = row, []
        belongs.update(dict.fromkeys(numbers, str(row.pk)))
    _add_places(beside.fresh, belongs, held, forms)
    _seal(study, {held[pk] for pk in belongs.values()}, forms)
    study.replacements.filter(state=State.PROPOSED, places=None).delete()
    if scans:
        journal.record(study, by, "looked for identifiers in", study, count=len(scans))
    return Proposed(len(scans), len(beside.fresh), len(beside.gone))


def _beside(scans: Sequence[Scan], held: Mapping[str, Replacement], forms: Forms) -> Comparison:
    there: defaultdict[UUID, list[There]] = defaultdict(list)
    for place in Place.objects.filter(text__in=[each.text for each in scans]).judged().order_by("start", "end"):
        there[place.text_id].append(_there(place, held, forms))
    beside = Comparison()
    for each in scans:
        beside.add(str(each.text), str(each.source), each.found, there[each.text])
    return beside


def _there(place: Any, held: Mapping[str, Replacement], forms: Forms) -> There:
    replacement = str(place.replacement_id)
    return There(
        str(place.pk),
        replacement,
        place.start,
        place.end,
        originals.said(forms[replacement], place.form),
        held[replacement].type,
        stands=place.applied or place.judgement != State.PROPOSED or bool(place.label),
        left=not place.applied and place.judgement == State.REJECTED,
    )


def _with_places(study: Study) -> set[str]:
    places = Place.objects.filter(replacement__study=study).order_by().values_list("replacement", flat=True).distinct()
    decided = study.replacements.exclude(state=State.PROPOSED).values_list("pk", flat=True)
    return {str(pk) for pk in (*places, *decided)}


def _new(
    study: Study,
    alive: Sequence[Replacement],
    fresh: Sequence[Fresh],
    new: Sequence[Sequence[int]],
    pattern: Pattern,
    taken: Collection[str],
) -> list[Replacement]:
    """A row for each new entity, in order of first appearance; the words that stand for it are nobody else's."""
    things = [Thing(each.type, (), each.label) for each in alive]
    for numbers in new:
        places = [fresh[number] for number in numbers]
        kind = Counter(place.found.type for place in places).most_common(1)[0][0]
        things.append(Thing(kind, tuple(dict.fromkeys(place.words for place in places))))
    labels = replacements_for(things, pattern, taken)
    first = (study.replacements.aggregate(last=Max("order"))["last"] or 0) + 1
    added = list(zip(things, labels, strict=True))[len(alive) :]
    return Replacement.objects.bulk_create(
        [
            Replacement(study=study, type=thing.type, label=label, sealed=b"", order=first + number)
            for number, (thing, label) in enumerate(added)
        ],
        batch_size=BATCH,
    )


def _add_places(
    fresh: Sequence[Fresh], belongs: Mapping[int, str], held: Mapping[str, Replacement], forms: Forms
) -> None:
    """New places of something decided are to be decided by themselves: it may be somebody else of that name."""
    numbers: dict[str, dict[str, int]] = {}
    rows = []
    for number, each in enumerate(fresh):
        replacement = held[belongs[number]]
        lines = forms[belongs[number]]
        known_forms = numbers.setdefault(belongs[number], {words: line for line, words in enumerate(lines)})
        if each.words not in known_forms:
            known_forms[each.words] = len(lines)
            lines.append(each.words)
        rows.append(
            Place(
                replacement=replacement,
                text_id=UUID(each.text),
                start=each.found.start,
                end=each.found.end,
                form=known_forms[each.words],
                score=each.found.score,
                state="" if replacement.state == State.PROPOSED else State.PROPOSED,
            )
        )
    Place.objects.bulk_create(rows, batch_size=BATCH)


def _seal(study: Study, replacements: Collection[Replacement], forms: Forms) -> None:
    rows = list(replacements)
    sealed = originals.sealed(study, (forms[str(row.pk)] for row in rows))
    for row, words in zip(rows, sealed, strict=True):
        row.sealed = words
    Replacement.objects.bulk_update(rows, ["sealed"], batch_size=BATCH)
