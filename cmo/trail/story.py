"""The trail of a configuration: step by step, who did what, with versions, decisions and what was merged into it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.history.past import Happened, past
from accounts.models import Membership
from cmo.differing import Difference, between
from cmo.keeping import wording
from cmo.models import Configuration, ConfigurationVersion, Decision, Link
from cmo.trail.deeds import Deed, deeds_of
from cmo.trail.known import Known, known


@dataclass(frozen=True)
class Kept:
    """A version, and how it differs from the one before; None for the first."""

    version: ConfigurationVersion
    difference: Difference | None


@dataclass(frozen=True)
class Event:
    """What one person did in one step. `of`: the code of a configuration that was merged into this one since."""

    at: datetime
    who: str
    way: str
    deeds: tuple[Deed, ...]
    kept: tuple[Kept, ...] = ()
    decision: Decision | None = None
    of: str = ""


def trail(configuration: Configuration, member: Membership) -> list[Event]:
    """From the beginning: a fixed number of queries however much happened."""
    told = [configuration, *_merged(configuration)]
    happened = list(past(*(each.pk for each in told), also=_links_to(configuration)))
    changes = [change for each in happened for change in each.changes]
    names = known(member, told, changes)
    kept = _kept(names.versions.values())
    events = [_event(each, names, kept, configuration, told) for each in happened]
    events += _decisions(told)
    return _together(sorted((each for each in events if each.deeds or each.decision), key=lambda event: event.at))


def _merged(configuration: Configuration) -> list[Configuration]:
    """Those that were merged into it, and into those."""
    found: list[Configuration] = []
    edge = [configuration.pk]
    while edge:
        rows = list(Configuration.objects.filter(merged_into__in=edge).exclude(pk__in=[each.pk for each in found]))
        found += rows
        edge = [row.pk for row in rows]
    return found


def _links_to(configuration: Configuration) -> Q:
    """Links hang from the configuration they begin at: those that end here, removed ones too."""
    study = Configuration.objects.filter(study=configuration.study_id).values("pk")
    here = str(configuration.pk)
    ends_here = Q(after__end_id=here) | Q(before__end_id=here)
    return Q(kind=Link._meta.label, part_of__in=study) & ends_here


def _event(
    each: Happened, names: Known, kept: Mapping[str, Kept], configuration: Configuration, told: list[Configuration]
) -> Event:
    deeds = tuple(dict.fromkeys(deed for change in each.changes for deed in deeds_of(change, names)))
    versions = tuple(kept[deed.version] for deed in deeds if deed.version in kept)
    roots = {root for change in each.changes for root in (change.row, change.part_of)}
    own = configuration.pk in roots
    of = "" if own else next((one.code for one in told[1:] if one.pk in roots), "")
    return Event(each.at, each.who, each.way, deeds, versions, of=of)


def _kept(versions: Iterable[ConfigurationVersion]) -> Mapping[str, Kept]:
    found: dict[str, Kept] = {}
    before: dict[UUID, ConfigurationVersion] = {}
    for version in sorted(versions, key=lambda each: each.number):
        last = before.get(version.configuration_id)
        difference = between(wording(last), wording(version)) if last else None
        found[str(version.pk)] = Kept(version, difference)
        before[version.configuration_id] = version
    return found


def _decisions(told: Iterable[Configuration]) -> Iterator[Event]:
    decisions: Any = Decision.objects.filter(configuration__in=told).select_related("meeting")
    for decision in decisions:
        yield Event(decision.at, decision.meeting.title, "", (), decision=decision)


def _together(events: Iterable[Event]) -> list[Event]:
    """What writes itself down while somebody types is told once."""
    found: list[Event] = []
    for event in events:
        last = found[-1] if found else None
        if last and _is_the_same(last, event):
            found[-1] = event
        else:
            found.append(event)
    return found


def _is_the_same(one: Event, other: Event) -> bool:
    typed = {"changed its label", "changed its sentence", "changed its note"}
    written = one.deeds and {deed.what for deed in (*one.deeds, *other.deeds)} <= typed
    alike = (one.who, one.way, one.of, one.deeds) == (other.who, other.way, other.of, other.deeds)
    return bool(written and alike and one.at.date() == other.at.date())
