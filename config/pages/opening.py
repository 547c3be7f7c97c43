"""The finding a study opens on: a sentence of the report, the words behind it, the configuration, the other area."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from accounts.models import Membership
from cmo.models import Configuration, Evidence, Link
from config.pages import sentences
from interviews.anchoring import Searchable
from interviews.citation import cite
from interviews.models import Extract, Participation, Source
from reports.models import Block, Mention, Report


@dataclass(frozen=True)
class Voice:
    """Words, and where they come from."""

    extract: Extract
    citation: str

    @property
    def words(self) -> str:
        return self.extract.published or self.extract.quote


@dataclass(frozen=True)
class Side:
    """A configuration with somebody's words for it; without words there is no data for this member to see."""

    configuration: Configuration
    voice: Voice | None

    @property
    def place(self) -> str:
        return " and ".join(str(site) for site in self.configuration.sites.all()) or "The whole study"


@dataclass(frozen=True)
class Passage:
    """A place of the report, and its sentence."""

    block: Block
    sentence: str


@dataclass(frozen=True)
class Opening:
    here: Side
    there: Side | None
    report: Report | None
    passage: Passage | None

    @property
    def sentence(self) -> str:
        return self.passage.sentence if self.passage else ""


def opening(member: Membership) -> Opening | None:
    """None when the study names no opening, or its words are not there or not for this member to see."""
    wanted = member.study.opening
    voice = _voice_of(member, wanted) if wanted else None
    codes = Configuration.objects.with_triads().filter(study=member.study, code=wanted.get("configuration", ""))
    configuration = codes.first() if voice else None
    if voice is None or configuration is None:
        return None
    counterpart = _counterpart(configuration)
    report = member.study.reports.filter(name=wanted.get("report", "")).first()
    return Opening(
        here=Side(configuration, voice),
        there=Side(counterpart, _best_voice(member, counterpart)) if counterpart else None,
        report=report,
        passage=_passage(report, voice.extract) if report else None,
    )


def _voice_of(member: Membership, wanted: dict[str, str]) -> Voice | None:
    people = Participation.objects.select_related("site", "participant")
    sources = Source.objects.visible_to(member).select_related("work_stream")
    source = (
        sources.filter(printed_id=wanted.get("source", ""))
        .prefetch_related(Prefetch("participations", queryset=people))
        .first()
    )
    if source is None:
        return None
    extract = _tightest(member, source, wanted.get("quote", ""))
    if extract is None:
        return None
    return Voice(extract, cite(source, source.participations.all(), member.study.citation, extract.speaker))


def _tightest(member: Membership, source: Source, quote: str) -> Extract | None:
    """The shortest extract that holds the words: longer ones are about more than these."""
    extracts = Extract.objects.seen_by(member.user_id).filter(text__source=source).select_related("text")
    holding = [extract for extract in extracts if Searchable(extract.quote).places_between(quote)]
    return min(holding, key=lambda extract: len(extract.quote), default=None)


def _counterpart(configuration: Configuration) -> Configuration | None:
    joined = Link.objects.filter(Q(start=configuration) | Q(end=configuration), kind=Link.Kind.COUNTERPART_OF)
    pairs = joined.values_list("start", "end")
    others = {pk for pair in pairs for pk in pair} - {configuration.pk}
    return Configuration.objects.with_triads().filter(pk__in=others).first()


def _best_voice(member: Membership, configuration: Configuration) -> Voice | None:
    """The first words that support the configuration; failing these, the first that were brought to it at all."""
    evidence = list(
        Evidence.objects.visible_to(member)
        .filter(configuration=configuration, extract__isnull=False, extract__quotable=True)
        .with_words()
        .order_by("source__printed_id", "extract__start")
    )
    evidence = [each for each in evidence if not each.is_question]
    supporting = [each for each in evidence if each.stance == Evidence.Stance.SUPPORTS]
    best = next(iter(supporting or evidence), None)
    return Voice(best.extract, best.citation) if best and best.extract else None


def _passage(report: Report, extract: Extract) -> Passage | None:
    """Where the report names the words: the sentence around them, or the one that leads up to them as a quotation."""
    mention = (
        Mention.objects.filter(block__section__report=report, extract=extract)
        .exclude(kind=Mention.Kind.BECAUSE)
        .select_related("block")
        .order_by("block__section__order", "block__order", "place")
        .first()
    )
    if mention:
        return Passage(mention.block, sentences.sentence_at(mention.block.text, mention.place))
    quoted = Block.objects.filter(section__report=report, extract=extract).order_by("section__order", "order").first()
    if quoted is None:
        return None
    before = Block.objects.filter(section=quoted.section_id, order__lt=quoted.order, kind=Block.Kind.PROSE)
    prose = before.order_by("order").last()
    return Passage(quoted, sentences.last_sentence(prose.text) if prose else "")
