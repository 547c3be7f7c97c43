"""Taking a configuration through the sources: what is read for it, what is still to be read, and what follows next."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from accounts.models import Membership
from cmo.models import Configuration, Reading
from interviews.models import Source, SourceText, SourceTracer


@dataclass(frozen=True)
class Progress:
    """How far the reading of some sources is. `results`: how many speak to it, have nothing, were not asked; a source
    that several read counts once, by what speaks loudest.
    """

    total: int
    results: Counter[str]

    @property
    def read(self) -> int:
        return self.results.total()

    @property
    def left(self) -> int:
        return self.total - self.read

    @property
    def told(self) -> str:
        """“3 speak to it, 4 have nothing, 1 was not asked”; "" where none was read."""
        said = (
            (self.results["speaks"], "speaks to it", "speak to it"),
            (self.results["nothing"], "has nothing", "have nothing"),
            (self.results["not asked"], "was not asked", "were not asked"),
        )
        return ", ".join(f"{number} {one if number == 1 else many}" for number, one, many in said if number)


def to_read(member: Membership, configuration: Configuration) -> QuerySet[Source]:
    """The sources with words that this member may read, by id, those about its tracer first (`about`)."""
    about = Exists(SourceTracer.objects.filter(source=OuterRef("pk"), tracer=configuration.tracer_id))
    with_words = Exists(SourceText.objects.filter(source=OuterRef("pk")))
    sources = Source.objects.visible_to(member).filter(with_words)
    return sources.annotate(about=about if configuration.tracer_id else Value(True)).order_by(
        "-about", "printed_id", "pk"
    )


def next_unread(member: Membership, configuration: Configuration, after: UUID | None = None) -> Source | None:
    """The next that nobody has read for it: after this one in the order, otherwise from the beginning."""
    read = Exists(Reading.objects.filter(source=OuterRef("pk"), configuration=configuration))
    rows = list(to_read(member, configuration).annotate(read=read).values_list("pk", "read"))
    place = next((number for number, (pk, _) in enumerate(rows, 1) if pk == after), 0)
    unread = next((pk for pk, is_read in rows[place:] + rows[:place] if not is_read and pk != after), None)
    return Source.objects.get(pk=unread) if unread else None


def progress(member: Membership, configuration: Configuration) -> tuple[Progress, Progress]:
    """Of the sources about its tracer, and of the others."""
    order = [When(result=result, then=place) for place, result in enumerate(("not asked", "nothing", "speaks"))]
    loudest = (
        Reading.objects.filter(configuration=configuration)
        .annotate(loud=Case(*order))
        .order_by("loud")
        .values_list("source", "result")
    )
    results = dict(loudest)
    counted: dict[bool, tuple[list[UUID], Counter[str]]] = {True: ([], Counter()), False: ([], Counter())}
    for pk, about in to_read(member, configuration).values_list("pk", "about"):  # type: ignore[misc]
        sources, found = counted[bool(about)]
        sources.append(pk)
        if pk in results:
            found[results[pk]] += 1
    about_it, others = (Progress(len(sources), found) for sources, found in (counted[True], counted[False]))
    return about_it, others
