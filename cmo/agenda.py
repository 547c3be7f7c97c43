"""What a meeting would talk about, configuration by configuration, worked out from what is held."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from accounts.models import Membership
from cmo import states
from cmo.models import Configuration, Evidence, Link
from cmo.ruling import facts_of
from cmo.stale import stale

NOTHING: Mapping[str, int] = {"disputed": 0, "unjudged": 0, "again": 0}


@dataclass(frozen=True)
class Point:
    """A configuration to talk about. Numbers are of what the member may see."""

    configuration: Configuration
    why: str
    disputed: int
    rivals: int
    unjudged: int
    again: int
    stale: int
    wants_reader: bool

    @property
    def is_empty(self) -> bool:
        return not (
            self.why or self.disputed or self.rivals or self.unjudged or self.again or self.stale or self.wants_reader
        )

    @property
    def told(self) -> Sequence[tuple[str, str]]:
        """What there is to say, the weightiest first: (kind, words)."""
        said = [
            ("disputed", _counted(self.disputed, "contradiction open", "contradictions open")),
            ("rivals", _counted(self.rivals, "rival open", "rivals open")),
            (
                "again",
                _counted(self.again, "piece of evidence to look at again", "pieces of evidence to look at again"),
            ),
            ("stale", _counted(self.stale, "conclusion to look at again", "conclusions to look at again")),
            ("unjudged", _counted(self.unjudged, "piece of evidence not judged", "pieces of evidence not judged")),
            ("reader", "waits for a second reader" if self.wants_reader else ""),
        ]
        return [(kind, words) for kind, words in said if words]


def agenda(member: Membership) -> list[Point]:
    """What somebody put there first, then what is disputed, then the rest: a fixed number of queries."""
    configurations = member.study.configurations.exclude(state=Configuration.State.SET_ASIDE).filter(merged_into=None)
    pieces, rivals, old = _pieces(member), _rivals(member), stale(member.study)
    asked = states.setting(member.study.rules, "second_reader") != states.OFF
    facts = facts_of(member.study) if asked else {}
    points = [
        Point(
            each,
            each.agenda,
            rivals=rivals[each.pk],
            stale=old.of(each.pk),
            wants_reader=asked and _wants_reader(each, facts[each.pk]),
            **pieces.get(each.pk, NOTHING),
        )
        for each in configurations.select_related("tracer")
    ]
    return sorted((each for each in points if not each.is_empty), key=_weight)


def _pieces(member: Membership) -> Mapping[UUID, Mapping[str, int]]:
    counted = (
        Evidence.objects.visible_to(member)
        .order_by()
        .values("configuration")
        .annotate(
            disputed=Count("pk", filter=Q(stance=Evidence.Stance.CONTRADICTS, answer="")),
            unjudged=Count("pk", filter=Q(stance=Evidence.Stance.UNJUDGED)),
            again=Count("pk", filter=Q(look_again=True)),
        )
    )
    names = ("disputed", "unjudged", "again")
    rows = counted.values_list("configuration", *names)
    return {configuration: dict(zip(names, numbers, strict=True)) for configuration, *numbers in rows}


def _rivals(member: Membership) -> Counter[UUID]:
    links = Link.objects.filter(start__study=member.study_id, kind=Link.Kind.RIVAL_OF, answer="").order_by()
    found: Counter[UUID] = Counter()
    for pair in links.values_list("start", "end"):
        found.update(pair)
    return found


def _wants_reader(configuration: Configuration, facts: states.Facts) -> bool:
    return "second_reader" in states.ASKED.get(configuration.state, ()) and not facts.holds("second_reader")


def _weight(point: Point) -> tuple[bool, bool, int]:
    return not point.why, not (point.disputed or point.rivals), point.configuration.number


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}" if number else ""
