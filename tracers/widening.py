"""What of a timeline is told together before it leaves the house, because too few people were heard. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from tracers import dates
from tracers.crowds import crowds, is_small, joined
from tracers.timeline import Heard, Timeline

OTHERS = "Other sites"


def wide(timeline: Timeline, least: int) -> Timeline:
    """As it may leave the house; see `widened`."""
    heard = tuple(widened(timeline.heard, least, timeline.apart))
    lanes, before = (dict.fromkeys(each.lane for each in held) for held in (heard, timeline.heard))
    kept = [lane for lane in timeline.lanes if lane in lanes or lane not in before]
    return replace(timeline, heard=heard, lanes=(*kept, *(lane for lane in lanes if lane not in kept)))


def note(told: Timeline, widened: Timeline, least: int) -> str:
    """That something was widened, in a sentence; "" where nothing was."""
    before, after = (
        {(each.key, each.lane, each.date[:7], each.until) for each in timeline.heard} for timeline in (told, widened)
    )
    said = f"Where fewer than {least} people were heard, sites and months are told together."
    gone = {each.lane for each in told.heard} & told.apart - {each.lane for each in widened.heard}
    if gone:
        said += f" {' and '.join(sorted(gone))}, which is no area, is left out."
    return said if before != after else ""


def widened(heard: Sequence[Heard], least: int, apart: Collection[str] = ()) -> list[Heard]:
    """Without names, and so that fewer than `least` people stand in no place and no time that is told.

    Small sites become one, but of those `apart` (no areas) the small ones are left out and none is told with others;
    then in each lane months that follow one another are told together until there are enough.
    """
    people = crowds(_people(heard))
    gone = {lane for lane in people if lane in apart and is_small(people[lane], least)}
    lanes = joined({lane: crowd for lane, crowd in people.items() if lane not in apart}, least)
    together = _named(lanes)
    by_lane: dict[str, list[Heard]] = defaultdict(list)
    for each in (each for each in heard if each.lane not in gone):
        lane = together if each.lane in lanes else each.lane
        by_lane[lane].append(replace(each, called="", lane=lane, date=each.date[:7]))
    return [each for held in by_lane.values() for some in _runs(held, least) for each in _as_one(some)]


def _people(heard: Iterable[Heard]) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = defaultdict(set)
    for each in heard:
        found[each.lane] |= each.people or {each.key}
    return found


def _named(lanes: Collection[str]) -> str:
    return " and ".join(sorted(lanes)) if len(lanes) <= 2 and all(lanes) else OTHERS


def _runs(heard: Iterable[Heard], least: int) -> list[list[Heard]]:
    """In order of time, what is dated alike together, each long enough; what has no date last."""
    held = sorted(heard, key=lambda each: each.date or "9999-99")
    found: list[list[Heard]] = []
    for _, some in groupby(held, key=lambda each: each.date):
        if found and len(_heard_in(found[-1])) < least:
            found[-1] += some
        else:
            found.append(list(some))
    while len(found) > 1 and len(_heard_in(found[-1])) < least:
        found[-2:] = [[*found[-2], *found[-1]]]
    return found


def _heard_in(heard: Iterable[Heard]) -> set[Any]:
    return set().union(*(each.people or {each.key} for each in heard))


def _as_one(heard: Sequence[Heard]) -> list[Heard]:
    """All dated from the first to the last of them; without a date where one has none."""
    first = heard[0].date
    if all(each.date == first for each in heard):
        return list(heard)
    if not all(each.date for each in heard):
        return [replace(each, date="", until="") for each in heard]
    last = max((each.date for each in heard), key=dates.last_day)
    return [replace(each, date=first, until=last) for each in heard]
