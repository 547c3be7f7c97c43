"""What contradicts itself in the particulars of the sources, in sentences, with what to do about it. Pure.

Published citations go wrong here: one participant id with two areas, two dates or two organisations; digits transposed.
Nothing is corrected: a person looks at it, corrects it, or says that it is right so.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

from interviews.overview.lookalikes import folded, look_alikes, out_of_order
from interviews.overview.presence import HEARD, Presence, by_source
from tracers import dates
from tracers.names import fold

DAY, MONTH = len("2016-07-14"), len("2016-07")
LIKENESS = {
    "transposed": "differ in the order of two digits",
    "one digit": "differ in one digit",
    "one more": "differ by one digit more",
}

type People = Sequence[Presence]


@dataclass(frozen=True, slots=True)
class Conflict:
    """`key` stays the same while what is said stays the same, so that a settled conflict does not come again."""

    kind: str
    says: str
    remedy: str
    sources: tuple[tuple[Hashable, str], ...]
    key: str


def conflicts(presences: Iterable[Presence]) -> list[Conflict]:
    """The gravest first."""
    sources = by_source(presences)
    heard = [people for people in sources if people[0].kind in HEARD]
    looks: tuple[Callable[[Sequence[People]], Iterator[Conflict]], ...] = (
        _one_person_twice_in_one,
        _one_id_in_two_spellings,
        _one_day_two_sites,
        _never_where_usual,
        _one_day_two_ids,
        _resembling,
        _out_of_order,
    )
    return [conflict for look in looks for conflict in look(heard)]


def _one_person_twice_in_one(sources: Sequence[People]) -> Iterator[Conflict]:
    """Somebody stands twice in one source: the rows of a spreadsheet did not agree."""
    for people in sources:
        for one, other in combinations(people, 2):
            same_label = one.speaker and one.speaker.casefold() == other.speaker.casefold()
            same = one.person == other.person if one.person and other.person else same_label
            if same and (what := _differing(one, other)):
                who = one.person or f"“{one.speaker}”"
                yield _conflict(
                    "one id, two answers",
                    f"{one.printed_id} gives {who} two {what}: {_stands(one)}, and {_stands(other)}.",
                    "Keep the one that is right. If two people spoke, give each a private code and a speaker label.",
                    people,
                    one.printed_id, who, *one.standing, *other.standing,
                )  # fmt: skip


def _one_id_in_two_spellings(sources: Sequence[People]) -> Iterator[Conflict]:
    alike: dict[str, list[People]] = {}
    for people in sources:
        alike.setdefault(folded(people[0].printed_id), []).append(people)
    for several in alike.values():
        if len(several) > 1:
            names = _listed([people[0].printed_id for people in several])
            yield _conflict(
                "one id, two spellings",
                f"{names} are one id, written differently: {_listed(list(map(_told, several)))}.",
                "If they are one interview, delete one of them; otherwise give one another id.",
                [each for people in several for each in people],
                *(each.printed_id for people in several for each in people),
            )


def _one_day_two_sites(sources: Sequence[People]) -> Iterator[Conflict]:
    """The same person at two sites on one day, or in one month where no day is known."""
    for several in _grouped(sources, _person_and_date):
        for one, other in combinations(several, 2):
            if one.source != other.source and one.site and other.site and one.site != other.site:
                yield _conflict(
                    "one person, two sites",
                    f"{one.person} stands at {one.place} in {one.printed_id} and at {other.place} in "
                    f"{other.printed_id}, both of {dates.show(one.date)}.",
                    "Correct the site or the date, or the private code if these are two people.",
                    [one, other],
                    one.person, one.date, one.printed_id, one.site, other.printed_id, other.site,
                )  # fmt: skip


def _one_day_two_ids(sources: Sequence[People]) -> Iterator[Conflict]:
    """What may be one interview that was brought in under two ids."""
    told = set()
    for several in (*_grouped(sources, _person_and_day), *_grouped(sources, _role_and_day)):
        ids = list(dict.fromkeys(each.printed_id for each in several))
        places = {each.site for each in several} - {""}
        if len(ids) > 1 and len(places) < 2 and tuple(ids) not in told:
            told.add(tuple(ids))
            first, known = several[0], {each.person for each in several}
            who = filter(None, known if len(known) == 1 else ())
            yield _conflict(
                "one interview, two ids",
                f"{_listed(ids)} are of one day, {dates.show(first.date)}, with {', '.join([*who, _stands(first)])}.",
                "If they are one interview, delete one of them. If several people were heard, say that this is right.",
                several,
                *ids, first.date, *first.standing,
            )  # fmt: skip


def _never_where_usual(sources: Sequence[People]) -> Iterator[Conflict]:
    """Somebody's usual site is one where nobody ever heard them."""
    heard: dict[str, list[Presence]] = {}
    for people in sources:
        for each in people:
            if each.person and each.usual and each.place:
                heard.setdefault(each.person, []).append(each)
    for person, times in sorted(heard.items()):
        places = list(dict.fromkeys(each.place for each in times))
        if (usual := times[0].usual) not in places:
            yield _conflict(
                "one person, two sites",
                f"{person} is usually at {usual}, but was heard at {_listed(places)} alone: "
                f"{_listed(list(dict.fromkeys(each.printed_id for each in times)))}.",
                "Correct the site or the private code. If the person moved, say that this is right.",
                times,
                person, usual, *places,
            )  # fmt: skip


