"""Configurations by an attribute: who is among the evidence of each, counted as codes are (interviews/matrix)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Self
from uuid import UUID

from accounts.models import Membership
from cmo.models import Configuration, Evidence
from interviews.grouping import UNSAID, Part, Said
from interviews.matrix.asked import Asked
from interviews.matrix.attributes import Only, narrowed
from interviews.matrix.building import Table, narrowing
from interviews.matrix.coded import wanted
from interviews.matrix.counting import Heard
from interviews.matrix.grid import Grid, Head
from interviews.matrix.ground import Ground
from interviews.matrix.subjects import ONCE, Subject
from interviews.matrix.tables import Nothing
from interviews.models import ExtractSite, ExtractTracer
from interviews.searching.asked import UNKNOWN

ROWS = "configurations"
OF_CONFIGURATIONS = {"configuration.tracer": "tracer__code", "configuration.kind": "kind"}
OF_EVIDENCE = {"evidence.stance": "stance", "evidence.use": "use"}


@dataclass(frozen=True)
class Chosen:
    """Which configurations and which of their evidence: by name as in the address, each with its value."""

    told: Mapping[str, str]

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> Self:
        """What is not a stance, a use or a kind counts as not said."""
        known: dict[str, Collection[str]] = {
            "configuration.kind": Configuration.Kind.values,
            "evidence.stance": [*filter(None, Evidence.Stance.values), UNKNOWN],
            "evidence.use": [*filter(None, Evidence.Use.values), UNKNOWN],
        }
        names = (*OF_CONFIGURATIONS, *OF_EVIDENCE)
        told = {name: sent.get(name, "").replace("\x00", "") for name in names}
        return cls({name: value for name, value in told.items() if value and value in known.get(name, (value,))})

    def fields(self, of: Mapping[str, str]) -> dict[str, Any]:
        """As the database is asked."""
        empty = {"tracer__code": None}
        return {
            field: empty.get(field, "") if self.told[name] == UNKNOWN else self.told[name]
            for name, field in of.items()
            if name in self.told
        }


class Piece(NamedTuple):
    """A piece of evidence with words or at least a source."""

    pk: UUID
    configuration: UUID
    source: UUID
    extract: UUID | None
    speaker: str
    said: Said


class Configurations(Subject):
    side, many, one, any = "Configuration", "Configurations", "the configuration", "Any configuration"
    counted = {
        "people": f"How many people are among the evidence of a configuration. {ONCE}",
        "sources": "In how many sources evidence of a configuration stands.",
        "extracts": "How many extracts are evidence of a configuration, each once.",
    }
    of = {
        "people": "the people heard there, among the evidence or not",
        "sources": "the sources there, among the evidence or not",
        "extracts": "the extracts there that are evidence",
    }

    def __init__(self, ground: Ground, said: Collection[str], chosen: Chosen) -> None:
        super().__init__(ground, said)
        self.chosen = chosen
        self.rules = ("These are no votes: choose a stance to see who stands for or against it.",)
        if "evidence.stance" in chosen.told:
            self.rules = (f"Evidence that {_stance(chosen.told['evidence.stance'])} alone. These are no votes.",)

    @cached_property
    def rows(self) -> list[Configuration]:
        rows = self.ground.asking.study.configurations.filter(**self.chosen.fields(OF_CONFIGURATIONS))
        return list(rows.order_by("tracer__order", "position", "number", "code").defer("note", "attributes"))

    @cached_property
    def heads(self) -> Sequence[Head]:
        return [Head(_called(row), key=row) for row in self.rows]

    def is_shown(self, head: Head) -> bool:
        return head.key.merged_into_id is None and head.key.state != Configuration.State.SET_ASIDE

    @cached_property
    def pieces(self) -> list[Piece]:
        return pieces(self.ground, self.rows, self.chosen, self.said)

    def heard(self, measure: str) -> Sequence[Heard]:
        numbers = {row.pk: number for number, row in enumerate(self.rows)}
        every = len(numbers)
        found = []
        for part, held in self._together:
            if measure == "extracts":
                pairs = {(numbers[each.configuration], each.extract) for each in held if each.extract}
                once = {extract for _, extract in pairs}
                found.append(Heard(part, [*(line for line, _ in pairs), *[every] * len(once)]))
            else:
                found.append(Heard(part, [*{numbers[each.configuration] for each in held}, every]))
        return found

    @cached_property
    def _together(self) -> list[tuple[Part, list[Piece]]]:
        """The parts that speak in the evidence, each with its pieces."""
        found: defaultdict[tuple[UUID, str, Said], list[Piece]] = defaultdict(list)
        for each in self.pieces:
            found[each.source, each.speaker, each.said].append(each)
        return [
            (self.ground.part(*key, len({each.extract for each in held} - {None})), held) for key, held in found.items()
        ]

    @cached_property
    def parts(self) -> list[Part]:
        return [part for part, _ in self._together]


def configuration_table(asking: Membership, sent: Mapping[str, str], *, widened: bool = False) -> Grid:
    """What `sent` asks for, as the address of the page does; `widened`: as it may leave the study.

    Raises ValueError with a sentence: for what is not there, and where nothing may leave.
    """
    ground = Ground(asking)
    made = asked_for(ground, read(ground, sent), Chosen.read(sent))
    return made.widened if widened else made.grid


def read(ground: Ground, sent: Mapping[str, str]) -> Asked:
    """What interviewers say is no evidence of anybody's, so whose words count is not asked."""
    asked = Asked.read(sent, ground.attributes, [ROWS])
    return asked.but(everyone=False, besides=tuple(Chosen.read(sent).told.items()))


