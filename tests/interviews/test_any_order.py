"""Several code the same words: in whatever order their deeds come, nothing is lost, and what commutes ends the same.

Each one's own deeds keep their order; the deeds are those of the reading page, on the real database.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Membership
from interviews.models import Coding, Extract
from interviews.models.extracts import Meanwhile
from tests import factories
from tests.steps import taken_back

LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
GROUND = ("same room", "memory clinic")  # what stands there when they begin
LONGEST = 12
NUMBERS = st.integers(0, 2)  # of a person's extracts; the same again is the same deed sent twice
PLACES = st.integers(0, 40)
MARKING = st.tuples(st.just("mark"), NUMBERS, PLACES)
CODING = st.tuples(st.just("code"), NUMBERS, PLACES)
TAKING = st.tuples(st.sampled_from(("uncode", "resize", "resize late", "delete")), NUMBERS, PLACES)
PEOPLE = st.integers(0, 2)

type Deed = tuple[str, int, int]


class Desk:
    """Three people at one interview. `ends` and `given` are what should stand there by now."""

    def __init__(self, study) -> None:
        role = Membership.Role.ANALYST
        self.people = [factories.member(study, name, role) for name in ("Ada Lund", "Ben Orr", "Cleo Nash")]
        self.codes = [factories.code(study, name) for name in ("Trust", "Doubt")]
        source = factories.source(study)
        self.text = source.latest_text
        self.ground = [factories.extract(source, words, by=self.people[0]) for words in GROUND]
        self.begin()

    def begin(self) -> None:
        self.first = {each.pk: (each.start, each.end) for each in self.ground}
        self.ends = dict(self.first)
        self.given: set[tuple[UUID, UUID, str]] = set()

    def do(self, person: int, deed: Deed) -> None:
        kind, number, place = deed
        by, code = self.people[person], self.codes[place % 2]
        if kind == "mark":
            return self.mark(by, UUID(int=10 * person + number), place, code)
        pk = self.chosen(kind, person, number, place)
        if pk not in self.ends:
            return None
        extract = Extract.objects.get(pk=pk)
        if kind == "code":
            extract.add_code(code, by=by)
            self.give(pk, code, by)
        elif kind == "uncode":
            for held in sorted(each for each in self.given if each[:2] == (pk, code.pk))[:1]:
                Coding.objects.get(extract=pk, code=code, coder=held[2]).remove(by=by)
                self.given.remove(held)
        elif kind == "delete":
            extract.remove(by=by)
            del self.ends[pk]
            self.given = {each for each in self.given if each[0] != pk}
        else:
            self.resize(extract, number, by, seen=self.first.get(pk) if kind == "resize late" else None)
        return None

    def chosen(self, kind: str, person: int, number: int, place: int) -> UUID:
        """What is coded is the same in any order: what stood there before, or one's own; taken away is anything."""
        if kind == "code":
            return [*self.first, UUID(int=10 * person)][number]
        known = [*self.first, *sorted(self.ends.keys() - self.first.keys())]
        return known[place % len(known)]

    def mark(self, by, pk, start, code) -> None:
        Extract.objects.mark(self.text, start, start + 1 + start % LONGEST, by=by, codes=[code], id=pk)
        self.ends.setdefault(pk, (start, start + 1 + start % LONGEST))
        self.give(pk, code, by)

    def give(self, pk, code, by) -> None:
        """The code once, whoever gave it first."""
        if not any(each[:2] == (pk, code.pk) for each in self.given):
            self.given.add((pk, code.pk, str(by)))

    def resize(self, extract, number, by, *, seen: tuple[int, int] | None) -> None:
        now = self.ends[extract.pk]
        wanted = (now[0], now[1] + number)
        if seen in (None, now) or wanted == now:
            extract.resize(*wanted, seen=seen or now, by=by)
            self.ends[extract.pk] = wanted
        else:
            with pytest.raises(Meanwhile) as refused:
                extract.resize(*wanted, seen=seen, by=by)
            assert (refused.value.held.start, refused.value.held.end) == now


def held() -> tuple[dict[UUID, tuple[int, int]], set[tuple[UUID, UUID, str]]]:
    rows = Extract.objects.values_list("pk", "start", "end", "quote", "text__text")
    assert all(quote == words[start:end] for _, start, end, quote, words in rows)
    ends = {pk: (start, end) for pk, start, end, *_ in rows}
    return ends, set(Coding.objects.values_list("extract", "code", "coder"))


def in_order(deeds: Iterable[tuple[int, Deed]], order: Sequence[int]) -> list[tuple[int, Deed]]:
    """The deeds as the people of `order` come up, each with the next of his own."""
    own = {person: iter([deed for whose, deed in deeds if whose == person]) for person in set(order)}
    return [(person, next(own[person])) for person in order]


@pytest.fixture
def desk(study):
    return Desk(study)


@LAW
@given(st.data(), st.lists(st.tuples(PEOPLE, MARKING | CODING), max_size=14))
def test_marking_and_coding_end_the_same_in_any_order(desk, data, deeds):
    ends = []
    for order in (whose := [person for person, _ in deeds], data.draw(st.permutations(whose))):
        with taken_back():
            desk.begin()
            for person, deed in in_order(deeds, order):
                desk.do(person, deed)
            extracts, codings = held()
            ends.append((extracts, {each[:2] for each in codings}))
    assert ends[0] == ends[1]


@LAW
@given(st.lists(st.tuples(PEOPLE, MARKING | CODING | TAKING), max_size=20))
def test_nothing_is_lost_but_what_somebody_took_away(desk, deeds):
    with taken_back():
        desk.begin()
        for person, deed in deeds:
            desk.do(person, deed)
        assert held() == (desk.ends, desk.given)


@pytest.mark.django_db(transaction=True)
def test_three_at_the_same_moment_lose_nothing(study):
    desk = Desk(study)

    def work(person: int) -> None:
        try:
            for number in range(8):
                desk.do(person, ("mark", number, number))
                Extract.objects.get(pk=desk.ground[number % 2].pk).add_code(desk.codes[0], by=desk.people[person])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))
    extracts, codings = held()
    assert extracts == desk.ends
    own = {each for each in codings if each[0] not in desk.first}
    assert own == {each for each in desk.given if each[0] not in desk.first}
    assert len(own) == 3 * 8
    assert {each[:2] for each in codings - own} == {(pk, desk.codes[0].pk) for pk in desk.first}