def _grouped(sources: Sequence[People], name: Callable[[Presence], tuple[str, ...]]) -> Iterator[list[Presence]]:
    """Those with one name in all its parts, where there are several."""
    groups: dict[tuple[str, ...], list[Presence]] = {}
    for people in sources:
        for each in people:
            if all(name(each)):
                groups.setdefault(name(each), []).append(each)
    return (several for several in groups.values() if len(several) > 1)


def _person_and_date(each: Presence) -> tuple[str, ...]:
    return each.person, each.date[:DAY] if len(each.date) >= MONTH else ""


def _person_and_day(each: Presence) -> tuple[str, ...]:
    return each.person, _day(each)


def _role_and_day(each: Presence) -> tuple[str, ...]:
    return fold(each.role), fold(each.organisation), each.site, _day(each)


def _day(each: Presence) -> str:
    return each.date if len(each.date) == DAY else ""


def _resembling(sources: Sequence[People]) -> Iterator[Conflict]:
    """Ids that are easily taken for one another; those first that agree in most besides."""
    at = {people[0].printed_id: people for people in sources}
    ranked = [(_agreeing(at[pair.one], at[pair.other]), pair) for pair in look_alikes(list(at))]
    for _, pair in sorted(ranked, key=lambda each: (-each[0], each[1].rank)):
        one, other = at[pair.one], at[pair.other]
        yield _conflict(
            "look-alike ids",
            f"{pair.one} and {pair.other} {LIKENESS[pair.how]}: {_told(one)} and {_told(other)}.",
            "Make sure that neither was cited, coded or filed as the other. If both ids are right, say so.",
            [*one, *other],
            pair.one, pair.other,
        )  # fmt: skip


def _out_of_order(sources: Sequence[People]) -> Iterator[Conflict]:
    at = {people[0].printed_id: people for people in sources}
    when = {name: people[0].date for name, people in at.items() if len(people[0].date) >= MONTH}
    for stray in out_of_order(when):
        near = _listed([f"{name} is of {dates.show(when[name])}" for name in stray.near])
        yield _conflict(
            "out of date order",
            f"{stray.name} is of {dates.show(when[stray.name])}, but ids rise with the dates elsewhere: {near}.",
            "Check the date and the id. If both are right, say so.",
            at[stray.name],
            stray.name, when[stray.name],
        )  # fmt: skip


def _conflict(kind: str, says: str, remedy: str, people: People, *said: str) -> Conflict:
    sources = tuple(dict.fromkeys((each.source, each.printed_id) for each in people))
    return Conflict(kind, says, remedy, sources, blake2b("\n".join((kind, *said)).encode(), digest_size=16).hexdigest())


def _differing(one: Presence, other: Presence) -> str:
    """What two presences say differently, as words: "sites and roles". What is not said does not differ."""
    names = {"sites": "site", "organisations": "organisation", "roles": "role"}
    values = {name: (fold(getattr(one, of)), fold(getattr(other, of))) for name, of in names.items()}
    return _listed([name for name, (here, there) in values.items() if here and there and here != there])


def _agreeing(one: People, other: People) -> int:
    """In how many particulars two sources agree."""
    names = ("person", "date", "site", "organisation", "role")
    return sum(
        bool(({getattr(each, of) for each in one} & {getattr(each, of) for each in other}) - {""}) for of in names
    )


def _told(people: People) -> str:
    """A source in a few words: its date, and who stood where."""
    stands = "; ".join(filter(None, dict.fromkeys(map(_stands, people))))
    said = ", ".join(filter(None, (dates.show(people[0].date), stands)))
    return f"{people[0].printed_id} ({said or 'without date, site and organisation'})"


def _stands(each: Presence) -> str:
    return ", ".join(each.standing)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