def asked_for(ground: Ground, asked: Asked, chosen: Chosen) -> Table:
    """Raises Nothing, and building.Unknown where what narrows is not there."""
    if not asked.by:
        raise Nothing("There are no interviews to count in yet.")
    only = narrowing(asked, ground)
    return Table(ground, asked, only, Configurations(ground, _said(asked.by, only), chosen))


def behind(ground: Ground, configuration: Configuration, chosen: Chosen, only: Only) -> list[tuple[Piece, Part]]:
    """The evidence behind a cell, each with who speaks in it; the interviewer never does."""
    found = []
    for each in pieces(ground, [configuration], chosen, _said("", only)):
        part = ground.part(each.source, each.speaker, each.said, 1 if each.extract else 0)
        if not part.question and (fit := narrowed(part, only)):
            found.append((each, fit))
    return found


def _said(by: str, only: Only) -> frozenset[str]:
    return wanted({by, *(attribute.name for attribute, _ in only)})


def pieces(ground: Ground, rows: Sequence[Configuration], chosen: Chosen, said: Collection[str]) -> list[Piece]:
    """What this member may see of the evidence of these configurations."""
    held = Evidence.objects.visible_to(ground.asking).filter(configuration__in=[row.pk for row in rows])
    held = held.filter(source__isnull=False, **chosen.fields(OF_EVIDENCE)).order_by()
    told = list(held.values_list("pk", "configuration", "source", "extract", "extract__speaker", "extract__nowhere"))
    of = _spoken_of([row[3] for row in told if row[3]], said)
    found = []
    for pk, configuration, source, extract, speaker, nowhere in told:
        about = of.get(extract, UNSAID)
        if nowhere and "sites" in said:
            about = about._replace(nowhere=True)
        found.append(Piece(pk, configuration, source, extract, speaker or "", about))
    return found


def _spoken_of(extracts: Sequence[UUID], said: Collection[str]) -> dict[UUID, Said]:
    """What somebody said that these extracts speak of, as far as it is asked for."""
    found: defaultdict[UUID, Said] = defaultdict(Said)
    if "tracers" in said:
        rows = ExtractTracer.objects.filter(extract__in=extracts).order_by("tracer")
        for extract, tracer in rows.values_list("extract", "tracer"):
            found[extract] = found[extract]._replace(tracers=(*found[extract].tracers, tracer))
    if "sites" in said:
        sites = ExtractSite.objects.filter(extract__in=extracts).order_by("site")
        for extract, site in sites.values_list("extract", "site"):
            found[extract] = found[extract]._replace(sites=(*found[extract].sites, site))
    return found


def _called(row: Configuration) -> str:
    said = row.label or row.statement
    return f"{row.code} {said if len(said) <= 90 else said[:89].rstrip() + '…'}".strip()


def _stance(value: str) -> str:
    return "is not yet judged" if value == UNKNOWN else value
