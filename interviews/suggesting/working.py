"""A run of suggestions, in the background: the worker alone does this, by the name in settings.JOBS.

It learns only from what the person who began it may see, and looks only there; the run and its suggestions are written
in one transaction, so there is all of it or nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from accounts import jobs, journal
from accounts.models import Job, Membership
from interviews.models import Code, Extract, SpokenTurn, Suggestion, SuggestionRun
from interviews.models.moved import Moved
from interviews.models.suggesting import looked_through
from interviews.searching.lexemes import lexemes
from interviews.searching.words import Word, words
from interviews.spans import Span
from interviews.suggesting import judging
from interviews.suggesting.asking import STEPS, too_few
from interviews.suggesting.passages import Material, Place, Said, aim, cut

BATCH = 500
CONTRACTED = frozenset(
    ("ain", "aren", "couldn", "didn", "doesn", "hadn", "hasn", "haven", "isn", "shouldn", "wasn", "weren", "wouldn")
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the run may look at: the sources in the order of their numbers, and their texts."""

    material: Material
    sources: Sequence[UUID]
    texts: Mapping[int, UUID]


def suggest(job: Job) -> str:
    """Make the run of a job; its id is `thing`, the code is in `given`. What came of it, in a sentence."""
    if job.thing and SuggestionRun.objects.filter(pk=job.thing).exists():  # begun again after it was done
        return _told(job)
    member = Membership.objects.filter(study=job.study_id, user=job.made_by_id).select_related("study", "user").first()
    code = Code.objects.filter(study=job.study_id, pk=job.given["code"]).first()
    if member is None or not member.may_write or code is None:
        raise jobs.Refused("The code is gone, or you may not code in this study any more. Begin a new run.")
    jobs.step(job, done=0, total=STEPS, message="Reading the interviews")
    gathered = gather(member, code)
    if len(gathered.material.extracts) < judging.LEAST:
        raise jobs.Refused(too_few(code))
    _make(job, member, code, gathered)
    jobs.step(job, done=STEPS, message="")
    return _told(job)


def gather(member: Membership, code: Code) -> Gathered:
    """The passages of all that this member may have looked through; five queries."""
    of_source = dict(looked_through(member).order_by("printed_id").values_list("pk", "printed_id"))
    sources = {pk: number for number, pk in enumerate(of_source)}
    turns = SpokenTurn.objects.filter(source__in=list(sources), asks=False).order_by("source", "start")
    said: dict[int, list[Said]] = {}
    text_of: dict[int, UUID] = {}
    for source, text, start, spoken in turns.values_list("source", "text", "start", "words").iterator(BATCH):
        said.setdefault(sources[source], []).append(Said(start, spoken))
        text_of[sources[source]] = text
    number_of = {text: number for number, text in text_of.items()}
    coded = Extract.objects.visible_to(member).coded(code, seen_by=member).filter(text__in=list(number_of))
    marks: dict[int, list[tuple[int, int]]] = {}
    lengths = []
    for text, start, end, quote in coded.values_list("text", "start", "end", "quote"):
        marks.setdefault(number_of[text], []).append((start, end))
        lengths.append(len(quote.split()))
    size = aim(lengths)
    passages = [(number, passage) for number in sorted(said) for passage in cut(said[number], size)]
    material = Material(
        [passage.words for _, passage in passages],
        [Place(number, passage.start, passage.end) for number, passage in passages],
        marks,
        _rejected(code, number_of),
    )
    return Gathered(material, list(sources), text_of)


def _rejected(code: Code, number_of: Mapping[UUID, int]) -> dict[int, list[tuple[int, int]]]:
    """What people said is not like it, in whatever run, as far as it is in these texts."""
    rejected = Suggestion.objects.filter(run__code=code, state=Suggestion.State.REJECTED)
    rows = list(rejected.values_list("text", "start", "end"))
    moved = Moved(text for text, _, _ in rows)
    found: dict[int, list[tuple[int, int]]] = {}
    for text, start, end in rows:
        span, number = moved.span(text, Span(start, end)), number_of.get(moved.text(text))
        if number is not None and len(span):
            found.setdefault(number, []).append((span.start, span.end))
    return found


def _make(job: Job, member: Membership, code: Code, gathered: Gathered) -> None:
    from interviews.suggesting import learning  # a second, and much memory, that only this worker spends

    material = gathered.material
    there = [words(text) for text in material.texts]
    stem_of = _stems({word.word for each in there for word in each})
    stems = [[stem_of[word.word] for word in each if word.word in stem_of] for each in there]
    learned = learning.learn(material, stems, tell=_progress(job))
    with transaction.atomic():
        run = SuggestionRun.objects.create(
            id=job.thing,
            study=member.study,
            code=code,
            made_by=member.user,
            sources=list(gathered.sources),
            extracts=len(material.extracts),
            spread=len({material.places[numbers[0]].source for numbers in material.extracts}),
            passages=len(material.places),
            held=learned.judged.held,
            found=learned.judged.found,
            among=learned.judged.among,
            by_chance=learned.judged.by_chance,
            whole=learned.judged.whole,
        )
        rows = (
            Suggestion(
                run=run,
                text_id=gathered.texts[place.source],
                start=place.start,
                end=place.end,
                reasons=list(_reasons(place, there[named.passage], stem_of, named.stems)),
                score=named.score,
                rank=rank,
            )
            for rank, named in enumerate(learned.named, 1)
            for place in [material.places[named.passage]]
        )
        Suggestion.objects.bulk_create(rows, batch_size=BATCH)
        journal.record(member.study, member.user, "made", run)


def _stems(said: Iterable[str]) -> dict[str, str]:
    """Of these words; without the small ones, and what is left of “doesn’t” and “I’d”."""
    found = lexemes(said).items()
    return {word: each.stem for word, each in found if len(each.stem) > 2 and each.stem not in CONTRACTED}


def _reasons(
    place: Place, there: Sequence[Word], stem_of: Mapping[str, str], told: frozenset[str]
) -> Iterator[list[int]]:
    for word in there:
        if stem_of.get(word.word) in told:
            yield [place.start + word.start, place.start + word.end]


def _progress(job: Job) -> Callable[[], None]:
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        message = "Trying it on extracts held back" if done < judging.AT_MOST else "Looking through all passages"
        jobs.step(job, done=min(done, STEPS - 1), total=STEPS, message=message)

    return tell


def _told(job: Job) -> str:
    number = Suggestion.objects.filter(run=job.thing).count()
    return f"{number} passage{'' if number == 1 else 's'} suggested. Nothing is coded until somebody accepts it."
