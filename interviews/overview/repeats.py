"""Interviews with several people, people with several interviews, and what changed for them in between. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from interviews.overview.presence import Presence, by_source
from tracers.names import fold


@dataclass(frozen=True, slots=True)
class Repeat:
    """A person heard more than once: one presence a source, in order of time."""

    person: str
    presences: tuple[Presence, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody stood elsewhere the next time: another site, organisation type or role. `what` says which, in words."""

    person: str
    before: Presence
    after: Presence
    what: str


def joint(presences: Iterable[Presence]) -> list[tuple[Presence, ...]]:
    """The people of each interview that had more than one."""
    return [people for people in by_source(presences) if people[0].kind == "interview" and _heads(people) > 1]


def repeats(presences: Iterable[Presence]) -> list[Repeat]:
    """In the order of the private codes."""
    heard: dict[str, dict[object, Presence]] = {}
    for each in sorted(presences, key=lambda each: each.order):
        if each.person:
            heard.setdefault(each.person, {}).setdefault(each.source, each)
    return [Repeat(person, tuple(times.values())) for person, times in sorted(heard.items()) if len(times) > 1]


def changes(repeated: Iterable[Repeat]) -> list[Change]:
    """From one interview to the next; what is not said at either of them is no change."""
    found = []
    for repeat in repeated:
        for before, after in zip(repeat.presences, repeat.presences[1:], strict=False):
            if what := _changed(before, after):
                found.append(Change(repeat.person, before, after, what))
    return found


def _changed(before: Presence, after: Presence) -> str:
    pairs = {
        "site": (before.site, after.site),
        "organisation": (before.organisation, after.organisation),
        "role": (before.role, after.role),
    }
    names = [name for name, (was, now) in pairs.items() if was and now and fold(was) != fold(now)]
    return f"other {' and '.join(filter(None, [', '.join(names[:-1]), names[-1]]))}" if names else ""


def _heads(people: Iterable[Presence]) -> int:
    """How many people: the same person told twice is one."""
    held = list(people)
    return len({each.person for each in held if each.person}) + sum(not each.person for each in held)
